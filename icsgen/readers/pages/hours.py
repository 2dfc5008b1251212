"""The hours of a page whose talks have their days: halves of the day, nights, and mornings that nothing dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.days import on_or_after
from icsgen.readers.pages.noons import with_noons
from icsgen.readers.pages.sessions import session_line
from icsgen.times.clock import DAY, NOON
from icsgen.times.dates import DateWords
from icsgen.times.halves import Hours, Slot, settle_halves

PageDay = tuple[date | None, bool, str]
"""A talk's day, whether the day stands new before it, and why there is none."""
_LATE, _EARLY = 20 * 60, 8 * 60
_FURTHEST_BACK = 3 * 60
"""So many minutes later than the one below it a talk may begin in a list that is merely out of order."""
_PARALLEL = Pattern(r"\W*(?:parallel|track|room|stream|hall|saal|raum|salle|sala|group|strand)\b.{0,80}", re.IGNORECASE)
_LETTERED = Pattern(r"\b(?:\d{1,2}[A-Z]|[A-Z]\d{0,2})\b(?!['’])|parallel", re.IGNORECASE)
_SAME_DAY = "the hours run back to a morning, and no new day stands above it; took the same day, {day}"


@dataclass(slots=True)
class Dated:
    """An anchor's time, settled."""

    start: datetime | None = None
    """Wall time, naive. ``None``: it could not be settled."""
    end: datetime | None = None
    fault: str = ""
    """Why it could not be."""
    assumed: str = ""
    """What had to be assumed."""


class PageHours:
    """One page's hours."""

    def __init__(
        self,
        lines: Sequence[Line],
        anchors: Sequence[Anchor],
        days: Sequence[PageDay],
        day_of: Callable[[DateWords], date],
    ) -> None:
        """``days`` are the anchors' own; ``day_of`` settles the date that stands with an end."""
        self.lines = lines
        self.anchors = anchors
        self.days = days
        self.day_of = day_of

    def settle(self, *, whole_day: bool) -> list[Dated]:
        """Every anchor's hours. ``whole_day``: the clock is known to run to 24."""
        valid = [
            position
            for position, anchor in enumerate(self.anchors)
            if anchor.phrase.start.valid and (anchor.phrase.end is None or anchor.phrase.end.valid)
        ]
        written = [_slot(self.anchors[at], self.days[at][1], whole_day=whole_day) for at in valid]
        slots, turned = with_noons(written)
        hours = dict(zip(valid, settle_halves(slots), strict=True))
        told = dict(zip(valid, turned, strict=True))
        settled: list[Dated] = []
        over = 0
        before: Hours | None = None
        for position, anchor in enumerate(self.anchors):
            day, new, fault = self.days[position]
            now = hours.get(position)
            if now is None:
                settled.append(Dated(fault="there is no such hour"))
                continue
            follows = before is not None and not new and anchor.phrase.date is None
            crossed = before is not None and follows and _passes_midnight(before, now)
            over = over + crossed if follows else 0
            dated = self._dated(anchor, day, over, now) if day is not None else Dated(fault=fault)
            dated.assumed = dated.assumed or told[position]
            if before is not None and follows and not crossed and day and self._starts_anew(position, before, now):
                dated.assumed = "; ".join(filter(None, (dated.assumed, _SAME_DAY.format(day=day))))
            settled.append(dated)
            before = now
        return settled

    def _starts_anew(self, position: int, before: Hours, now: Hours) -> bool:
        """Whether the hours run back from an afternoon to a morning, and no day, room or track says why."""
        anchor, last = self.anchors[position], self.anchors[position - 1]
        if not (now.start < NOON <= before.start) or before.start - now.start < _FURTHEST_BACK:
            return False
        if anchor.index == last.index or (anchor.room, anchor.track) != (last.room, last.track):
            return False
        between = self.lines[last.index + 1 : anchor.index]
        return not any(map(_says_why, between))

    def _dated(self, anchor: Anchor, day: date, over: int, hours: Hours) -> Dated:
        midnight = datetime.combine(day + timedelta(days=over), time())
        start = midnight + timedelta(minutes=hours.start)
        end = None if hours.end is None else midnight + timedelta(minutes=hours.end)
        if hours.end == 0 < hours.start:
            end = midnight + timedelta(days=1)  # at midnight the day ends
        words = anchor.phrase.end_date
        if end is not None and words is not None:
            last = self.day_of(words) if words.month is not None else on_or_after(day, words.weekday or 0)
            end = datetime.combine(last, time()) + timedelta(minutes=hours.end or 0)
        assumed = ""
        if hours.assumed:
            written = f"{anchor.phrase.start}" + (f"–{anchor.phrase.end}" if anchor.phrase.end else "")
            taken = f"{start:%H:%M}" + (f"–{end:%H:%M}" if end else "")
            assumed = f"the half of the day is not stated; took {written} for {taken}"
        return Dated(start, end, "", assumed)


def _says_why(line: Line) -> bool:
    """Whether the line heads what runs beside what is above it: a track, a room, 'Session 1B'; not 'Session 2'."""
    text = line.text.strip()
    return _PARALLEL.fullmatch(text) is not None or (session_line(text) and _LETTERED.search(text) is not None)


def _slot(anchor: Anchor, new_day: bool, *, whole_day: bool) -> Slot:
    phrase = anchor.phrase
    printed = phrase.date is not None and phrase.date.month is not None and bool(phrase.zone)
    return Slot(phrase.start, phrase.end or anchor.ends, new_day, printed or whole_day)


def _passes_midnight(before: Hours, now: Hours) -> bool:
    """Whether the hours go on behind midnight, without a new date: 23:40–0:00, then 0:00."""
    if now.start >= before.start or now.start > _EARLY:
        return False
    ended = before.end
    crossed = ended is not None and (ended <= before.start or ended >= DAY)
    return crossed or before.start >= _LATE
