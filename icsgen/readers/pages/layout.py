"""Whether a page writes the title above the time or below it.

One anchor alone can mislead (a session's own title stands above its first talk's time), so all anchors that are
written alike decide together: each looks at what stands above it and what below. Where both sides look like titles
throughout, as in a list without abstracts, the ends of the list tell: below the last time stands a title or nothing,
above the first one people or nothing. Where even that leaves it open, it is below, and the doubt is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.chrome import has_button, is_chrome, undecorated
from icsgen.readers.pages.ends import ends_above
from icsgen.readers.pages.kinds import is_type
from icsgen.readers.pages.labels import label_of, parent_of
from icsgen.readers.pages.listed import is_holder
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.sessions import is_generic
from icsgen.readers.pages.shape import is_title

Side = Literal["above", "below"]
Vote = Literal["labelled", "people", "title", "holder", "no"] | None
"""What stands on a side: 'Title: …', a title with people, a bare one, a session's name, no title, nothing telling."""

_WORTH: dict[Vote, float] = {"labelled": 1, "people": 1, "title": 1, "holder": 0.5, None: 0.5, "no": 0}
_CLEAR = 0.25
"""So far apart the shares of the two sides leave no doubt."""
_CONTRADICTED = 0.2
"""A side that so many more of the anchors contradict is out; a single odd line in a long list is not enough."""
_END: dict[Vote, float] = {"labelled": -3, "people": -3, "title": -1.5, "holder": -1.5, None: 0, "no": 2}
"""What stands below the last time speaks against titles above, or for them."""
_MOST_PEOPLE_LINES = 2
"""More lines of people above a time are a list of the page's own."""
_FURTHEST = 14
_HEADS = frozenset({"Schedule", "Program", "Programme", "Agenda", "Timetable"})
"""What stands above a list, and is no talk's title."""


def sides(
    lines: Sequence[Line], anchors: Sequence[Anchor], breaks: frozenset[int]
) -> tuple[list[Side | None], list[int]]:
    """For each anchor where its title is, ``None`` if it stands on the anchor's own line; and which are doubtful.

    ``breaks`` are the lines that head a day, or state a zone: nothing reaches over them.
    """
    groups: dict[tuple[bool, ...], list[int]] = {}
    for position, anchor in enumerate(anchors):
        if not anchor.twin and anchor.place in ("bare", "labelled"):
            groups.setdefault((*anchor.written, anchor.place == "labelled"), []).append(position)
    chosen: list[Side | None] = [None] * len(anchors)
    doubtful: list[int] = []
    for positions in groups.values():
        side, sure = _Group(lines, anchors, positions, breaks).decide()
        doubtful += [] if sure else positions[:1]
        for position in positions:
            chosen[position] = side
    for position, anchor in enumerate(anchors):
        if anchor.twin:
            chosen[position] = chosen[position - 1]
    return chosen, doubtful


