"""Talks that stand under one time without times of their own: a session's list.

'Oral session', and below it a title, its people, a title, its people: that is no talk with many people, but a
session. It becomes one event that lists its talks, and they are named as talks without times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.chrome import is_chrome, undecorated
from icsgen.readers.pages.kinds import is_type
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.sessions import session_line
from icsgen.readers.pages.shape import is_prose, is_title

_HOLDER = Pattern(
    r"\b(?:sessions?|talks|papers|posters|spotlights|orals|presentations|demos|lectures|vortr[aä]ge|sitzung)\b",
    re.IGNORECASE,
)
_FEWEST = 2
_MOST = 80
"""Lines; a longer block is no list of a session."""


class Listing(NamedTuple):
    """What stands under a session's time."""

    before: tuple[Line, ...]
    """Labels and rooms above it."""
    head: str
    """The session's own title, empty if none stands there."""
    lines: tuple[Line, ...]
    """The list, as it stands."""
    titles: tuple[Line, ...]
    """Those of the lines that are talks' titles."""
    certain: bool
    """Whether they can be nothing else: titles that look like names may be people, one a line."""


def listing_of(title: str, region: Sequence[Line]) -> Listing | None:
    """The list that the lines below a time are, if any. ``title``: what stands beside the time, or above it."""
    lines = [line for line in region if (text := undecorated(line.text)) and not is_chrome(text)]
    before: list[Line] = []
    while lines and ((label := label_of(lines[0].text)) or room_of(lines[0].text) is not None):
        if label and label.role in ("title", "abstract"):
            return None
        before.append(lines.pop(0))
    while len(lines) > 1 and (label := label_of(lines[1].text)) and label.role in ("moderators", "room"):
        before.append(lines.pop(1))
    if len(lines) > _MOST or any(label_of(line.text) for line in lines):
        return None
    if not title and _are_entries(lines):
        return Listing(tuple(before), "", tuple(lines), tuple(lines), True)
    if len(lines) < 2 * _FEWEST:
        return None
    found = _titled(title, lines) if title else _untitled(lines)
    return found._replace(before=tuple(before)) if found else None


def _titled(title: str, lines: Sequence[Line]) -> Listing | None:
    return _listed(title, lines) if is_holder(title) else None


def _untitled(lines: Sequence[Line]) -> Listing | None:
    """The list below a time that has no title beside it: the first line may be the session's."""
    first = undecorated(lines[0].text)
    if is_holder(first):
        return _listed(first, lines[1:])
    return (_listed(first, lines[1:]) if len(lines) % 2 else None) or _listed("", lines)


def _are_entries(lines: Sequence[Line]) -> bool:
    """Whether the lines are the items of one list, each of them a talk's: no people, no sentences, nothing below."""
    if len(lines) < _FEWEST or any(line.kind != "item" or line.level != lines[0].level for line in lines):
        return False
    return all(_is_title(line) and not people_of(line.text) and not is_prose(line.text) for line in lines)


def is_holder(text: str) -> bool:
    """Whether the text names what holds several talks.

    >>> is_holder("Oral session"), is_holder("Spotlights"), is_holder("Panel"), is_holder("Invited Talk")
    (True, True, False, False)
    """
    return session_line(text) or (_HOLDER.search(text) is not None and (is_type(text) or len(text.split()) <= 4))


def _listed(head: str, lines: Sequence[Line]) -> Listing | None:
    """The list of pairs that the lines are, the title first or the people. One more line at its end may be anything."""
    even = lines[: len(lines) // 2 * 2]
    if len(even) < 2 * _FEWEST or people_of(head):
        return None
    holder = is_holder(head)
    orders = [(even[0::2], even[1::2]), (even[1::2], even[0::2])]
    for titles, people in orders if holder or not head else orders[:1]:
        if not all(people_of(line.text) for line in people) or not all(map(_is_title, titles)):
            continue
        plain = sum(not people_of(line.text) for line in titles)
        if any(_are_surely(people_of(line.text)) for line in titles):
            continue
        if plain * 2 >= len(titles) or all(_are_surely(people_of(line.text)) for line in people):
            return Listing((), head, tuple(lines), tuple(titles), True)
        if holder:
            return Listing((), head, tuple(lines), tuple(even), False)
    if not head and all(map(_is_one_name, even)):
        return Listing((), "", tuple(lines), tuple(even), False)
    return None


def _is_one_name(line: Line) -> bool:
    """Whether the line looks like one person's bare name, as a short title may."""
    people = people_of(line.text)
    return len(people) == 1 and not people[0].affiliation


def _are_surely(people: Sequence[Speaker]) -> bool:
    """Whether the people can be nothing else: several, or with their affiliation."""
    return len(people) > 1 or any(one.affiliation for one in people)


def _is_title(line: Line) -> bool:
    text = undecorated(line.text)
    return is_title(text) and room_of(text) is None and not is_type(text) and not text.endswith((":", "."))


def take_listing(block: Block, listing: Listing) -> None:
    """The session as one entry: its talks are its text. Without a title of its own it is called by its first talk."""
    for line in listing.before:
        room = room_of(line.text)
        if (label := label_of(line.text)) and block.take_label(label):
            continue
        if room and block.room in ("", room):
            block.room = room
        elif room != "":
            block.abstract.append(line.text.strip())
    lines = listing.lines
    block.listed = list(listing.titles)
    if listing.head:
        block.title = block.title or listing.head
    elif len(listing.titles) == len(lines):
        block.take_title(undecorated(lines[0].text))
        lines, block.listed = lines[1:], block.listed[1:]
    else:
        first, second = lines[:2] if listing.titles[0] is lines[0] else (lines[1], lines[0])
        block.title = undecorated(first.text)
        block.speakers += people_of(second.text)
        lines, block.listed = lines[2:], block.listed[1:]
    block.unsure = not listing.certain
    block.abstract += [undecorated(line.text) for line in lines]


def second_titles(region: Sequence[Line]) -> list[Line]:
    """Lines that look like other talks' titles: below an abstract's sentences, and people below them."""
    lines = [line for line in region if (text := undecorated(line.text)) and not is_chrome(text)]
    found = []
    for before, line, below in zip(lines[1:], lines[2:], lines[3:], strict=False):
        known = _are_surely(people_of(below.text))
        plain = _is_title(line) and label_of(line.text) is None and len(line.text.split()) > 1 and line.kind == "text"
        if known and plain and is_prose(before.text) and not people_of(line.text):
            found.append(line)
    return found


def told(block: Block) -> str:
    """What is to be said of the talks that the block lists."""
    numbers = ", ".join(str(line.number) for line in block.listed)
    where = f"line{'s' if len(block.listed) > 1 else ''} {numbers}"
    if block.unsure:
        return f"whether talks or people stand under this time is not clear; its description lists them: {where}"
    return f"talks stand under this time without times of their own; its description lists them: {where}"
