"""The text of a holiday notice is read into days, and whatever does not fit is refused with a precise sentence.

The notices of 2024 to 2026 are the State Council's; those of 2027 are invented.
"""

from __future__ import annotations

from datetime import date

import pytest

from kernel.refusals import Refusal
from rules.calendar.holidays import check_arrangement, holidays_of
from rules.calendar.holidays_file import read_notice
from rules.calendar.holidays_text import read_text
from rules.calendar.seed import seed_notices

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
　　　　　　国务院办公厅
　　　　　　2025年11月4日
"""
OF_2025 = (
    "国务院办公厅关于2025年部分节假日安排的通知 一、元旦：1月1日（周三）放假1天，不调休。"
    "二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。"
    "三、清明节：4月4日（周五）至6日（周日）放假，共3天。"
    "四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。"
    "五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。"
    "六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"
)
OF_2024 = """国务院办公厅关于2024年部分节假日安排的通知
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
"""


@pytest.mark.parametrize(("year", "text"), [(2026, OF_2026), (2025, OF_2025), (2024, OF_2024)])
def test_a_published_notice_is_read_into_the_days_that_the_official_calendar_has(
    year: int, text: str
) -> None:
    read = read_text(text).arrangement

    check_arrangement(read)
    seed = next(one for one in seed_notices() if one.year == year)
    row = read.row()
    working = {date.fromisoformat(day) for day in set(row.days_off) ^ set(seed.days_off)}
    assert read.year == year
    assert all(day.weekday() > 4 for day in working)  # weekends that the holiday is joined with
    assert sorted(row.make_up) == sorted(seed.make_up)


def test_number_title_and_date_of_the_document_are_read() -> None:
    read = read_text(OF_2026).arrangement

    assert read.number == "国办发明电〔2025〕7号"
    assert read.title == "国务院办公厅关于2026年部分节假日安排的通知"
    assert read.issued_on == date(2025, 11, 4)
    assert [(one.name, one.days) for one in read.holidays[:2]] == [("元旦", 3), ("春节", 9)]
    assert read.holidays[1].make_up == (date(2026, 2, 14), date(2026, 2, 28))


def test_a_recommendation_is_no_day_off_and_is_handed_back_as_unread() -> None:
    reading = read_text(OF_2024)

    assert date(2024, 2, 9) not in reading.arrangement.off
    assert reading.unread == ("鼓励各单位结合带薪年休假等制度落实,安排职工在除夕(2月9日)休息",)


def test_the_document_s_own_date_is_no_holiday() -> None:
    reading = read_text("一、元旦：1月1日（周五）放假1天。\n2026年11月9日", 2027)

    assert reading.unread == ()
    assert list(reading.arrangement.off) == [date(2027, 1, 1)]
    assert reading.arrangement.issued_on == date(2026, 11, 9)


def test_new_year_may_begin_in_december() -> None:
    text = "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。"

    read = read_text(text, 2019).arrangement

    check_arrangement(read)
    assert list(read.off) == [date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1)]
    assert read.make_up == [date(2018, 12, 29)]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (
            "一、元旦：2027年1月1日（周四）至3日放假",
            "calendar_weekday_wrong",
            "2027-01-01 是周四，实际是周五",
        ),
        ("一、元旦：1月1日（周五）至3日（周日）放假，共4天。", "calendar_days_wrong", "写明共 4 天"),
        ("一、元旦：1月3日（周日）至1日（周五）放假", "calendar_reversed", "2027-01-03 至 2027-01-01"),
        ("一、元旦：1月1日放假。1月4日上班。", "calendar_make_up_weekday", "2027-01-04 是周一"),
        ("一、元旦：1月1日至3日放假。1月3日上班。", "calendar_make_up_off", "2027-01-03 既列为“元旦”放假"),
        ("一、元旦：2028年1月1日放假。", "calendar_outside", "2028-01-01 不在 2027 年内"),
        ("一、元旦：2026年11月30日放假。", "calendar_outside", "2026-11-30 不在 2027 年内"),
        ("一、元旦：1月1日放假。二、春节：1月1日至3日放假。", "calendar_twice", "2027-01-01 被两个节日"),
        ("一、国庆节：10月1日至12月7日放假。", "calendar_too_long", "连续放假 68 天"),
        ("一、春节：2月29日放假。", "calendar_no_day", "2027-02-29 不是有效日期"),
        ("一、元旦：1月2日（周六）上班。", "calendar_only_make_up", "没有读出放假日期"),
        ("请各单位妥善安排值班。", "calendar_unreadable", "没有从文字中读出放假日期"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, code: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_arrangement(read_text(text, 2027).arrangement)

    assert refused.value.code == code
    assert said in refused.value.message


def test_a_text_without_its_year_is_not_guessed() -> None:
    with pytest.raises(Refusal) as refused:
        read_text("一、元旦：1月1日放假。")

    assert refused.value.code == "calendar_year_unread"


def test_a_number_of_days_that_does_not_fit_is_refused_when_it_is_read() -> None:
    with pytest.raises(Refusal, match="写明共 7 天，而 2027-02-05 至 2027-02-12 是 8 天"):
        read_text("二、春节：2月5日（农历除夕、周五）至12日（周五）放假调休，共7天。", 2027)


YAML = """year: 2027
number: 国办发明电〔2026〕9号
issued_on: 2026-11-20
holidays:
  - {name: 元旦, from: 2027-01-01, to: 2027-01-03, days: 3}
  - name: 春节
    from: 2027-02-05
    to: 2027-02-12
    make_up: [2027-01-31, 2027-02-13]
