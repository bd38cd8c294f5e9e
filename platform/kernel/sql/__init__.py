"""Prepared SQL: statements, the model rows made of their results, and what Django does not document."""
