""".xlsx workbook: its sheets, the strings that cells share, and which number formats mean days."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intake.extraction.bounds import CELLS, CHARACTERS, Excess
from intake.extraction.package import Attributes, Package, local, parser_of

QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]')
DAY_OR_TIME = re.compile(r"[dmyhs年月日时分秒]", re.IGNORECASE)
ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BUILT_IN = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
BUILT_IN_ELAPSED = 46


@dataclass(slots=True)
class Workbook:
    """What the sheets of a workbook refer to. ``kinds`` maps each cell style to "day", "elapsed" or nothing."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    since_1904: bool = False


def is_workbook(package: Package) -> bool:
    """Whether a package is an .xlsx workbook, whatever its file is called."""
    return any(
        kind == "officeDocument" and name.endswith(".xml") and name in package.names
        for kind, name in package.targets("").values()
    )


def workbook_of(package: Package) -> Workbook:
    """The workbook of a package, without its sheets' contents."""
    main = next(name for kind, name in package.targets("").values() if kind == "officeDocument")
    targets = package.targets(main)
    book = Workbook()

    def start(tag: str, given: Attributes) -> None:
        name = local(tag)
        if name == "workbookPr":
            book.since_1904 = given.get("date1904", "") in {"1", "true"}
        if name == "sheet":
            key = next((value for one, value in given.items() if one.endswith(":id")), "")
            kind, part = targets.get(key, ("", ""))
            if kind == "worksheet" and part in package.names:
                book.sheets.append((given.get("name", ""), part))

    for _ in package.parsed(main, parser_of(start)):
        pass
    parts = {kind: part for kind, part in targets.values() if part in package.names}
    if "sharedStrings" in parts:
        book.strings = _strings(package, parts["sharedStrings"])
    if "styles" in parts:
        book.kinds = _kinds(package, parts["styles"])
    return book


def _strings(package: Package, part: str) -> list[str]:
    found: list[str] = []
    reader = Strings(found)
    for _ in package.parsed(part, parser_of(reader.start, reader.end, reader.text)):
        if len(found) > CELLS:
            raise Excess("file_too_many_strings", limit=CELLS // 10_000)
    return found


class Strings:
    """Takes rich or plain texts from ``si`` elements; phonetic runs are no part of the text."""

    def __init__(self, found: list[str]) -> None:
        self.found, self.pieces, self.reading, self.phonetic, self.length = (
            found,
            list[str](),
            False,
            False,
            0,
        )

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        name = local(tag)
        if name == "t":
            self.reading = not self.phonetic
        elif name == "rPh":
            self.phonetic = True

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        if name == "t":
            self.reading = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "si":
            self.found.append(unescaped("".join(self.pieces)))
            self.pieces.clear()

    def text(self, text: str) -> None:
        """Text within an element."""
        if not self.reading:
            return
        self.length += len(text)
        if self.length > CHARACTERS:
            raise Excess("file_too_much_text", number=len(self.found) + 1, limit=CHARACTERS // 10_000)
        self.pieces.append(text)


def unescaped(text: str) -> str:
    """A text in which control characters were written as _x000D_."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return found.group() if 0xD800 <= code <= 0xDFFF else chr(code)


def _kinds(package: Package, part: str) -> list[str]:
    reader = _Styles()
    for _ in package.parsed(part, parser_of(reader.start, reader.end)):
        if len(reader.kinds) + len(reader.formats) > CELLS:
            raise Excess("file_too_many_strings", limit=CELLS // 10_000)
    return reader.kinds


class _Styles:
    """Takes of each cell style whether its numbers are days."""

    def __init__(self) -> None:
        self.formats, self.kinds, self.inside = dict[str, str](), list[str](), False

    def start(self, tag: str, given: Attributes) -> None:
        name, key = local(tag), given.get("numFmtId", "0")
        if name == "numFmt":
            self.formats[key] = kind_of_format(given.get("formatCode", ""))
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.kinds.append(self.formats[key] if key in self.formats else _built_in(key))

    def end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self.inside = False


def _built_in(key: str) -> str:
    number = int(key) if key.isdigit() else 0
    if number == BUILT_IN_ELAPSED:
        return "elapsed"
    return "day" if number in BUILT_IN else ""


def kind_of_format(code: str) -> str:
    """Whether numbers in a format are days or elapsed times; nothing for plain numbers."""
    bare = QUOTED.sub("", code.partition(";")[0])
    if ELAPSED.search(bare):
        return "elapsed"
    return "day" if DAY_OR_TIME.search(bare) else ""