"""
CSV = """节日,开始,结束,调休上班
元旦,2027-01-01,2027-01-03,
春节,2027/2/5,2027年2月12日,2027-01-31、2027-02-13
"""


@pytest.mark.parametrize("content", [YAML, "\ufeff" + CSV], ids=["yaml", "csv"])
def test_files_say_the_same(content: str) -> None:
    read = read_notice(content).arrangement

    check_arrangement(read)
    assert read.year == 2027
    assert [(one.name, one.start, one.end) for one in read.holidays] == [
        ("元旦", date(2027, 1, 1), date(2027, 1, 3)),
        ("春节", date(2027, 2, 5), date(2027, 2, 12)),
    ]
    assert read.make_up == [date(2027, 1, 31), date(2027, 2, 13)]
    assert [(one.name, one.start, one.end) for one in holidays_of(read.row())] == [
        (one.name, one.start, one.end) for one in read.holidays
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("节日,结束\n元旦,2027-01-01", "缺少列：开始"),
        ("节日,开始,结束\n元旦,2027-13-01,2027-01-01", "第 2 行的“2027-13-01”不是有效日期"),
        ("year: 2027\nholidays: 元旦", "“holidays”"),
        ("year: [2027", "文件读不通，第 2 行"),
        ("year: 2027\nholidays: [{name: 元旦, from: 2027-13-45}]", "第 1 行的“2027-13-45”不是有效日期"),
        ("year: true\nholidays: []", "year 应为四位数的年份"),
        ("year: 99999\nholidays: []", "year 应为四位数的年份"),
        ("year: " + "9" * 5_000, "year 应为四位数的年份"),
        ("year: " + "[" * 2_000, "层次过深"),
        ("year: &a [2027]\ntitle: [*a, *a]", "不使用引用"),
        ('year: 2027\ntitle: "x\\0"', "不能使用的字符"),
        ("year: 2027\nholidays: [{name: 元旦, from: morgen}]", "第 1 行的“morgen”"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(content: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_notice(content)

    assert said in refused.value.message


def test_an_empty_notice_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        check_arrangement(read_notice("year: 2027\nholidays: []").arrangement)

    assert refused.value.code == "calendar_empty"


def test_a_text_of_any_length_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refusal) as refused:
        read_notice("一、元旦：" + "1月1日" * 10_000)

    assert refused.value.code == "calendar_too_large"
