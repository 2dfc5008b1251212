"""What the anchors of a page tell of each other: which are none, which hold their titles, what is a part of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor, Found
from icsgen.readers.pages.beside import lasting_behind
from icsgen.readers.pages.loose import without_loose
from icsgen.readers.pages.rooms import is_weak
from icsgen.readers.pages.shape import is_prose
from icsgen.times.clock import Clock

_NESTED = re.compile(r"\s*\[")


def settle_together(lines: Sequence[Line], found: Found) -> None:
    """Settle what one line leaves open."""
    if any(anchor.place == "before" and anchor.phrase.end is None for anchor in found.anchors):
        from icsgen.readers.pages.open_ends import with_open_ends  # pages that give their ends need it not

        with_open_ends(found.anchors)
    without_loose(lines, found)
    _without_markers(lines, found)
    _with_titles(lines, found)
    _with_lengths(found)


def _without_markers(lines: Sequence[Line], found: Found) -> None:
    """An hour alone on its line, and below it a range that begins then: it heads what begins at that hour."""
    kept = []
    for anchor, following in zip_longest(found.anchors, found.anchors[1:]):
        bare = anchor.place == "bare" and anchor.phrase.end is None and not anchor.beside
        between = lines[anchor.index + 1 : following.index] if following else []
        again = following is not None and following.phrase.end is not None and _is_same(anchor, following)
        if bare and again and anchor.phrase.date is None and all(line.blank for line in between):
            found.spare.add(anchor.index)
        else:
            kept.append(anchor)
    found.anchors = kept


def _is_same(anchor: Anchor, following: Anchor) -> bool:
    """Whether both begin at the same hour, of which one may leave its half out."""
    one, other = anchor.phrase.start, following.phrase.start
    return one[:2] == other[:2] and (one.half == other.half or None in (one.half, other.half))


def _with_titles(lines: Sequence[Line], found: Found) -> None:
    """What looks like a room, or a button, beside a time is its title if nothing else can be, or as most are."""
    places = [-1, *(anchor.index for anchor in found.anchors), len(lines)]
    usual = sum(anchor.place == "before" for anchor in found.anchors) - sum(bool(one.beside) for one in found.anchors)
    for anchor, before, after in zip(found.anchors, places, places[2:], strict=False):
        if not anchor.beside or (anchor.room == anchor.beside and not is_weak(anchor.beside)):
            continue
        near = lines[before + 1 : anchor.index] if before >= 0 else []
        below = [line for line in lines[anchor.index + 1 : after] if not line.blank]
        alone = not below and all(line.blank for line in near)
        button = anchor.room != anchor.beside
        if alone or usual > 0 or (button and usual == 0) or (usual == 0 and below and is_prose(below[0].text)):
            anchor.place, anchor.title = "before", anchor.beside
            anchor.room = anchor.room if button else ""


def _with_lengths(found: Found) -> None:
    """Minutes behind titles are how long each takes if the next begins then: not those of 'Lightning talks (5 min)'."""
    lengths = [
        (anchor, *lasting_behind(anchor.phrase, anchor.title), following)
        for anchor, following in zip_longest(found.anchors, found.anchors[1:])
        if anchor.place == "before" and anchor.ends is None
    ]
    stated = [(end, following.phrase.start) for _, end, _, following in lengths if end and following]
    if sum(end[:2] == start[:2] for end, start in stated) * 2 < max(len(stated), 2):
        return
    for anchor, end, title, _ in lengths:
        if end is not None:
            anchor.ends, anchor.title = end, title


def nest(found: Found) -> None:
    """Join what belongs together: parts in brackets to what they are a part of, ends to the talks above them."""
    parent: Anchor | None = None
    for anchor in found.anchors:
        anchor.nested = (
            _NESTED.match(anchor.line.text) is not None and parent is not None and anchor.phrase.date is None
        )
        if not anchor.nested:
            parent = anchor if anchor.phrase.date is not None and anchor.phrase.end is None else None
    for place, (index, clock) in enumerate(found.ends):
        above = [anchor for anchor in found.anchors if anchor.index < index]
        if above:
            _end(found, above, index, clock, place)


def _end(found: Found, above: list[Anchor], index: int, clock: Clock, place: int) -> None:
    """The line '(ends 6:00 PM)': it ends the part above it and what that is a part of.

    A second such line below one time ends another entry of that time, which begins behind the first.
    """
    last = above[-1]
    before = found.ends[place - 1][0] if place else -1
    if last.place == "bare" and not last.nested and before > last.index:
        again = replace(last, index=before, ends=clock)
        found.anchors.insert(found.anchors.index(last) + 1, again)
        return
    last.ends = last.ends or clock
    while above and above[-1].nested:
        above.pop()
    if above and above[-1].phrase.end is None:
        above[-1].ends = above[-1].ends or clock
