"""What a field is for, by the words over it: a column's header, a record's key.

A :class:`Header` gives the roles that the words can mean, the likeliest first, each with how well they fit; which
one a column gets is settled beside its neighbours and by what it holds (:mod:`~icsgen.readers.tabular.columns`). Words
are compared without case, punctuation and camel humps: 'startTime', 'Start_Time' and 'START TIME' are one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from icsgen.readers.tabular.vocabulary import MEANINGS, Role
from icsgen.times.zones import find_zone

_ASIDE = re.compile(
    r"\b(bio|biography|biograph\w*|e ?mail|mail|photo|image|img|picture|(?:gr)?avatar|twitter|linked ?in|github"
    r"|mastodon|phone|telephone|mobile|pronouns?|headshot|icon|logo|slides?|capacity|count|rating|votes?|created|updated|modified|submitted"
    r"|generated|exported|fetched|scraped|synced|published|timestamp|deadline|password|pwd|internal|private|attendees|registered|seats|dietary|profile|tagline"
    r"|country|city|poster session id|thumbnail|banner|colou?r|background|order|sequence|index|number of|no of|setup"
    r"|teardown|max|min level|hash ?tag|license|bluesky|facebook|instagram|gender|address|zip|postcode|age)\b"
)
"""Words that say that a field is about something else, whatever else is said."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_GLUED = re.compile(
    r"\b(start|end|begin|finish|stop)(time|date|datetime)\b|\b(starts|ends|begins|start|end|begin)(at)\b|\b(full|room|session|talk|paper|event|speaker)(name|title|type)\b"
)
_PUNCTUATION = re.compile(r"[^\w]+|_+")
_NUMBERED = re.compile(r"^(.*?) ?(\d{1,2})( .*)?$")
_UNITS = {
    timedelta(hours=1): re.compile(r"\b(hours?|hrs?|h|stunden)\b"),
    timedelta(minutes=1): re.compile(r"\b(minutes?|mins?)\b"),
    timedelta(seconds=1): re.compile(r"\b(seconds?|secs?|s)\b"),
}
_ZONE_ALONE = re.compile(r"[A-Z]{3,5}|[A-Z]{3} ?[+-]\d{1,2}(?::?\d\d)?")
"""A header that is nothing but a zone, over the hours in it: 'PDT', 'UTC+2'."""
_WHOLE = ("key", "year", "status", "all day")
"""Roles that only whole words give: 'session id on the platform' is no id of ours, and no session either."""
_NO_HEADER = re.compile(r"\d:\d|[{}]|://|^- ")
LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class Header:
    """A field's words, understood."""

    text: str
    """As they stand."""
    words: str
    """As they are compared."""
    meanings: tuple[tuple[Role, float], ...] = ()
    """Roles with their fit, the best first."""
    zone: str = ""
    """The zone that the words name: 'Start (CEST)', 'Time PT'."""
    unit: timedelta = timedelta(minutes=1)
    """What a bare number counts, if this is a duration."""
    unit_said: bool = False
    """The words say it."""
    number: int | None = None
    """The 2 of 'Speaker 2'."""
    aside: bool = False
    """The words say that this is about something else: 'created at', 'speaker bio'."""

    def fit(self, role: Role) -> float:
        """How well the words fit the role; 0 not at all."""
        return next((fit for name, fit in self.meanings if name == role), 0.0)


