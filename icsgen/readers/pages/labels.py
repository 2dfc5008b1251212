"""Lines that say what they hold: 'Speaker: Ann Lee', 'Abstract: …', 'Moderator: …', 'Location: Hall J'."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Role = Literal[
    "title", "speakers", "moderators", "abstract", "bio", "room", "time", "session", "type", "track", "link", "other"
]

_WORDS: dict[Role, str] = {
    "title": "title|talk title|paper title|titel|titre|título|titolo|what",
    "speakers": (
        "speaker|speakers|speaker(s)|invited speaker|invited speakers|keynote speaker|keynote speakers"
        "|presenter|presenters|presenter(s)|presenting author|presenting authors|presented by|author|authors"
        "|author(s)|panelist|panelists|panellist|panellists|by|given by|lecturer|lecturers|instructor"
        "|instructors|tutor|tutors|referent|referentin|referenten|orateur|orateurs|oratrice|intervenant"
        "|intervenants|intervenante|ponente|ponentes|organizer|organizers|organiser|organisers|who"
    ),
    "moderators": (
        "moderator|moderators|moderator(s)|moderated by|chair|chairs|chair(s)|session chair|session chairs"
        "|chaired by|host|hosts|hosted by|facilitator|facilitators|leitung|moderation|président|présidente"
        "|présidence"
    ),
    "abstract": "abstract|summary|description|zusammenfassung|résumé|resumen|tl;dr|tldr",
    "bio": "bio|bios|biography|about the speaker|about the speakers|speaker bio|short bio",
    "room": "room|rooms|location|venue|where|place|ort|raum|lieu|salle|lugar",
    "time": (
        "time|times|when|time slot|slot|date|date & time|date and time|datetime|talk time|presentation time"
        "|poster time|session time|meeting time|meeting times|workshop time|start|schedule|uhrzeit|zeit|datum"
        "|heure|horaire|hora"
    ),
    "session": "session|in session|part of|parent session|workshop",
    "type": "type|format|presentation type|category|kind",
    "track": "track|topic|topics|area|stream|subject area|keyword|keywords",
    "link": (
        "link|links|url|website|web site|webpage|project page|homepage|slides|slide|video|videos|recording"
        "|paper|pdf|code|zoom|arxiv|doi|poster pdf|openreview|livestream|website link|workshop link"
        "|event link|event page|registration link|more info|more information"
    ),
}
_ROLE_OF: dict[str, Role] = {word: role for role, words in _WORDS.items() for word in words.split("|")}
_LABEL = re.compile(r"[^\w\s(]{0,3}\s{0,2}(?P<label>[^\W\d_][^:：]{0,24}?)\s?[:：]\s*(?P<rest>.*)", re.DOTALL)
_SHOUTED = re.compile(r"(?P<label>[A-ZÄÖÜ]{4,12})\.\s+(?P<rest>\S.*)", re.DOTALL)
"""'ABSTRACT. We fly kites.'"""
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
    if (match := _LABEL.match(stripped)) and (role := _ROLE_OF.get(match["label"].lower())):
        return Label(role, match["rest"].strip())
    if (match := _SHOUTED.match(stripped)) and (role := _ROLE_OF.get(match["label"].lower())):
        return Label(role, match["rest"])
    if len(stripped) < 200 and (match := _MODERATED.fullmatch(stripped)):
        return Label("moderators", match["rest"])
    return None


def parent_of(text: str) -> str:
    """The session that a line 'In Invertible Networks' names on pages that list a session's parts; empty if none."""
    match = _IN.fullmatch(text.strip())
    return match["rest"].strip() if match else ""
