"""Crossings between the demo city and the governments below it, and how far each gets. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LINKS = {
    "bjgov": "binjiang",
    "xcgov": "xicheng",
    "hsgov": "heshan",
}  # the city's units and what they stand for
LATE = 100  # days since a dispatch that is late by now

# How far a dispatch or a request gets, in the order of its way.
SENT, SIGNED, AT_WORK, HANDLED, ANSWERED, ACCEPTED, ISSUED = range(7)


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: the lower government, how far it gets, what becomes of it besides, when it began."""

    lower: str
    until: int
    role: str = "SOLE"
    turn: str = ""  # return_requested | returned | kept | sent_back | recalled | declined | reported
    ago: int = 20
    ask: str = ""  # kind of a request to the government above; empty for a dispatch down

    def began(self, today: date) -> date:
        """The day on which the paper was registered."""
        return date.fromordinal(today.toordinal() - self.ago)


DOWN = (
    Matter("binjiang", SENT, ago=8),
    Matter("binjiang", SENT, role="CO", ago=9),
    Matter("binjiang", SIGNED, ago=14),
    Matter("binjiang", AT_WORK, ago=40),
    Matter("binjiang", HANDLED, role="LEAD", ago=LATE + 8),
    Matter("binjiang", ANSWERED, ago=70),
    Matter("binjiang", ANSWERED, role="CO", ago=38),
    Matter("binjiang", ACCEPTED, ago=75),
    Matter("binjiang", ISSUED, ago=90),
    Matter("binjiang", ANSWERED, turn="sent_back", ago=72),
    Matter("binjiang", SENT, turn="return_requested", ago=9),
    Matter("binjiang", SIGNED, turn="recalled", ago=30),
    Matter("xicheng", SENT, ago=24),
    Matter("xicheng", AT_WORK, ago=LATE + 2),
    Matter("xicheng", ANSWERED, ago=60),
    Matter("xicheng", ISSUED, ago=85),
    Matter("xicheng", ACCEPTED, role="CO", ago=48),
    Matter("xicheng", SIGNED, turn="returned", ago=26),
    Matter("xicheng", SIGNED, turn="kept", ago=28),
    Matter("heshan", SENT, ago=7),
    Matter("heshan", SIGNED, role="CO", ago=16),
    Matter("heshan", HANDLED, ago=52),
    Matter("heshan", ANSWERED, ago=66),
    Matter("heshan", ISSUED, ago=95),
    Matter("heshan", SIGNED, turn="return_requested", ago=12),
)

UP = (
    Matter("binjiang", SENT, ask="APPROVAL", ago=16),
    Matter("binjiang", SIGNED, ask="PLANNING", turn="reported", ago=34),
    Matter("binjiang", ANSWERED, ask="POLICY", ago=42),
    Matter("binjiang", ACCEPTED, ask="PLANNING", ago=60),
    Matter("binjiang", SENT, ask="FUNDING", turn="declined", ago=44),
    Matter("xicheng", ANSWERED, ask="POLICY", turn="sent_back", ago=50),
    Matter("xicheng", SIGNED, ask="APPROVAL", turn="recalled", ago=36),
    Matter("heshan", SENT, ask="COORDINATION", ago=18),
    Matter("heshan", ACCEPTED, ask="APPROVAL", ago=64),
    Matter("heshan", SIGNED, ask="POLICY", turn="declined", ago=40),
)

REASONS = {
    "return_requested": "所提事项的审批权限和专项资金均在市级，区县无相应职权，请改由市级主管部门主办。",
    "returned": "经核对，该路段为市管道路，日常养护由市级主管部门负责，不属本级职责。",
    "kept": "事项涉及跨区协调，请市级统一主办。",
    "accept": "情况属实，同意退回，改由市级主管部门承办。",
    "reject": "按属地管理原则，现场处置由你处负责；跨区协调由市政府办牵头，请继续办理。",
    "sent_back": "对所提第二项建议未明确责任单位和完成时间，请补充后重新报送。",
    "send_back_request": "答复未说明适用范围，请再予明确。",
    "recalled": "交办时对职责边界判断有误，现收回，改由市级单位办理。",
    "recall_request": "经协商已自行解决，不再提请。",
    "declined": "所提事项属本级政府权限，请依法自行研究办理。",
    "reported": "已转市级主管部门研究，现场踏勘已完成，拟于近期提出书面意见。",
}
REQUESTS = {
    "APPROVAL": "办理中涉及的用地调整事项须报市政府审批",
    "PLANNING": "办理中涉及的地块需调整控制性详细规划",
    "FUNDING": "办理中涉及的经费缺口较大，拟请市级财政统筹安排",
    "COORDINATION": "办理中涉及相邻区县的管线迁改，需由市级统一协调",
    "POLICY": "办理中涉及的补助标准，现行政策规定不够明确",
}
REQUEST = (
    "我府在办理《{title}》过程中，经实地调研并多次会商，认为{matter}，超出本级权限。"
    "该件提出人和沿线居民关注度高，具体办理思路已与提出人当面沟通，前期论证、公示和资金测算均已完成，"
    "社会稳定风险评估等级为低风险，有关材料已按规定归档备查。"
    "为保证按期办结，现提请市政府研究并予明确：一是上述事项能否按所报方案实施；"
    "二是实施中需要市级有关部门配合的具体环节、牵头处室和对接方式；三是如不能实施，请说明依据，以便我府如实答复提出人。"
    "上述事项已列入我府年度重点督办清单，由分管负责同志牵头，每半月调度一次进展。在收到批复以前，我府将继续做好现场维护和宣传解释工作，办理期限不受影响。{closer}"
)
GRANTED = (
    "经市政府研究，原则同意你区（县）所提方案。请严格按程序组织实施，"
    "市级有关部门将指定专人对接，重大情况及时报告。"
)
CLOSER = "联系人及电话附后，妥否，请批复。"
