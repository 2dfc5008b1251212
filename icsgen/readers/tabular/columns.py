"""Columns: which column of a table is what, by its header and by what it holds.

A header proposes (:mod:`~icsgen.readers.tabular.fields`), the cells dispose: a 'Length' full of 'Long 12/2.5' is no
duration, 'Speakers' full of links are no names, and what holds clock times is the time, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from icsgen.model import Policy
from icsgen.patterns import Pattern
from icsgen.readers.tabular.column import Column, identifies
from icsgen.readers.tabular.day_heads import day_of
from icsgen.readers.tabular.fields import Header
from icsgen.readers.tabular.second_clocks import SecondClock, second_clocks
from icsgen.readers.tabular.time_columns import TimeColumn, by_words, time_columns
from icsgen.readers.tabular.vocabulary import Role

_SAMPLE_ROWS = 400
_LONG = 160
"""Characters; longer text is an abstract and no title."""
_SHORT = 12
"""Characters; titles are longer on average."""
_ENOUGH = 0.5
"""The share of a column's cells that must be what its header says."""


_FEW = 0.3
"""The share of names below which a column does not hold people."""
_LEADS = Pattern(r"\b(?:moderat\w+|chair\w*|hosts?|hosted|facilitat\w+|organi\w+|discussants?|staff|owner|contact)\b")
_BESIDE = Pattern(r"co ?(?:author|presenter|speaker)|(?:other|additional|further|contributing|all|second|2nd) ")
"""How the header begins of those who are named beside the speakers."""


@dataclass(slots=True)
class Plan:
    """What the columns of one table are, by their index."""

    times: list[TimeColumn] = field(default_factory=list)
    title: list[int] = field(default_factory=list)
    """The title's column, then those that stand in for a blank title."""
    speakers: list[int] = field(default_factory=list)
    names: tuple[int, int] | None = None
    """First and last name."""
    companions: list[int] = field(default_factory=list)
    """Those who are named beside the speakers: co-authors."""
    affiliations: list[int] = field(default_factory=list)
    one: dict[Role, int] = field(default_factory=dict)
    """The columns of which there is one: room, track, session, type, abstract, url, video, key, status."""
    tags: list[int] = field(default_factory=list)
    grid: list[int] = field(default_factory=list)
    """Columns that each hold the talks of one room, track or day."""
    swapped: bool = False
    """The title's column holds people, and the abstract's column their titles."""

    unread: list[SecondClock] = field(default_factory=list)
    """Columns that hold hours too."""
    whole_days: bool = False
    """The columns of time hold first and last days, and nowhere is an hour."""

    @property
    def has_clock(self) -> bool:
        """Whether a column gives hours, or says that there are none."""
        return any(column.role in ("start", "when", "all day") for column in self.times)


