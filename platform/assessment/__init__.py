"""Assessment: scoring schemes, their metrics, runs, and the cases behind every point."""
