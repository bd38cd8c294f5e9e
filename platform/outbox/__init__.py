"""What must happen after commit: one table, one relay. Knows nothing of governments but a name in a column."""
