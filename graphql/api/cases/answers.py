"""Types of the answer: replies, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene

from api.cases import visible
from api.people.types import Unit
from api.reading.related import acquainted, computed, related
from api.rules.packs import pack_of_row, packs_of
from api.running.context import Context
from api.shapes.enums import PromiseAs, PublishMode, ReplyState, ResultMeaning
from api.shapes.fields import Row, day, flag, identity, many, moment, number, one, text
from cases.aspects import Aspect
from cases.letters.recipients import Fanout, fanouts
from cases.models import Reply as ReplyRow
from cases.reading.visibility.masking import hidden_in, named, protected_name
from cases.states import OUTGOING
from kernel.wording import label, sentence
from people.models import Unit as UnitRow
from rules.pack import Pack


def _units(_context: Context, rows: Sequence[Any]) -> dict[int, UnitRow]:
    acquainted(one.assignment.unit for one in rows)
    return {one.pk: one.assignment.unit for one in rows}


def _fanouts(context: Context, rows: Sequence[ReplyRow]) -> dict[int, Fanout]:
    return fanouts(rows, packs_of(context, rows))


_fanout = computed(_fanouts)
unit_of_row = computed(_units)


class ReplyPoint(Row):
    """One request of the paper and its answer."""

    request = text("What was asked.")
    response = text("What is answered.")
    result_class = text("Class of this point's result.")
    result_class_label = text("Its name by the case's rule pack.", null=True)
    result_class_meaning = one(ResultMeaning, "What it means in any government.", null=True)
    result_class_meaning_label = text("The same in Chinese.", null=True)
    promise = text("What is promised.", null=True)
    promised_on = graphene.Date(description="By which day.")
    promise_as = graphene.Field(
        PromiseAs, description="How it relates to an earlier promise; null where none stood."
    )
    earlier_promise_id = graphene.ID(description="The earlier promise that it continues or replaces.")

    @staticmethod
    def resolve_promised_on(point: dict[str, Any], _info: Any) -> Any:
        """Kept as ISO text in the reply's row."""
        return date.fromisoformat(point["promised_on"]) if point["promised_on"] else None

    @staticmethod
    def resolve_promise_as(point: dict[str, Any], _info: Any) -> str | None:
        """Points of before there was a relation have none."""
        return point.get("promise_as") or None

    @staticmethod
    def resolve_earlier_promise_id(point: dict[str, Any], _info: Any) -> str | None:
        """Its key."""
        return str(point["earlier"]) if point.get("earlier") else None


class ReplyVersion(Row):
    """The text as it was saved once."""

    number = number("1 for the first save.")
    edited_by = text("Who saved it.")
    edited_at = moment("When.")
    body = text("The text.")


class ChecklistVerdict(Row):
    """One item of the general office's second review."""

    code = text("Code of the item.")
    label = text("The item in Chinese.")
    passed = flag("Whether it passed.")
    note = text("What was found.")


def class_label(pack: Pack, code: str) -> str | None:
    """Chinese name of a class of results; None for no class."""
    return next((one.label for one in pack.result_classes if one.code == code), None)


def class_meaning(pack: Pack, code: str) -> str | None:
    """Canonical meaning of a class of results; None for no class."""
    return next((one.means for one in pack.result_classes if one.code == code), None)


def class_meaning_label(pack: Pack, code: str) -> str | None:
    """The same in Chinese."""
    means = class_meaning(pack, code)
    return label("pack_codes", means) if means else None


