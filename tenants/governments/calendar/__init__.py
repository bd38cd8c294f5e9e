"""Calendar of all governments: announcing a year's holidays, and trials of an arrangement."""
