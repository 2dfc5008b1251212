"""Ranges whose end is a number apart from its dash: '9:30 - 11 Deep Rain', beside '9:30 – 11 Ways to Tie a Knot'.

The number is an hour if the next talk begins then, or if others of the page are so written. It is the title's where
the page has a dash between hours and titles, or where the next talk begins before. What stays open is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from icsgen.patterns import Pattern
from icsgen.readers.pages.anchor import Anchor
from icsgen.times.clock import Clock
from icsgen.times.phrase_parts import minutes_between

_DASH = Pattern(r"\s*(?:-{1,2}|[–—−])\s*")
_END = Pattern(r"(?P<end>\d{1,2})(?:\s?[:|,]|\s[-–—])?\s+(?P<title>[^\W\d].*|[\"“'‘(]\S.*)")
_LONGEST = 8 * 60


class _Open(NamedTuple):
    """A talk that may end at the number before its title."""

    anchor: Anchor
    end: Clock
    title: str
    following: Anchor | None
    """The next that begins at another time."""

    @property
    def met(self) -> bool:
        """Whether the next begins then."""
        return self.following is not None and minutes_between(self.end, self.following.phrase.start) == 0

    @property
    def passed(self) -> bool:
        """Whether the next begins before."""
        if self.following is None:
            return False
        start = self.anchor.phrase.start
        return minutes_between(start, self.following.phrase.start) < minutes_between(start, self.end)


def with_open_ends(anchors: Sequence[Anchor]) -> None:
    """Give talks the ends that the page proves."""
    behind = [(place, rest) for place, anchor in enumerate(anchors) if (rest := _behind_a_dash(anchor))]
    found = [one for place, rest in behind if (one := _open(anchors, place, rest))]
    if not found:
        return
    parting = len(found) < len(behind)  # others have a dash before titles
    met = not parting and any(one.met for one in found)
    for one in found:
        if met and not one.passed:
            one.anchor.phrase = replace(one.anchor.phrase, end=one.end)
            one.anchor.title = one.title
        elif one.met or not (parting or one.passed):
            one.anchor.doubt = f"may end at {one.end.hour}, which nothing shows; took the number for the title's"


def _behind_a_dash(anchor: Anchor) -> str:
    """What stands behind the dash that follows a single hour; empty if none does."""
    phrase = anchor.phrase
    if phrase.end is not None or anchor.ends is not None or anchor.place != "before" or anchor.line.kind == "row":
        return ""
    text = anchor.line.text[phrase.span[1] :]
    dash = _DASH.match(text)
    return text[dash.end() :] if dash else ""


def _open(anchors: Sequence[Anchor], place: int, rest: str) -> _Open | None:
    anchor, match = anchors[place], _END.match(rest)
    at = anchor.title.find(match["end"]) if match else -1
    if match is None or at < 0:
        return None
    hour = int(match["end"])
    end, start = Clock(hour, padded=hour > 12 or match["end"][0] == "0"), anchor.phrase.start
    if not (start.valid and end.valid) or not 0 < minutes_between(start, end) <= _LONGEST:
        return None
    title = anchor.title[at + len(match["end"]) :].lstrip(" \t:|,-–—")
    following = next((other for other in anchors[place + 1 :] if other.phrase.start[:2] != start[:2]), None)
    return _Open(anchor, end, title, following)
