"""Health of an installation: checks, and which processes are alive."""
