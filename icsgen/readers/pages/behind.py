"""Names behind titles that only the page as a whole, or the writing, shows to be names."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.names import is_name, people_of

_EAST_ASIAN = range(0x3040, 0xA000)
_FEWEST_PLAIN = 2
_BRACKETED = Pattern(r"(?P<lead>\S.*?)\s*\((?P<name>[^()]{2,40})\)\s*")


def settle_behind(blocks: Sequence[Block]) -> None:
    """Take who speaks from behind the titles."""
    titled = list({id(block): block for block in blocks if block.title}.values())
    bracketed = [block for block in titled if block.title.endswith(")") and block.speakers]
    if len(bracketed) > _FEWEST_PLAIN:
        _turn_names(bracketed)
    if any(ord(char) in _EAST_ASIAN for block in titled if not block.title.isascii() for char in block.title):
        from icsgen.readers.pages.east import part_east_asian  # few pages need it

        part_east_asian(titled)


def _turn_names(blocks: Sequence[Block]) -> None:
    """'Deep Rain (Ann Lee)' names who speaks behind the title, if the page's plain titles do: 'On Fog (Bo Li)'."""
    tails = [(block, match) for block in blocks if (match := _BRACKETED.fullmatch(block.title))]
    named = [(block, match["lead"], match["name"]) for block, match in tails if is_name(match["name"])]
    plain = sum([one.name for one in block.speakers] == [name] for block, _, name in named)
    if plain < _FEWEST_PLAIN or plain * 2 < len(named):
        return
    for block, lead, name in named:
        if block.speakers == [Speaker(name=lead, affiliation=name)]:
            block.speakers = list(people_of(name))
