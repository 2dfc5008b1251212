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
        self._seen: dict[tuple[str, str], list[tuple[int, Sequence[Any], Row]]] = {}
        self._last = 0

    def has(self, line: int, cells: Sequence[Any], row: Row) -> bool:
        """Whether the talk is known from a row that has the same cells.

        Where no day is stated, only from the row above: the same lunch may be on each day.
        """
        above, self._last = self._last, line
        alike = self._seen.setdefault((row.draft.title, row.draft.source), [])
        for number, known, one in alike:
            if list(known) == list(cells) and one.moment == row.moment and (row.moment.day or number == above):
                self._tell(line, number, row)
                return True
        alike.append((line, cells, row))
        return False

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
