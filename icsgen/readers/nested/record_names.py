"""Names and words in a tree: keys that name a day, an hour, a room or an id, and what a record is called."""

from __future__ import annotations

from icsgen.patterns import Pattern
from icsgen.readers.markup.trees import Tree
from icsgen.readers.tabular.fields import header_of
from icsgen.times.cells import read_cell

_NAMES = ("name", "title", "label", "en", "text", "rendered", "displayName", "fullName", "value", "summary")
_IDS_OF_TALKS = Pattern(r"(?:session|talk|event|presentation|paper|item|submission|proposal)s? ids?")
_NUMBERED = Pattern(r"\d{1,2}[ap]")
"""The session 1a, which stands beside 1b, and no hour."""
_CONTAINERS = frozenset(
    [
        "conference",
        "event",
        "events",
        "schedule",
        "program",
        "programme",
        "agenda",
        "timetable",
        "days",
        "sessions",
        "talks",
        "speakers",
        "rooms",
        "tracks",
        "meta",
        "metadata",
        "settings",
        "config",
        "info",
        "data",
        "results",
    ]
)
"""Keys that say what a file holds, and name nothing."""


def name_of(value: Tree) -> str:
    """What a value is called: itself, or the name in it."""
    if isinstance(value, dict):
        for name in _NAMES:
            one = value.get(name)
            if isinstance(one, str) and one.strip():
                return one.strip()
        return ""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def refers_to_talks(key: str) -> bool:
    """Whether a key says that ids of talks stand under it: 'sessionIds'."""
    return bool(_IDS_OF_TALKS.fullmatch(header_of(key).words))


def holds_records(value: Tree) -> bool:
    """Whether it is a list with records in it."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def is_map(value: dict[str, Tree]) -> bool:
    """Whether the keys are names of their values, not of fields: ids, days, hours, rooms."""
    if not value:
        return False
    plain = all(isinstance(one, dict | list | str) for one in value.values())
    if plain and _is_clock(next(iter(value))) and all(map(_is_clock, value)):
        return True
    if not all(isinstance(one, dict | list) for one in value.values()):
        return False
    if len(value) < 2 and not (names_time(key := next(iter(value))) or _names_room(key)):
        return False
    known = sum(_is_word(key) for key in value)
    records = sum(isinstance(one, dict) or holds_records(one) for one in value.values())
    return known * 2 < len(value) and records == len(value)


def _is_word(key: str) -> bool:
    """Whether a key is the word for what it holds; 'Room 2' and '3 June' are names."""
    header = header_of(key)
    if header.words in _CONTAINERS:
        return True
    return header.number is None and any(fit >= 2 for _, fit in header.meanings) and not names_time(key)


def names_time(key: str) -> bool:
    """Whether a key is a day or an hour."""
    found = read_cell(key.replace("_", " ")) if len(key) < 40 and not _NUMBERED.fullmatch(key) else None
    return found is not None and (found.start is not None or found.day is not None)


def _names_room(key: str) -> bool:
    """Whether a key is the name of a room or track, such as 'Room A', and not the word for it."""
    meanings = header_of(key).meanings
    return bool(meanings) and meanings[0][0] in ("room", "track") and meanings[0][1] < 2


def _is_clock(key: str) -> bool:
    found = read_cell(key)
    return found is not None and found.start is not None
