"""Lists that mean harm, or that a slip of a hand made harmful: small to send, endless to read. All are fictional."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<row r="1">' + "".join(
    f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'
    for cell, text in (("A1", "登记号"), ("B1", "标题"), ("C1", "提案人"))
)
HEAD += "</row>"


def package(path: Path, parts: Mapping[str, str | Iterable[str]]) -> Path:
    """A zip file of these parts; a part may come in pieces, so that a large one needs no memory here."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in parts.items():
            with file.open(name, "w", force_zip64=True) as part:
                for piece in [content] if isinstance(content, str) else content:
                    part.write(piece.encode())
    return path


def workbook(path: Path, sheet: str | Iterable[str], strings: str | Iterable[str] = "") -> Path:
    """An .xlsx of one sheet, written by hand."""
    related = f'<Relationships xmlns="{PACKAGE}">'
    return package(
        path,
        {
            "_rels/.rels": f'{related}<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="目录" sheetId="1" r:id="b"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"{related}"
            f'<Relationship Id="b" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="c" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"/>',
        },
    )


def sheet_of(rows: Iterable[str], after: Iterable[str] = ()) -> Iterable[str]:
    """The XML of a sheet with its headers, piece by piece."""
    yield f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}'
    yield from rows
    yield "</sheetData>"
    yield from after
    yield "</worksheet>"


def far_cell(folder: Path) -> Path:
    """A cell in the last corner of a sheet: filling up the area between asks for 549 GB."""
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return workbook(folder / "far.xlsx", sheet_of([cell]))


def shared_string(folder: Path) -> Path:
    """One string of 3.3 million characters in 3,000 rows: 10 GB when every row gets its copy."""
    rows = (f'<row r="{n}"><c r="B{n}" t="s"><v>0</v></c></row>' for n in range(2, 3002))
    text = (
        piece
        for piece in (f'<sst xmlns="{MAIN}"><si><t>', *("a" * 100_000 for _ in range(33)), "</t></si></sst>")
    )
    return workbook(folder / "shared.xlsx", sheet_of(rows), text)


def merged_without_end(folder: Path) -> Path:
    """A million merged ranges, each down to the last line of the sheet."""
    ranges = ('<mergeCell ref="A1:A1048576"/>' * 1000 for _ in range(1000))
    return workbook(folder / "merged.xlsx", sheet_of([], ("<mergeCells>", *ranges, "</mergeCells>")))


def nested_xml(folder: Path) -> Path:
    """Elements within elements, five million deep."""
    return workbook(folder / "nested.xlsx", sheet_of("<a>" * 100_000 for _ in range(50)))


def zip_bomb(folder: Path) -> Path:
    """A sheet of 1 GB of blanks, which packs to a few megabytes."""
    blanks = " " * 1_000_000
    return workbook(folder / "bomb.xlsx", sheet_of(blanks for _ in range(1000)))


def empty_cells(folder: Path) -> Path:
    """Twenty million cells that hold a style and nothing else."""
    row = "<row>" + '<c s="0"/>' * 10_000 + "</row>"
    return workbook(folder / "empty.xlsx", sheet_of(row for _ in range(2000)))


def entities(folder: Path) -> Path:
    """Entities made of entities (a billion laughs)."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{levels}]><worksheet xmlns="{MAIN}">&l9;</worksheet>'
    return workbook(folder / "laughs.xlsx", sheet)


def whole_ods(folder: Path) -> Path:
    """An .ods whose one cell says that it is repeated over the whole sheet."""
    return _repeated(folder / "whole.ods", 16_384, 1_048_576)


def large_ods(folder: Path) -> Path:
    """An .ods whose one cell says that it is repeated as often as its reader allows: 3 GB."""
    return _repeated(folder / "large.ods", 1_000, 90_000)


def _repeated(path: Path, columns: int, rows: int) -> Path:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
    sheet = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="目录">'
        f'<table:table-row table:number-rows-repeated="{rows}">{cell}<text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return package(
        path,
        {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": sheet},
    )


def _text(path: Path, pieces: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pieces)
    return path


def endless_line(folder: Path) -> Path:
    """A CSV of one line of 45 MB."""
    return _text(folder / "endless.csv", ("登记号,标题,提案人," * 100_000 for _ in range(10)))


def open_quote(folder: Path) -> Path:
    """A CSV in which a quote is opened and never closed."""
    return _text(
        folder / "quote.csv",
        ("登记号,标题\n", '1,"关于甲的建议\n', *("2,关于乙的建议\n" * 1000 for _ in range(500))),
    )


def only_commas(folder: Path) -> Path:
    """A CSV of lines of a million commas with a word behind them."""
    return _text(folder / "commas.csv", ("标题\n", *("," * 1_000_000 + "x\n" for _ in range(40))))


def only_breaks(folder: Path) -> Path:
    """A CSV of 50 million empty lines."""
    return _text(folder / "breaks.csv", ("标题\n", *("\n" * 1_000_000 for _ in range(50))))


def many_rows(folder: Path) -> Path:
    """A CSV of five million rows."""
    return _text(folder / "rows.csv", ("标题\n", *("甲\n" * 100_000 for _ in range(50))))


def many_keys(folder: Path) -> Path:
    """JSON lines of which each of 20,000 has a key of its own: 400 million cells as a table."""
    return _text(
        folder / "keys.jsonl", (json.dumps({f"k{n}": "x", "title": "甲"}) + "\n" for n in range(20_000))
    )


def nested_json(folder: Path) -> Path:
    """A JSON line nested as deep as its reader allows, which is deeper than turning it into text allows."""
    return _text(folder / "deep.jsonl", ('{"title": ' + "[" * 1000 + "]" * 1000 + "}\n",))


def nested_objects(folder: Path) -> Path:
    """JSON lines of objects within objects."""
    line = '{"title": "甲", "a": ' + '{"a":' * 500 + "1" + "}" * 500 + "}\n"
    return _text(folder / "objects.jsonl", (line for _ in range(5_000)))


def endless_json(folder: Path) -> Path:
    """A JSON line of 45 MB."""
    return _text(folder / "endless.jsonl", ('{"title": "', *("a" * 1_000_000 for _ in range(45)), '"}'))


# Each file, and the code of the sentence with which it is refused.
ALL: Mapping[Callable[[Path], Path], str] = {
    far_cell: "file_far_cell",
    shared_string: "file_too_much_text",
    merged_without_end: "file_too_many_merged",
    nested_xml: "file_needs_memory",
    zip_bomb: "file_unpacks_too_large",
    empty_cells: "file_too_many_cells",
    entities: "file_document_type",
    whole_ods: "file_repeats_too_often",
    large_ods: "file_needs_memory",
    endless_line: "file_line_endless",
    open_quote: "file_quote_open",
    only_commas: "file_too_many_columns",
    only_breaks: "file_too_many_rows",
    many_rows: "file_too_many_rows",
    many_keys: "file_too_many_columns",
    nested_json: "file_too_nested",
    nested_objects: "file_too_nested",
    endless_json: "file_line_endless",
}
