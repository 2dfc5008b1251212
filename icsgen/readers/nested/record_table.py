"""Tables in a tree: lists of rows, each a list of cells."""

from __future__ import annotations

from icsgen.readers.markup.trees import Tree
from icsgen.readers.nested.record_fields import COLUMN
from icsgen.readers.tabular.fields import header_of


def records_of(rows: list[Tree]) -> list[Tree]:
    """Rows of a table as records: ``[["9:00", "Opening"], …]``, with a header or without."""
    if len(rows) < 2 or not all(isinstance(row, list) and len(row) > 1 for row in rows):
        return rows
    if any(isinstance(cell, dict | list) for row in rows for cell in row):
        return rows
    header = [str(cell) for cell in rows[0]]
    if sum(bool(header_of(cell).meanings) for cell in header) * 2 > len(header):
        rows = rows[1:]
    else:
        header = [f"{COLUMN}{number}" for number in range(1, max(map(len, rows)) + 1)]
    return [dict(zip(header, row, strict=False)) for row in rows]
