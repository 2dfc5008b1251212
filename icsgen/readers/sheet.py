"""A sheet: rows of cells under a header, from whatever file, become drafts.

The header need not be the first row: titles may stand above it. A row that holds only a day is the day of the rows
under it, as a blank date cell is the one above. A row without a time is a Problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from icsgen.model import Document, Policy, Problem
from icsgen.readers.columns import Plan, plan_of
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.fields import LONGEST_HEADER, Header, header_of
from icsgen.readers.html_text import plain_line, text_and_html
from icsgen.readers.moments import Moment, MomentReader
from icsgen.readers.people import looks_like_person, people
from icsgen.readers.timetable import Row
from icsgen.readers.vocabulary import Role
from icsgen.times.cells import CellDay, Order, date_order, read_cell
from icsgen.times.dates import find_dates

SheetRow = tuple[int, Sequence[Any]]
"""A row's number in the file, from 1, and its cells."""

_HEAD = 60
"""Rows among which the header is looked for."""
_TIME_ROLES = frozenset(("start", "when", "date", "end"))
_CANCELLED = ("cancel", "withdrawn", "abgesagt", "annulé", "cancelado", "annullato")
_IN_PASSING = ("updat", "version", "as of", "deadline", "generated", "printed", "export", "last ")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the header of a sheet stands and what it says."""

    index: int
    """Of the header among the rows; -1 if there is none."""
    headers: tuple[Header, ...]
    hits: float
    """How much of it is understood: the fit of its roles, added up."""
    roles: frozenset[Role]

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
        hits = sum(fits.values())
        if len(fits) >= 2 and (best is None or hits > best.hits + 1):
            best = Heading(index, headers, hits, frozenset(fits))
    return best


def read_sheet(
    rows: Sequence[SheetRow], document: Document, policy: Policy, findings: Findings, name: str = ""
) -> list[Row]:
    """The rows of one sheet that are talks; what is none goes to ``findings.problems``.

    ``name`` is the sheet's own name, which may be a day or a room.

    :raises TimeFault: the order of day and month is open.
    """
    heading = heading_of(rows)
    if heading is None:
        heading = _without_header(rows)
    body = rows[heading.index + 1 :]
    plan = plan_of(heading.headers, [cells for _, cells in body], policy)
    if not plan.has_clock and not any(column.role == "date" for column in plan.times):
        return []
    reader = _SheetReader(heading, plan, body, document, policy, findings, name)
    reader.above(rows[: max(heading.index, 0)])
    return reader.rows()


def _without_header(rows: Sequence[SheetRow]) -> Heading:
    width = max((len(cells) for _, cells in rows[:_HEAD]), default=0)
    return Heading(-1, (Header("", ""),) * width, 0, frozenset())


class _SheetReader:
    def __init__(
        self,
        heading: Heading,
        plan: Plan,
        body: Sequence[SheetRow],
        document: Document,
        policy: Policy,
        findings: Findings,
        name: str,
    ) -> None:
        self.heading, self.plan, self.body = heading, plan, body
        self.document, self.policy, self.findings = document, policy, findings
        self.width = len(heading.headers)
        self.order = self._order()
        self.moments = MomentReader(
            [column.role for column in plan.times],
            zones=[column.zone for column in plan.times],
            units=[column.unit for column in plan.times],
            order=self.order,
        )
        self.day: CellDay | None = None
        self.section = ""
        self.place = ""
        if name:
            self._named(name)

    def _order(self) -> Order | None:
        if self.policy.date_order is not None:
            return self.policy.date_order
        days = [column.index for column in self.plan.times if column.role != "duration"]
        order, how = date_order(cells[i] for _, cells in self.body for i in days if i < len(cells))
        if order is not None and how:
            words = "day before month" if order == "dmy" else "month before day"
            self.findings.notes.append(f"dates are {words}: {how}")
        return order

    def _named(self, name: str) -> None:
        found = read_cell(name, self.order)
        if found is not None and found.day is not None and found.start is None:
            self.day = found.day
        elif dates := find_dates(name, self.order):
            words = dates[0][0]
            self.day = CellDay(words.month, words.day, words.year, words.weekday)

    def above(self, rows: Sequence[SheetRow]) -> None:
        """What stands above the header: a title, a day."""
        for _, cells in rows:
            texts = [cell for cell in cells if cell not in ("", None)]
            if len(texts) != 1:
                continue
            if day := self._lone_day(texts[0]):
                self.day = day
            elif not self.findings.title and isinstance(texts[0], str) and len(texts[0]) < 120:
                self.findings.title = plain_line(texts[0])

    def rows(self) -> list[Row]:
        """Every row in turn."""
        found: list[Row] = []
        indexes = [column.index for column in self.plan.times]
        last = max(indexes, default=0)
        header = [h.text for h in self.heading.headers]
        for line, cells in self.body:
            if len(cells) < self.width:
                cells = [*cells, *[""] * (self.width - len(cells))]
            elif len(cells) > self.width and not self._fits(line, cells):
                continue
            if last >= len(cells):
                continue
            moment = self.moments.read(tuple(cells[index] for index in indexes))
            if moment.start is None and not moment.all_day:
                filled = [cell for cell in cells if cell not in ("", None)]
                if not filled or self._is_header(cells, header) or self._heads(filled, cells, moment):
                    continue
            found.extend(self._talks(line, cells, moment))
        return found

    def _is_header(self, cells: Sequence[Any], header: list[str]) -> bool:
        return all(isinstance(cell, str) and cell.strip() == text for cell, text in zip(cells, header, strict=False))

    def _fits(self, line: int, cells: Sequence[Any]) -> bool:
        """Whether what goes beyond the header is blank; else the row's columns cannot be told."""
        extra = [cell for cell in cells[self.width :] if cell not in ("", None)]
        if extra:
            self._problem(line, "skipped: the row has more cells than the header", str(cells[0]))
        return not extra

    def _heads(self, filled: Sequence[Any], cells: Sequence[Any], moment: Moment) -> bool:
        """Whether the row is a heading of those under it: a day, or the name of a session."""
        if len({str(cell) for cell in filled}) > 1:
            if moment.day is not None and moment.day.day and not self._title(cells):
                self.day = moment.day
                return True
            return False
        if day := self._lone_day(filled[0]):
            self.day, self.section = day, ""
            return True
        title = self.plan.title[0] if self.plan.title else -1
        first = next(index for index, cell in enumerate(cells) if cell not in ("", None))
        if first != title and first == 0 and isinstance(filled[0], str):
            self.section = plain_line(filled[0])
            return True
        return False

    def _lone_day(self, cell: Any) -> CellDay | None:
        """The day that a cell alone in its row names."""
        found = read_cell(cell, self.order)
        if found is not None:
            return found.day if found.start is None else None
        if isinstance(cell, str) and len(cell) < 120 and not any(word in cell.casefold() for word in _IN_PASSING):
            dates = find_dates(cell, self.order)
            if len(dates) == 1 and dates[0][0].until is None and dates[0][0].day:
                words = dates[0][0]
                return CellDay(words.month, words.day, words.year, words.weekday)
        return None

    # -- a row --------------------------------------------------------------------------------------------

    def _talks(self, line: int, cells: Sequence[Any], moment: Moment) -> list[Row]:
        if moment.day is None:
            carried = True
            if self.day is not None:
                moment = replace(moment, day=self.day)
        else:
            carried = False
            self.day = moment.day
        source = " ".join(_shown(cells[c.index]) for c in self.plan.times if cells[c.index] not in ("", None))
        if moment.start is None and not moment.all_day:
            title = self._title(cells)
            if title or moment.unread:
                reason = "its time cannot be read" if moment.unread else "it has no time"
                self._problem(line, f"skipped: {reason}", f"{source} {title}".strip())
            return []
        if self.plan.grid:
            return [Row(draft, one, carried) for draft, one in self._grid(line, cells, moment, source)]
        draft = self._draft(line, cells, source)
        if not draft.title:
            self._problem(line, "skipped: it has no title", source)
            return []
        return [Row(draft, moment, carried)]

    def _draft(self, line: int, cells: Sequence[Any], source: str) -> Draft:
        plan = self.plan
        title, speakers = self._title(cells), self._speakers(cells)
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
            key=_shown(self._cell("key", cells)),
            cancelled=self._cancelled(cells),
            line=line,
            source=source,
        )

    def _title(self, cells: Sequence[Any]) -> str:
        for index in self.plan.title:
            if text := _line(cells[index]):
                return text
        return ""

    def _speakers(self, cells: Sequence[Any]) -> tuple[Any, ...]:
        plan = self.plan
        places = [_line(cells[index]) for index in plan.affiliations]
        if plan.names:
            name = " ".join(part for part in (_line(cells[index]) for index in plan.names) if part)
            return people(name, places[0] if places else "") if name else ()
        if len(plan.speakers) == 1:
            cell = cells[plan.speakers[0]]
            return people(str(cell), "; ".join(place for place in places if place)) if cell not in ("", None) else ()
        if len(places) != len(plan.speakers):
            places = [""] * len(plan.speakers)
        named = [
            people(str(cells[index]), place)
            for index, place in zip(plan.speakers, places, strict=True)
            if cells[index] not in ("", None)
        ]
        return tuple(dict.fromkeys(chain.from_iterable(named)))

    def _abstract(self, cells: Sequence[Any]) -> tuple[str, str]:
        cell = self._cell("abstract", cells)
        return text_and_html(cell) if isinstance(cell, str) else (_shown(cell), "")

    def _cell(self, role: Role, cells: Sequence[Any]) -> Any:
        index = self.plan.one.get(role)
        return "" if index is None else cells[index]

    def _one(self, role: Role, cells: Sequence[Any]) -> str:
        return _line(self._cell(role, cells))

    def _link(self, role: Role, cells: Sequence[Any]) -> str:
        text = _shown(self._cell(role, cells)).strip()
        return text if text.startswith(("http://", "https://")) else ""

    def _cancelled(self, cells: Sequence[Any]) -> bool:
        index = self.plan.one.get("status")
        if index is None:
            return False
        text = _shown(cells[index]).casefold()
        if "cancel" in self.heading.headers[index].words and text in ("true", "yes", "1", "x", "y"):
            return True
        return text.startswith(_CANCELLED)

    def _grid(self, line: int, cells: Sequence[Any], moment: Moment, source: str) -> list[tuple[Draft, Moment]]:
        found = []
        for index in self.plan.grid:
            text = cells[index].strip() if isinstance(cells[index], str) else ""
            if not text or text in ("-", "–", "—", "x", '"'):
                continue
            header = self.heading.headers[index]
            title, _, rest = text.partition("\n")
            draft = Draft(title=plain_line(title), line=line, source=source, session=self.section)
            if looks_like_person(rest.partition(",")[0]):
                draft.speakers = people(rest)
            else:
                draft.abstract = rest
            day = read_cell(header.text, self.order)
            one = moment
            if day is not None and day.day is not None:
                one = replace(moment, day=day.day)
            elif header.meanings and header.meanings[0][0] == "track" and header.number is None:
                draft.track = header.text
            else:
                draft.room = header.text
            found.append((draft, one))
        return found

    def _problem(self, line: int, message: str, text: str) -> None:
        self.findings.problems.append(
            Problem(message=message, kind="skipped", origin=self.document.origin, line=line, text=text[:200])
        )


def _shown(cell: Any) -> str:
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
    return _shown(cell)


def _tags(cell: Any) -> list[str]:
    text = _shown(cell)
    return [tag.strip() for tag in text.replace(";", ",").replace("\n", ",").split(",") if tag.strip()]
