"""Provisioning of governments: cluster, public schema, spares, suspension."""
