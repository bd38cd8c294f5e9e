"""The registry, as a platform operator sees it."""
