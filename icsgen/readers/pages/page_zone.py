"""The zone that a page states for all its times: 'Timezone: Europe/Vienna', 'Time (PST)', 'All times are in PT'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from icsgen.errors import ZoneError
from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.times.zone_words import is_plain, zones_in
from icsgen.times.zones import StatedZone, find_zone

_TOPIC = Pattern(r"time|zone|zeit|fuso|huso|tijd|heure|hora|schedule|program|agenda|start|when|hours", re.IGNORECASE)
_NAMED = Pattern(
    r"(?:time\s?zone|zeitzone|fuseau\shoraire|fuso\shor[áa]rio|huso\shorario|tijdzone|zona\shoraria|"
    r"zona\soraria)\b(?:\sof\sthe\s\w+)?(?:\sis)?[\s:=*»(\-–]*(?P<rest>.*)",
    re.IGNORECASE,
)
_SAID = Pattern(
    r"\b(?:all|the|these|event|session|talk|schedule|listed|local|following|displayed)?\s?(?:times?|hours|schedules?|"
    r"programm?e?|zeiten|uhrzeiten|heures|horaires|"
    r"timings?|agenda)\b[^.;]{0,60}?(?:\b(?:in|are|is|at|per|on|follow|using|as|sont)\b|[:(\[])(?P<rest>[^.;]{1,80})",
    re.IGNORECASE,
)
_BRACKETS = Pattern(
    r"\b(?:time|start|end|when|uhrzeit|zeit|heure|hora|schedule|program(?:me)?|"
    r"agenda)s?\b\s*[(\[](?P<rest>[^()\[\]]{2,60}(?:\([^()]{2,20}\))?)[)\]]",
    re.IGNORECASE,
)
_SHIFT = r"(?:UTC|GMT)\s?[+\u2212-]\s?\d{1,2}(?::?\d\d)?"
_NAME = (
    r"(?:(?:[A-Z][a-z]+\s){1,4}[Tt]ime(?:\s[Zz]one)?|[A-Z]\w+/[A-Z]\w+|[A-Z]{2,5}|"
    r"(?:Pacific|Eastern|Central|Mountain)(?=\W))"
)
_SAID_TWICE = Pattern(
    rf"(?P<named>{_NAME}\s?\((?:{_SHIFT}|[A-Z]{{2,5}})\))|(?P<shifted>{_SHIFT}\s?\({_NAME}\))"
    rf"|(?P<label>\({_SHIFT}\)\s?[A-Z][^()|;]{{2,80}}(?:\([^()]{{2,30}}\))?)"
)
"""A zone by its name and its offset: 'Eastern Time (UTC-5)', 'UTC-5 (Eastern Time)', '(GMT-05:00) Eastern Time'."""
_TITLE_END = Pattern(
    r"[(\[](?:all\s)?(?:times?\s)?(?:in\s)?(?:[A-Z][\w\s.]{2,30},\s)?(?P<rest>[A-Z]{3,5}|(?:UTC|GMT)\s?[+\u2212-]\s?[\d:]{1,5}|"
    r"[A-Z]\w+/[A-Z]\w+|(?:[A-Z][a-z]+\s){1,4}Time)(?:,\s[A-Z][\w\s]{2,30})?[)\]]\W*$"
)
_BEHIND_DATE = Pattern(
    r"(?:\d{4}|日|[日月火水木金土]\))\s*,?\s+(?P<rest>[A-Z]{3,5}|(?:UTC|GMT)\s?[+\u2212-]\s?[\d:]{1,5}|[A-Z]\w+/[A-Z]\w+)\W*$"
)
_ALL_TIMES = Pattern(
    r"\b[Aa]ll\s(?:posted\s|listed\s)?times\s(?P<rest>[A-Z]{2,5}|(?:UTC|GMT)\s?[+\u2212-]\s?[\d:]{1,5})\b"
)
"""'Monday, 12 October 2026 — all times PST (Seattle)'."""
_BEFORE_NAME = Pattern(
    r"(?P<rest>(?:UTC|GMT)\s?[+\u2212-]\s?[\d:]{1,5}|[A-Z][\w/]+(?:\s[A-Z]\w+){0,3})[\s*_]{1,4}"
    r"(?:[Tt]ime\s?[Zz]one|[Zz]eitzone)\b"
)
"""'in the CET timezone', 'Europe/Zurich timezone'."""
_ALONE = Pattern(
    r"\W*(?P<topic>(?:all\s)?(?:posted\s|listed\s|local\s)?(?:times?|hours|timings?|schedule|program(?:me)?|agenda|"
    r"timetable))\s?(?:[:,(–—|-]\s?)?(?P<rest>[A-Z(][^.;]{1,40}?)\W*",
    re.IGNORECASE,
)
"""A line that says nothing else: 'All times Eastern', 'Schedule - UTC+02:00'."""
_LOCAL = Pattern(r"\blocal\stime,?\s(?:in\s|of\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")
"""'(local time, Vienna)'."""
_LABEL_ALONE = Pattern(r"\W*(?:time\s?zone|zeitzone|fuseau\shoraire|huso\shorario)\W*", re.IGNORECASE)
"""'Timezone:', of which the zone stands on the next line."""
_YEAR = Pattern(r"\b(?:19|20)\d\d\b")
_CONVERSION = Pattern(r"[+\u2212-]\s?\d{1,2}(?::\d\d)?\s?(?:h|hrs?|hours?)\s?=")
"""'-6 hours = US Eastern Time': how to reckon in another zone."""
_COASTS = frozenset({"pacific", "eastern", "central", "mountain"})
_LAST = Pattern(r"\btimes?\s(?:in\s|are\s)?(?P<rest>[A-Z]{2,5}|UTC\S*)\s*[)\].]*$")
_ASIDE = Pattern(
    r"deadline|submission|due\b|office hours|first time|anywhere on earth|your (?:local|time)|convert", re.IGNORECASE
)
_LONGEST = 400
_LONGEST_ALONE = 80
"""A longer line says more than in which zone the times are."""
_LONGEST_TITLE = 120


def page_zone(lines: Sequence[Line], origin: str) -> str:
    """The zone's words, empty if the page states none.

    :raises ZoneError: it states two that differ.
    """
    stated: dict[str, tuple[StatedZone, Line]] = {}
    for index, words in _statements(lines, _LONGEST):
        if zone := find_zone(words):
            stated.setdefault(zone.zone, (zone, lines[index]))
    if not stated:
        return ""
    zones = list(stated.values())
    if len(zones) > 1 and not _one_of_them(zones):
        (first, _), (second, line) = zones[:2]
        raise ZoneError(
            f"the page states two zones, {first.text} and {second.text}",
            origin=origin,
            line=line.number,
            text=line.text.strip(),
            hint="say which zone the times are in with --tz",
        )
    return zones[0][0].text


def zone_lines(lines: Sequence[Line]) -> set[int]:
    """The places of the lines that say in which zone the page's times are, and hardly more."""
    stated = {index for index, words in _statements(lines, _LONGEST_ALONE) if find_zone(words)}
    return {index for index in stated if not _also_titled(lines[index].text)}


