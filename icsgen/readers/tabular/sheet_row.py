"""One row of a sheet as a draft: each column's cell in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain
from typing import Any, TypeAlias

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.draft import Draft
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.nested.record_fields import Names
from icsgen.readers.people import is_nobody, looks_like_person, people
from icsgen.readers.tabular.columns import Plan
from icsgen.readers.tabular.day_heads import day_of
from icsgen.readers.tabular.fields import Header
from icsgen.readers.tabular.moments import Moment
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.cells import Order

_CANCELLED = ("cancel", "withdrawn", "abgesagt", "annulé", "cancelado", "annullato")
_LINES: frozenset[Role] = frozenset(("session", "room", "track", "type"))
_BY = Pattern(r"by +(\S.{2,200})", re.IGNORECASE)
_STRONG = Pattern(r"\*\*(\S(?:[^*]*\S)?)\*\*")
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
        self._lines = [(role, index) for role, index in plan.one.items() if role in _LINES]
        self._links = [(role, index) for role, index in plan.one.items() if role in ("url", "video")]
        self._abstract = plan.one.get("abstract")
        self._key = plan.one.get("key")
        self._status = plan.one.get("status")

    def draft(self, line: int | None, cells: Sequence[Any], source: str) -> Draft:
        """The talk of a row that is one."""
        draft = Draft(title=self.title(cells), speakers=self._speakers(cells), line=line, source=source)
        for role, index in self._lines:
            if cells[index]:
                setattr(draft, role, _line(cells[index]))
        for role, index in self._links:
            if (text := shown(cells[index]).strip()).startswith(("http://", "https://")):
                setattr(draft, role, text)
        if self._abstract is not None and (cell := cells[self._abstract]):
            draft.abstract, draft.abstract_html = text_and_html(cell) if isinstance(cell, str) else (shown(cell), "")
        if any(one.name == draft.title for one in draft.speakers) and self._is_title(draft.title, cells):
            draft.speakers = tuple(one for one in draft.speakers if one.name != draft.title)  # 'Panel' by 'Panel'
        if self._key is not None:
            draft.key = shown(cells[self._key])
        if self._status is not None:
            draft.cancelled = self._cancelled(cells[self._status], self.headers[self._status])
        if self.plan.tags:
            draft.tags = tuple(tag for index in self.plan.tags for tag in _tags(cells[index]))
        self._tidy(draft)
        return draft

    def _tidy(self, draft: Draft) -> None:
        if self.plan.swapped and draft.abstract and "\n" not in draft.abstract:
            if looks_like_person(draft.title):
                draft.speakers, draft.title, draft.abstract = people(draft.title), draft.abstract, ""
            elif all(looks_like_person(one.name) for one in people(draft.abstract)):
                draft.speakers, draft.abstract = people(draft.abstract), ""
        if not draft.speakers and (match := _BY.fullmatch(draft.abstract)):
            found = people(match[1])
            if found and all(looks_like_person(one.name) for one in found):
                draft.speakers, draft.abstract, draft.abstract_html = found, "", ""
        if draft.abstract == draft.title:
            draft.abstract = draft.abstract_html = ""
        draft.session = draft.session or self.section
        if draft.session == draft.title:
            draft.session = ""
        draft.room = draft.room or self.place

    def title(self, cells: Sequence[Any]) -> str:
        """The row's title, or what stands in for it."""
        for index in self.plan.title:
            if text := _line(cells[index]):
                return text
        return ""

    def _is_title(self, text: str, cells: Sequence[Any]) -> bool:
        """Whether the title's own column says so, and not that of the speakers in its stead."""
        own = self.plan.title[:1]
        return own != self.plan.speakers[:1] and _line(cells[own[0]]) == text

    def of_grid(self, cells: Sequence[Any]) -> str:
        """What stands in the columns of a grid."""
        return ", ".join(text for index in self.plan.grid if (text := _line(cells[index])) not in _NOTHING)

    def _speakers(self, cells: Sequence[Any]) -> tuple[Speaker, ...]:
        """Those who speak, then those who are named beside them."""
        found = self._first_speakers(cells)
        for index in self.plan.companions:
            named = {one.name for one in found}
            found += tuple(one for one in _named(cells[index], "") if one.name not in named)
        return found

    def _first_speakers(self, cells: Sequence[Any]) -> tuple[Speaker, ...]:
        plan = self.plan
        places = [_line(cells[index]) for index in plan.affiliations]
        if plan.names:
            name = " ".join(part for part in (_line(cells[index]) for index in plan.names) if part)
            return people(name, places[0] if places else "") if name else ()
        if len(plan.speakers) == 1:
            return _named(cells[plan.speakers[0]], "; ".join(place for place in places if place))
        if len(places) != len(plan.speakers):
            places = [""] * len(plan.speakers)
        named = [_named(cells[index], place) for index, place in zip(plan.speakers, places, strict=True)]
        return tuple(dict.fromkeys(chain.from_iterable(named)))

    def _cancelled(self, cell: Any, header: Header) -> bool:
        text = shown(cell).casefold()
        if "cancel" in header.words and text in ("true", "yes", "1", "x", "y"):
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
        if (day := day_of(header.text, self.order)) is not None:
            return replace(moment, day=day)
        if index == self.plan.grid[0] and last >= self.plan.grid[-1] > index:
            return moment
        if header.meanings and header.meanings[0][0] == "track":
            draft.track = header.text
        else:
            draft.room = header.text
        return moment


def _named(cell: Any, place: str) -> tuple[Speaker, ...]:
    if isinstance(cell, Names):
        return tuple(one for one in cell.people if not is_nobody(one.name))
    return () if cell in ("", None) else people(str(cell), place)


def shown(cell: Any) -> str:
    """A cell as a person would write it."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _line(cell: Any) -> str:
    if isinstance(cell, str):
        text = plain_line(cell) if "<" in cell or "&" in cell else cell.strip()
        return _STRONG.sub(r"\1", text) if "**" in text else text
    return shown(cell)


def _tags(cell: Any) -> list[str]:
    text = shown(cell)
    return [tag.strip() for tag in text.replace(";", ",").replace("\n", ",").split(",") if tag.strip()]