class Reply(Row):
    """One reply to one case. After issue its text never changes."""

    id = identity()
    case_id = identity("Opaque id of its case.")
    assignment_id = identity("Opaque id of the assignment it answers.")
    unit = one(Unit, "The unit that answers.", resolver=unit_of_row)
    issuer = text("In whose name the letter goes: the unit, or this government that answers another by it.")
    round = number("Round of handling.")
    state = one(ReplyState, "Where it stands.")
    state_label = text("The same in Chinese.")
    version = number("Send it back as ``baseVersion`` when saving a draft.")
    title = text("Title.")
    addressee = text("To whom, as the letter says.")
    recipients = many(
        graphene.String, "Proposers whom the letter is handed to: each of them, or the lead alone."
    )
    copies = many(graphene.String, "Bodies that get a copy (抄送), by the case's rule pack.")
    body = text("The text: plain paragraphs.")
    result_class_declared = text("Class the unit declares.", null=True)
    result_class_declared_label = text("Its name by the case's rule pack.", null=True)
    result_class = text("Class after the general office's review, else the declared one.", null=True)
    result_class_label = text("Its name by the case's rule pack.", null=True)
    result_class_meaning = one(ResultMeaning, "What it means in any government.", null=True)
    result_class_meaning_label = text("The same in Chinese.", null=True)
    publish_mode = one(PublishMode, "How it becomes public.")
    contact_name = text("Contact in the unit.")
    contact_phone = text("The contact's office phone.")
    points = many(ReplyPoint, "Answers point by point.")
    number = text("Document number, once issued.", null=True)
    issued_on = day("Day of issue.", null=True)
    delivered_on = day("Day of delivery.", null=True)
    signed_by = text("Who signed.", null=True)
    returned_times = graphene.Int(
        required=True,
        description="How often the general office sent it back; 0 for those who do not see its workings.",
    )
    office_checklist = many(
        ChecklistVerdict, "The office's last review; empty for those who do not see its workings."
    )
    versions = many(
        ReplyVersion,
        "Saved texts; empty for those who do not see its workings.",
        resolver=related("versions", visible.versions),
    )

    @staticmethod
    def resolve_state_label(reply: ReplyRow, _info: Any) -> str:
        """From the catalogue."""
        return label("states", f"REPLY.{reply.state}")

    @staticmethod
    def resolve_issuer(reply: ReplyRow, info: Any) -> str:
        """The unit's draft is this government's letter once it has its number."""
        found: Fanout = _fanout(reply, info)
        whole = reply.case.linked and reply.state in OUTGOING and reply.signed_by
        return str(whole and found.issuer or reply.assignment.unit.name)

    @staticmethod
    def resolve_recipients(reply: ReplyRow, info: Any) -> tuple[str, ...]:
        """By the pack's fan-out."""
        found: Fanout = _fanout(reply, info)
        return (protected_name(),) if hidden_in(info.context.actor, reply.case) else found.recipients

    @staticmethod
    def resolve_addressee(reply: ReplyRow, info: Any) -> str:
        """Unless hidden."""
        return named(info.context.actor, reply.case, reply.addressee)

    @staticmethod
    def resolve_copies(reply: ReplyRow, info: Any) -> tuple[str, ...]:
        """By the pack's copies."""
        found: Fanout = _fanout(reply, info)
        return found.copies

    @staticmethod
    def resolve_title(reply: ReplyRow, _info: Any) -> str:
        """Of the text as it stands, where that is open to the viewer."""
        return sentence("being_revised") if is_revised(reply) else reply.title

    @staticmethod
    def resolve_body(reply: ReplyRow, _info: Any) -> str:
        """To the office the text that it has got, while the unit works on another."""
        got: str | None = getattr(reply, "sent_body", None)
        return reply.body if got is None else got

    @staticmethod
    def resolve_result_class_declared(reply: ReplyRow, _info: Any) -> str | None:
        """As drafted."""
        return _declared(reply) or None

    @staticmethod
    def resolve_result_class_declared_label(reply: ReplyRow, info: Any) -> str | None:
        """From the case's pack."""
        return class_label(pack_of_row(reply, info), _declared(reply))

    @staticmethod
    def resolve_result_class_meaning(reply: ReplyRow, info: Any) -> str | None:
        """From the case's pack."""
        return class_meaning(pack_of_row(reply, info), reply.class_reviewed or _declared(reply))

    @staticmethod
    def resolve_result_class_meaning_label(reply: ReplyRow, info: Any) -> str | None:
        """From the case's pack."""
        return class_meaning_label(pack_of_row(reply, info), reply.class_reviewed or _declared(reply))

    @staticmethod
    def resolve_points(reply: ReplyRow, info: Any) -> list[dict[str, Any]]:
        """Each with its class as the case's pack calls it."""
        return [] if is_revised(reply) else points_of(reply, pack_of_row(reply, info))

    @staticmethod
    def resolve_result_class(reply: ReplyRow, _info: Any) -> str | None:
        """As reviewed."""
        return reply.class_reviewed or _declared(reply) or None

    @staticmethod
    def resolve_result_class_label(reply: ReplyRow, info: Any) -> str | None:
        """From the case's pack."""
        return class_label(pack_of_row(reply, info), reply.class_reviewed or _declared(reply))

    @staticmethod
    def resolve_returned_times(reply: ReplyRow, info: Any) -> int:
        """The unit's own matter."""
        return reply.returned_times if _judged(reply, info) else 0

    @staticmethod
    def resolve_office_checklist(reply: ReplyRow, info: Any) -> list[dict[str, Any]]:
        """With the pack's names."""
        if not _judged(reply, info):
            return []
        names = {one.code: one.label for one in pack_of_row(reply, info).checklist}
        return [one | {"label": names.get(one["code"], one["code"])} for one in reply.checklist]


def points_of(reply: ReplyRow, pack: Pack) -> list[dict[str, Any]]:
    """A reply's points, each with its class as the pack calls it."""
    return [
        point
        | {
            "result_class_label": class_label(pack, point["result_class"]),
            "result_class_meaning": class_meaning(pack, point["result_class"]),
            "result_class_meaning_label": class_meaning_label(pack, point["result_class"]),
        }
        for point in reply.points
    ]


def is_revised(reply: ReplyRow) -> bool:
    """Whether the unit has a newer text than the viewer may read."""
    return getattr(reply, "sent_body", None) is not None


def _declared(reply: ReplyRow) -> str:
    return "" if is_revised(reply) else reply.class_declared


def _judged(reply: ReplyRow, info: Any) -> bool:
    return visible.sees(info.context, Aspect.REVIEWS, reply)
