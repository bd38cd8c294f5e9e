"""Tables of the rules in ``public``."""
