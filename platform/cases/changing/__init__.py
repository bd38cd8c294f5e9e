"""The one door, and what it reads and writes under lock."""
