"""How a page writes its talks: what one line leaves open, all of them tell.

'Ann Lee: Deep Rain' may be a title; where nearly every title of a page is a name, a colon and more, it is people and
their titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.kinds import is_aside, type_in
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.sessions import session_line

_FEWEST = 3
_SHORT = 3
"""Titles of so few words are breaks and openings, and no measure of how talks are written."""
_SHAPES = (
    (":", (Pattern(r"(?P<people>[^:]{3,90}?)\s*:\s+(?P<title>\S.*)"),)),
    ("–—|-", (Pattern(r"(?P<people>\S.{2,90}?)\s+[–—|-]{1,2}\s+(?P<title>\S.*)"),)),
    ("–—|-", (Pattern(r"(?P<title>\S.*)\s+[–—|-]{1,2}\s+(?P<people>[^–—|:]{3,120})"),)),
    ("[", (Pattern(r"(?P<title>\S.*?)\s*\[(?P<people>[^\[\]]{3,120})\]"),)),
    (
        ",",
        (
            Pattern(r"(?P<title>\S.*?),\s+[*_]{0,3}(?P<people>[^:()*_]{3,120})[*_]{0,3}"),
            Pattern(r"(?P<title>\S.*),\s+[*_]{0,3}(?P<people>[^:()*_,]{3,60})[*_]{0,3}"),
        ),
    ),
)
"""People at one end of a title, and what parts them from it, with its signs; the first way that holds counts."""
_TAIL = Pattern(r"(?P<lead>\S.*?)\s*\((?P<kind>[^()]{2,40})\)\s*")


class _Parted(NamedTuple):
    """A title in two."""

    block: Block
    people: tuple[Speaker, ...]
    rest: str


def settle_habits(blocks: Sequence[Block]) -> None:
    """Take out of the titles what the page as a whole shows to be people, or the kind of talk."""
    several = (one for block in blocks for one in (block, *block.others))
    titled = list({id(block): block for block in several if block.title}.values())
    _part_kinds(titled)
    lasting = [block for block in titled if not session_line(block.title)]
    for signs, shape in _SHAPES:
        found = [
            (block, _part(block, shape) if any(map(block.title.__contains__, signs)) else None) for block in lasting
        ]
        parted = [parts for _, parts in found if parts]
        if len(parted) < _FEWEST:
            continue
        talks = [block for block, parts in found if parts or len(block.title.split()) > _SHORT]
        plain = sum(not people_of(one.rest) for one in parted)
        if len(parted) * 5 >= len(talks) * 4 and plain * 2 >= len(parted):
            for one in parted:
                one.block.title = one.rest
                one.block.speakers = [*one.people]
            return


def _part(block: Block, shape: Sequence[Pattern]) -> _Parted | None:
    """The title in two if people stand at its end, and no others are named besides."""
    for pattern in shape:
        match = pattern.fullmatch(block.title)
        if match is None or not (people := people_of(match["people"])):
            continue
        rest = match["title"].strip()
        known = {one.name for one in people}
        if any(one.name not in known for one in block.speakers):
            return None
        if type_in(block.title) and (len(rest.split()) <= _SHORT or people_of(rest)):
            return None  # 'Keynote – Ann Lee'
        return _Parted(block, people, rest)
    return None


def _part_kinds(blocks: Sequence[Block]) -> None:
    """'Closing (Closing)': the page names each talk's kind behind its title, if it does so for nearly all."""
    tails = [(block, match) for block in blocks if (match := _TAIL.fullmatch(block.title)) and is_aside(match["kind"])]
    said_twice = any(match["lead"].lower() == match["kind"].lower() for _, match in tails)
    if said_twice or (len(tails) >= _FEWEST and len(tails) * 5 >= len(blocks) * 4):
        for block, match in tails:
            block.title, block.type = match["lead"], block.type or match["kind"]
