"""Cases and everything that belongs to them: types, lists, steps."""
