"""Tables of supervision in ``public``."""
