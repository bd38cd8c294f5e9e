"""Supervision as the API serves it: reminders and lights; boards."""
