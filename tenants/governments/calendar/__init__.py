"""Announcing a year's holidays to all governments, and trying an arrangement before."""
