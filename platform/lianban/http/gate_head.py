"""Head of a request, as the gate judges it."""

from __future__ import annotations

import re
from typing import Final

from asgiref.typing import HTTPScope

DIGITS: Final = re.compile(r"\d{1,18}", re.ASCII)
BEYOND: Final = 10**18  # the size of a body whose declared length is no number


class Head:
    """Method, path and headers; several headers of one name are one, as HTTP has it."""

    def __init__(self, scope: HTTPScope) -> None:
        self.method = scope["method"]
        self.path = scope["path"]
        self.headers = list(scope["headers"])
        self.named: dict[str, str] = {}
        for raw, value in self.headers:
            name, content = raw.decode("latin-1").lower(), value.decode("latin-1")
            self.named[name] = f"{self.named[name]},{content}" if name in self.named else content

    @property
    def chunked(self) -> bool:
        """Whether the body comes in pieces without a declared size."""
        return "transfer-encoding" in self.named

    @property
    def declared(self) -> int:
        """The size that the body is said to have; 0 when that is not said."""
        content = self.named.get("content-length", "0")
        return int(content) if DIGITS.fullmatch(content) else BEYOND

    @property
    def has_body(self) -> bool:
        """Whether anything is to be read."""
        return self.chunked or self.declared > 0
