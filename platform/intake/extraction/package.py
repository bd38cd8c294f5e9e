"""Spreadsheet's package: parts unpacked piece by piece and counted, parsed as XML without a document type."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

from intake.extraction.bounds import UNPACKED, Excess

CHUNK = 1 << 16
PARTS = 2_000

Attributes = Mapping[str, str]


class Package:
    """The parts of a zip file. What is unpacked of all of them together has a limit."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self.zip = zipfile.ZipFile(file)
        self.names = frozenset(self.zip.namelist())
        self.unpacked = 0
        if len(self.names) > PARTS:
            raise Excess("file_unpacks_too_large", limit=UNPACKED >> 20)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part."""
        with self.zip.open(name) as part:
            while chunk := part.read(CHUNK):
                self.unpacked += len(chunk)
                if self.unpacked > UNPACKED:
                    raise Excess("file_unpacks_too_large", limit=UNPACKED >> 20)
                yield chunk

    def within_limit(self) -> None:
        """Refuse a package that declares more than may be unpacked."""
        if sum(one.file_size for one in self.zip.infolist()) > UNPACKED:
            raise Excess("file_unpacks_too_large", limit=UNPACKED >> 20)

    def parsed(self, name: str, parser: expat.XMLParserType) -> Iterator[None]:
        """Feed a part to a parser, with a pause after each piece in which what was found can be taken."""
        for chunk in self.chunks(name):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by key: the last word of the kind, and the name of the other part."""
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, given: Attributes) -> None:
            if local(tag) == "Relationship":
                target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
                found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], target.lstrip("/"))

        if name in self.names:
            for _ in self.parsed(name, parser_of(start)):
                pass
        return found


def parser_of(
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """A parser that reports elements and texts; a document type, which no spreadsheet has, is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    return parser


def _no_document_type(*_: object) -> None:
    raise Excess("file_document_type")


def local(tag: str) -> str:
    """An element's name without the prefix that some exporters write."""
    return tag.rpartition(":")[2]
