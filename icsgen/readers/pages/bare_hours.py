"""Hours that nothing marks as such: '9-10 Opening', '0930 Deep Rain'.

One such line may be anything: pages of a book, a number of people. A run of them is a list of talks, where each begins
after the one before it and most begin where one ends; so is one between two talks that it joins. What looks like it
and is neither is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.shape import is_prose
from icsgen.times.clock import DAY, NOON, Clock
from icsgen.times.phrases import Phrase

_RANGE = Pattern(
    r"[\s*•·●▪+-]{0,6}(?P<time>(?P<a>\d{1,2})\s?(?:-{1,2}|[–—−]|to)\s?(?P<b>\d{1,2}))(?:\s?[:|]|\s+[-–—])?\s+(?P<title>[\"“'‘(]?[A-ZÀ-ÞА-Я]\S.*)"
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


def bare_hours(lines: Sequence[Line], anchors: Sequence[Anchor]) -> tuple[list[Anchor], list[tuple[Line, Phrase]]]:
    """The lines that are proven to begin with hours, and those that only look like it."""
    taken = {anchor.index for anchor in anchors}
    likely = [
        found
        for index, line in enumerate(lines)
        if index not in taken and line.kind != "row" and line.text[:12].strip(" \t*•·●▪+-")[:1].isdigit()
        if (found := _likely(index, line))
    ]
    if not likely:
        return [], []
    if _is_list([one.anchor for one in likely]):
        return [one.anchor for one in likely], []
    proven = [one.anchor for one in likely if one.joined and _fits(one.anchor, anchors)]
    doubtful = [
        (one.anchor.line, one.anchor.phrase)
        for one in likely
        if one.anchor not in proven and one.joined and _EARLIEST <= one.anchor.phrase.start.hour <= 20
    ]
    return proven, doubtful


def _likely(index: int, line: Line) -> _Line | None:
    text = line.text
    match = _RANGE.match(text) or _FOUR.match(text)
    if match is None or len(text) > 200 or is_prose(text):
        return None
    groups = match.groupdict()
    start = Clock(int(match["a"]), int(groups.get("am") or 0), padded="am" in groups)
    end = Clock(int(match["b"]), int(groups.get("bm") or 0), padded="bm" in groups) if match["b"] else None
    if not start.valid or start.hour == 24 or (end is not None and not (end.valid and _apart(start, end) > 0)):
        return None
    if (
        end is None
        and (start.hour, start.minute) >= (19, 0)
        and text[: match.end("time")].strip().startswith(("19", "20"))
    ):
        return None  # a year
    phrase = Phrase(None, start, end, "", match.span("time"), match["time"])
    return _Line(Anchor(index, line, phrase, "before", match["title"].strip()), end is not None)


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


def _fits(anchor: Anchor, others: Sequence[Anchor]) -> bool:
    """Whether it begins where the talk above ends and ends where the one below begins."""
    above = [other.phrase for other in others if other.index < anchor.index][-1:]
    below = [other.phrase for other in others if other.index > anchor.index][:1]
    phrase = anchor.phrase
    if not above or not below or above[0].end is None or phrase.end is None:
        return False
    return _apart(above[0].end, phrase.start) == 0 == _apart(phrase.end, below[0].start)


def _apart(start: Clock, end: Clock) -> int:
    """Minutes from one to the other; of hours without a half within half a day."""
    return (end.minutes() - start.minutes()) % (NOON if start.open and end.open else DAY)
