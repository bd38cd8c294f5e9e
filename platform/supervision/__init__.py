"""Supervision: clocks that ring, lights, reminders, and the boards an office watches."""
