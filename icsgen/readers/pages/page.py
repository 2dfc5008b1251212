"""A page on the way from anchors to drafts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from icsgen.model import Document, Policy
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor, Found
from icsgen.readers.pages.anchors import find_anchors
from icsgen.readers.pages.behind import settle_behind
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.chrome import is_chrome, is_others, is_struck
from icsgen.readers.pages.dating import Dating
from icsgen.readers.pages.days import settle_order
from icsgen.readers.pages.drafts import end_by, into_rooms, is_end, other_zone
from icsgen.readers.pages.empty_days import empty_days
from icsgen.readers.pages.habits import settle_habits
from icsgen.readers.pages.heads import day_headers, never_days, opening_hours
from icsgen.readers.pages.hours import Dated
from icsgen.readers.pages.layout import sides
from icsgen.readers.pages.listed import told
from icsgen.readers.pages.nesting import Nesting
from icsgen.readers.pages.page_zone import page_zone, zone_lines
from icsgen.readers.pages.problems import Problems
from icsgen.readers.pages.regions import Regions
from icsgen.readers.pages.sessions import Sessions, is_generic
from icsgen.times.zones import find_zone

_LONGEST_DATED = 4000
"""A longer line is no line of a programme that dates could be settled by."""


@dataclass(slots=True, eq=False)
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
        self.problems = Problems(self.origin)
        slashed = [line.text for line in self.lines if "/" in line.text and len(line.text) <= _LONGEST_DATED]
        self.order = settle_order(slashed, page.document, page.policy)
        self.found = find_anchors(self.lines, self.order) if self.order else found
        if any(line.kind == "row" for line in self.lines):
            from icsgen.readers.pages.rows import row_anchors  # knows many words for columns; few pages need it

            row_anchors(self.lines, self.order, self.found)
        self.stated = [(anchor.phrase.zone or anchor.zone, anchor.line.number) for anchor in self.found.anchors]
        self._set_struck_aside()
        self._set_others_aside()
        self.headers, self.anchors, self.notes = opening_hours(self.found.anchors, self.order)
        self.headers |= day_headers(self.lines, {anchor.index for anchor in self.anchors}, self.order)
        self.headers |= self.found.days
        zoned = zone_lines(self.lines) if self.anchors else set()
        self.zoned = zoned - {anchor.index for anchor in self.anchors} - self.found.spare
        borders = {index for index, line in enumerate(self.lines) if line.kind == "end"}
        self.sides, self.doubtful = sides(self.lines, self.anchors, frozenset(self.zoned | borders | set(self.headers)))

    def read(self) -> Findings:
        if not self.anchors:
            self.problems.asides(self.found.asides)
            return Findings([], problems=self.problems.all)
        zone, zone_how = self._zone()
        regions = Regions(self.lines, self.anchors, self.sides, self.headers, self.zoned | self.found.spare)
        blocks = regions.blocks()
        settle_habits(blocks)
        settle_behind(blocks)
        taken = regions.covered | self.zoned | self.found.spare | set(self.headers)
        sessions = Sessions(self.lines, min(regions.covered), self.page.title, taken)
        never = never_days(self.headers, self.anchors)
        for at in never:
            self.problems.never(self.lines[at])
        headers = {at: header for at, header in self.headers.items() if at not in never}
        dating = Dating(self.lines, self.anchors, headers, self.page.document, self.page.policy, self.order)
        dating.whole_day = self.found.whole_day
        dated = dating.settle()
        nesting = Nesting(self.anchors, self.sides, dated)
        nesting.find(blocks, sessions)
        year_how = dating.year.how if dating.year else ("by --date" if self.page.policy.date else "")
        drafts: list[Draft] = []
        for position, (anchor, block, when) in enumerate(zip(self.anchors, blocks, dated, strict=True)):
            if position in nesting.dropped:
                continue
            if drafts and self._is_end(position, block, dated, drafts[-1].zone):
                self._end(drafts[-1], anchor, when)
            elif draft := self._draft(anchor, block, when, sessions):
                beside = (self._draft(anchor, one, when, sessions) for one in block.others)
                drafts += [draft, *filter(None, beside)]
            elif drafts and when.start is not None and end_by(drafts[-1], when.start):
                self.problems.ended(drafts[-1])
        for draft in drafts:
            draft.year_how = year_how
        if contradicted := other_zone(drafts, zone):
            self.problems.zone(contradicted, zone)
        used = dict.fromkeys(draft.session for draft in drafts if draft.session)
        self._report(blocks, taken | sessions.account(used))
        into_rooms(drafts)
        used = dict.fromkeys(draft.session for draft in drafts if draft.session)
        return Findings(
            drafts,
            title=self._title(drafts, blocks, sessions, nesting.whole),
            zone=zone,
            zone_how=zone_how,
            sessions=sessions.values(used),
            url=self.page.url,
            problems=self.problems.all,
            notes=[*nesting.notes, *self.notes, *([f"year: {year_how}"] if year_how else [])],
        )

    def _is_end(self, position: int, block: Block, dated: Sequence[Dated], zone: str) -> bool:
        """Whether the entry says only when the list above it ends: '12:00 End'. ``zone`` is that of the last talk."""
        start, anchor = dated[position].start, self.anchors[position]
        if start is None or dated[position].end is not None or block.speakers or block.abstract:
            return False
        if (anchor.phrase.zone or anchor.zone) != zone:
            return False
        following = dated[position + 1].start if position + 1 < len(dated) else None
        last = following is None or following.date() != start.date() or following < start
        return last and is_end(block.title)

    def _end(self, draft: Draft, anchor: Anchor, when: Dated) -> None:
        """The last talk above ends when the list does, if nothing else says when; what is none's end is told."""
        if when.start is not None and end_by(draft, when.start):
            self.problems.ended(draft)
        elif draft.end != when.start:
            self.problems.skip(anchor, "it says only when the programme ends, which is no talk")

    # -- the lines ----------------------------------------------------------------------------------------

    def _set_struck_aside(self) -> None:
        """'~~11:30 A talk~~' is struck out."""
        struck = [anchor for anchor in self.found.anchors if "~~" in anchor.line.text and is_struck(anchor.line.text)]
        for anchor in struck:
            self.problems.doubt(anchor, "struck out on the page, so no event")
            self.found.anchors.remove(anchor)

    def _set_others_aside(self) -> None:
        """What stands below 'Related Events' is of other pages."""
        anchors = self.found.anchors
        first = anchors[0].index if anchors else 0
        heads = (index for index, line in enumerate(self.lines) if index > first and is_others(line.text))
        if (start := next(heads, None)) is None:
            return
        for anchor in anchors:
            if anchor.index > start:
                self.problems.skip(anchor, "it stands below 'Related Events', and is of another page")
        self.found.anchors = [anchor for anchor in anchors if anchor.index < start]

    def _between(self) -> list[Line]:
        """The lines that hold no anchor."""
        anchored = {anchor.index for anchor in self.anchors} | self.found.spare
        return [line for index, line in enumerate(self.lines) if index not in anchored]

    def _zone(self) -> tuple[str, str]:
        """The zone of the times that have none beside them: the page's, or the one that its other times have."""
        if self.found.rival:
            self.problems.rival(self.found.rival, self.page.policy)
            return "", ""
        if words := self.page.zone or page_zone(self._between(), self.origin):
            return words, "on the page"
        stated: dict[str, tuple[str, int]] = {}
        for words, number in self.stated:
            if words and (zone := find_zone(words)):
                stated.setdefault(zone.zone, (words, number))
        if len(stated) != 1:
            return "", ""
        words, line = stated.popitem()[1]
        return words, f"in line {line}"

    def _draft(self, anchor: Anchor, block: Block, when: Dated, sessions: Sessions) -> Draft | None:
        title = block.called() or self._session_of(anchor, block, sessions)
        if not title or when.start is None:
            self.problems.skip(
                anchor, when.fault or "no title stands with this time", f"{title} {block.rest()}".strip()
            )
            return None
        for doubt in filter(None, (when.assumed, anchor.doubt)):
            self.problems.doubt(anchor, doubt, title)
        if block.listed:
            self.problems.doubt(anchor, told(block), title)
        session = block.session or sessions.at(anchor.index)
        if session == title and len(self.anchors) > 1:
            session = ""
        if session and block.moderators:
            sessions.moderate(session, block.moderators)
        elif block.moderators:
            block.abstract.insert(0, f"Chair: {', '.join(one.name for one in block.moderators)}\n")
        return Draft(
            title=title,
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

    def _session_of(self, anchor: Anchor, block: Block, sessions: Sessions) -> str:
        """The session whose time and chair these are, if nothing else stands there."""
        session = sessions.at(anchor.index)
        return session if block.moderators and session != sessions.title else ""

    def _report(self, blocks: Sequence[Block], accounted: Collection[int]) -> None:
        """What is in doubt on the whole page, and what is nobody's. ``accounted``: the lines that somebody has."""
        for position in self.doubtful:
            message = "whether titles stand above or below their times is not clear; took them from below"
            if blocks[position].called():
                self.problems.doubt(self.anchors[position], message, blocks[position].title)
        between = range(self.anchors[0].index, self.anchors[-1].index)
        rest = [self.lines[index] for index in between if index not in accounted and not self.lines[index].header]
        self.problems.left_over([line for line in rest if not is_chrome(line.text) and not is_generic(line.text)])
        self.problems.asides(self.found.asides)
        self.problems.bare(self.found.bare)
        self.problems.empty_days(empty_days(self.lines, self.headers, {anchor.index for anchor in self.anchors}))

    def _title(self, drafts: Sequence[Draft], blocks: Sequence[Block], sessions: Sessions, whole: str) -> str:
        """The programme's: what every talk says it is a part of, else the page's, else what covers all its talks."""
        parts = {block.session for block in blocks}
        if len(parts) == 1 and (part := parts.pop()):
            return part
        if sessions.headed or not whole:
            alone = len(drafts) == 1 and self.sides[0] == "above"
            return sessions.title or (drafts[0].title if alone else "")
        return whole
