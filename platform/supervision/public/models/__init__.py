"""Rows of all governments in ``public``, each under row security: a file per subject."""
