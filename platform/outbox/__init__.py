"""What must happen after commit: one table, one relay. Of governments it knows a name in a column."""
