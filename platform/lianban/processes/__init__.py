"""Process tree: supervisor, children, heartbeats."""
