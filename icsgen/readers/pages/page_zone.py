"""The zone that a page states for all its times: 'Timezone: Europe/Vienna', 'Time (PST)', 'All times are in PT'."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
_TITLE_END = Pattern(
    r"[(\[](?:all\s)?(?:times?\s)?(?:in\s)?(?P<rest>[A-Z]{3,5}|(?:UTC|GMT)\s?[+\u2212-]\s?[\d:]{1,5}|"
    r"[A-Z]\w+/[A-Z]\w+|(?:[A-Z][a-z]+\s){1,4}Time)[)\]]\W*$"
)
_BEHIND_DATE = Pattern(
    r"(?:\d{4}|日|[日月火水木金土]\))\s*,?\s+(?P<rest>[A-Z]{3,5}|(?:UTC|GMT)\s?[+\u2212-]\s?[\d:]{1,5})\W*$"
)
_LAST = Pattern(r"\btimes?\s(?:in\s|are\s)?(?P<rest>[A-Z]{2,5}|UTC\S*)\s*[)\].]*$")
_ASIDE = Pattern(
    r"deadline|submission|due\b|office hours|first time|anywhere on earth|your (?:local|time)|convert", re.IGNORECASE
)
_LONGEST = 400
_LONGEST_TITLE = 120


def page_zone(lines: Iterable[Line], origin: str) -> str:
    """The zone's words, empty if the page states none.

    :raises ZoneError: it states two that differ.
    """
    stated: dict[str, tuple[StatedZone, Line]] = {}
    for line in lines:
        for words in _words(line):
            if zone := find_zone(words):
                stated.setdefault(zone.zone, (zone, line))
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


def states_zone(line: Line) -> bool:
    """Whether the line says in which zone the page's times are."""
    return any(find_zone(words) for words in _words(line))


def _one_of_them(zones: list[tuple[StatedZone, Line]]) -> bool:
    """Whether all but the first are other readings of it."""
    first = zones[0][0]
    return all(zone.zone in first.others or first.zone in zone.others for zone, _ in zones[1:])


def _words(line: Line) -> list[str]:
    text = line.text
    if len(text) > _LONGEST or _ASIDE.search(text):
        return []
    if (
        len(text) <= _LONGEST_TITLE
        and (match := _TITLE_END.search(text))
        and (is_plain(match["rest"]) or match["rest"].endswith("Time"))
    ):
        return [match["rest"]]
    if len(text) <= _LONGEST_TITLE and (match := _BEHIND_DATE.search(text)) and is_plain(match["rest"]):
        return [match["rest"]]
    if not _TOPIC.search(text):
        return []
    if match := _BRACKETS.search(text):
        inside = match["rest"].strip()
        inside = re.sub(r"^(?:all\s)?(?:times?\s)?(?:are\s)?(?:in\s)?(?:the\s)?", "", inside, flags=re.IGNORECASE)
        if find_zone(inside):
            return [inside]
    if match := _NAMED.search(text):
        rest = match["rest"].strip(" )*_.,|")
        return [rest] if rest and find_zone(rest) else zones_in(match["rest"])[:1]
    if (match := _LAST.search(text)) and find_zone(match["rest"]):
        return [match["rest"]]
    if match := _SAID.search(text):
        return zones_in(match["rest"])[:1]
    return []
