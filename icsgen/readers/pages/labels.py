"""Lines that say what they hold: 'Speaker: Ann Lee', 'Abstract: …', 'Moderator: …', 'Location: Hall J'."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Role = Literal[
    "title", "speakers", "moderators", "abstract", "bio", "room", "time", "session", "type", "track", "link", "other"
]

_WORDS: dict[Role, str] = {
    "title": "title|talk title|paper title|titel|titre",
    "speakers": "speakers?|invited speakers?|keynote speakers?|presenters?|presenting authors?|presented by|authors?|panell?ists?|by|given by|lecturers?|"
    "instructors?|tutors?|referent(?:in|en)?|orateurs?|oratrice|intervenant\\w*|ponentes?|speaker\\(s\\)|presenter\\(s\\)|author\\(s\\)|organi[sz]ers?",
    "moderators": "moderators?|moderated by|moderator\\(s\\)|chairs?|session chairs?|chaired by|hosts?|hosted by|facilitators?|chair\\(s\\)|"
    "leitung|moderation|président\\w*|pr[ée]sidence",
    "abstract": "abstract|summary|description|zusammenfassung|résumé|resumen|tl;?dr",
    "bio": "bios?|biography|about the speakers?|speaker bio",
    "room": "rooms?|location|venue|where|place|ort|raum|lieu|salle|lugar",
    "time": "time|times|when|time slot|slot|date|date & time|date and time|datetime|talk time|presentation time|poster time|start|schedule|"
    "uhrzeit|zeit|datum|heure|horaire|hora|session time",
    "session": "session|in session|part of|parent session|workshop",
    "type": "type|format|presentation type|category|kind",
    "track": "track|topics?|area|stream|subject area|keywords?",
    "link": "links?|url|website|web site|webpage|project page|homepage|slides?|video|recording|paper|pdf|code|zoom|arxiv|doi|poster pdf|"
    "openreview|livestream|website link|workshop link|more info",
}
_LABEL = re.compile(
    "(?P<mark>[^\\w\\s(]{0,3}\\s*)(?:"
    + "|".join(f"(?P<r{number}>{words})" for number, words in enumerate(_WORDS.values()))
    + r")\s?[:：]\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ROLE_OF = list(_WORDS)
_MODERATED = re.compile(r"(?:moderated|chaired|hosted)\sby\s+(?P<rest>\S.*)", re.IGNORECASE)
_IN = re.compile(r"[Ii]n\s+(?P<rest>[A-Z].{2,200})")


class Label(NamedTuple):
    """A labelled line."""

    role: Role
    rest: str
    """What stands behind the colon; may be empty."""


def label_of(text: str) -> Label | None:
    """What the line says that it holds.

    >>> label_of("Moderator: Hossein Mobahi"), label_of("Invited Talk: From algorithms to networks")
    (Label(role='moderators', rest='Hossein Mobahi'), None)
    """
    stripped = text.strip()
    if match := _LABEL.match(stripped):
        number = next(index for index in range(len(_ROLE_OF)) if match[f"r{index}"] is not None)
        return Label(_ROLE_OF[number], match["rest"].strip())
    if len(stripped) < 200 and (match := _MODERATED.fullmatch(stripped)):
        return Label("moderators", match["rest"])
    return None


def parent_of(text: str) -> str:
    """The session that a line 'In Invertible Networks' names on pages that list a session's parts; empty if none."""
    match = _IN.fullmatch(text.strip())
    return match["rest"].strip() if match else ""
