"""Titles of the matters in the run that is killed, for the runner and for the test that checks afterwards."""


def titled(direction: str, number: int) -> str:
    """The title by which a matter is found again."""
    return f"关于第{number}件事项的建议（{direction}）"
