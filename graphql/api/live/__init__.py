"""The shape of live changes; ``live`` delivers them."""
