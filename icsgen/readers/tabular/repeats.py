"""Rows that stand in a table twice, cell for cell: one talk, and told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from icsgen.model import Document, Problem
from icsgen.readers.draft import Findings
from icsgen.readers.tabular.moments import Row


class Repeats:
    """Knows the rows of one sheet that are talks."""

    def __init__(self, document: Document, findings: Findings) -> None:
        self.document, self.findings = document, findings
        self._first: dict[tuple[str, str], tuple[int, Sequence[Any], Row]] = {}
        """By title and time: the cells of others are not looked at, for that takes as long as to read them."""
        self._lines: dict[object, int] = {}
        """Where the rows stand that share these."""
        self._last = 0

    def has(self, line: int, cells: Sequence[Any], row: Row) -> bool:
        """Whether the talk is known from a row that has the same cells.

        Where no day is stated, only from the row above: the same lunch may be on each day.
        """
        above, self._last = self._last, line
        number, earlier, one = self._first.setdefault((row.draft.title, row.draft.source), (line, cells, row))
        if number == line:
            return False
        self._lines.setdefault((tuple(earlier), one.moment), number)
        same = (tuple(cells), row.moment)
        known = self._lines.get(same)
        repeats = known is not None and (row.moment.day is not None or known == above)
        if known is None or row.moment.day is None:
            self._lines[same] = line
        if repeats and known is not None:
            self._tell(line, known, row)
        return repeats

    def _tell(self, line: int, first: int, row: Row) -> None:
        self.findings.problems.append(
            Problem(
                message=f"the same row as line {first}; taken once",
                kind="doubt",
                origin=self.document.origin,
                line=line,
                text=f"{row.draft.source} {row.draft.title}".strip(),
            )
        )
