"""``lianban docs``: writes ``docs/procedure.md``, the procedure for a civil servant, from the lifecycle table, and
``docs/refusals.md``, the codes of refusals with their sentences, from the catalogue.

What the system enforces and what the page says come from the same rows, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from cases.states import STATES, Machine
from cases.steps.lifecycle import STEPS
from cases.steps.rights import roles_for
from cases.steps.step import Scope, Step
from kernel.wording import label, section
from lianban.cli.trouble import Trouble
from lianban.embedded.server import ROOT
from people.roles import READ_ONLY, Role
from rules.explaining.spans import span_words
from rules.library import library
from rules.pack import Pack, parse, shipped
from rules.values import Coded, Span

PAGE = ROOT / "docs" / "procedure.md"
REFUSALS = "refusals.md"
PACKS = ("base_suggestion", "base_proposal")


@click.command()
@click.option("--check", is_flag=True, help="只检查是否最新 / only check that the page is up to date")
@click.option("--out", type=click.Path(path_type=Path), default=PAGE, show_default="docs/procedure.md")
def docs(check: bool, out: Path) -> None:
    """The page is generated: change the lifecycle table, the rule packs or the wording instead."""
    pages = {out: procedure(), out.with_name(REFUSALS): refusals()}
    for file, text in pages.items():
        if not check:
            file.write_text(text, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            raise Trouble("docs_stale", file=file.name)


def refusals() -> str:
    """The page of refusal codes as Markdown: each with the sentence that a person reads; needs no database."""
    rows = [f"| `{code}` | {text.replace('|', '/')} |" for code, text in sorted(section("refusals").items())]
    return "\n".join(
        [
            f"# {_text('refusals_title')}",
            "",
            _text("refusals_preface"),
            "",
            _text("refusals_head"),
            "| --- | --- |",
            *rows,
            "",
        ]
    )


def procedure() -> str:
    """The whole page as Markdown, in Chinese; needs no database."""
    packs = [parse(shipped(name)) for name in PACKS]
    lines = [
        f"# {_text('title')}",
        _text("preface"),
        f"## {_text('overview_title')}",
        _text("overview"),
        f"```text\n{_text('chart')}\n```",
        f"## {_text('steps_title')}",
        _text("steps_preface"),
        *_steps(packs),
        f"## {_text('states_title')}",
        *_states(),
        f"## {_text('roles_title')}",
        _text("roles_preface"),
        _roles(packs),
        f"## {_text('deadlines_title')}",
        _text("deadlines_preface"),
        _deadlines(packs),
        f"### {_text('library_title')}",
        _text("library_preface"),
        _library(),
        f"## {_text('classes_title')}",
        *_classes(packs),
        *_listed("grounds_title", [(pack, pack.not_file_grounds) for pack in packs]),
        *_listed("checklist_title", [(packs[0], packs[0].checklist)]),
    ]
    return "\n\n".join(lines) + "\n"


def _text(code: str, **facts: object) -> str:
    return section("procedure")[code].format(**facts)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = [_text(f"column_{name}") for name in columns]
    body = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in body)


def _steps(packs: Sequence[Pack]) -> Iterator[str]:
    columns = ("step", "object", "who", "from", "to", "todo", "note")
    chapters: dict[str, list[Step]] = {}
    for step in STEPS:
        title = step.chapter or next(reversed(chapters))
        chapters.setdefault(title, []).append(step)
    for title, steps in chapters.items():
        yield f"### {_text(title)}"
        yield _table(columns, (_step(step, packs) for step in steps))


def _step(step: Step, packs: Sequence[Pack]) -> tuple[str, ...]:
    return (
        f"{label('steps', step.code)} `{step.code}`",
        label("machines", step.machine),
        _who(step, packs),
        _named(step.machine, step.leaves) or _text("none"),
        _named(step.machine, {step.enters, *step.or_enters}) if step.enters else _text("stays"),
        label("duties", step.duty) if step.duty else _text("no"),
        "；".join(_notes(step)),
    )


def _who(step: Step, packs: Sequence[Pack]) -> str:
    """The roles of both kinds, those of one kind alone marked with it; a step without roles is the system's."""
    by_kind = {pack.kind: roles_for(step, pack.kind, pack) for pack in packs}
    common = frozenset.intersection(*by_kind.values())
    labels = [_labels(common)] if common else []
    for kind, roles in by_kind.items():
        if roles - common:
            labels.append(_text("of_kind", roles=_labels(roles - common), kind=label("kinds", kind)))
    return "、".join(labels) or _text("system")


