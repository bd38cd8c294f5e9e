"""Texts of the demo's units, offices and proposers: replies, opinions, meetings, grounds, feedback. All invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from cases.inputs import MeetingInput, PointInput, PromiseAs, ReplyInput
from cases.models import Case
from lianban.demo.papers import ORDINALS, Paper
from lianban.demo.world import UnitPlan

CLASSES = ("A", "A", "A", "C", "D")
INTRO = (
    "您提出的《{title}》收悉。我单位高度重视，由分管领导牵头，组织业务科室专题研究，并与您作了沟通。现答复如下：",
    "《{title}》已收悉，感谢您对我们工作的关心和支持。经认真研究办理，现答复如下：",
    "收到《{title}》后，我单位会同有关单位进行了实地调研和会商，现将办理情况答复如下：",
)
DONE = (
    "我们赴{place}实地踏勘{times}次，听取了居民代表和社区的意见，逐项核实了您反映的情况，有关问题客观存在。",
    "经核实，{place}有关情况与您在件中反映的基本一致，成因既有规划建设标准偏低的因素，也有日常管理不到位的因素。",
    "近两年，我们已在{place}开展了专项整治，取得一定成效，但距离群众期盼仍有差距。",
)
NEXT = (
    "下一步，我们将盯住时间节点抓好落实，进展情况及时向您反馈。",
    "下一步，我们将把{place}的经验总结推广，并请您继续监督。",
    "今后工作中，我们将加强日常巡查和跟踪问效，防止问题反弹。",
)
THANKS = "再次感谢您对我们工作的关心支持，欢迎继续提出宝贵意见。"
NOT_NOW = "受资金和用地条件限制，此项暂不具备实施条件，我们已列入储备事项，待条件成熟后优先安排"
REFERENCE = "您的建议对我们改进工作很有启发，将在下一轮规划编制中认真研究吸收"

CO_TEXTS = (
    "我单位赞成主办单位的办理思路。就“{ask}”一项，{answer}。后续需要配合的事项，我单位将指定专人对接。",
    "经研究，就涉及我单位职责部分提出如下意见：一是{answer}；二是建议主办单位在方案中明确管护责任；三是所需数据由我单位提供。",
    "该事项涉及我单位的部分主要是政策和要素保障。{answer}。其他内容无不同意见，请主办单位统一答复。",
)
EMPTY_CO = "无意见，请主办单位酌情办理。"
BOUNCED = "意见过于原则，未说明本单位承担的事项和完成时间，请补充后重新提交。"
WAIVED = "会办单位经两次催办仍未反馈，为不影响办理期限，不再等待，已告知政府办。"

RETURN_REASONS = (
    "件中主要事项不属于我单位职责，此前同类事项均由建议的单位承办。",
    "机构改革后该项职能已划出，我单位无相应执法权限和项目资金。",
)
RETURN_BASES = ("本单位“三定”规定及权责清单", "市级部门职责分工调整文件中的职能划转条款")
REJECTED = "经核对职责清单并征求双方意见，件中半数以上事项属你单位职责，请继续主办，其他单位予以配合。"
ACCEPTED = "情况属实，同意退回，另行交办。"
RECALLED = "交办时对职责边界判断有误，现收回，改由相关单位办理。"

DECLINED = {
    "LETTER": "内容以反映个别情况为主，经与提出人沟通，作为来信转有关单位处理。",
    "REVISE": "建议部分较为原则，请补充具体措施后重新提交。",
    "REFERENCE": "所提事项不属于本级职权范围，转有关单位研究参考。",
    "OPINION_NOTE": "内容属于情况反映，转为社情民意信息报送。",
}
WITHDRAWN = "提出人来函说明有关问题已通过其他途径解决，申请撤回，经核实予以办理。"

MEETINGS = {
    "BEFORE": "向提出人介绍了相关政策和初步办理思路，听取了对{place}的补充情况。提出人希望先易后难、尽快见效。",
    "DURING": "就方案细节与提出人作了沟通，一同查看了{place}现场。提出人总体认可，建议进一步明确完成时间。",
    "AFTER": "送达答复并当面说明办理结果，提出人对落实进度提出了跟踪要求。",
}
FORMS = ("VISIT", "SYMPOSIUM", "SITE", "PHONE")
PLACES = {"VISIT": "提出人单位", "SYMPOSIUM": "本单位会议室", "SITE": "{place}现场", "PHONE": ""}

UNIT_RETURNS = (
    "第二条答复过于笼统，请写明责任科室和完成时间。",
    "数据口径与上报材料不一致，请核对后修改。",
)
OFFICE_RETURNS = (
    "对件中所提事项未逐条回应，请逐条补充后再报。",
    "会办单位意见未在答复中体现，请补充并核对文字。",
)
COMMENTS = ("同意，按程序报送。", "内容翔实，同意。", "请核对联系人电话后报送。", "")

OPINIONS = {
    "SATISFIED": ("办理单位沟通及时，措施具体，表示满意。", "答复实事求是，问题已见改善。", ""),
    "BASICALLY": ("总体认可，希望加快后续项目进度。", "态度满意，部分事项还需时间检验。"),
    "DISSATISFIED": (
        "答复以介绍已有工作为主，对建议中的关键措施没有明确时间表，请重新研究。",
        "现场问题仍未改善，希望到实地看一看再答复。",
    ),
}
NO_RESPONSE = "经两次催请，提出人在规定期限内未反馈意见。"
CLOSE_ANYWAY = "经再次办理并当面沟通，受客观条件限制暂难解决，已向提出人说明，列入下年度跟踪事项。"

CLAIMS = (
    "有关工程已完工并通过验收，现场照片和验收单已归入档案。",
    "制度文件已印发施行，配套措施已落实到位。",
)
REFUSALS = "现场核查发现部分点位尚未完成，请完成后重新报告。"
DELAYS = "受汛期施工条件影响，工期顺延，已书面告知提出人并说明原因。"
INFEASIBLE = "因上位规划调整，原定地块用途改变，承诺事项无法实施，已书面向提出人说明。"
REOPENED = "回头看中发现承诺措施落实不到位，恢复跟踪。"


def reply(
    chance: Random,
    case: Case,
    paper: Paper,
    unit: UnitPlan,
    *,
    contact: tuple[str, str],
    co_units: Sequence[str] = (),
    promised_on: date | None = None,
    earlier: int | None = None,
    again: bool = False,
) -> ReplyInput:
    """A reply to all requests of a paper; with ``promised_on`` one of them is promised for that day (class B)."""
    result = "B" if promised_on else chance.choice(CLASSES)
    points = _points(paper, result, promised_on, earlier)
    name = case.lead_proposer_name + (f"等{case.proposer_count}名" if case.proposer_count > 1 else "")
    honour = (
        {"SUGGESTION": "代表", "PROPOSAL": "委员"}[case.kind] if len(case.lead_proposer_name) <= 3 else ""
    )
    session = case.session.name if case.session else ""
    return ReplyInput(
        title=f"关于{session}第{case.case_no}号{_word(case)}的{'再次' if again else ''}答复",
        addressee=f"{name}{honour}",
        body=_letter(chance, case, paper, points, co_units),
        result_class=result,
        publish_mode=chance.choice(("FULL", "FULL", "FULL", "SUMMARY", "ON_REQUEST")),
        contact_name=contact[0],
        contact_phone=contact[1],
        points=points,
    )


def _word(case: Case) -> str:
    return "建议" if case.kind == "SUGGESTION" else "提案"


def _points(paper: Paper, result: str, promised_on: date | None, earlier: int | None) -> list[PointInput]:
    """One point for each request; the last carries what is not yet solved."""
    points = [PointInput(ask, f"{answer}。", "A") for ask, answer in paper.asks]
    ask, answer = paper.asks[-1]
    if promised_on:
        day = f"{promised_on.year}年{promised_on.month}月底前"
        how = PromiseAs.REPLACED if earlier else PromiseAs.NEW
        points[-1] = PointInput(
            ask, f"{answer}，计划{day}完成。", "B", f"{day}{ask}", promised_on, how, earlier
        )
    elif result in "CD":
        points[-1] = PointInput(ask, f"{NOT_NOW if result == 'C' else REFERENCE}。", result)
    return points


def _letter(
    chance: Random, case: Case, paper: Paper, points: Sequence[PointInput], co_units: Sequence[str]
) -> str:
    consulted = f"办理过程中，{'、'.join(co_units)}提出了会办意见，已一并吸收。" if co_units else ""
    parts = [
        chance.choice(INTRO).format(title=case.title),
        f"一、基本情况\n{chance.choice(DONE).format(place=paper.place, times=chance.randint(2, 4))}{consulted}",
        "二、对所提建议的逐条答复",
        *(
            f"（{ORDINALS[n]}）关于“{one.request}”。{one.response}{_promise_text(one)}"
            for n, one in enumerate(points)
        ),
        f"三、下一步打算\n{chance.choice(NEXT).format(place=paper.place)}{THANKS}",
    ]
    return "\n".join(parts)


def _promise_text(point: PointInput) -> str:
    return f"我单位承诺：{point.promise}。" if point.promise else ""


def co_opinion(chance: Random, paper: Paper) -> str:
    """A co-handler's opinion on its part."""
    ask, answer = chance.choice(list(paper.asks))
    return chance.choice(CO_TEXTS).format(ask=ask, answer=answer)


def meeting(
    chance: Random, paper: Paper, stage: str, *, held_on: date, unit_people: str, proposer: str
) -> MeetingInput:
    """A talk with the proposer at one stage."""
    form = chance.choice(FORMS)
    return MeetingInput(
        stage=stage,
        form=form,
        held_on=held_on,
        place=PLACES[form].format(place=paper.place),
        unit_people=unit_people,
        proposer_people=proposer,
        summary=MEETINGS[stage].format(place=paper.place),
    )
