"""A zone and a span of time -> VTIMEZONE (RFC 5545 §3.6.5), or the advice to use UTC.

The component has the one shape that every calendar app reads alike: a STANDARD and a DAYLIGHT with a yearly
RRULE each, or a single STANDARD where the clocks don't change. Of the rules that fit the zone's onsets, only
one that predicts every change in the span, and none beside, is taken. Where there is none, the times are
written in UTC, which no reader can get wrong.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from icsgen.ics.lines import component, local, utc_offset
from icsgen.times.recent import changed_since
from icsgen.times.zones import Transition, abbreviation, transitions
from icsgen.times.zones import utc_offset as offset_at

# Weekdays by date.weekday(), RFC 5545 §3.3.10.
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OLDEST = datetime(1971, 1, 1, tzinfo=UTC)
"""Earlier hours are left to UTC: offsets had odd seconds, and apps know no zone before 1970."""
_KNOWN_UNTIL = datetime(2038, 1, 1, tzinfo=UTC)
"""Where pytz ends. It would have the clocks of every zone stand still from then on."""
_MORE_THAN_A_YEAR = timedelta(days=400)
_LATER = 12
"""Years after a span whose onsets choose between two rules that both fit it, the fourth Sunday and the last."""


class UseUtc(NamedTuple):
    """Instead of a VTIMEZONE."""

    why: str
    """The end of a sentence."""


def vtimezone(zone: str, first: datetime, last: datetime) -> bytes | UseUtc:
    r"""The VTIMEZONE of an IANA zone for instants (UTC) from ``first`` to ``last``.

    >>> print(vtimezone("Asia/Tokyo", _OLDEST, _OLDEST).decode().replace("\r", ""))
    BEGIN:VTIMEZONE
    TZID:Asia/Tokyo
    BEGIN:STANDARD
    DTSTART:19700101T000000
    TZNAME:JST
    TZOFFSETFROM:+0900
    TZOFFSETTO:+0900
    END:STANDARD
    END:VTIMEZONE
    <BLANKLINE>
    """
    if first < _OLDEST:
        return UseUtc("calendar apps know no zone's clocks before 1971")
    since = changed_since(zone)
    if since is not None and last >= since:
        return UseUtc(f"its rules for {since.year} were changed lately, and many devices don't know it yet")
    observances = _observances(zone, first, last)
    if observances is None:
        return UseUtc("its clocks follow no yearly rule in that time")
    return component(
        ["BEGIN:VTIMEZONE", f"TZID:{zone}", *(line for one in observances for line in one.lines()), "END:VTIMEZONE"]
    )


class _Rule(NamedTuple):
    """The nth, or last, weekday of a month, at an hour of the wall clock before the change."""

    month: int
    nth: int
    weekday: int
    clock: timedelta

    def onset(self, year: int) -> datetime:
        """Naive wall time, by the offset before."""
        length = calendar.monthrange(year, self.month)[1]
        if self.nth == _LAST:
            day = length - (date(year, self.month, length).weekday() - self.weekday) % 7
        else:
            day = 1 + (self.weekday - date(year, self.month, 1).weekday()) % 7 + 7 * (self.nth - 1)
        return datetime(year, self.month, day) + self.clock

    def __str__(self) -> str:
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.nth}{_WEEKDAYS[self.weekday]}"


class _Observance(NamedTuple):
    kind: str
    start: datetime
    """Naive wall time, by the offset before."""
    name: str
    before: timedelta
    after: timedelta
    rule: _Rule | None = None

    def lines(self) -> Iterator[str]:
        yield f"BEGIN:{self.kind}"
        yield f"DTSTART:{local(self.start)}"
        if self.rule is not None:
            yield f"RRULE:{self.rule}"
        yield f"TZNAME:{self.name}"
        yield f"TZOFFSETFROM:{utc_offset(self.before)}"
        yield f"TZOFFSETTO:{utc_offset(self.after)}"
        yield f"END:{self.kind}"


def _observances(zone: str, first: datetime, last: datetime) -> Sequence[_Observance] | None:
    changes = transitions(zone)
    # 1. Clocks that stand still until a year after the last event have no rule.
    moved_from = min(first, _KNOWN_UNTIL - _MORE_THAN_A_YEAR)
    if not any(moved_from < change.instant and change.instant - _MORE_THAN_A_YEAR <= last for change in changes):
        return [_unchanging(zone, changes, first)]
    # 2. The last two onsets before the first event begin the two observances, one back to where the other left.
    earlier = [index for index, change in enumerate(changes) if change.instant <= first]
    if last >= _KNOWN_UNTIL or len(earlier) < 2:
        return None
    older, newer = pair = changes[earlier[-2]], changes[earlier[-1]]
    if (older.before, older.after) != (newer.after, newer.before):
        return None
    # 3. Their rules must give every change from there to the last event, and at least to their first repetition:
    #    any two dates fit some rule.
    until = min(max(last, older.instant + _MORE_THAN_A_YEAR), _KNOWN_UNTIL)
    yearly = [_yearly(onset, changes[earlier[-2] :], until) for onset in pair]
    return None if None in yearly else [one for one in yearly if one is not None]


def _unchanging(zone: str, changes: Sequence[Transition], first: datetime) -> _Observance:
    onset = max((change for change in changes if change.instant <= first), key=lambda one: one.instant, default=None)
    if onset is not None and onset.instant >= _EPOCH:
        return _Observance("STANDARD", _wall(onset), onset.abbreviation, onset.before, onset.after)
    offset = offset_at(first, zone)
    return _Observance("STANDARD", _EPOCH.replace(tzinfo=None), abbreviation(first, zone), offset, offset)


def _yearly(onset: Transition, changes: Sequence[Transition], until: datetime) -> _Observance | None:
    """The observance that begins at the onset, if one yearly rule gives all its onsets until then."""
    spanned = [change for change in changes if onset.instant <= change.instant <= until]
    if any(change.after not in (onset.before, onset.after) for change in spanned):
        return None
    actual = {change.instant for change in spanned if change.after == onset.after}
    fitting = [rule for rule in _rules(_wall(onset)) if _onsets(rule, onset, until) == actual]
    if not fitting:
        return None
    later = {change.instant for change in changes if change.after == onset.after}
    years = range(onset.instant.year, until.year + _LATER)
    rule = max(fitting, key=lambda one: sum(_instant(one, year, onset) in later for year in years))
    kind = "DAYLIGHT" if onset.after > onset.before else "STANDARD"
    return _Observance(kind, _wall(onset), onset.abbreviation, onset.before, onset.after, rule)


def _rules(wall: datetime) -> Iterator[_Rule]:
    clock = timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second)
    nth = (wall.day + 6) // 7
    if wall.day > calendar.monthrange(wall.year, wall.month)[1] - 7:
        yield _Rule(wall.month, _LAST, wall.weekday(), clock)
    if nth < 5:
        yield _Rule(wall.month, nth, wall.weekday(), clock)


def _onsets(rule: _Rule, onset: Transition, last: datetime) -> set[datetime]:
    """Every instant, from the onset until ``last``, at which the rule puts the clocks."""
    predicted = (_instant(rule, year, onset) for year in range(onset.instant.year - 1, last.year + 2))
    return {instant for instant in predicted if onset.instant <= instant <= last}


def _instant(rule: _Rule, year: int, onset: Transition) -> datetime:
    return rule.onset(year).replace(tzinfo=UTC) - onset.before


def _wall(change: Transition) -> datetime:
    return (change.instant + change.before).replace(tzinfo=None)
