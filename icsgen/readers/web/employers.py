"""Where speakers work, behind a comma in the elements of their names: 'Ann Lee, Inria' is one person.

Words alone leave that open: 'Ann Lee, ETH Zürich' could be two names. All such elements of a page together tell it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from icsgen.readers.people import people
from icsgen.readers.web.cards import Card

_SHORTENED = re.compile(r"[A-Z]{3,}\b")
_SEVERAL = re.compile(r"\s(?:and|und|et|&)\s|[;()/|]", re.IGNORECASE)


def tell_employers(cards: Collection[Card]) -> None:
    """Give each speaker of the cards the affiliation that stands behind the name."""
    pairs = {name: pair for card in cards for name, _ in card.speakers if (pair := _pair(name))}
    if not pairs:
        return
    lists = {name for card in cards for name, _ in card.speakers if name.count(",") > 1}
    places = {place for person, place in pairs.values() if _is_place(person, place)}
    if sum(place in places for _, place in pairs.values()) * 2 >= len(pairs) + len(lists):
        places |= _repeated(pairs.values())
    for card in cards:
        card.speakers = [
            pairs[name] if not given and name in pairs and pairs[name][1] in places else (name, given)
            for name, given in card.speakers
        ]


def _pair(text: str) -> tuple[str, str] | None:
    """What stands before the only comma, and behind it."""
    person, comma, place = (part.strip() for part in text.partition(","))
    if not comma or "," in place or not place or " " not in person or _SEVERAL.search(text):
        return None
    named = people(text)
    return None if len(named) == 1 and not named[0].affiliation else (person, place)  # 'Ann Lee, PhD'


def _is_place(person: str, place: str) -> bool:
    """Whether it can be nobody: one word behind a full name, a name of letters, or what names institutions."""
    if " " not in place or any(one.affiliation for one in people(f"{person}, {place}")):
        return True
    return _SHORTENED.match(place) is not None and not _SHORTENED.search(person)


def _repeated(pairs: Collection[tuple[str, str]]) -> set[str]:
    """The places of several people, none of which gives a talk."""
    behind: dict[str, set[str]] = {}
    for person, place in pairs:
        behind.setdefault(place, set()).add(person)
    first = {person for person, _ in pairs}
    return {place for place, persons in behind.items() if len(persons) > 1 and place not in first}
