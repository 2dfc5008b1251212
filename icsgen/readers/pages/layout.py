"""Whether a page writes the title above the time or below it.

One anchor alone can mislead (a session's own title stands above its first talk's time), so all anchors that are
written alike decide together. Where both sides look like titles throughout, as in a list without abstracts, the ends of
the list tell: below the last time stands a title or nothing, above the first one people or nothing. A tie is for below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from icsgen.readers.lines import Line
from icsgen.readers.pages.anchors import Anchor
from icsgen.readers.pages.chrome import is_chrome, undecorated
from icsgen.readers.pages.labels import label_of, parent_of
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.pages.titles import is_type

Side = Literal["above", "below"]


def sides(
    lines: Sequence[Line], anchors: Sequence[Anchor], breaks: frozenset[int]
) -> tuple[list[Side | None], list[int]]:
    """For each anchor where its title is, ``None`` if it stands on the anchor's own line; and which are doubtful.

    ``breaks`` are the lines that head a day, or state a zone: nothing reaches over them.
    """
    groups: dict[tuple[bool, ...], list[int]] = {}
    for position, anchor in enumerate(anchors):
        if not anchor.twin and anchor.place in ("bare", "labelled"):
            groups.setdefault((*written(anchor), anchor.place == "labelled"), []).append(position)
    chosen: list[Side | None] = [None] * len(anchors)
    doubtful: list[int] = []
    for positions in groups.values():
        side, sure = _decide(lines, anchors, positions, breaks)
        doubtful += [] if sure else positions[:1]
        for position in positions:
            chosen[position] = side
    for position, anchor in enumerate(anchors):
        if anchor.twin:
            chosen[position] = chosen[position - 1]
    return chosen, doubtful


def written(anchor: Anchor) -> tuple[bool, ...]:
    """How the time is written: with a date, with a weekday, with an end, with halves of the day. Alike for all talks of a list."""
    date = anchor.phrase.date
    return (
        date is not None and date.month is not None,
        date is not None and date.weekday is not None,
        anchor.phrase.end is not None,
        (anchor.phrase.end or anchor.phrase.start).half is not None,
    )


def _decide(
    lines: Sequence[Line], anchors: Sequence[Anchor], positions: Sequence[int], breaks: frozenset[int]
) -> tuple[Side, bool]:
    """The side, and whether the page leaves no doubt."""
    alone = len(positions) == 1
    aboves = [_above(lines, anchors, position, breaks, alone=alone) for position in positions]
    belows = [_below(lines, anchors, position, breaks) for position in positions]
    above, below = _share([None if vote is None else vote != "no" for vote in aboves]), _share(belows)
    if anchors[positions[0]].place == "labelled" and above >= below:
        return "above", True
    if below <= 0.5 or above <= 0.5 or abs(above - below) >= _CLEAR:
        return ("above" if above > below else "below"), True
    ends = {True: -2, False: 2, None: 0}[belows[-1]]
    starts = {"people": 2, "title": 0}.get(aboves[0] or "", -1)
    nearer = sum(_nearer(lines, anchors[position].index) for position in positions) / len(positions)
    if belows[-1] is None and starts >= 0 and nearer <= 0:
        return "below", False  # the page may be cut behind its last time
    return ("above" if ends + starts + nearer / 2 > 0 else "below"), True


def _nearer(lines: Sequence[Line], index: int) -> int:
    """1 if the line above is nearer than the one below, -1 if it is further off."""
    before = index > 0 and not lines[index - 1].blank
    after = index + 1 < len(lines) and not lines[index + 1].blank
    return before - after


def _share(votes: Sequence[bool | None]) -> float:
    cast = [vote for vote in votes if vote is not None]
    return sum(cast) / len(cast) if cast else 0.0


def _below(lines: Sequence[Line], anchors: Sequence[Anchor], position: int, breaks: frozenset[int]) -> bool | None:
    start = anchors[position].index + 1
    end = anchors[position + 1].index if position + 1 < len(anchors) else len(lines)
    typed = False
    for index in range(start, min(end, start + 12)):
        if index in breaks:
            return None
        text = undecorated(lines[index].text)
        if not text or is_chrome(text) or (room_of(text) is not None and not is_type(text)):
            continue
        if is_type(text):
            typed = True
            continue
        if label := label_of(lines[index].text):
            if label.role in ("speakers", "moderators", "type", "track", "session", "room"):
                continue
            return label.role == "title"
        if people_of(text) and not typed:
            return False
        return None if is_title(text) and text.endswith(".") else is_title(text)
    return True if typed else None


def _above(
    lines: Sequence[Line], anchors: Sequence[Anchor], position: int, breaks: frozenset[int], *, alone: bool
) -> Literal["people", "title", "no"] | None:
    """What stands above: a title with its people, a bare title, something else, or nothing.

    A moderator is one of the people only where the time stands ``alone``: else it is the session's.
    """
    start = anchors[position - 1].index + 1 if position else 0
    people = 0
    for index in range(anchors[position].index - 1, max(start, anchors[position].index - 14) - 1, -1):
        if index in breaks:
            if alone:
                continue
            return None
        text = undecorated(lines[index].text)
        if not text or is_chrome(text) or parent_of(text):
            continue
        if label := label_of(lines[index].text):
            if label.role in ("abstract", "bio", "other") or (label.role == "speakers" and not label.rest):
                return "no"
            people += label.role == "speakers" or (alone and label.role == "moderators")
        elif is_type(text):
            return "people" if people else None
        elif room_of(text) is not None:
            continue
        elif people_of(lines[index].text):
            people += 1
            if people > _MOST_PEOPLE_LINES:
                return "no"
        elif not is_title(text) or text.endswith("."):
            return "people" if people == _MOST_PEOPLE_LINES else "no"  # the upper one is a title like a name
        else:
            return "people" if people else "title"
    return None


_CLEAR = 0.25
"""So far apart the shares of the two sides leave no doubt."""
_MOST_PEOPLE_LINES = 2
"""More lines of people above a time are a list of the page's own."""
