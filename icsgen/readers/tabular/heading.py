"""The header of a sheet: which of its first rows it is. Titles may stand above it, and there may be none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from icsgen.readers.tabular.day_heads import day_of, over_hours
from icsgen.readers.tabular.fields import LONGEST_HEADER, Header, header_of
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.cells import CellDay, read_cell

SheetRow: TypeAlias = tuple[int, Sequence[Any]]
"""A row's number in the file, from 1, and its cells."""

_HEAD = 60
"""Rows among which the header is looked for."""
_TIME_ROLES = frozenset(("start", "when", "date", "end"))


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the header of a sheet stands and what it says."""

    index: int
    """Of the header among the rows; -1 if there is none."""
    headers: tuple[Header, ...]
    hits: float
    """How much of it is understood: the fit of its roles, added up."""
    roles: frozenset[Role]
    day: CellDay | None = None
    """The day that stands over the hours, where others have 'Time'."""

    @property
    def is_certain(self) -> bool:
        """Whether nothing but a header has such cells, wherever it stands."""
        known = sum(bool(header.meanings) for header in self.headers)
        named = sum(bool(header.text) for header in self.headers)
        return self.tells_time and self.hits >= 6 and known * 2 > named

    @property
    def tells_time(self) -> bool:
        """Whether a header speaks of a time."""
        return bool(self.roles & _TIME_ROLES)


def heading_of(rows: Sequence[SheetRow]) -> Heading | None:
    """The header: of the first rows the one in which most words are understood."""
    best: Heading | None = None
    for index, (_, cells) in enumerate(rows[:_HEAD]):
        texts = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
        named = [text for text in texts if text]
        if len(named) < 2 or len(named) < 0.5 * sum(cell not in ("", None) for cell in cells):
            continue
        headers = tuple(header_of(text) if len(text) <= LONGEST_HEADER else Header(text, "") for text in texts)
        fits: dict[Role, float] = {}
        for header in headers:
            if header.meanings:
                role, fit = header.meanings[0]
                fits[role] = max(fits.get(role, 0), fit)
        if any(day_of(header.text) for header in headers):  # 'Time, Monday 3 June, Tuesday 4 June'
            fits.setdefault("date", 1)
        hits = sum(fits.values())
        day = over_hours(cells, [below for _, below in rows[index + 1 : index + 9]]) if "date" in fits else None
        enough = len(fits) >= 2 or day is not None or _over_times(rows[index + 1 : index + 4], headers)
        if enough and (best is None or hits > best.hits + 1):
            best = Heading(index, headers, hits, frozenset(fits), day)
    return best


def _over_times(rows: Sequence[SheetRow], headers: Sequence[Header]) -> bool:
    """Whether hours stand under the one header that is understood: 'Time' beside the names of rooms, 'CET'."""
    hours = [
        index
        for index, header in enumerate(headers)
        if header.fit("when") >= 3 or (header.zone and header.fit("when") > 0)
    ]
    return any(
        index < len(cells) and (found := read_cell(cells[index])) is not None and found.start is not None
        for index in hours
        for _, cells in rows
    )


def no_header(rows: Sequence[SheetRow]) -> Heading:
    """For rows that have no header: columns without words."""
    width = max((len(cells) for _, cells in rows[:_HEAD]), default=0)
    return Heading(-1, (Header("", ""),) * width, 0, frozenset())
