"""Hours that might be none: '9.15' at the beginning of a line, '9:15 when all are here'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor, Found
from icsgen.readers.pages.days import day_header
from icsgen.times.phrase_parts import minutes_between

_DOTTED = re.compile(r"\d\.\d\d(?!\d)")
_FEWEST_WEAK = 3
_SHORT = 2
"""Words of a break in a list of hours."""
_FURTHEST = 8 * 60
"""Minutes from the talk above to an hour that might be none."""


def without_loose(lines: Sequence[Line], found: Found) -> None:
    """Hours that might be none count where the talk above them ends; those written '9.15', also on a page of such.

    One of them that stands in order between the talks beside it counts as well, and is told, as is what is left out.
    """
    weak = [anchor for anchor in found.anchors if anchor.phrase.weak]
    dotted = sum(map(_is_dotted_range, found.anchors))
    enough = max(len(weak), dotted) >= _FEWEST_WEAK
    rising = all(_rises(lines, one, other) for one, other in pairwise(weak))
    proven = enough and rising and all(7 <= anchor.phrase.start.hour <= 22 for anchor in weak)
    kept: list[Anchor] = []
    around: Anchor | None = None
    for place, anchor in enumerate(found.anchors):
        end = kept[-1].phrase.end if kept else None
        follows = end is not None and (end.hour, end.minute) == anchor.phrase.start[:2]
        listed = proven or (around is not None and _lies_in(anchor, around))
        titled = not _is_lower(anchor) or len(anchor.title.split()) <= _SHORT
        if not anchor.loose or follows or (anchor.phrase.weak and listed and titled):
            kept.append(anchor)
        elif anchor.phrase.weak and titled and kept and _comes_behind(lines, kept[-1], anchor):
            following = next((other for other in found.anchors[place + 1 :] if not other.loose), None)
            if following is not None and _lies_between(lines, kept[-1], anchor, following):
                told = f"took {anchor.phrase.text} for a time: it stands in order between those beside it"
                anchor.doubt = "; ".join(filter(None, (told, anchor.doubt)))
                kept.append(anchor)
            else:
                found.bare.append((anchor.line, anchor.phrase))
        around = anchor if _is_dotted_range(anchor) else around
    found.anchors = kept


def _comes_behind(lines: Sequence[Line], before: Anchor, anchor: Anchor) -> bool:
    """Whether it may begin on the same day, when the one above has ended."""
    start, end = before.phrase.start, before.phrase.end
    after = minutes_between(start, anchor.phrase.start)
    lasts = minutes_between(start, end) if end else 1
    return lasts <= after <= _FURTHEST and not _is_parted(lines, before, anchor)


def _lies_between(lines: Sequence[Line], before: Anchor, anchor: Anchor, following: Anchor) -> bool:
    """Whether the three begin one after the other, on one day."""
    first, second, third = before.phrase.start, anchor.phrase.start, following.phrase.start
    if first.open and third.open:
        steps = minutes_between(first, second), minutes_between(second, third)
        ordered = steps[1] > 0 and sum(steps) == minutes_between(first, third)
    else:
        ordered = first.minutes() < second.minutes() < third.minutes()
    return ordered and not _is_parted(lines, anchor, following)


def _is_parted(lines: Sequence[Line], one: Anchor, other: Anchor) -> bool:
    """Whether a day begins between them."""
    return any(day_header(line, None) for line in lines[one.index + 1 : other.index])


def _is_dotted_range(anchor: Anchor) -> bool:
    return anchor.phrase.end is not None and _DOTTED.search(anchor.phrase.text) is not None


def _rises(lines: Sequence[Line], one: Anchor, other: Anchor) -> bool:
    """Whether the other begins later, or on another day."""
    if one.phrase.start[:2] < other.phrase.start[:2]:
        return True
    return _is_parted(lines, one, other)


def _lies_in(anchor: Anchor, around: Anchor) -> bool:
    """Whether it begins within the range above it, which is its session's."""
    end = around.phrase.end
    return end is not None and around.phrase.start[:2] <= anchor.phrase.start[:2] < end[:2]


def _is_lower(anchor: Anchor) -> bool:
    return anchor.title.lstrip(" :-–—|)]>•·")[:1].islower()
