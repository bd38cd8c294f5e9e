"""The calendar through the API: everybody signed in looks at it, the platform's operator alone announces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from governments.entering.scope import platform_scope
from governments.models import Government, Operator
from governments.operators import create_operator
from rules.calendar import in_force as calendar
from rules.public.models import HolidayNotice
from supervision.public.models import Job
from support.asking import Asking

PASSWORD = "lian-ban-1-tongguo"
SIGN_IN = """mutation($password: String!) {
  signIn(username: "operator", password: $password) { viewer { operator mustChangePassword } } }"""
YEAR = """query($year: Int!) { workCalendar(year: $year) {
  year announced years days { day working name } notices { title number uploadedBy reason } } }"""
READ = """query($content: String!, $year: Int) { readHolidayNotice(content: $content, year: $year) {
  draft { year number title issuedOn holidays { name start end makeUp days } } unread refusal { code message } } }"""
PREVIEW = """query($input: HolidayNoticeInput!) { previewHolidayNotice(input: $input) {
  differences { day before after } corrects { title } skipped dueDays governments
  refusal { code field message } } }"""
TRY = """mutation($input: HolidayNoticeInput!) { tryHolidayNotice(input: $input) { ok refusal { code } } }"""
TRIAL = """query($input: HolidayNoticeInput!) { previewHolidayNotice(input: $input) {
  trial { waiting counted governments cases days } } }"""
ANNOUNCE = """mutation($key: String!, $input: HolidayNoticeInput!) { announceHolidays(key: $key, input: $input) {
  notice { title number uploadedBy reason } refusal { code field message } } }"""
TEXT = """关于2027年部分节假日安排的通知（虚构）
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月13日（周六）上班。"""
INPUT = {
    "year": 2027,
    "title": "关于2027年部分节假日安排的通知（虚构）",
    "holidays": [
        {"name": "元旦", "start": "2027-01-01", "end": "2027-01-03", "makeUp": []},
        {
            "name": "春节",
            "start": "2027-02-05",
            "end": "2027-02-12",
            "makeUp": ["2027-01-31", "2027-02-13"],
            "days": 8,
        },
    ],
}

BY_LAW_2027 = [  # 全国年节及纪念日放假办法; fixed days and those of the lunar calendar
    ("2027-01-01", "元旦"),
    *((f"2027-02-0{day}", "春节") for day in (5, 6, 7, 8)),
    ("2027-04-05", "清明节"),
    *((f"2027-05-0{day}", "劳动节") for day in (1, 2)),
    ("2027-06-09", "端午节"),
    ("2027-09-15", "中秋节"),
    *((f"2027-10-0{day}", "国庆节") for day in (1, 2, 3)),
]


@pytest.fixture(autouse=True)
def remembered() -> Iterator[None]:
    """What one test announced is not remembered in the next."""
    calendar.forget()
    yield
    calendar.forget()


@pytest.fixture
def operator(city: Government) -> Client:
    """The browser of a platform operator who has changed the one-time password, signed in."""
    with platform_scope():
        create_operator("operator", "平台管理员", by="终端 ops")
        made: Operator = Operator.objects.get(username="operator")
        made.set_password(PASSWORD)
        made.must_change_password = False
        made.save()
    browser = Client(HTTP_HOST="localhost:8000")
    seen = asked(browser, SIGN_IN, password=PASSWORD)["viewer"]
    assert seen == {"operator": True, "mustChangePassword": False}
    return browser


def asked(browser: Client, document: str, **variables: Any) -> Any:
    body = json.dumps({"query": document, "variables": variables})
    answer = json.loads(browser.post("/graphql", body, content_type="application/json").content)
    assert "errors" not in answer, answer
    return next(iter(answer["data"].values()))


def stand() -> tuple[int, int]:
    with platform_scope():
        return HolidayNotice.objects.count(), Job.objects.count()


@pytest.mark.parametrize("who", ["office", "water_clerk", "npc_seat", "administrator"])
def test_everybody_signed_in_sees_the_year(ask: Asking, who: str) -> None:
    year = ask.data(who, YEAR, year=2026)

    assert (year["announced"], year["years"][-1]) == (True, 2026)
    assert {"day": "2026-02-14", "working": True, "name": "调休上班"} in year["days"]
    assert {"day": "2026-10-01", "working": False, "name": "国庆节"} in year["days"]
    assert [one["uploadedBy"] for one in year["notices"]] == ["随系统提供"]


def test_a_year_that_is_not_announced_says_so_and_shows_what_the_law_sets(ask: Asking) -> None:
    year = ask.data("office", YEAR, year=2027)

    assert (year["announced"], year["notices"]) == (False, [])
    assert year["days"] == [{"day": day, "working": False, "name": name} for day, name in BY_LAW_2027]


def test_strangers_see_no_calendar(stranger: Asking) -> None:
    assert stranger.code(None, YEAR, year=2026) == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (READ, {"content": TEXT}),
        (PREVIEW, {"input": INPUT}),
        (TRY, {"input": INPUT}),
        (ANNOUNCE, {"input": INPUT, "key": "upload-2027"}),
    ],
    ids=["read", "preview", "try", "announce"],
)
@pytest.mark.parametrize("who", ["administrator", "office"])
def test_nobody_of_a_government_announces(
    ask: Asking, who: str, document: str, variables: dict[str, Any]
) -> None:
    before = stand()

    assert ask.code(who, document, **variables) == "FORBIDDEN"
    assert stand() == before


def test_a_pasted_text_is_read_previewed_and_announced(operator: Client) -> None:
    read = asked(operator, READ, content=TEXT)
    draft = read["draft"]
    assert (read["refusal"], read["unread"], draft["year"]) == (None, [], 2027)
    assert draft["holidays"][1] == {**INPUT["holidays"][1]}  # type: ignore[index]  # a list, as written above

    seen = asked(operator, PREVIEW, input=draft)
    assert (seen["refusal"], seen["corrects"], seen["skipped"]) == (None, None, [])
    assert {"day": "2027-01-31", "before": "周末", "after": "调休上班"} in seen["differences"]
    assert [one["day"] for one in seen["differences"]] == [
        *("2027-01-31", "2027-02-09", "2027-02-10", "2027-02-11", "2027-02-12", "2027-02-13"),
        *("2027-04-05", "2027-06-09", "2027-09-15", "2027-10-01"),  # of these the text says nothing
    ]

    done = asked(operator, ANNOUNCE, key="upload-2027", input=draft)

    assert done["refusal"] is None
    assert done["notice"]["uploadedBy"] == "平台管理员"
    year = asked(operator, YEAR, year=2027)
    assert (year["announced"], len(year["days"])) == (True, 13)
    again = asked(operator, ANNOUNCE, key="upload-2027", input=draft)
    assert again == done


def test_a_trial_is_asked_for_and_told_with_the_preview(operator: Client) -> None:
    assert asked(operator, TRIAL, input=INPUT) == {"trial": None}

    assert asked(operator, TRY, input=INPUT) == {"ok": True, "refusal": None}

    trial = asked(operator, TRIAL, input=INPUT)["trial"]
    assert (trial["waiting"], trial["counted"], trial["days"]) == (3, 0, 0)


def test_a_trial_of_an_impossible_notice_is_refused_and_nobody_counts(operator: Client) -> None:
    before = stand()

    answer = asked(operator, TRY, input={**INPUT, "holidays": []})

    assert answer == {"ok": False, "refusal": {"code": "calendar_empty"}}
    assert stand() == before


def test_a_year_that_is_announced_is_refused_with_the_days_that_differ(operator: Client) -> None:
    of_2026 = {
        **INPUT,
        "year": 2026,
        "holidays": [{"name": "元旦", "start": "2026-01-01", "end": "2026-01-02"}],
    }
    before = stand()

    answer = asked(operator, ANNOUNCE, key="upload-2026", input=of_2026)

    assert (answer["notice"], answer["refusal"]["code"]) == (None, "calendar_announced")
    assert answer["refusal"]["field"] == "reason"
    assert "2026-10-01（国庆节→工作日）" in answer["refusal"]["message"]
    assert stand() == before
    assert asked(operator, PREVIEW, input=of_2026)["refusal"] == answer["refusal"]
    seen = asked(operator, PREVIEW, input={**of_2026, "reason": "更正"})
    assert seen["corrects"] == {"title": "国务院办公厅关于2026年部分节假日安排的通知"}


def test_a_wrong_day_is_refused_with_its_place(operator: Client) -> None:
    before = stand()

    read = asked(operator, READ, content=TEXT.replace("2月5日（周五）", "2月5日（周四）"))

    assert read["draft"] is None
    assert read["refusal"] == {
        "code": "calendar_weekday_wrong",
        "message": "通知写明 2027-02-05 是周四，实际是周五，请核对年份和日期。",
    }
    assert stand() == before
