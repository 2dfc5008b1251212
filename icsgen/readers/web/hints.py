"""What elements say of themselves: the class or the label of an element that holds one part of a talk.

``<span class="speaker-name">`` and ``<div aria-label="Location">`` name what a reader sees by layout alone. Only whole
words of a class count: ``session-title`` and ``talk__speakers`` do, ``subtitled`` does not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from icsgen.readers.markup.lines import Line
from icsgen.readers.web.lined import Lined

_WORDS = {
    "title": "title name headline subject summary heading",
    "speakers": "speaker speakers author authors presenter presenters performer performers person persons people",
    "room": "room rooms location venue vs place hall where",
    "affiliation": "affiliation affiliations affil institution organization organisation company org",
    "track": "track tracks",
    "type": "type kind category format",
    "abstract": "abstract description desc teaser",
    "duration": "duration length",
    "time": "time times datetime timeslot hours when date day start end",
}
_HOURS = frozenset(["time", "times", "timeslot", "hours", "start", "end"])
_DAYS = frozenset(["date", "dates", "day", "days", "when", "datetime"])
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_LAYOUT = re.compile(
    r"(?:[a-z-]+:)*(?:(?:items|justify|self|align|float|font|transition|place-(?:items|content|self))-.*|duration-\d+|(?!dt|event|session|talk|slot|time|date)[a-z]+-(?:start|end)(?:-\d+)?)"
)
"""Classes that say how an element is laid out, and nothing of what it holds: 'items-start', 'md:text-end'."""
_SEPARATE = re.compile(r"[-_:]+|(?<=[a-z])(?=[A-Z])")
_LONGEST = 60
_LABELS = {"speakers": "Speakers", "room": "Room", "track": "Track", "type": "Type"}
_LONGEST_LABELLED = 200


_WHOLE = frozenset(("speakers", "room", "track", "type", "abstract"))
"""A name in one of these is no title of a talk."""


def within(outer: str, inner: str) -> str:
    """The role of an element inside another: the 'name' in 'speakers' is a speaker's."""
    return outer if not inner or (inner == "title" and outer in _WHOLE) else inner


@lru_cache(maxsize=4096)
def role_of(words: str) -> str:
    """The part of a talk that the class names or the label name; empty if none, or several.

    >>> role_of("session-title"), role_of("schedule_location schedule_location_online"), role_of("col-sm-4 mt-3")
    ('title', 'room', '')
    """
    found = {role for name in words.split() if len(name) <= _LONGEST and (role := _role(name))}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def names_hour(words: str) -> bool:
    """Whether the class of a time is that of an hour: '9.10' is a day in one for dates.

    >>> names_hour("talk-time"), names_hour("event-date-time"), names_hour("when")
    (True, False, False)
    """
    parts = {part.lower() for name in words.split() for part in _SEPARATE.split(name)}
    return not parts.isdisjoint(_HOURS) and parts.isdisjoint(_DAYS)


def _role(name: str) -> str:
    """By the last word: a 'speaker-name' is a speaker, a 'room-title' a room."""
    if _LAYOUT.fullmatch(name):
        return ""
    parts = [part.lower() for part in _SEPARATE.split(name) if part]
    for part in reversed(parts[-3:]):
        role = _ROLE_OF.get(part)
        if role and not (role == "title" and any(_ROLE_OF.get(other) not in (None, "title") for other in parts)):
            return role
    return ""


def labelled(one: Lined) -> Line:
    """The line with a label that a reader of lines understands, if its element names it and nothing has taken it."""
    line = one.line
    label = _LABELS.get(one.role)
    if label is None or line.kind not in ("text", "item") or len(line.text) > _LONGEST_LABELLED or ":" in line.text:
        return line
    return line if one.phrases() else line._replace(text=f"{label}: {line.text}")
