"""Delimited text: CSV, TSV, semicolons, bars. What separates the cells is found by what makes a table of them.

A table is bounded before it is trusted: a cell over 128 kB, or a quotation mark that is never closed and so swallows
the rows after it, ends in an error that names the line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import chain

from icsgen.errors import FormatError

Line = tuple[int, list[str]]
"""Number of the first line of a row in the file, and its cells."""

DELIMITERS = (",", "\t", ";", "|")
WIDEST, LONGEST = 2_000, 200_000
"""Columns and rows that a table may have."""
_SAMPLE = 64 * 1024
_SEPARATOR = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)
_SENTINEL = "\x1e"
_QUOTE_AFTER_SPACE = re.compile(r'(?:^|[,;|\t]) +"')


def delimiters_of(text: str) -> list[str]:
    """What may separate the cells, the likeliest first: that by which most rows get the same number of cells.

    >>> delimiters_of("a;b,c;d\\n1;2,5;3\\n"), delimiters_of("just a line\\n")
    ([';', ','], [])
    """
    if match := _SEPARATOR.match(text):
        return [match[1]]
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    rated: list[tuple[float, int, str]] = []
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            counts = Counter(len(row) for row in reader if row)
        except csv.Error:
            continue
        cells, rows = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        if cells > 1:
            rated.append((rows / counts.total() * min(cells, 6), cells, delimiter))
    return [delimiter for *_, delimiter in sorted(rated, reverse=True)]


def rows_of(text: str, delimiter: str, origin: str) -> list[Line]:
    """All rows but empty lines.

    :raises FormatError: a quotation mark is never closed, or a cell is too large; names the line.
    """
    if match := _SEPARATOR.match(text):
        text = "\n" + text[match.end() :]
    spaced = delimiter != " " and _QUOTE_AFTER_SPACE.search(text[:_SAMPLE]) is not None
    if '\\"' in text and _backslashes_escape(text, delimiter, spaced=spaced):
        text = text.replace('\\"', '""')
    return _rows(text, delimiter, origin, spaced=spaced)


def _backslashes_escape(text: str, delimiter: str, *, spaced: bool) -> bool:
    """Whether a quotation mark after a backslash does not end its cell: read so, the quotation marks would not fit."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=spaced, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        return True
    return False


def _rows(text: str, delimiter: str, origin: str, *, spaced: bool) -> list[Line]:
    # The sentinel is a row of its own unless a quotation mark is still open when the text ends.
    lines = chain(io.StringIO(text, newline=""), (_SENTINEL,))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced)
    rows: list[Line] = []
    line = 1
    try:
        for cells in reader:
            if cells:
                if len(cells) > WIDEST or len(rows) > LONGEST:
                    raise FormatError("too many rows or columns to be a programme", origin=origin, line=line)
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(
            f"this is no table: {error}",
            origin=origin,
            line=line,
            hint="is a quotation mark missing on that line or before it?",
        ) from None
    line, cells = rows.pop()
    if cells != [_SENTINEL]:
        raise _unclosed(origin, line, cells)
    return rows


def _unclosed(origin: str, line: int, cells: list[str]) -> FormatError:
    return FormatError(
        "a quotation mark that opens in this row is never closed",
        origin=origin,
        line=line,
        text=cells[-1][:80].splitlines()[0] if cells[-1].strip() else None,
        hint="close it, or fetch the file again if it breaks off here",
    )


def joined(cells: list[str], delimiter: str, columns: int) -> list[str]:
    """Cells that an unquoted 'Hello, world' took apart, put together again: what begins with a space goes on.

    >>> joined(["9:00", "Hello", " world", "Ann"], ",", 3)
    ['9:00', 'Hello, world', 'Ann']
    """
    whole: list[str] = []
    for cell in cells:
        if whole and cell.startswith(" ") and cell.strip():
            whole[-1] += delimiter + cell
        else:
            whole.append(cell)
    return whole if len(whole) == columns else cells


def swallows_rows(cells: list[str], delimiter: str, columns: int) -> bool:
    """Whether a cell holds what must be further rows: a quotation mark is missing."""
    if columns < 4:
        return False
    return any(line.count(delimiter) >= columns - 1 for cell in cells if "\n" in cell for line in cell.splitlines()[1:])
