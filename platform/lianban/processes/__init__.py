"""The process tree: supervisor, children, heartbeats."""
