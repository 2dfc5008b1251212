"""A page on the way from anchors to drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from icsgen.errors import ZoneError
from icsgen.model import Document, Policy, Problem
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchors import Anchor, Found, find_anchors
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.chrome import is_others
from icsgen.readers.pages.clocks import Rival
from icsgen.readers.pages.dating import Dating
from icsgen.readers.pages.days import DayHeader, day_header, settle_order
from icsgen.readers.pages.hours import Dated
from icsgen.readers.pages.layout import sides
from icsgen.readers.pages.nesting import Nesting
from icsgen.readers.pages.page_zone import page_zone, states_zone
from icsgen.readers.pages.regions import Regions
from icsgen.readers.pages.sessions import Sessions, is_generic
from icsgen.times.dates import find_dates
from icsgen.times.zones import find_zone

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


def _is_place(text: str) -> bool:
    """Whether a date's line says beside it at most where: '| Lehar 3, Vienna |'."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) <= 5 and all(word[0].isupper() for word in words) and ":" not in text


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
        self.stated = [(anchor.phrase.zone or anchor.zone, anchor.line.number) for anchor in self.found.anchors]
        self._set_others_aside()
        self.headers, self.anchors = self._opening_hours(self.found.anchors)
        self.headers |= self._headers()
        zoned = {
            index for index, line in enumerate(self.lines) if self.anchors and len(line.text) < 80 and states_zone(line)
        }
        self.zoned = zoned - {anchor.index for anchor in self.anchors} - self.found.spare
        borders = {index for index, line in enumerate(self.lines) if line.kind == "end"}
        self.sides, self.doubtful = sides(self.lines, self.anchors, frozenset(self.zoned | borders | set(self.headers)))

    def read(self) -> Findings:
        if not self.anchors:
            self._report_asides()
            return Findings([], problems=self.problems)
        zone, zone_how = self._zone()
        regions = Regions(self.lines, self.anchors, self.sides, self.headers, self.zoned | self.found.spare)
        blocks = regions.blocks()
        taken = regions.covered | self.zoned | self.found.spare | set(self.headers)
        sessions = Sessions(self.lines, min(regions.covered), self.page.title, taken)
        dating = Dating(self.lines, self.anchors, self.headers, self.page.document, self.page.policy, self.order)
        dating.whole_day = self.found.whole_day
        dated = dating.settle()
        nesting = Nesting(self.anchors, self.sides, dated)
        nesting.find(blocks, sessions)
        year_how = dating.year.how if dating.year else ("by --date" if self.page.policy.date else "")
        drafts = []
        for position, (anchor, block, when) in enumerate(zip(self.anchors, blocks, dated, strict=True)):
            if position not in nesting.dropped and (draft := self._draft(anchor, block, when, sessions)):
                draft.year_how = year_how
                drafts.append(draft)
        self._report_doubts(blocks)
        self._report_asides()
        return Findings(
            drafts,
            title=self._title(drafts, blocks, sessions, nesting.whole),
            zone=zone,
            zone_how=zone_how,
            sessions=sessions.values(dict.fromkeys(draft.session for draft in drafts if draft.session)),
            url=self.page.url,
            problems=self.problems,
            notes=[*nesting.notes, *self.notes, *([f"year: {year_how}"] if year_how else [])],
        )

    # -- the lines ----------------------------------------------------------------------------------------

    def _set_others_aside(self) -> None:
        """What stands below 'Related Events' is of other pages."""
        anchors = self.found.anchors
        first = anchors[0].index if anchors else 0
        heads = (index for index, line in enumerate(self.lines) if index > first and is_others(line.text))
        if (start := next(heads, None)) is None:
            return
        for anchor in anchors:
            if anchor.index > start:
                self._problem(anchor, "skipped: it stands below 'Related Events', and is of another page", "skipped")
        self.found.anchors = [anchor for anchor in anchors if anchor.index < start]

    def _opening_hours(self, anchors: Sequence[Anchor]) -> tuple[dict[int, DayHeader], list[Anchor]]:
        """'Day 1 - Monday 8 July, 9:00 - 17:00' heads a day and is no talk; and the anchors that are."""
        hours: dict[int, DayHeader] = {}
        talks = []
        for anchor, following in zip_longest(anchors, anchors[1:]):
            date = anchor.phrase.date
            parted = following is not None and following.phrase.date is None and anchor.phrase.end is not None
            title = anchor.title
            if parted and not date and anchor.place == "after" and (named := find_dates(title, self.order)):
                date, span = named[0]
                title = "" if _is_place(title[: span[0]]) and _is_place(title[span[1] :]) else title
            if parted and date and date.month and anchor.place == "after" and is_generic(title):
                hours[anchor.index] = DayHeader(date)
                self.notes.append(f"line {anchor.line.number}: the hours of a whole day, not of one talk")
            else:
                talks.append(anchor)
        return hours, talks

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
        anchored = {anchor.index for anchor in self.anchors} | self.found.spare
        return [line for index, line in enumerate(self.lines) if index not in anchored]

    def _zone(self) -> tuple[str, str]:
        """The zone of the times that have none beside them: the page's, or the one that other times of the page have."""
        if self.found.rival:
            self._settle_rival(self.found.rival)
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

    def _settle_rival(self, rival: Rival) -> None:
        """Each talk has two hours: the user has said which zone the first is in, or is asked."""
        first, second = rival.hours
        message = f"each talk has two hours, {first} and {second}, and the page does not say which zone either is in"
        if not self.page.policy.tz:
            raise ZoneError(
                message,
                origin=self.origin,
                line=rival.line.number,
                text=f"{first} {second}",
                hint="say which zone the first of them is in, e.g. --tz America/Los_Angeles",
            )
        self.problems.append(
            Problem(
                message=f"{message}; took the first, by --tz",
                kind="doubt",
                origin=self.origin,
                line=rival.line.number,
                text=f"{first} {second}",
            )
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

    def _report_doubts(self, blocks: Sequence[Block]) -> None:
        for position in self.doubtful:
            message = "whether titles stand above or below their times is not clear; took them from below"
            self._problem(self.anchors[position], message, "doubt", blocks[position].title)

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

    def _title(self, drafts: Sequence[Draft], blocks: Sequence[Block], sessions: Sessions, whole: str) -> str:
        """The programme's: what every talk says it is a part of, else the page's, else what covers all its talks."""
        parts = {block.session for block in blocks}
        if len(parts) == 1 and (part := parts.pop()):
            return part
        if sessions.headed or not whole:
            alone = len(drafts) == 1 and self.sides[0] == "above"
            return sessions.title or (drafts[0].title if alone else "")
        return whole
