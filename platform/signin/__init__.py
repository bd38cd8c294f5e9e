"""Signing in, of both kinds of people: who may try how often, hashing in a bounded queue, passwords, known devices."""
