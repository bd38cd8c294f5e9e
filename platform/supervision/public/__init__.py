"""The part of supervision that lies in ``public``: running clocks, due jobs and the boards' figures."""
