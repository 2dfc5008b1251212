"""Small questions about a line's clocks that whoever pairs them asks."""

from __future__ import annotations

import re

from icsgen.patterns import Pattern
from icsgen.times.clock import DAY, NOON, Clock, Token, bare_clock

_ISO_OFFSET = re.compile(r"Z\b|[+-]\d\d:?\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
_APART = Pattern(r"(?:[,;:|–—]|\s-)\s*$|\s{2,}$")
_BARE_END = Pattern(r"(?:[-–—−]{1,2}(?=\S)|\s{1,3}[-–—−]{1,2}\s{1,3}(?=\d\d?\W*$))(\d{1,2})(?=\s|$|[)\],;|]|:(?!\d))")
"""The end of '9:30-11 Opening': nothing stands between the dash and the hours, or behind the end of '9:30 - 11'."""
_LONGEST = 8 * 60
"""Minutes that a range takes at most whose end is such a number."""


def iso_zone(line: str, start: int, end: int) -> tuple[str, int] | None:
    """The offset of an hour in ISO 8601, and where it ends: '2022-05-03T09:00:00Z', '…T09:00+02:00'."""
    match = _ISO_OFFSET.match(line, end) if start and line[start - 1] == "T" else None
    if match is None:
        return None
    return ("UTC" if match[0] in "Zz" else f"UTC{match[0]}"), match.end()


def other_digits(line: str, tokens: list[Token]) -> bool:
    """Whether a digit stands outside the clocks, as it must for a date."""
    at = 0
    for token in tokens:
        if token.kind == "four" or _DIGIT.search(line, at, token.start):
            return True
        at = token.end
    return _DIGIT.search(line, at) is not None


def without_years(tokens: list[Token], dates: list[tuple[int, int]]) -> list[Token]:
    """Leave out the '2025' of a date where the line has clocks that cannot be a year."""
    if not dates or all(token.kind == "four" for token in tokens):
        return tokens
    return [
        token
        for token in tokens
        if token.kind != "four" or not any(start <= token.start and token.end <= end for start, end in dates)
    ]


def end_of(match: re.Match[str] | None) -> int:
    """Where it ends, of a pattern that matches even nothing."""
    assert match is not None  # these patterns match the empty string
    return match.end()


def like_hours(first: Clock, last: Clock) -> bool:
    """'0815 – 0845' is a range of hours, '2015 - 2020' one of years."""
    if first.minute % 5 or last.minute % 5 or not (first.valid and last.valid):
        return False
    start, end = first.minutes(), last.minutes()
    years = 19 <= first.hour <= 20 and 19 <= last.hour <= 20
    return start < end and not years


def bare_end(line: str, first: Token) -> Token | None:
    """The number that ends a range because a dash ties it to the clock before it: '9:30-11', '3:15-4:'."""
    if line[first.end : first.end + 4].lstrip()[:1] not in ("-", "–", "—", "−") or not first.clock.valid:
        return None
    match = _BARE_END.match(line, first.end)
    if match is None:
        return None
    last = bare_clock(match[1], match.start(1))
    return last if last.clock.valid and 0 < minutes_between(first.clock, last.clock) <= _LONGEST else None


def minutes_between(start: Clock, end: Clock) -> int:
    """From one to the other; of hours one of which has no half within half a day."""
    apart = end.minutes(start.half) - start.minutes(end.half)
    return apart % (NOON if start.open or end.open else DAY)


def is_apart(line: str, first: Token, last: Token) -> bool:
    """Whether a dotted range behind other words is set apart, and of hours: 'Lunch (12.00 – 13.00)'."""
    if any(token.clock.minute % 5 or not 6 <= token.clock.hour <= 23 for token in (first, last)):
        return False
    before, after = line[: first.start], line[last.end :].strip()
    bracketed = before[-1:] in ("(", "[") and after[:1] in (")", "]")
    return first.clock[:2] < last.clock[:2] and (bracketed or (not after and _APART.search(before) is not None))
