"""The embedded PostgreSQL of a single machine."""
