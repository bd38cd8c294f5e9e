"""Supervision in schema ``public``: running clocks, due jobs and the boards' figures."""
