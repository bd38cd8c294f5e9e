"""Counting due days, rings of a ladder, and yearly cycles by a rule pack."""
