"""Registry of governments, the one way into a government's schema, provisioning and fleet migration."""