class _Group:
    """The anchors of a page that are written alike."""

    def __init__(
        self, lines: Sequence[Line], anchors: Sequence[Anchor], positions: Sequence[int], breaks: frozenset[int]
    ) -> None:
        self.lines = lines
        self.anchors = anchors
        self.positions = positions
        self.breaks = breaks
        self.alone = len(positions) == 1

    def decide(self) -> tuple[Side, bool]:
        """The side, and whether the page leaves no doubt."""
        if sum(ends_above(self.lines, self.anchors[at].index) for at in self.positions) * 2 > len(self.positions):
            return "below", True
        aboves = [self._above(position) for position in self.positions]
        belows = [self._below(position) for position in self.positions]
        above, below = _share(aboves), _share(belows)
        against = (aboves.count("no") - belows.count("no")) / len(aboves)
        first = self.anchors[self.positions[0]]
        if belows[-1] == "labelled" and "labelled" in aboves[1:]:
            return "below", True  # the labelled titles above are those of the times before
        if first.place == "labelled" and above >= below:
            return "above", True
        if self.alone and self.positions[0] == 0 and len(self.anchors) > 1 and aboves[0] and belows[0] != "people":
            return ("below" if aboves[0] == "no" else "above"), True  # it heads those below it
        if abs(against) >= _CONTRADICTED:
            return ("below" if against > 0 else "above"), True
        if abs(above - below) >= _CLEAR:
            return ("above" if above > below else "below"), True
        nearer = sum(self._nearer(position) for position in self.positions) / len(self.positions)
        starts, ends = self._starts(aboves), self._ends(belows)
        if ends == [None] and starts >= 0 and nearer <= 0:
            return "below", False  # the page may be cut behind its last time
        behind = sum(_END[vote] for vote in ends) + 2 * ends[:-1].count(None)
        return ("above" if behind + starts + nearer / 2 > 0 else "below"), True

    def _starts(self, aboves: Sequence[Vote]) -> float:
        """What stands above the first time, and above the first one of each further day."""
        peopled = sum(vote == "people" for vote in aboves) * 2 >= len(aboves)
        first = [
            vote
            for vote, at in zip(aboves, self.positions, strict=True)
            if at == self.positions[0] or self._parted(at - 1)
        ]
        return sum(-1 if vote in (None, "no") else 2 if vote == "people" and peopled else 0 for vote in first)

    def _ends(self, belows: Sequence[Vote]) -> list[Vote]:
        """What stands below the last time, and below the last one of each day before: nothing, if titles are above."""
        return [
            vote
            for vote, at in zip(belows, self.positions, strict=True)
            if at == self.positions[-1] or self._parted(at)
        ]

    def _begins(self, position: int, index: int) -> bool:
        """Whether the line is the only one between a day's header and its first time: a title, be it just a kind."""
        if position and not self._parted(position - 1):
            return False
        before = next((at for at in range(index - 1, -1, -1) if not self.lines[at].blank), None)
        return before is not None and before in self.breaks

    def _parted(self, position: int) -> bool:
        """Whether a day's header, or the like, stands between the anchor and the next one."""
        if position + 1 >= len(self.anchors):
            return False
        return any(
            index in self.breaks for index in range(self.anchors[position].index, self.anchors[position + 1].index)
        )

    def _nearer(self, position: int) -> int:
        """1 if the line above is nearer than the one below, -1 if it is further off."""
        index = self.anchors[position].index
        before = index > 0 and not self.lines[index - 1].blank
        after = index + 1 < len(self.lines) and not self.lines[index + 1].blank
        return before - after

    def _below(self, position: int) -> Vote:
        start = self.anchors[position].index + 1
        end = self.anchors[position + 1].index if position + 1 < len(self.anchors) else len(self.lines)
        typed = False
        for index in range(start, min(end, start + _FURTHEST)):
            if index in self.breaks:
                break
            text = undecorated(self.lines[index].text)
            if typed and self.lines[index].kind == "heading":
                return "title"  # 'Closing remarks', and the page goes on
            if not text or is_chrome(text) or (room_of(text) is not None and not is_type(text)):
                continue
            if is_type(text):
                typed = True
            elif label := label_of(self.lines[index].text):
                if label.role not in ("speakers", "moderators", "type", "track", "session", "room"):
                    return "labelled" if label.role == "title" else "no"
            else:
                return self._title_below(text, index, end, typed=typed)
        return "title" if typed else None

    def _title_below(self, text: str, index: int, end: int, *, typed: bool) -> Vote:
        """What the first line below a time that says anything could be."""
        if has_button(self.lines[index].text):
            return "people"  # as sure a title as one with people
        following = next((at for at in range(index + 1, min(end, index + 4)) if not self.lines[at].blank), None)
        peopled = following is not None and bool(people_of(self.lines[following].text))
        people = people_of(text)
        if people and not typed and not peopled:
            if len(people) == 1 and is_name(people[0].affiliation) and not self._title_follows(index, end):
                return "title" if following is None or following == end else None  # 'Deep Rain (Ann Lee)'
            if len(people) > 1 or people[0].affiliation:
                return "title" if self._title_follows(index, end) else self._people_first(index, end)
            # one name: who speaks, if a title follows at once; else it may be a title that looks like a name
            return "title" if following == index + 1 and self._is_title(self.lines[following].text) else None
        if not is_title(text):
            return "no"
        if text.endswith("."):
            return None
        return "people" if peopled else "title"

    def _people_first(self, index: int, end: int) -> Vote:
        """What a title below people tells: it is theirs, or the next time's, as the blank lines part them."""
        at = next((at for at in range(index + 1, end) if not self.lines[at].blank), None)
        if at is None or not self._is_title(self.lines[at].text) or people_of(self.lines[at].text):
            return "no"
        following = next((place for place in range(at + 1, end) if not self.lines[place].blank), end)
        if following == len(self.lines):
            return "people"
        before, behind = at - index, following - at
        return None if before == behind and following == end else "people" if before < behind else "no"

    def _title_follows(self, index: int, end: int) -> bool:
        """Whether a kind of talk and a title stand below the people: they are no authors of what is above the time."""
        texts = [undecorated(line.text) for line in self.lines[index + 1 : min(end, index + 4)] if not line.blank]
        return len(texts) > 1 and is_type(texts[0]) and self._is_title(texts[1])

    @staticmethod
    def _is_title(text: str) -> bool:
        return is_title(text) and not text.rstrip().endswith(".") and label_of(text) is None

    def _labels_day(self, index: int) -> bool:
        """Whether the line is the 'Date: …' of one talk, and heads no day of the page."""
        label = label_of(self.lines[index].text)
        return label is not None and label.role == "time"

    def _above(self, position: int) -> Vote:
        start = self.anchors[position - 1].index + 1 if position else 0
        end = self.anchors[position].index
        people = 0
        for index in range(end - 1, max(start, end - _FURTHEST) - 1, -1):
            if index in self.breaks:
                if self.alone or (self.anchors[position].place == "labelled" and self._labels_day(index)):
                    continue
                return None
            text = undecorated(self.lines[index].text)
            if not text or is_chrome(text) or parent_of(text):
                continue
            if label := label_of(self.lines[index].text):
                if label.role in ("abstract", "bio", "other") or (label.role == "speakers" and not label.rest):
                    return "no"
                if label.role == "title":
                    return "labelled"
                people += label.role == "speakers" or text.lower().startswith("hosted")
            elif is_type(text):
                heads: Vote = "holder" if is_holder(text) else "title" if self._begins(position, index) else None
                return "people" if people else heads
            elif room_of(text) is not None:
                continue
            elif people_of(self.lines[index].text):
                people += 1
                if people > _MOST_PEOPLE_LINES:
                    return "no"
            elif not is_title(text) or text.endswith(".") or text in _HEADS or (not position and is_generic(text)):
                return "people" if people == _MOST_PEOPLE_LINES else "no"  # the upper one is a title like a name
            else:
                return "people" if people else "title"
        return "people" if people == _MOST_PEOPLE_LINES else None


def _share(votes: Sequence[Vote]) -> float:
    return sum(_WORTH[vote] for vote in votes) / len(votes)
