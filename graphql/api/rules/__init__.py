"""What forms need from the rule pack in force."""
