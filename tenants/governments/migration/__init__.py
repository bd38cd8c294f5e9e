"""Compiled migrations and the upgrade of the whole fleet."""
