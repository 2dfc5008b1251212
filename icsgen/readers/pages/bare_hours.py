"""Hours that nothing marks as such: '9-10 Opening', '10-11.30 Kickoff', '0930 Deep Rain'.

One such line may be anything: pages of a book, a number of people. A run of them on one day is a list of talks, where
each begins after the one before it and most begin where one ends; so are those between two talks that they join, or
from one to the end of its day. Where one day is so written, the others are. What looks like it and is neither is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.days import day_header
from icsgen.readers.pages.shape import is_prose
from icsgen.times.clock import DAY, NOON, Clock
from icsgen.times.phrases import Phrase

_RANGE = Pattern(
    r"[\s*•·●▪+-]{0,6}(?P<time>(?P<a>\d{1,2})\s?(?:-{1,2}|[–—−]|to)\s?(?P<b>\d{1,2})(?:\.(?P<bm>[0-5][05]))?)(?:\s?[:|]|\s+[-–—])?\s+(?P<title>[\"“'‘(]?[A-ZÀ-ÞА-Я]\S.*)"
)
_FOUR = Pattern(
    r"[\s*•·●▪+-]{0,6}(?P<time>(?P<a>[01]\d|2[0-3])(?P<am>[0-5][05])(?:\s?(?:-{1,2}|[–—−])\s?(?P<b>[01]\d|2[0-4])(?P<bm>[0-5][05]))?)(?:\s?[:|]|\s+[-–—])?\s+"
    r"(?P<title>[\"“'‘(]?[A-ZÀ-ÞА-Я]\S.*)"
)
_FEWEST = 3
_EARLIEST, _LATEST = 7, 14
"""Hours at which a list begins."""
_LONGEST = 6 * 60


class _Line(NamedTuple):
    """A line that may begin with hours."""

    anchor: Anchor
    joined: bool
    """It is a range."""
    dotted: bool
    """Its end has minutes."""


def bare_hours(
    lines: Sequence[Line], anchors: Sequence[Anchor], numbered: Sequence[int]
) -> tuple[list[Anchor], list[tuple[Line, Phrase]]]:
    """The lines that are proven to begin with hours, and those that only look like it.

    ``numbered``: the places of those that begin with a number, and hold no other time.
    """
    likely = [found for index in numbered if (found := _likely(index, lines[index]))]
    if not likely:
        return [], []
    proven = _proven(lines, likely, anchors)
    doubtful = [
        (one.anchor.line, one.anchor.phrase)
        for one in likely
        if one.anchor not in proven and one.joined and (one.dotted or _EARLIEST <= one.anchor.phrase.start.hour <= 20)
    ]
    return proven, doubtful


def _proven(lines: Sequence[Line], likely: Sequence[_Line], anchors: Sequence[Anchor]) -> list[Anchor]:
    proven: list[Anchor] = []
    left: list[tuple[list[_Line], list[Anchor]]] = []
    for first, last in _days(lines, likely):
        run = [one for one in likely if first <= one.anchor.index < last]
        others = [anchor for anchor in anchors if first <= anchor.index < last]
        if _is_list([one.anchor for one in run]):
            proven += [one.anchor for one in run]
        elif chained := _chained(run, others):
            proven += chained
        elif run:
            left.append((run, others))
    if any(anchor.phrase.end is not None for anchor in proven):
        for run, others in left:
            proven += [one.anchor for one in run if one.joined] if _rises(run, others) else []
    return proven


def _days(lines: Sequence[Line], likely: Sequence[_Line]) -> list[tuple[int, int]]:
    """The days of the page, each from its heading to the next one's."""
    taken = {one.anchor.index for one in likely}
    heads = [index for index, line in enumerate(lines) if index not in taken and day_header(line, None)]
    return list(pairwise([0, *heads, len(lines)]))