def plan_of(headers: Sequence[Header], rows: Sequence[Sequence[object]], policy: Policy) -> Plan:
    """What each column is. ``rows`` are the cells under the headers; a sample of them is looked at."""
    step = max(1, len(rows) // _SAMPLE_ROWS)
    sample = rows[::step]
    columns = [
        Column(index, header, [row[index] if index < len(row) else None for row in sample])
        for index, header in enumerate(headers)
    ]
    plan = _Planning(columns, policy).plan()
    for second in second_clocks(columns, plan.times, sample, policy.tz):
        if second.kind == "end":
            plan.times.append(TimeColumn("end", second.column))
        else:
            plan.unread.append(second)
    return plan


class _Planning:
    def __init__(self, columns: list[Column], policy: Policy) -> None:
        self.columns = columns
        self.found = Plan(times=time_columns(columns, policy.tz))
        self.found.whole_days = _are_whole_days(columns, self.found.times)
        self.used = {column.index for column in self.found.times}

    def plan(self) -> Plan:
        self._title()
        self._people()
        for role in _ONE:
            self._single(role)
        self.found.tags = [c.index for c in self._by_words("tags", 1)]
        self._stand_ins()
        self._swap()
        return self.found

    def _free(self) -> list[Column]:
        return [column for column in self.columns if column.index not in self.used]

    def _by_words(self, role: Role, least: float) -> list[Column]:
        return by_words(self._free(), role, least)

    def _title(self) -> None:
        rated = []
        for column in self._free():
            fit = column.header.fit("title")
            if not fit or not column.texts or column.links >= 0.5:
                continue
            other = max((value for role, value in column.header.meanings if role != "title"), default=0.0)
            names = fit >= 3 and column.distinct >= 0.7 and column.length >= _SHORT  # blank where the talk has none
            rating = fit * (1 if names else 0.4 + 0.6 * column.fill)
            rating -= 0.3 if other > fit else 0
            long = column.length > (_LONG if column.header.fit("abstract") < 2 else _LONG / 2)
            rating *= (0.3 if long else 1) * (1 if column.is_text else 0.5)
            rated.append((rating, -column.index, column))
        rated.sort(reverse=True, key=lambda item: item[:2])
        best = rated[0][2] if rated else None
        if not self.found.whole_days and (best is None or best.header.fit("title") < 2):
            self._grid(best)
            if self.found.grid:
                return
        if best is None:
            best = self._title_by_content()
        if best is not None:
            self.used.add(best.index)
            self.found.title.append(best.index)

    def _grid(self, best: Column | None) -> None:
        """Columns that each hold the talks of one room, track or day: 'Time, Room A, Room B'."""
        held = [
            c
            for c in self._free()
            if c is not best
            and c.texts
            and c.header.text.strip()
            and c.links < 0.5
            and c.clocks < _ENOUGH
            and (not c.header.meanings or c.header.meanings[0][0] in ("room", "track") or day_of(c.header.text))
        ]
        sure = [c for c in held if c.header.meanings or day_of(c.header.text)]
        if best is None and len(held) > 1 and (len(sure) > 1 or all(not c.header.meanings for c in held)):
            self.found.grid = [c.index for c in held]
            self.used.update(self.found.grid)

    def _title_by_content(self) -> Column | None:
        free = [c for c in self._free() if c.is_text and not c.header.meanings and not c.header.aside]
        fitting = [c for c in free if c.length <= _LONG and c.people < 0.6] or free
        return max(fitting, key=lambda c: (c.fill * min(c.distinct, 0.7), -c.index), default=None)

    def _people(self) -> None:
        first, last = self._by_words("first name", 2), self._by_words("last name", 2)
        if first and not last:  # 'firstname' beside 'name'
            last = [c for c in self._free() if c.header.words == "name" and c.people < _ENOUGH]
        full = [c for c in self._by_words("speakers", 0.5) if c.share("all day") < 1]  # 'true' is nobody
        best = [c for c in full if c.header.fit("speakers") >= 3 or c.header.number is not None]
        best = best or [c for c in full if c.header.fit("speakers") >= 1.2]
        best = best or [c for c in full if c.people >= _ENOUGH]
        best = best or [c for c in full if c.header.words in ("name", "names") and c.foreign >= _ENOUGH]
        best = [c for c in best if c.texts and c.links < 0.7] or [
            c for c in self._free() if not c.header.text and c.people >= 0.6
        ][:1]
        best.sort(key=_later)
        if best:
            words = best[0].header.words if best[0].header.number is None else None
            chosen = [c for c in best if c.header.number is not None] if words is None else best[:1]
            self.found.speakers = sorted(c.index for c in chosen)
        elif first and last:
            self.found.names = (first[0].index, last[0].index)
        self.used.update(self.found.speakers, self.found.names or ())
        if self.found.speakers or self.found.names:
            beside = (c for c in full if c.index not in self.used and _BESIDE.match(c.header.words))
            self.found.companions = sorted(c.index for c in beside if c.people >= _ENOUGH)
        self.used.update(self.found.companions)
        places = self._by_words("affiliation", 1)
        self.found.affiliations = sorted(c.index for c in places if c.header.number is not None) or [
            c.index for c in places[:1]
        ]
        self.used.update(self.found.affiliations)

    def _single(self, role: Role) -> None:
        fitting = self._by_words(role, 1 if role != "url" else 1.5)
        if role == "session":  # 'Panel' is its number where another column has its name
            fitting.sort(key=lambda column: not column.is_text)
        for column in fitting:
            if column.header.meanings[0][0] != role and column.header.fit(role) < 2:
                continue
            if role in ("url", "video") and column.links < _ENOUGH:
                continue
            if role == "key" and not identifies(column):
                continue
            if role in ("room", "track", "session", "type") and (
                column.links >= _ENOUGH or min(column.days, column.clocks) >= _ENOUGH
            ):
                continue
            self.used.add(column.index)
            self.found.one[role] = column.index
            return

    def _stand_ins(self) -> None:
        """What names a row whose title is blank: its session, its type, a short description, who speaks."""
        if not self.found.title:
            if self.found.grid:
                return
            self.found.title = self.found.speakers[:1]
        others = [c for c in self._free() if c.header.fit("title") >= 1 and c.is_text]
        self.found.title += [c.index for c in others if c.header.fit("title") >= 2 and c.people < _ENOUGH]
        for role in ("session", "type", "abstract"):
            index = self.found.one.get(role)
            if index is not None and index not in self.found.title:
                self.found.title.append(index)
        self.found.title += [c.index for c in others if c.index not in self.found.title]
        self.found.title += [index for index in self.found.speakers[:1] if index not in self.found.title]

    def _swap(self) -> None:
        """Whether people stand in the title's column and the titles in the next, as in 'Invited talk, A. Ash, On …'."""
        abstract = self.found.one.get("abstract")
        if self.found.speakers or self.found.names or abstract is None or not self.found.title:
            return
        title = self.columns[self.found.title[0]]
        self.found.swapped = title.people >= 0.4 and 0 < self.columns[abstract].length < _LONG


def _later(column: Column) -> tuple[bool, bool]:
    """Ids come after people, and those who lead a session or are named beside the speakers after others."""
    words = column.header.words
    return column.people < _FEW, bool(_LEADS.search(words) or _BESIDE.match(words))


_ONE: tuple[Role, ...] = ("session", "room", "track", "type", "abstract", "video", "url", "key", "status")


def _are_whole_days(columns: Sequence[Column], times: Sequence[TimeColumn]) -> bool:
    """Whether a first and a last day stand in each row, and no hour anywhere: these are events of whole days."""
    roles = {column.role for column in times if columns[column.index].days == 1}
    if not (roles & {"start", "date", "when"} and roles & {"end", "end date"}):
        return False
    return not any(column.clocks for column in columns if not column.header.aside)
