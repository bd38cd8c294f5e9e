"""Mutations of the procedure: one small class per step, in the order of the procedure."""