def _labels(roles: Iterable[str]) -> str:
    return "、".join(label("roles", role) for role in Role if role in set(roles))


def _named(machine: Machine, states: Iterable[str]) -> str:
    known = set(states)
    return "、".join(label("states", f"{machine}.{state}") for state in STATES[machine] if state in known)


def _notes(step: Step) -> Iterator[str]:
    if step.unit_roles:
        ordered = [role for role in section("unit_roles") if role in step.unit_roles]
        yield _text("only_roles", roles="、".join(label("unit_roles", role) for role in ordered))
    if step.scope is Scope.LEAD:
        yield _text("by_lead")
    if f"note.{step.code}" in section("procedure"):
        yield _text(f"note.{step.code}")
    if step.reason:
        yield _text("reason")
    if step.internal:
        yield _text("internal")


def _states() -> Iterator[str]:
    for machine, states in STATES.items():
        yield f"### {label('machines', machine)}"
        names = ((f"{machine}.{state}", state) for state in states)
        rows = ((label("states", key), f"`{state}`", _text(f"state.{key}")) for key, state in names)
        yield _table(("state", "code", "meaning"), rows)


def _roles(packs: Sequence[Pack]) -> str:
    return _table(("role", "may"), ((label("roles", role), _duties(role, packs)) for role in Role))


def _duties(role: Role, packs: Sequence[Pack]) -> str:
    if role in READ_ONLY:
        return _text("nothing")
    if role is Role.ADMINISTRATOR:
        return _text("administers")
    may = (step for step in STEPS if any(role in roles_for(step, pack.kind, pack) for pack in packs))
    return "、".join(label("steps", step.code) for step in may)


def _deadlines(packs: Sequence[Pack]) -> str:
    def rows() -> Iterator[tuple[str, ...]]:
        for name in packs[0].deadlines:
            for pack in packs:
                span = pack.deadlines[name]
                yield (
                    f"{_text(f'deadline_{name}')}（{label('kinds', pack.kind)}）",
                    _span(span),
                    span.article,
                )

    return _table(("deadline", "amount", "article"), rows())


def _span(span: Span) -> str:
    if span.months:
        return _text("months", amount=span.months)
    return _text("days", amount=span.days) if span.days else _text("working_days", amount=span.working_days)


def _library() -> str:
    """The packs that the product ships, with the periods in which they differ most."""
    names = ("return", "co_opinion", "reply", "rehandle")

    def rows() -> Iterator[tuple[str, ...]]:
        for listed in library():
            spans = parse(shipped(listed.code)).deadlines
            yield (
                f"{listed.title} `{listed.code}`",
                *(span_words(spans[name], name) for name in names),
                listed.source,
            )

    return _table(("pack", *names, "source"), rows())


def _classes(packs: Sequence[Pack]) -> Iterator[str]:
    for pack in packs:
        yield f"### {pack.title}"
        yield _table(
            ("class", "meaning", "promise"),
            ((one.code, one.label, _text("yes" if one.promise else "no")) for one in pack.result_classes),
        )


def _listed(title: str, lists: Sequence[tuple[Pack, Sequence[Coded]]]) -> Iterator[str]:
    yield f"## {_text(title)}"
    for pack, items in lists:
        if len(lists) > 1:
            yield f"### {pack.title}"
        yield "\n".join(f"{number}. {one.label}" for number, one in enumerate(items, 1))
