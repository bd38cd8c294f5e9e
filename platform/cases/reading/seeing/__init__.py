"""Who sees what of a case: the table, and the only filters and judgements that are made from it."""
