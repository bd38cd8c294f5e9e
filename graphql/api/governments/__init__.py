"""Registry, as a platform operator sees it."""
