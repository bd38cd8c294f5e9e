"""Shape of live changes; ``live`` delivers them."""
