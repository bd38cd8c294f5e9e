"""Letter of a reply: its points, its closing lines, whom it goes to."""
