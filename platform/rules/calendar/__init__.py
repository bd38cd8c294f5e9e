"""Working-day calendar: holidays by notice and by law."""
