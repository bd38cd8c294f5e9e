"""A cursor is taken only where and as it was given out; pages have a size."""

from __future__ import annotations

import datetime
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from django.db.models import Q

from api.running.errors import ApiError
from api.shapes.cursors import PAGE, KeysetOrder, Place, cursor_of, page, page_size, place_of

DAY = KeysetOrder("due", "due_on", descending=False, nullable=True, read=datetime.date.fromisoformat)
NEWEST = KeysetOrder("new", "id", descending=True, nullable=False, read=int)
GIVEN = cursor_of("yunzhou", "due", datetime.date(2026, 3, 1), 12)


def test_a_cursor_names_the_place_it_was_given_for() -> None:
    assert place_of("yunzhou", DAY, GIVEN) == Place(datetime.date(2026, 3, 1), 12)
    assert place_of("yunzhou", DAY, cursor_of("yunzhou", "due", None, 3)) == Place(None, 3)
    assert place_of("yunzhou", NEWEST, cursor_of("yunzhou", "new", 5, 6)) == Place(5, 6)


@pytest.mark.parametrize(
    ("government", "order", "cursor"),
    [
        ("binjiang", DAY, GIVEN),
        ("yunzhou", NEWEST, GIVEN),
        ("yunzhou", DAY, ""),
        ("yunzhou", DAY, "甲"),
        ("yunzhou", DAY, GIVEN[:-1]),
        ("yunzhou", DAY, GIVEN[:12]),
        *(
            ("yunzhou", DAY, urlsafe_b64encode(b"\0" * size + b"12|2026-03-01").decode())
            for size in (0, 11, 12)
        ),
    ],
    ids=[
        "government",
        "order",
        "empty",
        "no base64",
        "cut",
        "mark alone",
        "no mark",
        "short mark",
        "false mark",
    ],
)
def test_any_other_cursor_is_refused(government: str, order: KeysetOrder, cursor: str) -> None:
    with pytest.raises(ApiError) as refused:
        place_of(government, order, cursor)

    assert refused.value.code == "BAD_REQUEST"


@pytest.mark.parametrize("place", range(len(urlsafe_b64decode(GIVEN))))
def test_a_cursor_with_one_altered_byte_is_refused(place: int) -> None:
    raw = bytearray(urlsafe_b64decode(GIVEN))
    raw[place] ^= 1

    with pytest.raises(ApiError):
        place_of("yunzhou", DAY, urlsafe_b64encode(raw).decode())


def test_the_mark_has_twelve_bytes_of_hmac() -> None:
    assert urlsafe_b64decode(GIVEN)[12:] == b"12|2026-03-01"
    assert len({urlsafe_b64decode(cursor_of("yunzhou", "due", None, pk))[:12] for pk in range(500)}) == 500


@pytest.mark.parametrize(
    ("size", "fits"), [(-1, False), (0, False), (1, True), (PAGE, True), (PAGE + 1, False)]
)
def test_a_page_has_one_to_a_hundred_rows(size: int, fits: bool) -> None:
    if fits:
        assert page_size(size) == size
        return
    with pytest.raises(ApiError):
        page_size(size)


@pytest.mark.parametrize(
    ("order", "place", "conditions"),
    [
        (DAY, None, ["(AND: )"]),
        (DAY, Place(None, 3), ["(AND: ('due_on__isnull', True), ('pk__gt', 3))"]),
        (
            DAY,
            Place(7, 3),
            [
                "(AND: ('due_on__gte', 7), (OR: ('due_on__gt', 7), ('pk__gt', 3)))",
                "(AND: ('due_on__isnull', True))",
            ],
        ),
        (NEWEST, Place(7, 3), ["(AND: ('id__lte', 7), (OR: ('id__lt', 7), ('pk__lt', 3)))"]),
    ],
)
def test_what_comes_after_a_place(order: KeysetOrder, place: Place | None, conditions: list[str]) -> None:
    assert [str(one) for one in order.ranges(place)] == conditions


class Stretches:
    """Rows that answer one condition after the other, and how often they were asked."""

    def __init__(self, *answers: list[int]) -> None:
        self.answers, self.asked = list(answers), 0

    def filter(self, _condition: Q) -> Stretches:
        self.asked += 1
        return self

    def order_by(self, *_columns: str) -> list[int]:
        return self.answers[self.asked - 1]


@pytest.mark.parametrize(
    ("size", "found", "asked"),
    [(1, [1, 2], 1), (2, [1, 2, 3], 2), (3, [1, 2, 3, 4], 2), (9, [1, 2, 3, 4, 5], 2)],
)
def test_a_page_goes_on_with_the_nulls_only_where_rows_are_missing(
    size: int, found: list[int], asked: int
) -> None:
    rows: Any = Stretches([1, 2], [3, 4, 5])

    assert page(rows, DAY, Place(datetime.date(2026, 3, 1), 3), size) == found
    assert rows.asked == asked
