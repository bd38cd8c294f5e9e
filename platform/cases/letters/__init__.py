"""The letter of a reply: its points, its closing lines, whom it goes to."""
