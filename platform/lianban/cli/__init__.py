"""``lianban`` command: a module per command."""
