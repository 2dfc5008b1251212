"""One row of a sheet as a draft: each column's cell in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain
from typing import Any, TypeAlias

from icsgen.model import Speaker
from icsgen.readers.columns import Plan
from icsgen.readers.draft import Draft
from icsgen.readers.fields import Header
from icsgen.readers.html_text import plain_line, text_and_html
from icsgen.readers.moments import Moment
from icsgen.readers.people import looks_like_person, people
from icsgen.readers.record_fields import Names
from icsgen.readers.vocabulary import Role
from icsgen.times.cells import Order, read_cell

_CANCELLED = ("cancel", "withdrawn", "abgesagt", "annulé", "cancelado", "annullato")
_NOTHING = frozenset(("", "-", "–", "—", "x", "''", '"'))


Span: TypeAlias = Callable[[int, int], tuple[int, Moment | None]]
"""Of a cell's row number and column: the last column it spans, and the moment of the last row, if that is another."""


class RowReader:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: Plan, headers: Sequence[Header], order: Order | None) -> None:
        self.plan, self.headers, self.order = plan, headers, order
        self.section = ""
        """The session whose heading the rows stand under."""
        self.place = ""
        """The room that the sheet is of."""

    def draft(self, line: int | None, cells: Sequence[Any], source: str) -> Draft:
        """The talk of a row that is one."""
        plan = self.plan
        title, speakers = self.title(cells), self._speakers(cells)
        abstract, abstract_html = self._abstract(cells)
        if plan.swapped and abstract and looks_like_person(title) and "\n" not in abstract:
            speakers, title, abstract = people(title), abstract, ""
        session = self._one("session", cells) or self.section
        if title == abstract:
            abstract = abstract_html = ""
        return Draft(
            title=title,
            speakers=speakers,
            abstract=abstract,
            abstract_html=abstract_html,
            session="" if session == title else session,
            room=self._one("room", cells) or self.place,
            track=self._one("track", cells),
            type=self._one("type", cells),
            tags=tuple(tag for index in plan.tags for tag in _tags(cells[index])),
            url=self._link("url", cells),
            video=self._link("video", cells),
            key=shown(self._cell("key", cells)),
            cancelled=self._cancelled(cells),
            line=line,
            source=source,
        )

    def title(self, cells: Sequence[Any]) -> str:
        """The row's title, or what stands in for it."""
        for index in self.plan.title:
            if text := _line(cells[index]):
                return text
        return ""

    def _speakers(self, cells: Sequence[Any]) -> tuple[Speaker, ...]:
        plan = self.plan
        places = [_line(cells[index]) for index in plan.affiliations]
        if plan.names:
            name = " ".join(part for part in (_line(cells[index]) for index in plan.names) if part)
            return people(name, places[0] if places else "") if name else ()
        if len(plan.speakers) == 1:
            cell = cells[plan.speakers[0]]
            return _named(cell, "; ".join(place for place in places if place))
        if len(places) != len(plan.speakers):
            places = [""] * len(plan.speakers)
        named = [_named(cells[index], place) for index, place in zip(plan.speakers, places, strict=True)]
        return tuple(dict.fromkeys(chain.from_iterable(named)))

    def _abstract(self, cells: Sequence[Any]) -> tuple[str, str]:
        cell = self._cell("abstract", cells)
        return text_and_html(cell) if isinstance(cell, str) else (shown(cell), "")

    def _cell(self, role: Role, cells: Sequence[Any]) -> Any:
        index = self.plan.one.get(role)
        return "" if index is None else cells[index]

    def _one(self, role: Role, cells: Sequence[Any]) -> str:
        return _line(self._cell(role, cells))

    def _link(self, role: Role, cells: Sequence[Any]) -> str:
        text = shown(self._cell(role, cells)).strip()
        return text if text.startswith(("http://", "https://")) else ""

    def _cancelled(self, cells: Sequence[Any]) -> bool:
        index = self.plan.one.get("status")
        if index is None:
            return False
        text = shown(cells[index]).casefold()
        if "cancel" in self.headers[index].words and text in ("true", "yes", "1", "x", "y"):
            return True
        return text.startswith(_CANCELLED)

    def grid(
        self, line: int, cells: Sequence[Any], moment: Moment, source: str, span: Span
    ) -> Iterator[tuple[Draft, Moment]]:
        """The talks of a row that has one in each column. ``span`` gives the last row and column of a merged cell."""
        for index in self.plan.grid:
            text = cells[index].strip() if isinstance(cells[index], str) else ""
            if text in _NOTHING:
                continue
            title, _, rest = text.partition("\n")
            draft = Draft(title=plain_line(title), line=line, source=source, session=self.section)
            if looks_like_person(rest.partition(",")[0]):
                draft.speakers = people(rest)
            else:
                draft.abstract = rest
            last_column, ending = span(line, index)
            one = moment if ending is None else replace(moment, end=ending.end, duration=ending.duration)
            yield draft, self._under(draft, one, index, last_column)

    def _under(self, draft: Draft, moment: Moment, index: int, last: int) -> Moment:
        """What the header over a cell of a grid says: a day, a track, a room. A cell that spans all is in none."""
        header = self.headers[index]
        day = read_cell(header.text, self.order)
        if day is not None and day.day is not None:
            return replace(moment, day=day.day)
        if index == self.plan.grid[0] and last >= self.plan.grid[-1] > index:
            return moment
        if header.meanings and header.meanings[0][0] == "track":
            draft.track = header.text
        else:
            draft.room = header.text
        return moment


def _named(cell: Any, place: str) -> tuple[Speaker, ...]:
    if isinstance(cell, Names):
        return cell.people
    return () if cell in ("", None) else people(str(cell), place)


def shown(cell: Any) -> str:
    """A cell as a person would write it."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _line(cell: Any) -> str:
    if isinstance(cell, str):
        return plain_line(cell) if "<" in cell or "&" in cell else cell.strip()
    return shown(cell)


def _tags(cell: Any) -> list[str]:
    text = shown(cell)
    return [tag.strip() for tag in text.replace(";", ",").replace("\n", ",").split(",") if tag.strip()]
