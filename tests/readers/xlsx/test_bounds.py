"""Workbooks that are made to exhaust their reader, and the extra that reads them."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from icsgen.errors import FormatError
from icsgen.model import Policy
from icsgen.readers import xlsx
from tests.readers.casebook import document_of

CASE = Path(__file__).parent / "cases" / "no_times.xlsx"
ODS = Path(__file__).parent / "cases" / "one_talk.ods"


def changed(**parts: bytes) -> bytes:
    """The workbook with parts of other content."""
    out = io.BytesIO()
    with zipfile.ZipFile(CASE) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, parts.get(Path(part.filename).stem, old.read(part)))
    return out.getvalue()


def test_a_cell_in_the_far_corner_is_refused() -> None:
    sheet = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(FormatError, match="1,048,576 rows and 16,384 columns"):
        xlsx.read(document_of(changed(sheet1=sheet), "a.xlsx"), Policy())


@pytest.mark.parametrize(
    ("in_row", "in_cell", "area"),
    [
        (b' table:number-rows-repeated="1048576"', b"", "1,048,579 rows and 3 columns"),
        (b"", b' table:number-columns-repeated="16384"', "4 rows and 16,384 columns"),
    ],
)
def test_a_cell_that_stands_for_a_million_is_refused(in_row: bytes, in_cell: bytes, area: str) -> None:
    cell = b'<table:table-cell office:value-type="string"' + in_cell + b"><text:p>x</text:p></table:table-cell>"
    row = b"<table:table-row" + in_row + b">" + cell + b"</table:table-row>"
    out = io.BytesIO()
    with zipfile.ZipFile(ODS) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"</table:table>", row + b"</table:table>"))
    with pytest.raises(FormatError, match=f"a sheet spans {area}"):
        xlsx.read(document_of(out.getvalue(), "a.ods"), Policy())


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "LARGEST", 1_000_000)
    with pytest.raises(FormatError, match="unpacks to too much"):
        xlsx.read(document_of(changed(sheet1=b" " * 1_000_001), "a.xlsx"), Policy())


def test_no_workbook_at_all_is_one_error() -> None:
    for content in (
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(range(256)) * 9,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 999,
    ):
        with pytest.raises(FormatError, match="damaged"):
            xlsx.read(document_of(content, "a.xls"), Policy())


def test_without_the_extra_the_message_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(FormatError) as caught:
        xlsx.read(document_of(CASE.read_bytes(), "a.xlsx"), Policy())
    assert caught.value.hint == "pip install 'icsgen[xlsx]', or save it as CSV"
