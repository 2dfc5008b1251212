"""Tables that a copy has flattened to one cell a line: the two cells of a time are brought together again.

Two hours, one below the other with nothing between, are a start and an end if each ends before the next starts; they are one time in two
zones if they are the same time apart on the whole page. What is neither is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from icsgen.readers.markup.lines import Line
from icsgen.times.clock import DAY, NOON
from icsgen.times.phrases import Phrase
from icsgen.times.zone_words import zones_in
from icsgen.times.zones import find_zone

if TYPE_CHECKING:
    from icsgen.readers.pages.anchors import Anchor

_BETWEEN = re.compile(r"[\s|–—−-]*(?:to|bis|à)?[\s|]*", re.IGNORECASE)
_DASHED = re.compile(r"[–—−-]|\bto\b|\bbis\b|à", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:times?|start|begin|zeit|heure)?\W*(?P<zone>[A-Za-z][\w /+:-]{1,30}?)\W*(?:time)?", re.IGNORECASE
)
_HEAD_REACH = 12
_FEWEST = 2
_LONGEST = 8 * 60


def join_columns(lines: Sequence[Line], anchors: list[Anchor]) -> tuple[list[Anchor], set[int]]:
    """The anchors with pairs made one, and the lines that are now nobody's."""
    pairs = _pairs(lines, anchors)
    if not pairs:
        return anchors, set()
    firsts, seconds = [one for one, _ in pairs], [other for _, other in pairs]
    if _are_ranges(lines, pairs):
        joined = [
            replace(one, index=other.index, phrase=_range(one.phrase, other.phrase), room=one.room or other.room)
            for one, other in pairs
        ]
        spare: set[int] = set()
    elif _are_aliases(pairs):
        zone, spare = _first_zone(lines, firsts[0].index)
        joined = [replace(one, index=other.index, zone=one.zone or zone) for one, other in pairs]
    else:
        return anchors, set()
    spare |= {index for one, other in pairs for index in range(one.index, other.index)}
    instead = {one.index: new for one, new in zip(firsts, joined, strict=True)}
    gone = {other.index for other in seconds}
    return [instead.get(anchor.index, anchor) for anchor in anchors if anchor.index not in gone], spare


def _pairs(lines: Sequence[Line], anchors: Sequence[Anchor]) -> list[tuple[Anchor, Anchor]]:
    """The anchors that stand two by two, none if any stand three by three."""
    touching = [
        (one, other)
        for one, other in pairwise(anchors)
        if one.place == other.place == "bare"
        and one.index < other.index
        and not (one.twin or other.twin or one.nested or other.nested)
        and (one.phrase.end is None) == (other.phrase.end is None)
        and other.phrase.date is None
        and one.phrase.start.valid
        and other.phrase.start.valid
        and all(_BETWEEN.fullmatch(line.text) for line in lines[one.index + 1 : other.index])
    ]
    if any(one[1] is other[0] for one, other in pairwise(touching)):
        return []
    return touching


def _range(first: Phrase, last: Phrase) -> Phrase:
    return replace(first, end=last.start, zone=first.zone or last.zone, text=f"{first.text} - {last.text}")


def _are_ranges(lines: Sequence[Line], pairs: Sequence[tuple[Anchor, Anchor]]) -> bool:
    """Whether each first is a start and each second its end."""
    if any(one.phrase.end is not None for one, _ in pairs):
        return False
    dashed = all(
        any(_DASHED.search(line.text) for line in lines[one.index + 1 : other.index])
        or lines[one.index].text.rstrip().endswith(("-", "–", "—"))
        for one, other in pairs
    )
    if not dashed and len(pairs) < _FEWEST:
        return False
    if any(not 0 < _apart(one, other) <= _LONGEST for one, other in pairs):
        return False
    return dashed or all(
        _apart(start, end) <= (_apart(start, following) or DAY) or following.phrase.date is not None
        for (start, end), (following, _) in pairwise(pairs)
    )


def _are_aliases(pairs: Sequence[tuple[Anchor, Anchor]]) -> bool:
    """Whether the second is the first in another zone."""
    shifts = {_apart(one, other) for one, other in pairs}
    lengths_agree = all(
        one.phrase.end is None
        or other.phrase.end is None
        or (
            one.phrase.end.minutes()
            - one.phrase.start.minutes()
            - other.phrase.end.minutes()
            + other.phrase.start.minutes()
        )
        % NOON
        == 0
        for one, other in pairs
    )
    return len(pairs) >= _FEWEST and len({shift % NOON for shift in shifts}) == 1 and 0 not in shifts and lengths_agree


def _apart(one: Anchor, other: Anchor) -> int:
    """Minutes from one start to the other; of hours without a half, as if within half a day."""
    start, end = one.phrase.start, other.phrase.start
    return (end.minutes() - start.minutes()) % (NOON if start.open and end.open else DAY)


def _first_zone(lines: Sequence[Line], end: int) -> tuple[str, set[int]]:
    """The zone of the first of the columns, from their heads above the table, and where those stand."""
    heads: dict[int, str] = {}
    for index in range(max(0, end - _HEAD_REACH), end):
        text = lines[index].text.strip()
        if not text or len(text) > 60:
            continue
        match = _HEAD.fullmatch(text)
        if match and find_zone(match["zone"]):
            heads[index] = match["zone"]
        elif re.match(r"\W*time", text, re.IGNORECASE) and len(words := zones_in(text)) == 1:
            heads[index] = words[0]
    if len(heads) < _FEWEST:
        return "", set()
    return next(iter(heads.values())), set(heads)
