"""Database engine of settings: django-tenants' PostgreSQL wrapper that changes role and path together."""
