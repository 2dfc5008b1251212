"""Title and people on one line, told apart by the page's own marks: '<b>On knots</b> — Ann Lee (MIT)'.

A line of text leaves open where its title ends. Where one element sets one of the two apart, the page says it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from icsgen.model import Speaker
from icsgen.readers.pages.kinds import is_kind, is_type
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.sessions import session_line
from icsgen.readers.pages.shape import is_title

_BRACKETED = re.compile(r"\(([^()]{3,200})\)")
_BETWEEN = re.compile(r"\s*(?:[—–―|·•,/-]+|\bby\b)\s*(?=\w)", re.IGNORECASE)
_COLON = re.compile(r"\s*[:：]\s*(?=\w)")
_SUBJECT = re.compile(
    r"\w{3,}(?:tion|sion|ment|ness|ity|ism|ics|logy|graphy|metry|ting|ning|ture|ance|ence|ory|stry)s?\b"
)
"""How the names of subjects end, and few of people: 'Computing', 'Theory'."""
_OPEN_END = re.compile(r"(?:[,:]|\b(?:an?|and|at|by|for|from|in|of|on|or|the|to|via|with))$", re.IGNORECASE)
"""No title ends so: it goes on."""
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")


class Parted(NamedTuple):
    """A line taken apart."""

    title: str
    people: str
    role: str
    """'speakers', or empty where the words say themselves what the people do: 'Chair: Ann Lee'."""


def parted(marked: str, tail: str, *, link: bool = False, second: str = "") -> Parted | None:
    """The two parts; ``None`` if the line is anything else. ``marked`` is set apart, ``tail`` follows it.

    ``link``: the element is one. ``second`` is what another element sets apart in the tail. A bare name behind a dash
    and one word is not told from a title behind its topic: all lines of the page together tell that.

    >>> parted("On knots", "— Ann Lee (MIT)")
    Parted(title='On knots', people='Ann Lee (MIT)', role='speakers')
    >>> parted("A. Lee, B. Oz", ": Knots")[:2], parted("Session 1", "(Chair: A. Lee)")[1:]
    (('Knots', 'A. Lee, B. Oz'), ('Chair: A. Lee', ''))
    >>> parted("On knots", "Ann Lee", second="Ann Lee")[:2], parted("On the", "Wild West", second="Wild West")
    (('On knots', 'Ann Lee'), None)
    >>> parted("Keynote", "— Ann Lee"), parted("Theory", "– Quantum Computing"), parted("On knots", "– Graph Theory")
    (None, None, None)
    """
    if second and second == tail.lstrip(" ,;:–—-|·") and people_of(marked) and not people_of(second):
        return Parted(second, marked, "speakers") if is_title(second) else None
    if second and second == tail:
        if _OPEN_END.search(marked):
            return None
        return _behind(marked, second, sure=" " in marked)
    if match := _BRACKETED.fullmatch(tail):
        return _behind(marked, match[1], sure=True)
    if match := _BETWEEN.match(tail):
        return _behind(marked, tail[match.end() :], sure=" " in marked or (link and match[0].strip() == ","))
    if (match := _COLON.match(tail)) and is_certain(people_of(marked)):
        title = tail[match.end() :]
        return Parted(title, marked, "speakers") if is_title(title) and not people_of(title) else None
    return None


def is_certain(people: tuple[Speaker, ...]) -> bool:
    """Whether these are people by more than capitals: several, with a place, or with an initial."""
    return len(people) > 1 or any(len(one.affiliation) > 1 or _INITIAL.search(one.name) for one in people)


def _behind(title: str, rest: str, *, sure: bool) -> Parted | None:
    """People behind a title; ``sure`` if one bare name is enough."""
    label = label_of(rest)
    if label and label.role in ("speakers", "moderators") and people_of(label.rest):
        return Parted(title, rest, "")
    people = people_of(rest)
    sure = sure and not _SUBJECT.search(rest)
    if not people or not (sure or is_certain(people)) or room_of(rest) is not None:
        return None
    if people_of(title) or is_kind(title) or is_type(title) or session_line(title):
        return None
    return Parted(title, rest, "speakers")
