"""Spreadsheets: XLSX, XLS, ODS, XLSB, read by python-calamine (the extra ``xlsx``); each visible sheet as a table.

A workbook is bounded before it is opened: what it unpacks to, and the area that its cells span, for one cell in the
last corner of a sheet makes a table of 17 thousand million.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from icsgen.errors import FormatError, NoTimeError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.draft import Findings
from icsgen.readers.finish import finish
from icsgen.readers.mismatch import other_format
from icsgen.readers.tabular.by_author import talk_by_talk
from icsgen.readers.tabular.delimited import WIDEST
from icsgen.readers.tabular.heading import SheetRow
from icsgen.readers.tabular.moments import Row
from icsgen.readers.tabular.sheet import Spans, read_sheet
from icsgen.readers.tabular.timetable import settle
from icsgen.times.cells import read_cell

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

summary = "XLSX, XLS and ODS spreadsheets (extra: xlsx)"

LARGEST = 128 * 1024 * 1024
"""Bytes that a workbook may unpack to."""
LARGEST_SHEET = 2_000_000
"""Cells that a sheet may span."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods", ".xls")
_CELL = re.compile(rb'<c [^>]{0,200}?r="([A-Z]{1,3})(\d{1,7})"')
_ODS_PART = re.compile(
    rb'<table:(?:covered-)?table-(row|cell)((?:[^>]*?number-(?:rows|columns)-repeated="(\d{1,9})")?[^>]*?)(/?)>'
)
"""What begins a row or cell of an ODS sheet: its kind, its attributes, how often it is there, whether it is empty."""


def sniff(document: Document) -> int:
    """By what a spreadsheet's container holds."""
    content = document.content
    if content.startswith(b"PK\x03\x04"):
        ods = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]
        return 60 if ods or b"xl/workbook" in content or document.name.lower().endswith(_SUFFIXES) else 0
    return 60 if content.startswith(_OLE) and document.name.lower().endswith(".xls") else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read every visible sheet that has times.

    :raises FormatError: it is damaged, protected or too large, or the extra is missing.
    :raises NoTimeError: no sheet has times.
    :raises TimeFault: see :mod:`icsgen.readers.tabular.timetable`.
    """
    if document.text is not None:
        raise other_format(document, "a spreadsheet")
    findings = Findings(drafts=[])
    rows: list[Row] = []
    without: list[str] = []
    for name, cells, spans in _sheets(document, findings):
        found = read_sheet(cells, document, policy, findings, name, spans)
        for row in found:
            row.draft.where = f"sheet {name}"
        if cells and not found:
            without.append(name)
        rows += found
    if not rows:
        raise NoTimeError(
            "no sheet holds times" + (f" ({', '.join(without)})" if without else ""),
            origin=document.origin,
            line=findings.problems[0].line if findings.problems else None,
            text=findings.problems[0].text if findings.problems else None,
            hint="looked for a column such as Start, Time or 'Date and time' with hours in it, or one called 'All day'",
        )
    if without:
        findings.notes.append(f"without times: sheet {', '.join(without)}")
    settle(talk_by_talk(_without_repeats(rows, findings), findings), document, policy, findings)
    return finish(document, findings, policy)


def _without_repeats(rows: list[Row], findings: Findings) -> list[Row]:
    """Each talk once, for a workbook often has a sheet for all and one for each day or room."""
    seen: dict[tuple[object, ...], str] = {}
    kept = []
    for row in rows:
        draft = row.draft
        what = (draft.title, row.moment, draft.speakers, draft.room)
        if seen.setdefault(what, draft.where) == draft.where:
            kept.append(row)
    if len(kept) < len(rows):
        findings.notes.append(f"{len(rows) - len(kept)} talks stand in more than one sheet, and are taken once")
    return kept


def _sheets(document: Document, findings: Findings) -> Iterator[tuple[str, list[SheetRow], Spans]]:
    try:
        import python_calamine as calamine  # an extra
    except ImportError:
        raise FormatError(
            "to read a spreadsheet, python-calamine is needed",
            origin=document.origin,
            hint="pip install 'icsgen[xlsx]', or save it as CSV",
        ) from None
    _check_size(document)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(document.content)) as book:
            yield from _visible(book, findings, document.origin)
    except calamine.PasswordError:
        raise FormatError(
            "it is protected by a password", origin=document.origin, hint="save it without, or as CSV"
        ) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise FormatError(
            f"this spreadsheet is damaged: {error}", origin=document.origin, hint="save it again, or as CSV"
        ) from None


def _visible(book: CalamineWorkbook, findings: Findings, origin: str) -> Iterator[tuple[str, list[SheetRow], Spans]]:
    for index, about in enumerate(book.sheets_metadata):
        if str(about.typ) != "SheetTypeEnum.WorkSheet":
            continue
        if str(about.visible) != "SheetVisibleEnum.Visible":
            findings.notes.append(f"hidden: sheet {about.name}")
            continue
        sheet = book.get_sheet_by_index(index)
        _check_span(sheet.total_height + 1, sheet.total_width + 1, origin)
        yield about.name, *_rows(sheet)


def _rows(sheet: CalamineSheet) -> tuple[list[SheetRow], Spans]:
    cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom >= len(cells) or right >= len(cells[top]):
            continue
        if left == right and read_cell(cells[top][left]) is not None:
            for row in cells[top + 1 : bottom + 1]:  # a time that is written once over several rows holds for each
                row[left] = cells[top][left]
        else:
            spans[top + 1, left] = (bottom + 1, right)
    return [(number, row) for number, row in enumerate(cells, 1) if any(cell != "" for cell in row)], spans


def _check_size(document: Document) -> None:
    """:raises FormatError: it unpacks to too much."""
    if not document.content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST:
                raise FormatError("this spreadsheet unpacks to too much", origin=document.origin)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _check_span(*_area(archive.read(part)), document.origin)
                elif part.filename == "content.xml":
                    _check_span(*_repeated_area(archive.read(part)), document.origin)
    # zipfile raises NotImplementedError at a compression that it doesn't know, RuntimeError at a password.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FormatError(
            f"this spreadsheet is damaged: {error}", origin=document.origin, hint="save it again, or as CSV"
        ) from None


def _area(sheet: bytes) -> tuple[int, int]:
    """Rows and columns that the cells of an XLSX sheet span: each says where it stands."""
    rows = columns = 1
    for match in _CELL.finditer(sheet):
        number = 0
        for letter in match[1]:
            number = number * 26 + letter - 64
        columns, rows = max(columns, number), max(rows, int(match[2]))
    return rows, columns


def _repeated_area(content: bytes) -> tuple[int, int]:
    """Rows and columns that the filled cells of an ODS workbook span: one may stand for a million."""
    rows = columns = 1
    here = repeated = 0
    for match in _ODS_PART.finditer(content):
        times = int(match[3] or 1)
        if match[1] == b"row":
            here, repeated = 0, times
            continue
        here += times
        if not match[4] or b"office:value" in match[2]:
            columns = max(columns, here)
            rows, repeated = rows + repeated, 0
    return rows, columns


def _check_span(rows: int, columns: int, origin: str) -> None:
    """:raises FormatError: so many rows and columns are no programme."""
    if rows * columns > LARGEST_SHEET or columns > WIDEST:
        raise FormatError(
            f"a sheet spans {rows:,} rows and {columns:,} columns",
            origin=origin,
            hint="delete what stands in the far corner, or save it as CSV",
        )
