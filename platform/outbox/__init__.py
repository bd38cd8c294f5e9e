"""Outbox: what must happen after commit, in one table, drained by one relay. A government is a name in a column."""
