"""What stands beside a talk's time on its line and belongs to it: the same time in another zone, how long it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from icsgen.patterns import Pattern
from icsgen.times.clock import DAY, NOON, Clock
from icsgen.times.durations import parse_duration
from icsgen.times.phrases import Phrase

_ALIAS_GAP = Pattern(r"[\s/|(,;=·•–—+-]*(?:or|i\.e\.|aka)?[\s/|(,;=·•–—+-]*")
_CLOSE = Pattern(r"(?:\s*(?:\+\s?\d\s?(?:days?|d)?|next\sday)(?:\s*[A-Z]{2,5})?)?\s*\)")
"""Behind the same time again in brackets: '(3:00 AM +1 CEST)'."""
_SLASH = re.compile(r"\s*[/|]\s*")
_MINUTES = r"\d[^()\[\]]{0,12}?(?:m|min|mins|minutes|h|hrs?|hours?|Min\.?|['′’])"
_LENGTH = Pattern(rf"[\s:,–-]*[(\[](?P<length>{_MINUTES})[)\]]", re.IGNORECASE)
_LENGTH_BEHIND = (
    Pattern(rf"\s*[(\[]\s?(?P<length>{_MINUTES})[)\]]\s*$", re.IGNORECASE),
    Pattern(rf"[,;]\s*(?P<length>{_MINUTES})(?=[)\]]\s*$)", re.IGNORECASE),
)


def without_aliases(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Leave out what only says the same time again in another zone: '9:00 PDT / 18:00 CEST'."""
    kept: list[Phrase] = []
    for phrase in phrases:
        last = kept[-1] if kept else None
        gap = text[last.span[1] : phrase.span[0]] if last else ""
        zones = last and last.zone and phrase.zone and last.zone != phrase.zone
        close = _CLOSE.match(text, phrase.span[1]) if gap.strip() == "(" else None
        bracketed = close.end() - phrase.span[1] if close else 0
        again = last and bracketed and (last.end is None) == (phrase.end is None)
        if last and (zones or again) and _ALIAS_GAP.fullmatch(gap):
            span = (last.span[0], phrase.span[1] + bracketed)
            kept[-1] = replace(last, span=span, text=text[slice(*span)])
            continue
        kept.append(phrase)
    return kept


def with_pairs(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Two hours with a slash between them as one phrase: the whole page tells what they are."""
    if len(phrases) != 2 or any(phrase.end is not None for phrase in phrases):
        return phrases
    first, second = phrases
    if second.date is not None or first.zone or not _SLASH.fullmatch(text[first.span[1] : second.span[0]]):
        return phrases
    span = (first.span[0], second.span[1])
    return [replace(first, end=second.start, zone=second.zone, span=span, text=text[slice(*span)], spaced=True)]


def runs_to_24(phrase: Phrase) -> bool:
    """Whether the phrase is of a clock that runs to 24."""
    clocks = [clock for clock in (phrase.start, phrase.end) if clock is not None and clock.half is None]
    return any(clock.hour > 12 or clock.hour == 0 for clock in clocks)


def lasting(phrase: Phrase, after: str) -> tuple[Clock | None, str]:
    """When the talk ends whose time has its length behind it, as '10:30 AM (60 min) Advanced Kites'; and the rest."""
    match = _LENGTH.match(after) if phrase.end is None else None
    return _lasting(phrase, after, match)


def lasting_behind(phrase: Phrase, title: str) -> tuple[Clock | None, str]:
    """The same where the length stands behind the title: 'Kites (20 min)', 'Kites (Ann Lee, 20 min)'."""
    matches = (pattern.search(title) for pattern in _LENGTH_BEHIND if phrase.end is None)
    return _lasting(phrase, title, next(filter(None, matches), None))


def _lasting(phrase: Phrase, text: str, match: re.Match[str] | None) -> tuple[Clock | None, str]:
    length = parse_duration(match["length"]) if match else None
    if match is None or length is None:
        return None, text
    rest = text[: match.start()] + text[match.end() :]
    start = phrase.start
    total = (start.minutes() + length // timedelta(minutes=1)) % DAY
    if start.half is not None:
        return Clock((total // 60 + 11) % 12 + 1, total % 60, half="am" if total < NOON else "pm"), rest
    hour = (total // 60 + 11) % 12 + 1 if start.open and not start.padded else total // 60
    return Clock(hour, total % 60, padded=start.padded), rest
