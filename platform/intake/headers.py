"""Column headers: in ledgers of Chinese offices (domain.md 5.3) and in published lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kernel.refusals import Refusal

# Fields of a paper. A running number of the list itself (序号, rank) is none: it changes when the list is sorted.
FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("登记号", "案号", "编号", "建议号", "提案号", "number", "proposal_number"),
    "title": ("标题", "案由", "题目", "提案标题", "建议标题", "title"),
    "body": ("正文", "内容", "建议内容", "提案内容", "text", "body"),
    "proposers": (
        "提出人",
        "提案人",
        "提案者",
        "领衔人",
        "领衔代表",
        "第一提案人",
        "proposers",
        "proposer",
        "lead_proposer",
        "proposer_raw",
    ),
    "co_signers": ("附议人", "联名人", "附议代表", "联名代表"),
    "group": ("代表团", "界别", "委组", "代表团/界别"),
    "category": ("分类", "提案分类", "内容分类", "category"),
    "day": ("登记日期", "登记时间", "提出日期", "收到日期", "issued_date", "publish_time"),
    "proposed_unit": ("建议承办单位",),
    "phone": ("联系电话", "电话"),
    "protect": ("提出人保护", "保护提出人", "是否保护提出人", "提出人要求保护", "protect_proposer"),
    "kind": ("类型", "件别", "kind"),
    "session": ("届次", "会议", "会议届次", "session"),
    "year": ("年度", "year"),
}
# What ledgers state of later stages; it is kept with the event of registration. A paper arrives as 已登记 whatever they
# say, but for one with days of dispatch and answer, which is history (``cases.ledger``).
LATER_STAGES: dict[str, tuple[str, ...]] = {
    "交办单位": (),
    "承办方式": (),
    "主办单位": ("承办单位", "lead_unit"),
    "会办单位": ("协办单位", "co_units", "co_units_incomplete"),
    "交办日期": ("交办时间", "handed_over_date"),
    "签收日期": (),
    "会办期限": (),
    "主办期限": ("办理期限",),
    "答复日期": ("答复时间", "主办答复时间", "reply_date"),
    "文号": (),
    "签发人": (),
    "办理结果类别": ("类别标记", "result_class"),
    "态度评价": ("办理工作",),
    "结果评价": ("办理结果",),
    "反馈日期": (),
    "反馈意见": ("反馈意见全文",),
    "采纳情况": (),
    "落实情况": (),
    "联名人数": ("proposer_count",),
    "重点标记": (),
    "领办领导": (),
    "公开方式": (),
    "当前环节": (),
    "销号日期": (),
    "备注": (),
}
HANDED_OVER, ANSWERED = "交办日期", "答复日期"  # of these, the days by which lateness is judged
NAME_OF = {name: field for field, names in FIELDS.items() for name in names}
LABEL_OF = {name: label for label, names in LATER_STAGES.items() for name in (label, *names)}
IN_BRACKETS = re.compile(r"[（(].*?[)）]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the fields and of what is kept beside them, and the headers that give neither."""

    places: Mapping[str, int]
    later_stages: Mapping[str, int]
    unused: tuple[str, ...]
    headers: tuple[str, ...]

    def name(self, field: str) -> str:
        """How the list itself calls a field; where it has none, how it should."""
        place = self.places.get(field)
        return self.headers[place] if place is not None else FIELDS[field][0]


def columns_of(name: str, headers: Sequence[str]) -> Columns:
    """Recognise the headers of a file; refused when there is no title. The first of two alike counts."""
    plains = [plain(header) for header in headers]
    places: dict[str, int] = {}
    for field, names in FIELDS.items():
        found = next((one for one in names if one in plains), None)
        if found is not None:
            places[field] = plains.index(found)
    if "title" not in places:
        raise Refusal("file_without_title", name=name, names="、".join(FIELDS["title"]))
    later_stages: dict[str, int] = {}
    for place, one in enumerate(plains):
        if one in LABEL_OF and place not in places.values():
            later_stages.setdefault(LABEL_OF[one], place)
    used = {*places.values(), *later_stages.values()}
    unused = tuple(header for place, header in enumerate(headers) if header and place not in used)
    return Columns(places, later_stages, unused, tuple(headers))


def plain(header: str) -> str:
    """A header without spaces, remarks in brackets, a mark of obligation and capitals."""
    return IN_BRACKETS.sub("", "".join(header.split())).strip("*＊:：").lower()


def is_title(header: str) -> bool:
    """Whether a plain header names the title column."""
    return NAME_OF.get(header) == "title"