def _chained(run: Sequence[_Line], others: Sequence[Anchor]) -> list[Anchor]:
    """The ranges that lead from talk to talk, or from one to the border of the day."""
    ranges = [one for one in run if one.joined]
    entries = sorted([*(one.anchor for one in ranges), *others], key=lambda anchor: anchor.index)
    bare = {one.anchor.index: one for one in ranges}
    chains: list[list[int]] = []
    for place, anchor in enumerate(entries):
        if anchor.index not in bare:
            continue
        if chains and chains[-1][-1] == place - 1 and _joins(entries[place - 1], anchor):
            chains[-1].append(place)
        else:
            chains.append([place])
    return [entries[place] for chain in chains if _is_tied(chain, entries, bare) for place in chain]


def _is_tied(chain: Sequence[int], entries: Sequence[Anchor], bare: Mapping[int, _Line]) -> bool:
    """Whether a chain of ranges joins the talks above and below it; with one of them at the border of its day."""
    first, last = chain[0], chain[-1]
    above = _joins(entries[first - 1], entries[first]) if first else None
    below = _joins(entries[last], entries[last + 1]) if last + 1 < len(entries) else None
    if above is None or below is None:
        return bool(above or below) and (len(chain) > 1 or bare[entries[first].index].dotted)
    return above and below


def _joins(anchor: Anchor, following: Anchor) -> bool:
    end = anchor.phrase.end
    return end is not None and _apart(end, following.phrase.start) == 0


def _rises(run: Sequence[_Line], others: Sequence[Anchor]) -> bool:
    """Whether a day's talks follow each other, those that are so written among them."""
    entries = sorted([*(one.anchor for one in run if one.joined), *others], key=lambda anchor: anchor.index)
    if not entries or not _EARLIEST <= entries[0].phrase.start.hour <= _LATEST:
        return False
    phrases = [anchor.phrase for anchor in entries]
    lengths = [_apart(phrase.start, phrase.end) for phrase in phrases if phrase.end]
    steps = [_apart(one.end or one.start, other.start) for one, other in pairwise(phrases)]
    return all(length <= _LONGEST for length in lengths) and all(step <= _LONGEST for step in steps)


def _likely(index: int, line: Line) -> _Line | None:
    text = line.text
    match = _RANGE.match(text) or _FOUR.match(text)
    if match is None or len(text) > 200 or is_prose(text):
        return None
    groups = match.groupdict()
    four = "am" in groups
    start = Clock(int(match["a"]), int(groups.get("am") or 0), padded=four)
    end = Clock(int(match["b"]), int(match["bm"] or 0), padded=four) if match["b"] else None
    if not start.valid or start.hour == 24 or (end is not None and not (end.valid and _apart(start, end) > 0)):
        return None
    if (
        end is None
        and (start.hour, start.minute) >= (19, 0)
        and text[: match.end("time")].strip().startswith(("19", "20"))
    ):
        return None  # a year
    phrase = Phrase(None, start, end, "", match.span("time"), match["time"])
    anchor = Anchor(index, line, phrase, "before", match["title"].strip())
    return _Line(anchor, end is not None, not four and match["bm"] is not None)


def _is_list(anchors: Sequence[Anchor]) -> bool:
    """Whether the lines are a list of talks by their hours."""
    phrases = [anchor.phrase for anchor in anchors]
    if len(phrases) < _FEWEST or not _EARLIEST <= phrases[0].start.hour <= _LATEST:
        return False
    ranges = [phrase for phrase in phrases if phrase.end is not None]
    if any(_apart(phrase.start, phrase.end) > _LONGEST for phrase in ranges if phrase.end):
        return False
    steps = [_apart(one.end or one.start, other.start) for one, other in pairwise(phrases)]
    if ranges:
        return sum(step == 0 for step in steps) * 2 >= len(steps) and all(step <= 4 * 60 for step in steps)
    return all(one.start.minutes() < other.start.minutes() for one, other in pairwise(phrases))


def _apart(start: Clock, end: Clock) -> int:
    """Minutes from one to the other; of hours without a half within half a day."""
    return (end.minutes() - start.minutes()) % (NOON if start.open and end.open else DAY)
