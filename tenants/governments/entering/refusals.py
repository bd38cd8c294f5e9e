"""Refusals to enter a government, as people read them."""

from __future__ import annotations

from kernel.wording import section


class GovernmentNotServed(LookupError):
    """No such government, it is suspended, or its tables are another version's; ``message`` is the code's sentence."""

    def __init__(self, code: str, name: str, **facts: str) -> None:
        self.code = code
        self.name = name
        self.message = section("governments")[code].format(name=name, **facts)
        super().__init__(self.message)
