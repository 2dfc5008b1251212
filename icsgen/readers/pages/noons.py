"""Hours whose half of the day is written the wrong way round: '11:30 am - 12:00 am' on a page of mornings.

By the letter such a talk takes more than half a day, or stands at midnight between a morning and an afternoon. Where
the other half makes it as long as talks are, and it then begins or ends where a neighbour ends or begins, that is
taken, and told. Nothing else is changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.times.clock import DAY, Clock
from icsgen.times.halves import Slot

_LONGEST = 8 * 60
"""Minutes that a talk takes at most whose hours are taken as they are written."""
_MORNING = range(7, 12)


def with_noons(slots: Sequence[Slot]) -> tuple[list[Slot], list[str]]:
    """The slots as they are meant, and for each what had to be taken for what, empty if nothing had.

    >>> lunch = Slot(Clock(12, half="pm"), Clock(1, half="pm"), False)
    >>> slots, told = with_noons([Slot(Clock(11, 30, half="am"), Clock(12, half="am"), True), lunch])
    >>> str(slots[0].end), told[0]
    ('12:00 p.m.', 'by the letter it takes 12 hours 30; took 12:00 a.m. for 12:00 p.m.')
    """
    meant, told = list(slots), [""] * len(slots)
    for place, slot in enumerate(slots):
        before = meant[place - 1] if place and not slot.new_day else None
        following = slots[place + 1] if place + 1 < len(slots) and not slots[place + 1].new_day else None
        meant[place], told[place] = _range(slot, before, following) if slot.end else _single(slot, before, following)
    return meant, told


def _range(slot: Slot, before: Slot | None, following: Slot | None) -> tuple[Slot, str]:
    start, end = slot.start, slot.end
    if end is None or not (start.half and end.half) or (minutes := _length(start, end)) <= _LONGEST:
        return slot, ""
    letter = f"by the letter it takes {minutes // 60} hours{f' {minutes % 60}' if minutes % 60 else ''}"
    turned = [(slot._replace(start=_turned(start)), start), (slot._replace(end=_turned(end)), end)]
    better, written = max(turned, key=lambda one: _fit(one[0], before, following))
    if _fit(better, before, following):
        return better, f"{letter}; took {written} for {_turned(written)}"
    return slot, ""


def _fit(slot: Slot, before: Slot | None, following: Slot | None) -> int:
    """How well it stands between its neighbours: 2 if it begins where one ends, 1 if it ends where one begins."""
    end = slot.end or slot.start
    last = (before.end or before.start) if before else None
    if not 0 < _length(slot.start, end) <= _LONGEST:
        return 0
    if last is not None and (last.half is None or last.minutes() > slot.start.minutes()):
        return 0
    if following is not None and (following.start.half is None or end.minutes() > following.start.minutes()):
        following = None  # that may be the one that is written the wrong way round
    return 2 * (last == slot.start) + (following is not None and following.start == end)


def _single(slot: Slot, before: Slot | None, following: Slot | None) -> tuple[Slot, str]:
    """'12:00 am Lunch' between a talk in the morning and one in the afternoon."""
    start = slot.start
    if start.hour != 12 or start.half != "am" or before is None or following is None:
        return slot, ""
    morning = before.start.half == "am" and before.start.hour in _MORNING
    if not morning or following.start.half != "pm" or not 0 < _length(_turned(start), following.start) <= _LONGEST:
        return slot, ""
    return slot._replace(start=_turned(start)), f"it stands between morning and afternoon; took {start} for noon"


def _length(start: Clock, end: Clock) -> int:
    return (end.minutes() - start.minutes()) % DAY


def _turned(clock: Clock) -> Clock:
    return clock._replace(half="am" if clock.half == "pm" else "pm")