def _also_titled(text: str) -> bool:
    """Whether the zone stands behind more: 'Kite Days, 3 May 2024, Europe/Rome time zone', 'Kite Days 2027 (CET)'."""
    if _YEAR.search(text) is None:
        return False
    return _BEFORE_NAME.search(text) is not None or (_TITLE_END.search(text) is not None and not _TOPIC.search(text))


def _statements(lines: Sequence[Line], longest: int) -> Iterator[tuple[int, str]]:
    """The words for zones that lines state, with the line's place; behind 'Timezone:' alone those of the next line."""
    awaited = False
    for index, line in enumerate(lines):
        words = _words(line.text) if len(line.text) <= longest else []
        text = line.text.strip(" »*_\t\u00a0")
        if awaited and text:
            awaited = False
            words = words or ([text] if is_plain(text) else [])
        awaited = awaited or (not words and "z" in text.lower() and _LABEL_ALONE.fullmatch(line.text) is not None)
        for one in words:
            yield index, one


def _one_of_them(zones: list[tuple[StatedZone, Line]]) -> bool:
    """Whether all but the first are other readings of it."""
    first = zones[0][0]
    return all(zone.zone in first.others or first.zone in zone.others for zone, _ in zones[1:])


@lru_cache(maxsize=4096)
def _words(text: str) -> list[str]:
    """Asked twice: for what the page states, and for the lines that state it."""
    text = _CONVERSION.split(text)[0] if "=" in text else text
    if _ASIDE.search(text):
        return []
    if "(" in text and _TOPIC.search(text) and (twice := _said_twice(text)):
        return twice
    if (
        len(text) <= _LONGEST_TITLE
        and (")" in text or "]" in text)
        and (match := _TITLE_END.search(text))
        and (is_plain(match["rest"]) or match["rest"].endswith("Time"))
    ):
        return [match["rest"]]
    if len(text) <= _LONGEST_TITLE and (match := _BEHIND_DATE.search(text)) and is_plain(match["rest"]):
        return [match["rest"]]
    if not _TOPIC.search(text):
        return []
    if (match := _ALL_TIMES.search(text)) and find_zone(match["rest"]):
        return [match["rest"]]
    return _in_brackets(text) or _named(text) or _alone(text) or _said(text)


def _said_twice(text: str) -> list[str]:
    return [words for match in _SAID_TWICE.finditer(text) if find_zone(words := match[0].strip())][:1]


def _in_brackets(text: str) -> list[str]:
    match = _BRACKETS.search(text)
    if match is None:
        return []
    inside = match["rest"].strip()
    inside = re.sub(r"^(?:all\s)?(?:times?\s)?(?:are\s)?(?:in\s)?(?:the\s)?", "", inside, flags=re.IGNORECASE)
    return [inside] if find_zone(inside) else []


def _named(text: str) -> list[str]:
    """Beside the word 'timezone'."""
    if (match := _LOCAL.search(text)) and (found := zones_in(match[0])):
        return found[:1]
    if match := _NAMED.search(text):
        rest = match["rest"].strip(" )*_.,|")
        if found := [rest] if rest and find_zone(rest) else zones_in(match["rest"])[:1]:
            return found
    return [match["rest"] for match in _BEFORE_NAME.finditer(text) if find_zone(match["rest"])][:1]


def _alone(text: str) -> list[str]:
    if (match := _LAST.search(text)) and find_zone(match["rest"]):
        return [match["rest"]]
    if match := _ALONE.fullmatch(text):
        rest = match["rest"].strip(" ()*_")
        coast = rest.lower() in _COASTS and "time" in match["topic"].lower()
        if coast or (is_plain(rest) and rest.isupper()) or "/" in rest or rest.endswith((" Time", " time")):
            return [rest] if find_zone(rest) else []
    return []


def _said(text: str) -> list[str]:
    """In a sentence about the times, the first that names one."""
    return next((found for match in _SAID.finditer(text) if (found := zones_in(match["rest"])[:1])), [])
