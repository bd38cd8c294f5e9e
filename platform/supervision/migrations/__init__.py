"""Tables and triggers of supervision in each government's schema."""
