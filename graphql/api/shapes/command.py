"""Base of step mutations: a class names its step; the base does what is the same for all.

A step's class adds arguments and, where inputs need another shape, ``inputs``. Rights, states and conditions are
judged by the door behind the one command that is called, so tasks, imports and the API meet the same check.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import graphene

from api.cases import visible
from api.cases.steps import SUBJECTS
from api.cases.types import CasePayload
from api.reading.visible_rows import visible_among
from api.running.context import Context
from api.shapes.fields import argument, row_id
from api.shapes.graphene_private import MutationOptions, options_of, snake_case
from api.shapes.refusal import told
from cases import commands
from cases.models import Case
from cases.states import Machine
from cases.steps.step import Step
from kernel.refusals import NotPermitted, NotVisible, Refusal

SUBJECT_TEXTS = {
    Machine.CASE: "Id of the case.",
    Machine.ASSIGNMENT: "Id of the assignment: the unit's part in the case.",
    Machine.REPLY: "Id of the reply.",
    Machine.FEEDBACK: "Id of the feedback round.",
    Machine.COMMITMENT: "Id of the promise.",
}
KEY = (
    "Idempotency key made by the client, 8 to 64 characters. The same key again: the same answer, one effect."
)


class CommandOptions(MutationOptions):
    """What a step's class knows of itself."""

    step: Step


class Command(graphene.Mutation):
    """One step of the procedure as a mutation. Subclasses name it in ``Meta.step``; without it they are refused."""

    makes_case: ClassVar[bool] = False  # the one step that needs no object yet

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, step: Step | None = None, **options: Any) -> None:
        """Add key and subject to the arguments, and the requirement to the description."""
        if step is None:
            raise TypeError(f"{cls.__name__} names no step: class Meta: step = lifecycle....")
        meta = CommandOptions(cls)
        meta.step = step
        subject = {} if cls.makes_case else {SUBJECTS[step.machine]: _subject(step)}
        own = {
            name: value
            for name, value in vars(getattr(cls, "Arguments", object)).items()
            if isinstance(value, graphene.Argument)
        }
        super().__init_subclass_with_meta__(
            output=CasePayload,
            arguments={"key": argument(graphene.String, KEY)} | subject | own,
            description=_description(step),
            _meta=meta,
            **options,
        )

    @classmethod
    def mutate(cls, _root: None, info: Any, **arguments: Any) -> dict[str, Any]:
        """Take the step; a refusal is served as such, a missing right or object is an error."""
        context: Context = info.context
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            refuse_read_only(context)
            with context.writing():
                done = cls.take(context, given)
        except Refusal as refusal:
            if _is_error(refusal):
                raise
            return {"refusal": told(refusal)}
        return {"case": next(iter(visible_among(context, visible.case, pk=[_case_id(done)])), None)}

    @classmethod
    def take(cls, context: Context, given: dict[str, Any]) -> Any:
        """Call the one command; returns the step's object."""
        step: Step = options_of(cls).step
        key, subject = given.pop("key"), row_id(given.pop(SUBJECTS[step.machine]))
        command: Callable[..., Any] = getattr(commands, step.code)
        return command(context.actor, subject, key, **cls.inputs(given))

    @classmethod
    def inputs(cls, given: dict[str, Any]) -> dict[str, Any]:
        """The command's inputs made of the arguments; the same unless overridden."""
        return given

    @classmethod
    def Field(cls, **more: Any) -> graphene.Field:  # noqa: N802 - graphene's name
        """The mutation's field: its payload is never null."""
        return super().Field(required=True, **more)


class StepMutations(graphene.ObjectType):
    """The mutations of all steps that the module of a subclass defines, in its order and named as their classes."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        """Add a field for each class."""
        for name, one in vars(sys.modules[cls.__module__]).items():
            if isinstance(one, type) and issubclass(one, Command) and one.__module__ == cls.__module__:
                setattr(cls, snake_case(name), one.Field())
        super().__init_subclass_with_meta__(**options)


def refuse_read_only(context: Context) -> None:
    """The API's own refusal of seats that may only look, before the door's and PostgreSQL's."""
    if context.actor.read_only:
        raise NotPermitted("read_only_seat")


def _is_error(refusal: Refusal) -> bool:
    """No right and no object are errors; what a form can correct, also an unknown choice, is a refusal."""
    return isinstance(refusal, NotPermitted) or (isinstance(refusal, NotVisible) and not refusal.field)


def _case_id(done: Any) -> int:
    return int(done.pk if isinstance(done, Case) else done.case_id)


def _subject(step: Step) -> graphene.Argument:
    return argument(graphene.ID, SUBJECT_TEXTS[step.machine])


def _description(step: Step) -> str:
    command_description = (getattr(commands, step.code).__doc__ or "").strip()
    return f"{command_description}\n\nTakes the step `{step.code.upper()}`; roles: {_roles(step)}."


def _roles(step: Step) -> str:
    roles: Iterable[str] = sorted(step.roles | step.committee)
    scope = step.scope.lower()
    return f"{', '.join(roles)} (scope: {scope}; the rule pack may narrow)"
