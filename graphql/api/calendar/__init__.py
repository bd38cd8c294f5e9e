"""Working-day calendar: for everybody to look at, for platform operators to announce."""
