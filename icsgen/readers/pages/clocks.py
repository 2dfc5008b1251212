"""Two clocks beside each other for each talk: a start and an end, or the same hour in two zones.

One talk alone does not tell; all of a page do. Each is a start and an end if it ends before the next starts; each is
one hour given twice if the two are the same time apart throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from icsgen.readers.markup.lines import Line
from icsgen.times.clock import DAY, NOON
from icsgen.times.phrases import Phrase

Pair = tuple[Phrase, Phrase]
_FEWEST = 2
_LONGEST = 8 * 60


class Rival(NamedTuple):
    """Each talk has two hours that are one in two zones, and the page does not say in which zone either is."""

    line: Line
    """Of the first talk that has them."""
    hours: tuple[str, str]
    """Both, as written."""


def relation(pairs: Sequence[Pair], *, dashed: bool = False) -> Literal["range", "alias"] | None:
    """What the second clock is to the first. ``dashed``: there is a dash between them.

    >>> from icsgen.times.phrases import find
    >>> relation([tuple(find("9:00, 18:00")), tuple(find("9:30, 18:30"))])
    'alias'
    >>> relation([tuple(find("9:00, 9:30")), tuple(find("9:30, 9:45"))])
    'range'
    """
    if _are_ranges(pairs, dashed=dashed):
        return "range"
    return "alias" if _are_aliases(pairs) else None


def as_range(first: Phrase, last: Phrase) -> Phrase:
    """A start and its end as one."""
    return Phrase(
        first.date,
        first.start,
        last.start,
        first.zone or last.zone,
        first.span,
        f"{first.text} - {last.text}",
        last.date,
    )


def apart(first: Phrase, second: Phrase) -> int:
    """Minutes from one start to the other; of hours without a half, as if within half a day."""
    start, end = first.start, second.start
    return (end.minutes() - start.minutes()) % (NOON if start.open and end.open else DAY)


def _are_ranges(pairs: Sequence[Pair], *, dashed: bool) -> bool:
    if any(one.end is not None for one, _ in pairs) or (not dashed and len(pairs) < _FEWEST):
        return False
    if any(not 0 < apart(one, other) <= _LONGEST for one, other in pairs):
        return False
    return dashed or all(
        apart(start, end) <= (apart(start, following) or DAY) or following.date is not None
        for (start, end), (following, _) in pairwise(pairs)
    )


def _are_aliases(pairs: Sequence[Pair]) -> bool:
    shifts = {apart(one, other) % NOON for one, other in pairs}
    return len(pairs) >= _FEWEST and len(shifts) == 1 and 0 not in shifts and all(map(_as_long, pairs))


def _as_long(pair: Pair) -> bool:
    """Whether both, where they are ranges, are of the same length."""
    one, other = pair
    if one.end is None or other.end is None:
        return True
    lengths = [phrase.end.minutes() - phrase.start.minutes() for phrase in pair if phrase.end is not None]
    return (lengths[0] - lengths[1]) % NOON == 0
