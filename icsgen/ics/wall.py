"""A zone's wall clock over a span of time: what instants are written as, and the VTIMEZONE that they need."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import NamedTuple

from icsgen.ics.zone import UseUtc, vtimezone
from icsgen.times.zones import transitions, utc_offset


class WallClock(NamedTuple):
    """One zone."""

    component: bytes
    """Its VTIMEZONE."""
    starts: tuple[datetime, ...]
    """Instants (UTC) from which on the clock keeps one offset, in order; the first is where the span begins."""
    offsets: tuple[timedelta | None, ...]
    """From UTC; none while the clock shows an hour that comes twice."""

    def walls(self, start: datetime, end: datetime) -> tuple[datetime, datetime] | None:
        """Wall times of two instants in the span; ``None`` if one of them can't be told by the wall clock.

        With a TZID, an hour that comes twice means the first pass (RFC 5545 §3.3.5), but libical takes it for the
        second. So neither pass is written so.
        """
        first = self.offsets[bisect_right(self.starts, start) - 1]
        last = self.offsets[bisect_right(self.starts, end) - 1]
        return None if first is None or last is None else (start + first, end + last)


def wall_clock(zone: str, first: datetime, last: datetime) -> WallClock | UseUtc:
    """The clock of an IANA zone for instants (UTC) from ``first`` to ``last``.

    >>> from datetime import UTC
    >>> start = datetime(2021, 11, 7, 7, 0, tzinfo=UTC)
    >>> clock = wall_clock("America/Los_Angeles", start, start + timedelta(hours=9))
    >>> for hours in range(5):
    ...     walls = clock.walls(start, start + timedelta(hours=hours))
    ...     print(walls and walls[1].strftime("%H:%M"))
    00:00
    None
    None
    02:00
    03:00
    """
    component = vtimezone(zone, first, last)
    if isinstance(component, UseUtc):
        return component
    starts: list[datetime] = [first]
    offsets: list[timedelta | None] = [utc_offset(first, zone)]
    for change in transitions(zone):
        back = max(change.before - change.after, timedelta(0))
        if change.instant + back <= first or change.instant - back > last:
            continue
        if back:
            starts.append(max(change.instant - back, first))
            offsets.append(None)
        starts.append(change.instant + back)
        offsets.append(change.after)
    return WallClock(component, tuple(starts), tuple(offsets))
