"""Pages that leave nothing to find out: every time on them is a card's, and the cards name their parts.

Such a page is not searched for times and titles; days, hours and sessions are settled as on every other page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from icsgen.model import Document, Policy, Problem
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.dating import Dating
from icsgen.readers.pages.days import day_header
from icsgen.readers.pages.drafts import into_rooms
from icsgen.readers.pages.hours import Dated
from icsgen.readers.pages.kinds import type_in
from icsgen.readers.pages.page_zone import page_zone
from icsgen.readers.pages.sessions import Sessions, session_line
from icsgen.readers.web.cards import Card, tells_time
from icsgen.readers.web.lined import Lined

_LONGEST_HEADER = 160
_SLASHED = re.compile(r"\d\s?/\s?\d")
"""A date that may be open: 5/3."""


def read_plain(
    page: Sequence[Lined], lines: list[Line], document: Document, policy: Policy, title: str
) -> Findings | None:
    """All that the page holds; ``None`` if it leaves something to find out. ``lines`` are those of ``page``.

    :raises TimeFault: its days cannot be settled.
    """
    cards = _cards(page)
    if not cards:
        return None
    taken = {index + step for index in cards for step in (0, 1)}
    others = [(index, line) for index, line in enumerate(lines) if index not in taken]
    anchors = [Anchor(index, lines[index], card.time, "bare") for index, card in cards.items() if card.time]
    headers = {
        index: header
        for index, line in others
        if line.text and len(line.text) <= _LONGEST_HEADER and (header := day_header(line, None))
    }
    dating = Dating(lines, anchors, headers, document, policy, None)
    dated = dating.settle()
    sessions = Sessions(lines, anchors[0].index, title, taken | headers.keys())
    zone = page_zone([line for _, line in others], document.origin)
    year_how = dating.year.how if dating.year else ("by --date" if policy.date else "")
    findings = Findings([], title=sessions.title, zone=zone, notes=[f"year: {year_how}"] if year_how else [])
    for anchor, when, card in zip(anchors, dated, cards.values(), strict=True):
        _add(findings, anchor, when, card, sessions, document)
    for draft in findings.drafts:
        draft.year_how = year_how
    into_rooms(findings.drafts)
    findings.sessions = sessions.values(dict.fromkeys(draft.session for draft in findings.drafts if draft.session))
    return findings


def _cards(page: Sequence[Lined]) -> dict[int, Card]:
    """The cards by the index of their time; none if anything on the page is not as plain."""
    cards: dict[int, Card] = {}
    title = -1
    for index, one in enumerate(page):
        card = one.card
        if card is not None:
            if not card.plain or card.time is None or session_line(card.title):
                return {}
            cards[index] = card
            title = index + 1
        elif index != title and (one.line.kind == "row" or _SLASHED.search(one.line.text) or _tells_time(one)):
            return {}
    return cards


def _tells_time(one: Lined) -> bool:
    return bool(one.phrases()) or (len(one.line.text) > _LONGEST_HEADER and tells_time(one.line.text))


def _add(findings: Findings, anchor: Anchor, when: Dated, card: Card, sessions: Sessions, document: Document) -> None:
    if when.start is None or when.assumed:
        findings.problems.append(
            Problem(
                message=when.assumed if when.start is not None else f"skipped: {when.fault}",
                kind="doubt" if when.start is not None else "skipped",
                origin=document.origin,
                line=anchor.line.number,
                text=anchor.line.text,
            )
        )
    if when.start is None:
        return
    block = Block()
    block.take_title(card.title, whole=bool(card.speakers))
    findings.drafts.append(
        Draft(
            title=block.title,
            start=when.start,
            end=when.end,
            zone=anchor.phrase.zone,
            speakers=card.people() or tuple(block.speakers),
            abstract=card.text("abstract", "\n\n"),
            session=sessions.at(anchor.index),
            room=card.text("room") or block.room,
            track=card.text("track"),
            type=card.text("type") or block.type or type_in(block.title),
            url=card.url or block.url,
            line=anchor.line.number,
            source=anchor.phrase.text,
        )
    )
