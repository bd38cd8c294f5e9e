"""Visibility of a case: the table, and the only filters and judgements that are derived from it."""
