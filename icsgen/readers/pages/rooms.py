"""Rooms as pages name them: '@ Hall J #623', '[ Room 314 - 315 ]', 'East Meeting Room 10'."""

from __future__ import annotations

import re

from icsgen.patterns import Pattern

_WORDS = (
    r"rooms?|halls?|halle|ballroom|auditorium|theat(?:er|re)|exhibit(?:ion)?\shall|level|floor|foyer|lobby|pavilion|"
    r"salon|salle|\w*(?:saal|raum)|"
    r"aula|sala|amphith[eé][aâ]tre|amphi|lounge|atrium|terrace|plaza|arena|stage|suite|building|lecture\s(?:hall|"
    r"theatre|room)|"
    r"convention\scent(?:er|re)|conference\scent(?:er|re)|hotel|gallery|studio|meeting\s\d+|zoom|virtual|online|"
    r"track\s\d"
)
_ROOM = Pattern(
    rf"(?:[\w.&'’/-]+\s){{0,6}}(?:{_WORDS})(?:[\s,:#()+&/–-]+[\w.'’]+){{0,8}}[)]?"
    r"|[A-Z][\w-]*\s#\s?[\w-]+(?:\s?/\s?[\w-]+)?|[A-Z]{1,3}\d{0,2}(?:-[A-Z\d]{1,4}){1,6}",
    re.IGNORECASE,
)
_POSTER_PLACE = Pattern(r"[A-Z][\w-]*(?:\s[\w-]+){0,5}\s#\s?[\w-]+")
_CODE = Pattern(r"[A-Z]{1,3}\.?\s?\d{1,4}[A-Z]?(?:\s?[-–/+&]\s?[A-Z]?\d{1,4}[A-Z]?)?")
_NUMBERED = Pattern(r"[A-Z][a-z]+(?:\s[A-Z]\w*)?\s(?:\d{1,4}\s?[-–&/+]\s?\d{1,4}|(?!19\d\d|20\d\d)\d{3,4}[A-Z]?)")
_BRACKETED = Pattern(r"\[\s*([^\[\]]{1,80}?)\s*\]")
_AT = Pattern(r"\s*(?:@|\bin\sroom\b:?|\|\s?@)\s*(\S.{0,100}?)\s*$", re.IGNORECASE)
_NOWHERE = frozenset({"none", "n/a", "tba", "tbd", "-", "–", "—", "null", "tbc"})
_HAS_WORD = Pattern(rf"\b(?:{_WORDS})\b", re.IGNORECASE)
_SURE_WORD = Pattern(
    r"\b(?:rooms?|halls?|halle|ballroom|auditorium|theat(?:er|re)|level|floor|salle|\w*(?:saal|raum)|aula|sala|"
    r"amphi\w*|online|virtual|zoom)\b",
    re.IGNORECASE,
)
_PLAIN = Pattern(
    r"\b(?:rooms?|halls?|halle|ballroom|auditorium|theat(?:er|re)|foyer|lobby|salle|\w*(?:saal|raum)|aula|sala|amphi\w*"
    r"|lounge|atrium)(?:\s[A-Z]\d{0,3})?\W*$",
    re.IGNORECASE,
)
_NOT_ROOM = Pattern(
    r"\b(?:session|talk|workshop|keynote|tour|networks?|learning|discussion|remarks|posters?\ssession)\b", re.IGNORECASE
)
_FOR_KIND = Pattern(
    r"(?:the\s)?(?:session|talk|workshop|keynote|learning|discussion)s?\s(?:rooms?|hall|stage|lounge)(?:\s[A-Z]?\d{0,3})?",
    re.IGNORECASE,
)
"""A room that is called by what happens in it: 'Workshop Room 2'."""


def is_nowhere(text: str) -> bool:
    """Whether a place is written that is none: 'None', 'TBA'."""
    return all(part in _NOWHERE for part in text.lower().replace("#", " ").split())


