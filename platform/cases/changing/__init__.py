"""Door of cases, and the rows it reads and writes under lock."""
