"""Reading and checking a rule pack that somebody wrote."""
