"""How the matters of the walk that is killed are called, for the walker and for the test that looks afterwards."""


def titled(direction: str, number: int) -> str:
    """The title by which a matter is found again."""
    return f"关于第{number}件事项的建议（{direction}）"
