"""Scores: schemes, runs, rankings, and the cases and events behind every point."""
