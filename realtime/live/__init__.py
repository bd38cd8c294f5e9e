"""Live changes: one hub per process receives what was committed and sends each socket what its viewer may see."""