@lru_cache(maxsize=4096)
def header_of(text: str) -> Header:
    """Understand a column's header or a record's key.

    >>> header_of("startTime").meanings, header_of("Start (CEST)").zone, header_of("Duration (hours)").unit.seconds
    ((('start', 3.0),), 'CEST', 3600)
    >>> header_of("Speaker 2 Name").number, header_of("Speaker bio").meanings
    (2, ())
    """
    if len(text) > LONGEST_HEADER or _NO_HEADER.search(text):
        return Header(text, "")
    bare, aside = _BRACKETS.sub(" ", text), " ".join(_BRACKETS.findall(text))
    if not bare.strip():
        bare, aside = aside, ""
    words = plain_words(bare)
    zone = _zone(aside)
    if not zone:
        bare, zone = _trailing_zone(bare)
        words = plain_words(bare) if zone else words
    numbered = None if words in MEANINGS else _NUMBERED.match(words)
    number = int(numbered[2]) if numbered else None
    meanings = _meanings(f"{numbered[1]}{numbered[3] or ''}".strip() if numbered else words)
    said = f"{words} {plain_words(aside)}"
    unit = next((unit for unit, pattern in _UNITS.items() if pattern.search(said)), None)
    if meanings and meanings[0][0] == "when" and unit == timedelta(minutes=1):
        meanings = (("duration", 3.0),)
    if not meanings and not zone and _ZONE_ALONE.fullmatch(text.strip()) and find_zone(text.strip()):
        meanings, zone = (("when", 2.0),), text.strip()
    aside_said = not meanings and bool(_ASIDE.search(words))
    return Header(text, words, meanings, zone, unit or timedelta(minutes=1), unit is not None, number, aside_said)


@lru_cache(maxsize=16384)
def fit_of(text: str, role: Role) -> float:
    """How well the words fit the role: :meth:`Header.fit` for those who ask thousands of times."""
    return header_of(text).fit(role)


def plain_words(text: str) -> str:
    """Words as they are compared.

    >>> plain_words("Start_Time:"), plain_words("sessionTitle"), plain_words("Speaker(s)"), plain_words("endtime")
    ('start time', 'session title', 'speaker s', 'end time')
    """
    text = unicodedata.normalize("NFKC", text)
    words = " ".join(_PUNCTUATION.sub(" ", _CAMEL.sub(" ", text)).casefold().split())
    return _GLUED.sub(lambda match: " ".join(part for part in match.groups() if part), words)


def _zone(words: str) -> str:
    words = re.sub(r"^(?:in|all times(?: in)?|times in)\s+", "", words.strip(), flags=re.IGNORECASE)
    if not words or re.fullmatch(r"(?i)local(?: time)?|min(?:ute)?s?|24 ?h.*|12 ?h.*|s|h|hh:mm", words):
        return ""
    return words if find_zone(words) else ""


def _trailing_zone(text: str) -> tuple[str, str]:
    """'Time PT', 'Start UTC', 'time_cest', 'Pacific Time'."""
    match = re.search(r"^(.*\S)[\s,/_:-]+([A-Z]{2,5}|UTC ?[+-]\d{1,2}(?::?\d\d)?|utc|gmt|cet|cest)$", text.strip())
    if match and find_zone(match[2]) and match[2] not in ("ID", "AM", "PM", "AT", "IT", "MIN", "NO"):
        return match[1], match[2]
    if re.search(r"(?i)\btime$", text.strip()) and find_zone(text) and not MEANINGS.get(plain_words(text)):
        return "time", text.strip()
    return text, ""


def _meanings(words: str) -> tuple[tuple[Role, float], ...]:
    if known := MEANINGS.get(words):
        return tuple(sorted(((role, float(fit)) for role, fit in known), key=lambda item: -item[1]))
    if not words or _ASIDE.search(words):
        return ()
    singular = re.sub(r" s\b", "", words)  # 'Speaker(s)', 'Presenter's'
    if singular != words:
        return _meanings(singular)
    return _by_last_words(words)


def _by_last_words(words: str) -> tuple[tuple[Role, float], ...]:
    """Unknown words by what they end or begin with: 'planned start time', 'room at the venue'."""
    parts = words.split()
    for count in range(min(len(parts) - 1, 3), 0, -1):
        for part, worth in ((parts[-count:], 0.6), (parts[:count], 0.4)):
            if known := MEANINGS.get(" ".join(part)):
                if known[0][0] in _WHOLE:
                    return ()
                if found := [(role, fit * worth) for role, fit in known if fit >= 2]:
                    return tuple(sorted(found, key=lambda item: -item[1]))
    return ()
