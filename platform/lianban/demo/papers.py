"""Papers of the demo: titles, bodies and proposers, composed from ``topics_*.yaml``. All invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from cases.inputs import ProposerInput
from lianban.demo.world import GovernmentPlan, person, read

NUMBER = re.compile(r"@([knmp])")
RANGES = {"k": (2, 6), "n": (4, 36), "m": (120, 980), "p": (18, 76)}
PROPOSERS = 60  # deputies and as many members of each government

OPENERS = (
    "近期，我们通过走访座谈、问卷等方式，对@place有关情况作了专题调研。",
    "结合履职调研和联系群众收集到的意见，现就@place有关问题提出如下建议。",
    "群众对此反映较为集中，我们先后@k次到@place实地了解情况。",
    "在代表、委员接待日活动中，@place居民多次提到这一问题。",
    "围绕群众急难愁盼，我们会同社区工作者对@place作了为期@n天的调研。",
)
BACKGROUND = (
    "该事项涉及面广、群众关注度高，近年来有关部门已做了不少基础性工作，但与居民期待相比仍有差距。",
    "随着人口结构和居住格局变化，原有的设施布局和服务方式已不能完全适应需要。",
    "我们走访了@n户居民和@k家单位，受访者中约@p%认为这项工作“有改进、但还不够”。",
    "周边地区已有较为成熟的做法，可供我们结合本地实际加以借鉴。",
    "社区干部反映，同类诉求在便民热线中反复出现，一次性处置难以从根本上解决。",
    "此前有关单位曾组织过专项整治，短期效果明显，但回潮较快，说明长效机制还不健全。",
)
ANALYSIS = (
    "究其根本，是规划、建设、管理三个环节衔接不紧，责任链条不够清晰。",
    "上述问题相互交织，单靠一个部门难以推动，需要统筹谋划、分步实施。",
    "如不及时解决，不仅影响居民日常生活，也会增加今后的治理成本。",
    "问题的形成有历史原因，也有投入不足、标准不一的因素，应区分情况逐项研究。",
)
DETAILS = (
    "可先选择一至两处开展试点，总结经验后逐步推广。",
    "建议由牵头单位制定时间表，明确每一环节的责任人。",
    "方案形成前应充分听取居民、商户和专业人士意见。",
    "相关资金可通过整合既有渠道、分年安排的方式解决。",
    "实施情况定期向社会公布，接受代表、委员和群众监督。",
    "对确因条件限制暂不能实施的，应向群众说明原因和打算。",
    "同步完善日常巡查和维护制度，防止重建轻管。",
    "涉及跨部门事项的，由政府办牵头协调，避免多头管理。",
)
ISSUE_LEADS = (
    "从调研情况看，主要存在以下问题：",
    "分析其原因，主要有：",
    "目前仍存在一些值得重视的问题：",
)
EXTRA_ISSUES = (
    "有关部门之间的信息共享和会商不够及时，群众多头反映。",
    "既有政策宣传不到位，一些居民并不了解办事渠道。",
    "资金安排以一次性投入为主，后续管护缺少制度保障。",
)
EXTRA_ASKS = (
    ("明确牵头单位，建立定期会商和进度通报机制", "已明确牵头单位，每季度会商一次并通报进度"),
    ("加强宣传引导，听取沿线居民和商户意见", "已通过社区公示、恳谈会等方式征求意见，并逐条回应"),
    ("将相关事项纳入年度民生项目，接受代表委员监督", "已列入年度民生项目备选清单，进展情况按季公开"),
)
CLOSERS = (
    "以上建议，请予研究办理。",
    "希望有关部门结合实际，分步推进，早见成效。",
    "建议先行试点，成熟后再逐步推开。",
)
ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject: who leads, who helps, what is said about it."""

    lead: str
    helpers: Sequence[str]
    category: str
    titles: Sequence[str]
    facts: Sequence[str]
    issues: Sequence[str]
    asks: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One composed paper: ``asks`` are its requests with the answer that a unit gives to each."""

    topic: Topic
    place: str
    title: str
    body: str
    asks: Sequence[tuple[str, str]]


@cache
def topics() -> tuple[Topic, ...]:
    """All subjects, in the order of the files."""
    rows = [*read("topics_a.yaml"), *read("topics_b.yaml")]
    return tuple(_topic(row) for row in rows)


def topics_of(plan: GovernmentPlan, lead: str | None = None) -> list[Topic]:
    """Subjects that a unit of this government leads; of one unit when ``lead`` is given."""
    return [one for one in topics() if one.lead in plan.units and lead in (None, one.lead)]


def compose(chance: Random, topic: Topic, place: str, taken: set[str]) -> Paper:
    """A paper about a subject at a place; its title is none of ``taken`` and is added to them."""
    filled = _Filler(chance, place)
    asks = [*chance.sample(topic.asks, k=len(topic.asks)), chance.choice(EXTRA_ASKS)]
    asks = asks[: chance.randint(2, 4)]
    issues = [*topic.issues, chance.choice(EXTRA_ISSUES)][: chance.randint(3, 4)]
    details = chance.sample(DETAILS, k=len(asks))
    body = [
        "一、基本情况",
        filled("".join([chance.choice(OPENERS), *topic.facts, *chance.sample(BACKGROUND, k=2)])),
        f"二、存在问题\n{chance.choice(ISSUE_LEADS)}",
        _listed(filled(one) for one in issues),
        chance.choice(ANALYSIS),
        "三、意见建议",
        _listed(f"{filled(ask)}。{detail}" for (ask, _), detail in zip(asks, details, strict=True)),
        chance.choice(CLOSERS),
    ]
    return Paper(topic, place, _title(chance, topic, place, taken), "\n".join(body), asks)


def proposers(chance: Random, plan: GovernmentPlan, kind: str) -> list[ProposerInput]:
    """Who files: a collective, one person, or several of whom the first leads."""
    share = 0.10 if kind == "SUGGESTION" else 0.25
    if chance.random() < share:
        name, what = chance.choice(plan.collectives[kind])
        contact = f"1390000{chance.randint(1000, 9999)}"
        return [ProposerInput(name, what, "", contact, is_lead=True)]
    number = 1 if chance.random() < 0.55 else chance.randint(2, 9)
    chosen = chance.sample(range(PROPOSERS), k=number)
    members = [_member(plan, kind, index, is_lead=index == chosen[0]) for index in chosen]
    return list({one.name: one for one in reversed(members)}.values())[::-1]


def _member(plan: GovernmentPlan, kind: str, index: int, *, is_lead: bool) -> ProposerInput:
    """The ``index``-th deputy or member of the government: name, delegation or sector, telephone."""
    own = Random(f"{plan.code}:{kind}:{index}")  # noqa: S311 - fiction
    groups = plan.delegations if kind == "SUGGESTION" else plan.sectors
    return ProposerInput(
        name=person(f"{plan.code}:{kind}:{index}"),
        kind="DEPUTY" if kind == "SUGGESTION" else "MEMBER",
        group=own.choice(list(groups)),
        phone=f"1380000{own.randint(1000, 9999)}",
        is_lead=is_lead,
    )


class _Filler:
    """Puts the place and fresh figures into a text."""

    def __init__(self, chance: Random, place: str) -> None:
        self.chance, self.place = chance, place

    def __call__(self, text: str) -> str:
        def figure(match: re.Match[str]) -> str:
            return str(self.chance.randint(*RANGES[match.group(1)]))

        return NUMBER.sub(figure, text.replace("@place", self.place))


def _title(chance: Random, topic: Topic, place: str, taken: set[str]) -> str:
    """A title nobody has used: the topic's own, then with a turn of words, then with a running number."""
    plain = [one.replace("@place", place) for one in topic.titles]
    chance.shuffle(plain)
    further = [one.replace("关于", "关于进一步", 1) for one in plain]
    once_more = [one.replace("的建议", "若干问题的建议", 1) for one in further]
    stem = plain[0].removesuffix("建议")
    numbered = [f"{stem}再次建议（{ORDINALS[n]}）" for n in range(len(ORDINALS))]
    title = next(one for one in [*plain, *further, *once_more, *numbered] if one not in taken)
    taken.add(title)
    return title


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"（{ORDINALS[number]}）{text}" for number, text in enumerate(texts))


def _topic(row: Mapping[str, Any]) -> Topic:
    return Topic(
        lead=row["lead"],
        helpers=tuple(row["with"]),
        category=row["category"],
        titles=tuple(row["titles"]),
        facts=tuple(row["facts"]),
        issues=tuple(row["issues"]),
        asks=tuple((ask, answer) for ask, answer in row["asks"]),
    )
