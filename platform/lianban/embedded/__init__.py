"""Embedded PostgreSQL of a single machine."""
