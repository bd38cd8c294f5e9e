"""Oracle: who sees what, from a table of its own and plain SQL. Imports nothing of the product."""
