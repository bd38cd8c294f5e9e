"""Live changes: one hub per process hears what was committed and tells each socket what its viewer may know."""
