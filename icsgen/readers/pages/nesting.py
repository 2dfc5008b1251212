"""Which times of a page are of sessions that hold the talks below them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from icsgen.model import NO_END
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.hours import Dated
from icsgen.readers.pages.layout import Side
from icsgen.readers.pages.sessions import Sessions, session_line

_FURTHEST_FIRST = timedelta(minutes=15)
"""The first talk of a session that does not say when it ends begins so soon, if both stand in one list."""
_LONGEST_LAST = timedelta(hours=2)
"""A session's last talk that takes longer has an end of its own."""


class Nesting:
    """A page's anchors on the way to sessions and talks.

    A session that gives its beginning alone is no event by itself: its talks say when it is.
    """

    def __init__(self, anchors: Sequence[Anchor], sides: Sequence[Side | None], dated: Sequence[Dated]) -> None:
        self.anchors = anchors
        self.sides = sides
        self.dated = dated
        self.whole = ""
        """The title of a session that all talks of the page are in."""
        self.dropped: set[int] = set()
        """Anchors that are no events."""
        self.notes: list[str] = []

    def find(self, blocks: Sequence[Block], sessions: Sessions) -> None:
        """Find the sessions, and tell ``sessions`` of them."""
        for position, (anchor, block) in enumerate(zip(self.anchors, blocks, strict=True)):
            inner = self._inside(position) if block.title else 0
            if not inner or not self._heads(position, inner, block.title):
                continue
            sessions.add(anchor.index, block.title)
            sessions.moderate(block.title, block.moderators)
            if position + inner + 1 < len(self.anchors):
                sessions.add(self.anchors[position + inner].index + 1, sessions.at(anchor.index - 1))
            if inner == len(self.anchors) - 1:
                self.whole = block.title
            if anchor.phrase.end is None and self.sides[position] == "above":
                self.dropped.add(position)
                sessions.describe(block.title, block.text(), block.room)
                self.notes.append(
                    f"line {anchor.line.number}: the beginning of all of {block.title!r}, not of one talk"
                )
            elif self.dated[position].end is None:
                self.dated[position].end = self.dated[position + inner].end
            else:
                self._end_last(position, inner)

    def _end_last(self, position: int, inner: int) -> None:
        """The last talk of a session ends with it, if nothing else says when."""
        session, last = self.dated[position], self.dated[position + inner]
        if last.end is not None or last.start is None or session.end is None:
            return
        if last.start < session.end <= last.start + _LONGEST_LAST:
            last.end = session.end
            how = f"{NO_END}its session's, {session.end:%H:%M}"
            last.assumed = "; ".join(filter(None, (last.assumed, how)))

    def _heads(self, position: int, inner: int, title: str) -> bool:
        """Whether the anchor is a session of the ``inner`` ones that lie within its time."""
        anchor = self.anchors[position]
        if self.anchors[position + 1].nested or anchor.line.kind == "heading" or session_line(title):
            return True
        if self.sides[position] == "above":
            return True
        return position == 0 and inner > 1 and inner == len(self.anchors) - 1 and anchor.phrase.date is not None

    def _inside(self, position: int) -> int:
        """How many of the anchors that follow lie within this one's time."""
        start, end = self.dated[position].start, self.dated[position].end
        if start is None:
            return 0
        count = 0
        for later in range(position + 1, len(self.anchors)):
            inner = self.dated[later]
            if inner.start is None:
                continue
            if inner.start < start or self._same_kind(position, later):
                break
            if (
                end is None
                and not count
                and inner.start > start + _FURTHEST_FIRST
                and self._listed_alike(position, later)
            ):
                break
            if end is not None and (inner.start >= end or (inner.end or inner.start) > end):
                break
            if end is None and inner.start.date() != start.date():
                break
            count += 1
        return count

    def _listed_alike(self, one: int, other: int) -> bool:
        """Whether both stand in one list: nothing but the name makes one of them a session."""
        first, second = self.anchors[one], self.anchors[other]
        return (first.place, first.line.kind, first.line.level) == (second.place, second.line.kind, second.line.level)

    def _same_kind(self, one: int, other: int) -> bool:
        """Whether the page writes both alike, so that neither is the other's session."""
        first, second = self.anchors[one], self.anchors[other]
        return (
            self.sides[one] == self.sides[other]
            and first.place == second.place
            and first.nested == second.nested
            and first.line.kind == second.line.kind
            and first.written == second.written
            and not (session_line(first.title) and not session_line(second.title))
        )
