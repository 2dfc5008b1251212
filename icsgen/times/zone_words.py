"""A zone's words behind a clock: 'PDT', '(GMT -3:00)', 'Pacific Time', 'Europe/Vienna', 'AoE'.

Letters that are also words of the trade ('PET', 'MT', 'ART') count only where nothing else can begin: before a
bracket, a dash, a column, or the end of the line. A line that says '9:00-9:30 MT evaluation' names no zone.
"""

from __future__ import annotations

import re

from icsgen.patterns import Pattern
from icsgen.times.abbreviations import ABBREVIATIONS, UNIVERSAL
from icsgen.times.zones import find_zone

_PLAIN = frozenset(
    (
        *("PST", "PDT", "MDT", "MST", "CST", "CDT", "EST", "EDT", "AKDT", "AKST", "HST", "BRT"),
        *("BST", "WEST", "CET", "CEST", "MEZ", "MESZ", "EET", "EEST", "MSK", "SAST", "UTC", "GMT", "AOE"),
        *("IST", "SGT", "HKT", "JST", "KST", "AEST", "AEDT", "ACST", "AWST", "NZST", "NZDT"),
    )
)
"""Letters that are hardly ever anything else behind a clock."""
_SHORT = ("PT", "ET", "CT", "MT")
_LETTERS = "|".join(sorted({*ABBREVIATIONS, *_SHORT, "UTC", "GMT", "AoE"}, key=len, reverse=True))
_OFFSET = r"(?:UTC|GMT)\s?[+\u2212\u2013-]\s?\d{1,2}(?::?\d\d)?(?!\d)"
_BARE = r"(?:\+(?:0\d|1[0-4])(?::?[0-5]\d)?|[\u2212-]0\d(?::?[0-5]\d)?)(?=\s?(?:$|[)\]@•·|]|\s[-–—]))"
"""'+08', '-03': the letters of zones that have none. Nothing of a title may follow."""
_NAME = r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?"
_WORDS = r"(?:[A-Z][a-z]+\s){1,3}(?:Standard\s|Daylight\s|Daylight Saving\s|Summer\s)?[Tt]ime"
_ZONE = re.compile(
    rf"(?P<lead>(?P<comma>\s?[,;])?\s{{0,4}}(?P<open>[(\[])?\s{{0,2}})"
    rf"(?P<zone>{_OFFSET}|(?<=\s){_BARE}|(?:{_LETTERS})\b(?:\s[Tt]ime\b)?|{_NAME}|{_WORDS}|Anywhere on Earth)"
    r"(?P<close>\s?[)\]])?"
)
_BOUNDARY = Pattern(r"\s*(?:$|[)\]|:,;@•·/–—=\[(]|--?\s|->|→|~)|\s{2,}|\t|\s(?:to|on|until|till)\s")


def match_zone(line: str, at: int, after_half: bool) -> tuple[str, int] | None:
    """The zone's words that stand at that place of the line, and where they end.

    ``after_half``: an 'a.m.' or 'p.m.' stands before, so that 'PT' can hardly be anything else.

    >>> match_zone("9:00 (GMT -3:00) Opening", 4, False), match_zone("9:00 MT evaluation", 4, False)
    (('GMT -3:00', 16), None)
    >>> match_zone("(9:00, CET)", 5, False), match_zone("9:00, EST coast", 4, False)
    (('CET', 10), None)
    """
    match = _ZONE.match(line, at)
    if match is None or (match["open"] and not match["close"]):
        return None
    words = match["zone"]
    end = match.end() if match["open"] else match.end("zone")
    letters = words.upper()
    if match["comma"] and not (is_plain(words) and _BOUNDARY.match(line, end)):
        return None
    if words[:3].upper() not in UNIVERSAL and "/" not in words and " " not in words:
        clear = bool(match["open"]) or letters in _PLAIN or (after_half and letters in ("PT", "ET"))
        if not clear and not _BOUNDARY.match(line, end):
            return None
        if line[end : end + 1] in ("&", "-") and not match["open"]:
            return None
    return (words, end) if find_zone(words) else None


def is_plain(words: str) -> bool:
    """Whether the words name a zone and hardly anything else: 'CEST', 'UTC+2', 'Europe/Vienna', but not 'PET'."""
    return (words.upper() in _PLAIN or "/" in words or words[:3] in ("UTC", "GMT")) and find_zone(words) is not None


_CITY = Pattern(
    r"(?:\blocal(?:\stime)?(?:\szone)?(?:\sin|\sof|,)?|\btime\sin)\s\(?(?P<in>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)|(?P<of>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?:\slocal)?\stime\b"
)
_SPOKEN = Pattern(
    r"\b(?:US[\s/-]|U\.S\.\s)?(Pacific|Eastern|Central|Mountain)\b(?!\s(?:European|Africa|Asia|Ocean|Standard|Daylight))"
    r"(?=\W*$|\s?[.,;)(/&|–—]|\s(?:[Tt]ime|[Zz]one|US|U\.S|and|or|unless|for|on|if)\b)"
)


def zones_in(text: str) -> list[str]:
    """The zones that a statement names, in order, 'New York time' and bare letters included.

    >>> zones_in(" in local time zone, Pacific Time (PT)")
    ['Pacific Time']
    """
    found: list[str] = []
    for match in _ZONE.finditer(text):
        words = match["zone"]
        letters = words.upper() in (*_SHORT, *ABBREVIATIONS) and " " not in words
        aside = (
            letters
            and not match["open"]
            and words.upper() not in _PLAIN
            and not _STATED.search(text[: match.start("zone")])
        )
        if not aside and find_zone(words) and (not found or find_zone(found[0]) != find_zone(words)):
            found.append(words)
    if not found and (city := _CITY.search(text)) and find_zone(city["in"] or city["of"]):
        return [city["in"] or city["of"]]
    if not found and (spoken := _SPOKEN.search(text)):
        return [spoken[1]]
    return found[:1] if found and all(_same(found[0], other) for other in found) else found


def _same(one: str, other: str) -> bool:
    first, second = find_zone(one), find_zone(other)
    return first is not None and second is not None and first.zone == second.zone


_STATED = Pattern(r"(?:^|\b(?:in|are|is|at|time|times|as|zone)|[:(])\s*(?:the\s)?(?:local\s)?$", re.IGNORECASE)
