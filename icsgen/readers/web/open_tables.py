"""The tables that are open while a page is walked: their rows and cells as they come."""

from __future__ import annotations

from icsgen.readers.web.cells import Cell, Table
from icsgen.readers.web.elements import Attributes, spanned
from icsgen.readers.web.hints import role_of
from icsgen.readers.web.lined import Lined
from icsgen.readers.web.tables import lines_of
from icsgen.readers.web.writer import Writer


class OpenTables:
    """Tables in tables. The lines of a cell are kept until its table ends; then the table's go where it stands."""

    def __init__(self, out: Writer, *, markdown: bool) -> None:
        self._out = out
        self._markdown = markdown
        self._open: list[tuple[Table, list[Lined]]] = []
        """Each with where its lines will go."""
        self._count = 0

    def enter(self, tag: str, attributes: Attributes) -> None:
        """An element of a table begins."""
        out = self._out
        if tag == "table":
            self._count += 1
            self._open.append((Table(number=self._count), out.sink))
        if not self._open:
            return
        table = self._open[-1][0]
        out.keep_indent = False
        if tag == "td" or tag == "th":
            if not table.rows:
                table.rows.append([])
            cell = _cell(tag, attributes)
            table.rows[-1].append(cell)
            out.sink = cell.lines
        elif tag == "tr":
            table.rows.append([])
            table.head += table.in_head
        elif tag == "caption":
            out.sink = table.caption
        elif tag == "thead":
            table.in_head = True

    def leave(self, tag: str) -> None:
        """It ends."""
        if not self._open:
            return
        table, outer = self._open[-1]
        if tag == "td" or tag == "th" or tag == "caption":
            self._out.sink = outer
        elif tag == "thead":
            table.in_head = False
        elif tag == "table":
            self._open.pop()
            self._out.sink = outer
            outer += lines_of(table)
            self._out.titled_in = None
            self._out.seen.doubts += table.doubts
            self._out.seen.notes += table.notes
            self._out.keep_indent = self._markdown and not self._open


def _cell(tag: str, attributes: Attributes) -> Cell:
    if not attributes:
        return Cell(tag == "th")
    words = attributes.get("class")
    return Cell(
        tag == "th",
        spanned(attributes.get("rowspan")),
        spanned(attributes.get("colspan")),
        role_of(words) if words else "",
    )
