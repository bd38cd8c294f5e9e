"""Making governments: cluster, public schema, spares, suspension."""
