"""The role picker's list: the eight roles of the demo first, in their order."""

from __future__ import annotations

from lianban.demo.role_picker import seats

EIGHT = [
    "市政府办督查室",
    "区政府办",
    "承办单位经办人",
    "分管领导",
    "主要领导",
    "人大代表工委（只读）",
    "政协提案委（只读）",
    "平台管理员",
]


def test_the_eight_roles_come_first() -> None:
    assert [seat["role_label"] for seat in seats()][:8] == EIGHT


def test_no_role_and_no_account_is_offered_twice() -> None:
    labels = [seat["role_label"] for seat in seats()]
    accounts = [(seat["government_code"], seat["username"]) for seat in seats()]

    assert len(set(labels)) == len(labels)
    assert len(set(accounts)) == len(accounts)


def test_every_seat_says_what_it_is_for() -> None:
    for seat in seats():
        assert all(
            seat[name] for name in ("username", "name", "role_label", "unit_name", "government_name", "note")
        )
