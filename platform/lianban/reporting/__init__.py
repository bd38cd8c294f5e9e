"""Logs and error reports, without personal data."""
