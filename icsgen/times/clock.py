"""Hours as people write them: '19:20', '8:30 a.m.', '12h00', '9am', 'Noon'.

A clock is kept as written, with its half of the day if one is stated. :func:`settle_pair` completes a half from
the other end of a range; what stays open then is for the neighbours to tell (``halves``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Half = Literal["am", "pm"]
NOON = 12 * 60
DAY = 24 * 60


class Clock(NamedTuple):
    """An hour as written."""

    hour: int
    minute: int = 0
    second: int = 0
    half: Half | None = None
    """'am' or 'pm' if it is stated."""
    padded: bool = False
    """Written with a leading zero ('09:00'), or '00' or above 12: of a 24-hour clock unless a half is stated."""

    @property
    def valid(self) -> bool:
        """Whether there is such an hour: 24:00 is one, 24:30 and 13:00 a.m. are none."""
        if self.minute > 59 or self.second > 59 or self.hour > 24 or (self.hour == 24 and (self.minute or self.second)):
            return False
        return not (self.half == "am" and self.hour > 12)

    @property
    def open(self) -> bool:
        """Whether it could mean two hours of a day."""
        return self.half is None and 1 <= self.hour <= 12

    def minutes(self, half: Half | None = None) -> int:
        """Minutes from midnight. ``half`` is taken where none is stated; with neither, as on a 24-hour clock.

        >>> Clock(12, 30, half="am").minutes(), Clock(7, 0).minutes("pm"), Clock(7, 0).minutes()
        (30, 1140, 420)
        """
        half = self.half or half
        hour = self.hour
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        return hour * 60 + self.minute

    def __str__(self) -> str:
        return f"{self.hour}:{self.minute:02d}" + (f" {self.half[0]}.m." if self.half else "")


class Token(NamedTuple):
    """A clock where it stands in a line."""

    clock: Clock
    start: int
    end: int
    kind: Literal["colon", "half", "h", "dot", "four", "word", "bare"]
    """How it is written, which says how surely it is a clock."""


_HALF = r"(?:\s?(?P<{0}>[ap]\.?\s?m\b\.?)|(?P<{0}1>{1})(?![\w.{2}]|-\d+(?![\d:ap])))"
"""The half behind the hour; a lone letter only if it touches it: '9:00 A Talk' has none. Behind a bare hour it is a
small one, and ends there: 'Session 1A', '1a:' and '1A-2' are no hours.
"""
_TOKEN = re.compile(
    r"(?:(?<=\d\dT)|(?<![\w:.,/$€£#^+=<>*²°]))(?:"
    r"(?P<c>\d{1,2})(?P<sep>[:：.])(?P<cm>\d\d)(?::(?P<cs>\d\d)(?:\.\d+)?)?(?![\d%]|[:：.]\d)"
    + _HALF.format("ch", "[ap]", "")
    + r"?"
    r"|(?P<x>\d{1,2})"
    + _HALF.format("xh", "(?-i:[ap])", ":)")
    + r"|(?P<h>\d{1,2})\s?(?:h(?:\s?(?P<hm>\d\d)(?!\d))?\b|Uhr\b(?:\s(?P<um>\d\d)(?![\d.:]))?)"
    r"|(?P<f>[0-2]\d)(?P<fm>[0-5]\d)(?!\w|[.,:]\d)"
    r"|(?P<word>12\s+noon|12\s+midnight|noon|midnight)\b"
    r")",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\d(?:[:：.]\d\d|\s?[aphu]|\d{3})", re.IGNORECASE)
"""Something of which stands in every line with a clock, but for noon and midnight. It is soon found."""
_NOON_AFTER = re.compile(r"\s?(noon|midnight)\b", re.IGNORECASE)


def find_clocks(line: str) -> Iterator[Token]:
    """Whatever in the line is written like a clock, from left to right, whether there is such an hour or not."""
    if _MAYBE.search(line) is None and not _names_noon(line):
        return
    end = 0
    for match in _TOKEN.finditer(line):
        if match.start() >= end:
            token = _token(line, match)
            end = token.end
            yield token


def _names_noon(line: str) -> bool:
    lower = line.lower()
    return "noon" in lower or "midnight" in lower


def _token(line: str, match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["word"]:
        return Token(_word_clock(match["word"]), start, end, "word")
    if hours := match["c"]:
        half = _half(match["ch"] or match["ch1"])
        if half is None and int(hours) == 12 and (after := _NOON_AFTER.match(line, end)):
            half = "pm" if after[1].lower() == "noon" else "am"
            end = after.end()
        clock = _clock(hours, match["cm"], match["cs"], half)
        return Token(clock, start, end, "dot" if match["sep"] == "." else "colon")
    if hours := match["x"]:
        return Token(_clock(hours, None, None, _half(match["xh"] or match["xh1"])), start, end, "half")
    if hours := match["h"]:
        return Token(_clock(hours, match["hm"] or match["um"], None, None)._replace(padded=True), start, end, "h")
    return Token(_clock(match["f"], match["fm"], None, None)._replace(padded=True), start, end, "four")


def bare_clock(hours: str, start: int) -> Token:
    """A number that is an hour only because of what stands beside it: the 9 of '9-10am'."""
    return Token(_clock(hours, None, None, None), start, start + len(hours), "bare")


def _word_clock(word: str) -> Clock:
    return Clock(12, half="am" if "midnight" in word.lower() else "pm")


def _clock(hours: str, minutes: str | None, seconds: str | None, half: Half | None) -> Clock:
    hour = int(hours)
    if half == "pm" and 12 < hour <= 24:
        half = None  # '16:00 PM' says one thing twice
    padded = hour > 12 or hours.startswith("0")
    return Clock(hour, int(minutes or 0), int(seconds or 0), half, padded)


def _half(text: str | None) -> Half | None:
    if not text:
        return None
    return "am" if text[0] in "aA" else "pm"


def settle_pair(start: Clock, end: Clock) -> tuple[int, int] | None:
    """Minutes from midnight of both ends of a range, where what is written settles them; else ``None``.

    A stated half holds for the other end as well if it can: the range is then the shortest that ends after it
    starts. An end at or before the start is of the next day and stays below it.

    >>> settle_pair(Clock(4), Clock(7, half="pm")), settle_pair(Clock(11), Clock(1, half="pm"))
    ((960, 1140), (660, 780))
    >>> settle_pair(Clock(11, 45), Clock(1)) is None
    True
    """
    if start.open and end.open:
        return None
    starts = [start.minutes("am"), start.minutes("pm")] if start.open else [start.minutes()]
    ends = [end.minutes("am"), end.minutes("pm")] if end.open else [end.minutes()]
    if (start.open or end.open) and (start.half or end.half) is None:
        return start.minutes(), end.minutes()  # a 24-hour clock: one end is above 12 or zero
    pairs = [(first, last) for first in starts for last in ends]
    return min(pairs, key=lambda pair: (pair[1] - pair[0]) % DAY or DAY)
