"""What a person reads when a government cannot be entered."""

from __future__ import annotations

from kernel.wording import section


class GovernmentNotServed(LookupError):
    """No such government, or it is suspended. ``code`` is in the catalogue, ``message`` its sentence."""

    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self.message = section("governments")[code].format(name=name)
        super().__init__(self.message)
