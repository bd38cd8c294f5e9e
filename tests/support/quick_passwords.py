"""Argon2 as the product uses it, with so little work that a test's sign-in costs no third of a second."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm and format; the product's own parameters are asked for in ``test_settings.py``."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
