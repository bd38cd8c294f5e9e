"""Extraction of a list's rows: a child process with its own limits, since a file may be hostile."""
