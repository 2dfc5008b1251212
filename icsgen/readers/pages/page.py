"""A page on the way from anchors to drafts: blocks, sessions, days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from icsgen.model import Document, Policy, Problem
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.lines import Line
from icsgen.readers.pages.anchors import Anchor, Found, find_anchors
from icsgen.readers.pages.blocks import Block, cut, read_above, read_below
from icsgen.readers.pages.chrome import is_chrome, undecorated
from icsgen.readers.pages.dating import Dated, Dating, settle_order
from icsgen.readers.pages.days import DayHeader, day_header
from icsgen.readers.pages.labels import Label
from icsgen.readers.pages.layout import sides, written
from icsgen.readers.pages.page_zone import page_zone, states_zone
from icsgen.readers.pages.sessions import Sessions, session_line
from icsgen.readers.pages.titles import is_type
from icsgen.times.zones import find_zone

_UNTIMED = re.compile(r"\s*\|?\s*[-–—]\s*\|?\s*")
_LONGEST_HEADER = 160
_LONGEST_DATED = 4000
"""A longer line is no line of a programme that dates could be settled by."""


@dataclass(slots=True)
class Page:
    """What is known of a page before its anchors are."""

    document: Document
    lines: list[Line]
    policy: Policy
    title: str = ""
    zone: str = ""
    url: str = ""


def read_page(page: Page, found: Found) -> Findings:
    """All that the page holds, for ``finish``.

    :raises TimeFault: its days cannot be settled.
    """
    return _Reader(page, found).read()


class _Reader:
    """One page being read."""

    def __init__(self, page: Page, found: Found) -> None:
        self.page = page
        self.lines = page.lines
        self.origin = page.document.origin
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        slashed = [line.text for line in self.lines if "/" in line.text and len(line.text) <= _LONGEST_DATED]
        self.order = settle_order(slashed, page.document, page.policy)
        self.found = find_anchors(self.lines, self.order) if self.order else found
        if any(line.kind == "row" for line in self.lines):
            from icsgen.readers.pages.rows import row_anchors  # knows many words for columns; few pages need it

            row_anchors(self.lines, self.order, self.found)
        self.anchors = self.found.anchors
        self.headers = self._headers()
        zoned = {
            index for index, line in enumerate(self.lines) if self.anchors and len(line.text) < 80 and states_zone(line)
        }
        self.zoned = zoned - {anchor.index for anchor in self.anchors}
        borders = {index for index, line in enumerate(self.lines) if line.kind == "end"}
        self.sides, self.doubtful = sides(self.lines, self.anchors, frozenset(self.zoned | borders | set(self.headers)))
        self.listed = "below" in self.sides
        self.covered: set[int] = set()
        self.whole = ""
        """The title of a session that all talks of the page are in."""

    def read(self) -> Findings:
        if not self.anchors:
            self._report_asides()
            return Findings([], problems=self.problems)
        zone, zone_how = self._zone()
        blocks = self._blocks()
        taken = self.covered | self.zoned | set(self.headers)
        sessions = Sessions(self.lines, self._first(), self.page.title, taken)
        dating = Dating(self.lines, self.anchors, self.headers, self.page.document, self.page.policy, self.order)
        dated = dating.settle()
        dropped = self._containers(blocks, dated, sessions)
        year_how = dating.year.how if dating.year else ("by --date" if self.page.policy.date else "")
        drafts = []
        for position, (anchor, block, when) in enumerate(zip(self.anchors, blocks, dated, strict=True)):
            if position not in dropped and (draft := self._draft(anchor, block, when, sessions)):
                draft.year_how = year_how
                drafts.append(draft)
        for position in self.doubtful:
            message = "whether titles stand above or below their times is not clear; took them from below"
            self._problem(self.anchors[position], message, "doubt", blocks[position].title)
        self._report_asides()
        if year_how:
            self.notes.append(f"year: {year_how}")
        return Findings(
            drafts,
            title=self._title(drafts, blocks, sessions),
            zone=zone,
            zone_how=zone_how,
            sessions=sessions.values(dict.fromkeys(draft.session for draft in drafts if draft.session)),
            url=self.page.url,
            problems=self.problems,
            notes=self.notes,
        )

    # -- the lines ----------------------------------------------------------------------------------------

    def _headers(self) -> dict[int, DayHeader]:
        anchored = {anchor.index for anchor in self.anchors}
        headers: dict[int, DayHeader] = {}
        for index, line in enumerate(self.lines):
            if index in anchored or not line.text or len(line.text) > _LONGEST_HEADER:
                continue
            if line.kind == "row":
                filled = [cell for cell in line.cells if cell.strip()]
                line = Line(line.number, filled[0], "heading") if len(set(filled)) == 1 else line
                if line.kind == "row":
                    continue
            if header := day_header(line, self.order):
                headers[index] = header
        return headers

    def _between(self) -> list[Line]:
        """The lines that hold no anchor."""
        anchored = {anchor.index for anchor in self.anchors}
        return [line for index, line in enumerate(self.lines) if index not in anchored]

    def _zone(self) -> tuple[str, str]:
        """The zone of the times that have none beside them: the page's, or the one that other times of the page have."""
        if words := self.page.zone or page_zone(self._between(), self.origin):
            return words, "on the page"
        stated: dict[str, tuple[str, int]] = {}
        for anchor in self.anchors:
            words = anchor.phrase.zone or anchor.zone
            if words and (zone := find_zone(words)):
                stated.setdefault(zone.zone, (words, anchor.line.number))
        if len(stated) != 1:
            return "", ""
        words, line = stated.popitem()[1]
        return words, f"in line {line}"

    def _first(self) -> int:
        return min((index for index in self.covered), default=self.anchors[0].index)

    # -- the blocks ---------------------------------------------------------------------------------------

    def _blocks(self) -> list[Block]:
        blocks: list[Block] = []
        for anchor in self.anchors:
            blocks.append(blocks[-1] if anchor.twin else Block())
        typed_above = self._typed_above()
        above = [0] * (len(self.anchors) + 1)
        floor = 0
        for position, anchor in enumerate(self.anchors):
            region = self.lines[floor : anchor.index]
            if self.sides[position] == "above":
                above[position] = self._read_above(blocks[position], floor, anchor.index)
            elif typed_above and region and (kind := self._type_line(region)) is not None:
                blocks[position].type = undecorated(region[kind].text).strip("()[] ")
                above[position] = len(region) - kind
            self.covered.update(range(anchor.index - above[position], anchor.index + 1))
            floor = anchor.index + 1
        for position, anchor in enumerate(self.anchors):
            following = self.anchors[position + 1].index if position + 1 < len(self.anchors) else len(self.lines)
            end = max(following - above[position + 1], anchor.index + 1)
            self._read_block(anchor, blocks[position], anchor.index + 1, end)
        self._without_appendix(blocks)
        return blocks

    def _read_above(self, block: Block, start: int, end: int) -> int:
        """Read the lines above a time. How many, counted from it, are the talk's; days and zones among them are not read."""
        read = [index for index in range(start, end) if index not in self.headers and index not in self.zoned]
        used = read_above(block, [self.lines[index] for index in read])
        return end - read[-used] if used else 0

    def _without_appendix(self, blocks: list[Block]) -> None:
        """What stands below the last line of a plain list of talks is not the last talk's."""
        last = len(blocks) - 1
        if last < 3 or not all(anchor.title for anchor in self.anchors) or self.anchors[-1].line.kind == "row":
            return
        between = (self.lines[one.index + 1 : other.index] for one, other in pairwise(self.anchors))
        if all(line.blank for lines in between for line in lines):
            blocks[last] = Block(room=self.anchors[-1].room, track=self.anchors[-1].track)
            blocks[last].take_title(self.anchors[-1].title)

    def _read_block(self, anchor: Anchor, block: Block, start: int, end: int) -> None:
        end = next((index for index in range(start, end) if index in self.headers), end)
        end = next((index for index in range(start, end) if self._untimed(index)), end)
        end = next((index for index in range(start, end) if self.lines[index].kind == "end"), end)
        region = self.lines[start:end]
        length = cut(region)
        length = self._next_session(region[:length], titled=bool(anchor.title))
        if anchor.title:
            block.take_title(anchor.title)
        block.room = block.room or anchor.room
        block.track = anchor.track
        for role, text in anchor.cells.items():
            self._take_cell(block, role, text)
        read_below(
            block,
            _flat([line for place, line in enumerate(region[:length]) if start + place not in self.zoned]),
            anchor.line.links,
        )
        self.covered.update(range(start, start + length))

    @staticmethod
    def _next_session(region: Sequence[Line], *, titled: bool) -> int:
        """Where a line in the region heads another session, or the region's length. The first line may be the title."""
        for place, line in enumerate(region):
            if titled and session_line(line.text):
                return place
            titled = titled or not (line.blank or is_chrome(line.text))
        return len(region)

    def _untimed(self, index: int) -> bool:
        """Whether the line is the dash that stands where an entry has no time."""
        return self.listed and _UNTIMED.fullmatch(self.lines[index].text) is not None and "-" in self.lines[index].text

    @staticmethod
    def _take_cell(block: Block, role: str, text: str) -> None:
        if role == "abstract":
            block.abstract.append(text)
        elif role == "speakers":
            block.take_label(Label("speakers", text), certain=True)
        elif role in ("room", "type", "track", "session"):
            setattr(block, role, text)

    def _typed_above(self) -> bool:
        """Whether the kind of a talk stands above its time, as above the first."""
        anchor = self.anchors[0]
        return self.sides[0] != "above" and self._type_line(self.lines[: anchor.index]) is not None

    @staticmethod
    def _type_line(region: Sequence[Line]) -> int | None:
        for place in range(len(region) - 1, -1, -1):
            text = undecorated(region[place].text)
            if text and not is_chrome(text):
                return place if is_type(text) else None
            if len(region) - place > 4:
                return None
        return None

    # -- what came of them --------------------------------------------------------------------------------

    def _containers(self, blocks: Sequence[Block], dated: Sequence[Dated], sessions: Sessions) -> set[int]:
        """Find the anchors that are sessions of those below them; which of them are no event by themselves.

        A session that gives its beginning alone is none: its talks say when it is.
        """
        dropped: set[int] = set()
        for position, (anchor, block) in enumerate(zip(self.anchors, blocks, strict=True)):
            inner = self._inside(position, dated) if block.title else 0
            if not inner or not self._heads(position, inner, block.title):
                continue
            sessions.add(anchor.index, block.title)
            sessions.moderate(block.title, block.moderators)
            if position + inner + 1 < len(self.anchors):
                sessions.add(self.anchors[position + inner].index + 1, sessions.at(anchor.index - 1))
            if inner == len(self.anchors) - 1:
                self.whole = block.title
            if anchor.phrase.end is None and self.sides[position] == "above":
                dropped.add(position)
                sessions.describe(block.title, block.text(), block.room)
                self.notes.append(
                    f"line {anchor.line.number}: the beginning of all of {block.title!r}, not of one talk"
                )
            elif dated[position].end is None:
                dated[position].end = dated[position + inner].end
        return dropped

    def _heads(self, position: int, inner: int, title: str) -> bool:
        """Whether the anchor is a session of the ``inner`` ones that lie within its time."""
        anchor = self.anchors[position]
        if self.anchors[position + 1].nested or anchor.line.kind == "heading" or session_line(title):
            return True
        if self.sides[position] == "above":
            return True
        return position == 0 and inner > 1 and inner == len(self.anchors) - 1 and anchor.phrase.date is not None

    def _inside(self, position: int, dated: Sequence[Dated]) -> int:
        """How many of the anchors that follow lie within this one's time."""
        start, end = dated[position].start, dated[position].end
        if start is None:
            return 0
        count = 0
        for later in range(position + 1, len(self.anchors)):
            inner = dated[later]
            if inner.start is None:
                continue
            if inner.start < start or self._same_kind(position, later):
                break
            if end is not None and (inner.start >= end or (inner.end or inner.start) > end):
                break
            if end is None and inner.start.date() != start.date():
                break
            count += 1
        return count

    def _same_kind(self, one: int, other: int) -> bool:
        """Whether the page writes both alike, so that neither is the other's session."""
        first, second = self.anchors[one], self.anchors[other]
        return (
            self.sides[one] == self.sides[other]
            and first.place == second.place
            and first.nested == second.nested
            and first.line.kind == second.line.kind
            and written(first) == written(second)
            and not (session_line(first.title) and not session_line(second.title))
        )

    def _draft(self, anchor: Anchor, block: Block, when: Dated, sessions: Sessions) -> Draft | None:
        if not block.title or when.start is None:
            fault = when.fault or "no title stands with this time"
            self._problem(anchor, f"skipped: {fault}", "skipped", block.title)
            return None
        if when.assumed:
            self._problem(anchor, when.assumed, "doubt", block.title)
        session = block.session or sessions.at(anchor.index)
        if session == block.title and len(self.anchors) > 1:
            session = ""
        if session and block.moderators:
            sessions.moderate(session, block.moderators)
        return Draft(
            title=block.title,
            start=when.start,
            end=when.end,
            zone=anchor.phrase.zone or anchor.zone,
            speakers=tuple(dict.fromkeys(block.speakers)),
            abstract=block.text(),
            session=session,
            room=block.room,
            track=block.track,
            type=block.type,
            url=block.url,
            video=block.video,
            line=anchor.line.number,
            source=anchor.phrase.text,
        )

    def _problem(self, anchor: Anchor, message: str, kind: str, title: str = "") -> None:
        text = anchor.line.text.strip()
        if len(text) > 300:
            text = f"{anchor.phrase.text} {title}".strip()
        self.problems.append(
            Problem(
                message=message,
                kind="doubt" if kind == "doubt" else "skipped",
                origin=self.origin,
                line=anchor.line.number,
                text=text,
            )
        )

    def _report_asides(self) -> None:
        for line, phrase in self.found.asides:
            self.problems.append(
                Problem(
                    message="skipped: a range of hours in running text, which is no talk's time by its place",
                    kind="skipped",
                    origin=self.origin,
                    line=line.number,
                    text=phrase.text,
                )
            )

    def _title(self, drafts: Sequence[Draft], blocks: Sequence[Block], sessions: Sessions) -> str:
        """The programme's: what every talk says it is a part of, else the page's, else what covers all its talks."""
        parts = {block.session for block in blocks}
        if len(parts) == 1 and (part := parts.pop()):
            return part
        if sessions.headed or not self.whole:
            alone = len(drafts) == 1 and self.sides[0] == "above"
            return sessions.title or (drafts[0].title if alone else "")
        return self.whole


def _flat(region: Sequence[Line]) -> list[Line]:
    """Rows that have no time belong to the talk above them, cell by cell."""
    flat: list[Line] = []
    for line in region:
        if line.kind != "row":
            flat.append(line)
            continue
        flat += [Line(line.number, cell, links=line.links) for cell in line.cells if cell.strip()]
    return flat
