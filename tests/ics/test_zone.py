"""The VTIMEZONE maker against pytz: every zone that pytz knows, every year from 2000 to 2037, every change.

pytz is asked by its public face, instant by instant. What is written for a span is evaluated by
``dateutil.tz.tzical`` here, and by ical.js and libical in ``tests/engines/test_zones.py``.
"""

from __future__ import annotations

import calendar
import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
import pytz
from dateutil.tz import tzical

from icsgen.ics.zone import UseUtc, vtimezone
from icsgen.times.recent import changed_since
from icsgen.times.zones import transitions

YEARS = range(2000, 2038)
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)
_STEPS = (-3 * _HOUR, -_SECOND, timedelta(0), _HOUR / 2, _HOUR - _SECOND, _HOUR, 3 * _HOUR)


@cache
def zones() -> dict[bytes, list[str]]:
    """Every zone that pytz knows, those together that it gives the same clocks."""
    groups: dict[bytes, list[str]] = {}
    for zone in pytz.all_timezones:
        with pytz.open_resource(zone) as file:
            groups.setdefault(file.read(), []).append(zone)
    return groups


def distinct() -> list[str]:
    """One of each such group, and each that was changed lately: only that goes by the name."""
    return [zone for names in zones().values() for zone in sorted({names[0], *filter(changed_since, names)})]


def offset(zone: str, instant: datetime) -> timedelta:
    """What pytz says."""
    found = instant.astimezone(pytz.timezone(zone)).utcoffset()
    assert found is not None
    return found


@cache
def changes(zone: str) -> list[datetime]:
    """Every change of offset from 1998 on, to the second: pytz is asked for every fifth day, and then more closely."""
    moments = [datetime(1998, 1, 1, tzinfo=UTC) + timedelta(days=5 * count) for count in range(366 * 42 // 5)]
    offsets = [offset(zone, moment) for moment in moments]
    found = []
    for (low, before), (high, after) in pairwise(zip(moments, offsets, strict=True)):
        while before != after and high - low > _SECOND:
            middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        if before != after:
            found.append(high)
    return found


def spans() -> Iterator[tuple[datetime, datetime]]:
    """Each single year, each two years, and from each year to the end of 2037."""
    for year in YEARS:
        first = datetime(year, 1, 1, tzinfo=UTC)
        for last in dict.fromkeys((year, min(year + 1, YEARS[-1]), YEARS[-1])):
            yield first, datetime(last, 12, 31, 23, 59, 59, tzinfo=UTC)


@cache
def around_changes(zone: str) -> list[tuple[datetime, timedelta]]:
    """Instants around every change, with their offsets by pytz, in order.

    Without those in an hour that comes twice, for such are written in UTC: engines don't agree which is meant.
    """
    found: list[tuple[datetime, timedelta]] = []
    for change in changes(zone):
        back = offset(zone, change - _SECOND) - offset(zone, change)
        found += [(change + step, offset(zone, change + step)) for step in _STEPS if not -back <= step < back]
    return found


def probes(zone: str, first: datetime, last: datetime) -> list[tuple[datetime, timedelta]]:
    """What is to be read from a component for the span: around every change in it, and at both ends."""
    ends = [(moment, offset(zone, moment)) for moment in (first, last, first + timedelta(days=180))]
    low, high = bisect_left(around_changes(zone), (first,)), bisect_right(around_changes(zone), (last,))
    return ends + around_changes(zone)[low:high]


@cache
def written() -> dict[tuple[bytes, tuple[tuple[datetime, timedelta], ...]], str]:
    """All that is written for any zone and span, with what must be read from it; and a zone that it is for.

    Zones with the same clocks get the same component but for its TZID, which is Z here.
    """
    found: dict[tuple[bytes, tuple[tuple[datetime, timedelta], ...]], str] = {}
    for zone in distinct():
        for first, last in spans():
            component = vtimezone(zone, first, last)
            if isinstance(component, bytes):
                anonymous = component.replace(f"TZID:{zone}\r\n".encode(), b"TZID:Z\r\n")
                found.setdefault((anonymous, tuple(probes(zone, first, last))), zone)
    return found


@pytest.mark.slow
def test_transitions_are_those_that_pytz_shows() -> None:
    """What ``transitions`` takes from within pytz is what its public face shows, change by change."""
    for zone in distinct():
        known = [one.instant for one in transitions(zone) if 1998 <= one.instant.year < 2040]
        assert [change for change in changes(zone) if change.year < 2040] == known, zone


@pytest.mark.slow
def test_every_zone_in_every_year_is_read_as_pytz_has_it() -> None:
    """dateutil, evaluating what we write, agrees with pytz to the second around every change."""
    evaluated = {}
    for (component, expected), zone in written().items():
        if component not in evaluated:
            evaluated[component] = tzical(io.StringIO(component.decode())).get("Z")
        clock = evaluated[component]
        for instant, ahead in expected:
            wall = (instant + ahead).replace(tzinfo=clock)
            assert wall.astimezone(UTC) == instant, (zone, instant, component.decode())
    assert len(evaluated) > 1000


@pytest.mark.slow
def test_utc_is_used_where_no_yearly_rule_is_right_and_only_there() -> None:
    """A year is written by its clocks just if they stand still, or go by the rules of the changes before it."""
    for zone in distinct():
        since = changed_since(zone)
        for year in YEARS[1:]:
            first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
            in_utc = isinstance(vtimezone(zone, first, last), UseUtc)
            lately = since is not None and last >= since
            assert in_utc == (lately or not has_rule(zone, year)), (zone, year)


def has_rule(zone: str, year: int) -> bool:
    """Whether the clocks stand still, or go on as in the last two changes before the year.

    They stand still if they don't change in the year nor in the next one; what comes after 2037, pytz doesn't know.
    """
    start = datetime(year, 1, 1, tzinfo=UTC)
    known = datetime(YEARS[-1] + 1, 1, 1, tzinfo=UTC)
    quiet_from, quiet_until = min(start, known - timedelta(days=400)), start + timedelta(days=365 + 400)
    if not any(quiet_from < change <= quiet_until for change in changes(zone)):
        return True
    within = [change for change in changes(zone) if change.year == year]
    earlier = [change for change in changes(zone) if change < start][-2:]
    for forward in (True, False):
        before, after = ([one for one in row if is_forward(zone, one) == forward] for row in (earlier, within))
        if len(before) != 1 or len(after) != 1 or before[0].year != year - 1:
            return False
        if not set(rules_of(zone, before[0])) & set(rules_of(zone, after[0])):
            return False
    return True


def is_forward(zone: str, change: datetime) -> bool:
    return offset(zone, change) > offset(zone, change - _SECOND)


def rules_of(zone: str, change: datetime) -> Iterator[tuple[int, int, int, int, int]]:
    """Month, weekday, seconds of the day, which of that weekday (-1: the last), and the offset before."""
    before = offset(zone, change - _SECOND)
    wall = change + before
    seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
    count = (wall.day - 1) // 7 + 1
    for nth in [count] if count < 5 else []:
        yield wall.month, wall.weekday(), seconds, nth, before // _SECOND
    if wall.day + 7 > calendar.monthrange(wall.year, wall.month)[1]:
        yield wall.month, wall.weekday(), seconds, -1, before // _SECOND