def is_code(text: str) -> bool:
    """Whether the text is a room's letters and number, which beside a title can be nothing else: 'AD11'.

    >>> is_code("AD11"), is_code("Peridot 202-203"), is_code("Summit 428"), is_code("GPT 4"), is_code("Vision 2030")
    (True, True, True, False, False)
    """
    if not text[-1:].isalnum() or not any(map(str.isdigit, text)):
        return False
    return (" " not in text and _CODE.fullmatch(text) is not None) or _NUMBERED.fullmatch(text) is not None


def room_of(text: str) -> str | None:
    """The room that the whole line names, or ``None``. An empty string: a place that is none.

    >>> room_of("[ Room 314 - 315 ]"), room_of("East Meeting Room 10"), room_of("@ None")
    ('Room 314 - 315', 'East Meeting Room 10', '')
    >>> room_of("Room for improvement is left.") is None
    True
    """
    stripped = text.strip().strip("|").strip()
    if not stripped or len(stripped) > 100:
        return None
    if match := _AT.fullmatch(stripped):
        return "" if is_nowhere(match[1]) else match[1]
    bracketed = _BRACKETED.fullmatch(stripped)
    inner = bracketed[1] if bracketed else stripped
    if is_nowhere(inner) and bracketed:
        return ""
    if inner.endswith((".", "?", "!", ":")) or (_NOT_ROOM.search(inner) and _FOR_KIND.fullmatch(inner) is None):
        return None
    if _POSTER_PLACE.fullmatch(inner) or (bracketed and _CODE.fullmatch(inner)):
        return inner
    if _HAS_WORD.search(inner) and _ROOM.fullmatch(inner) and (bracketed or _placed(inner)):
        return inner
    return None


def is_weak(text: str) -> bool:
    """Whether it takes a second look to see a room in it: it has neither a number nor a word that only rooms have.

    >>> is_weak("Building Better Kites"), is_weak("Track 2: Kites"), is_weak("Exhibit Hall Opening")
    (True, True, True)
    >>> is_weak("Main Hall"), is_weak("Hall J"), is_weak("Level 2")
    (False, False, False)
    """
    if re.search(r":\s+[^\W\d_]", text):
        return True
    return not any(map(str.isdigit, text)) and _PLAIN.search(text) is None


def _placed(text: str) -> bool:
    """Whether the words around 'room' are those of a place: capitals, numbers."""
    return all(
        word[0].isupper() or word[0].isdigit() or not word[0].isalpha() or word in _SMALL for word in text.split()
    )


_SMALL = frozenset(
    {
        "and",
        "of",
        "the",
        "at",
        "in",
        "de",
        "du",
        "des",
        "la",
        "le",
        "der",
        "die",
        "room",
        "rooms",
        "hall",
        "level",
        "floor",
        "zoom",
        "online",
    }
)


def trailing_room(text: str) -> tuple[str, str | None]:
    """What stands behind a time: the room in it, and the rest.

    >>> trailing_room(" @ Hall J #623"), trailing_room(" - Opening (Room 5)")
    (('', 'Hall J #623'), (' - Opening', 'Room 5'))
    """
    if "@" in text and (match := re.search(r"(?:^|\s)@\s*(?P<room>[^@]{1,80})$", text)):
        room = match["room"].strip(" |.")
        named, colon, title = room.partition(": ")
        if colon and title and not text[: match.start()].strip():
            return f" {title}", "" if is_nowhere(named) else named
        return text[: match.start()], "" if is_nowhere(room) else room
    bracketed = text.rstrip()[-1:] in (")", "]")
    if bracketed and (match := re.search(r"\s*[(\[]\s*(?P<room>[^()\[\]]{2,60})\s*[)\]]\s*$", text)):
        room = room_of(match["room"])
        if room and _SURE_WORD.search(room):
            return text[: match.start()], room
    return text, None
