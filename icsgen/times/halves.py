"""Which half of the day is meant where nobody says: '11:45–1:00' among its neighbours.

On a page that shows an hour above 12, or midnight as 0, all hours are of a 24-hour clock; so is one that stands with
its date and its zone, as sites print it. But an hour from 1 to 6 that runs back there below the one before it,
'11:00, 1:00, 14:15', is of the afternoon if it stands in order then. Any other hour without its half is one of two, and
this is how one is chosen:

1. by a half that is stated at the other end of the range;
2. as the one that follows the entry before it: 1:00 after 12:00, 8:00 after 6:30–8:00 in the evening;
3. as conferences are held: 8 to 11 before noon, 12 to 6 after it, 7 before noon.

Whatever rests on 2 or 3 and changed the hour that is written is told to the caller, as is whatever runs back.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from icsgen.times.clock import DAY, NOON, Clock, settle_pair

_NEAR = 3 * 60
"""So many minutes after the entry before it an entry still follows it."""
_AFTERNOON = range(1, 7)
_LATE = 20 * 60
"""What follows an entry from then on may be of the night."""
_LONGEST = 8 * 60
"""So many minutes a range may run over a noon or midnight that nobody states."""


class Slot(NamedTuple):
    """A time as written, in its place on the page."""

    start: Clock
    end: Clock | None
    new_day: bool
    """It is the first of its day."""
    whole_day: bool = False
    """Written by a machine, on a 24-hour clock: with its date and its zone, and no half."""


class Hours(NamedTuple):
    """A slot whose halves are settled; minutes from midnight. An end at or below the start is of the next day."""

    start: int
    end: int | None
    assumed: bool
    """A half that nobody states was chosen, and differs from the hour as written."""


def settle_halves(slots: Sequence[Slot]) -> list[Hours]:
    """The hours of a page's slots, in its order. Clocks must be valid.

    >>> rows = [(11, 0, 11, 45), (11, 45, 1, 0), (1, 0, 2, 15)]
    >>> slots = [Slot(Clock(a, b), Clock(c, d), False) for a, b, c, d in rows]
    >>> [(hours.start // 60, hours.end // 60) for hours in settle_halves(slots)]
    [(11, 11), (11, 13), (13, 14)]
    """
    whole_day = _whole_day(slots)
    settled: list[Hours] = []
    before: Hours | None = None
    for place, slot in enumerate(slots):
        last = None if slot.new_day else before
        if whole_day and not slot.whole_day and _may_be_later(slot):
            hours = _in_order(slot, last, slots[place + 1 :])
        else:
            hours = _settle(slot, last, whole_day or slot.whole_day)
        settled.append(hours)
        before = hours
    return settled


def _whole_day(slots: Sequence[Slot]) -> bool:
    """Whether the page's clock runs to 24."""
    clocks = [clock for slot in slots for clock in (slot.start, slot.end) if clock is not None and clock.half is None]
    return any(clock.hour > 12 or clock.hour == 0 for clock in clocks)


def _settle(slot: Slot, before: Hours | None, whole_day: bool) -> Hours:
    start, end = slot.start, slot.end
    if end is not None and (pair := settle_pair(start, end)):
        return Hours(*pair, False)
    if not start.open:
        return Hours(start.minutes(), None, False)
    if whole_day:
        return _as_written(start, end)
    first = _likelier(start, before)
    last = None if end is None else _next(end, first)
    return Hours(first, last, first != start.minutes() or (end is not None and last != end.minutes()))


def _as_written(start: Clock, end: Clock | None) -> Hours:
    """On a 24-hour clock; a range that would run backwards crosses noon, if its end was not written with a zero."""
    first = start.minutes()
    if end is None:
        return Hours(first, None, False)
    last = end.minutes()
    if (last <= first < NOON or last < first) and not end.padded and last + NOON > first:
        return Hours(first, last + NOON, True)
    return Hours(first, last, False)


def _may_be_later(slot: Slot) -> bool:
    """Whether it is a range of the early hours, as '1:00 – 2:00' is on a clock that runs to 24."""
    return _is_early(slot.start) and (slot.end is None or slot.end.open)


def _in_order(slot: Slot, before: Hours | None, rest: Sequence[Slot]) -> Hours:
    """An early hour on a 24-hour clock: half a day later if it stands in order only then."""
    written = _as_written(slot.start, slot.end)
    back = before is not None and written.start < before.start
    if before is not None and (
        before.start >= _LATE or (before.end is not None and not before.start < before.end < DAY)
    ):
        return written  # the night goes on
    same_day = takewhile(lambda other: not other.new_day, rest)
    following = [(other.start.minutes(), _is_early(other.start)) for other in same_day]
    if slot.start.padded or not is_of_afternoon(written.start, before.start if before else None, following):
        return written._replace(assumed=written.assumed or back)
    later = written.start + NOON
    return Hours(later, None if slot.end is None else _next(slot.end, later), True)


def is_of_afternoon(start: int, before: int | None, following: Sequence[tuple[int, bool]]) -> bool:
    """Whether an early hour stands in order half a day later, where as it is written it does not.

    All in minutes from midnight: the hour, the start before it on its day, and those after it, each with whether it is
    such an early hour itself. The first of a day does if the next one is near.

    >>> is_of_afternoon(60, 11 * 60, [(14 * 60, False)]), is_of_afternoon(60, None, [(9 * 60, False)])
    (True, False)
    """
    later = start + NOON
    known = next((minutes for minutes, early in following if not early), None)
    if (before is not None and before > later) or (known is not None and known < later):
        return False
    if before is not None and start < before:
        return True
    if known is None:
        return False
    minutes, early = following[0]
    return 0 <= minutes + NOON * early - later <= _NEAR


def _is_early(clock: Clock) -> bool:
    return clock.open and clock.hour in _AFTERNOON


def _likelier(clock: Clock, before: Hours | None) -> int:
    morning, evening = clock.minutes("am"), clock.minutes("pm")
    if before is not None:
        floor = before.start if before.end is None else max(before.start, min(before.end, DAY))
        near = [option for option in (morning, evening) if before.start <= option <= floor + _NEAR]
        if len(near) == 1:
            return near[0]
    if clock.hour == 12:
        return evening
    if clock.hour in _AFTERNOON and (not clock.padded or (before is not None and before.start >= 8 * 60)):
        return evening
    return morning


def _next(clock: Clock, start: int) -> int:
    options = (clock.minutes("am"), clock.minutes("pm"))
    nearest = min(options, key=lambda option: (option - start) % DAY or DAY)
    return nearest if (nearest - start) % DAY <= _LONGEST else clock.minutes()
