"""Dates as people write them, found in a line of text: 'Tue 20 July', 'Jun 15', 'Monday, May 3, 2021'.

What is found is kept as it was written: a year that is not there stays ``None``, and so does a day that does
not exist (31 June), for whoever settles the dates to refuse. What could be a month or a weekday, ``words`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from icsgen.patterns import Pattern
from icsgen.times.words import MONTHS_IN_TEXT, WEEKDAYS_IN_TEXT

DateOrder = Literal["dmy", "mdy"]


class DateWords(NamedTuple):
    """A date as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    open: tuple[int, int] | None = None
    """Two numbers of which it is not written which is the month: 5/3. ``month`` and ``day`` are then ``None``."""
    until: tuple[int, int] | None = None
    """Month and last day where a span of days is written: 'July 17–23'."""

    def ordered(self, order: DateOrder) -> DateWords:
        """With the open numbers read in that order."""
        if self.open is None:
            return self
        day, month = self.open if order == "dmy" else self.open[::-1]
        return self._replace(month=month, day=day, open=None)


_GERMAN_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
_ALSO_WORDS = frozenset({"may", "march", "mar", "sun", "sat", "wed", "dec", "mei"})
"""Names that are also common words, taken only with a capital."""

WORD = r"[^\W\d_]{3,12}(?:-feira)?"
"""What a month or weekday looks like; ``weekday_of`` tells whether it is one."""
_DAY = (
    r"(?<![\d:.,/])(?:0?[1-9]|[12]\d|3[01])(?![\d:/]|\.\d|\s?[ap]\.?m\b|\s?h\b)"
    r"(?:st|nd|rd|th|er|ère|\.|º|ª|°)?(?!\w)"
)
_YEAR = r"(?:\s{0,3}(?:[-/,.(]|del?\s)?\s{0,3}(?P<y>(?:19|20)\d\d)(?![\d:])|,?\s{0,3}['’](?P<ys>\d\d)(?!\d))?"
_DASH = r"\s{0,3}(?:[-–—−‐‑/&+]|--|and|to|bis|au|al)\s{0,3}"
_LED = rf"(?:(?P<w>{WORD})\b\.?\s{{0,3}}[,:|(*–—-]{{0,2}}\s{{0,3}}(?:(?:the|den|der|le|el|il)\s{{1,3}})?)?"
_FOLLOWED = rf"(?:\s{{0,3}}[,(|]?\s{{0,3}}(?P<w2>{WORD})\b(?!\s{{0,3}}\d)\)?)?"
_YEAR_LAST = r"(?:(?<=\)),?\s{1,3}(?P<y2>(?:19|20)\d\d)(?![\d:]))?"
"""Behind a weekday in brackets: 'June 17th (Monday), 2024'."""

_DAY_FIRST = re.compile(
    rf"(?<!\w){_LED}(?P<d>{_DAY})(?:{_DASH}(?P<d2>{_DAY}))?\s{{0,3}}(?:of\s{{1,3}}|de\s{{1,3}}|[-/])?(?P<m>{WORD})\b\.?"
    rf"(?:{_DASH}(?P<d3>{_DAY})\s{{0,3}}(?P<m3>{WORD})\b\.?)?{_YEAR}{_FOLLOWED}{_YEAR_LAST}",
    re.IGNORECASE,
)
_MONTH_FIRST = Pattern(
    rf"(?<!\w){_LED}(?P<m>{WORD})\b\.?\s{{0,3}}[-/]?\s{{0,3}}(?P<d>{_DAY})"
    rf"(?:{_DASH}(?:(?P<m3>{WORD})\b\.?\s{{0,3}})?(?P<d2>{_DAY}))?{_YEAR}{_FOLLOWED}{_YEAR_LAST}",
    re.IGNORECASE,
)
_ISO = Pattern(
    rf"(?<![\w./-]){_LED}(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?![\d/-]|\.\d){_FOLLOWED}",
    re.IGNORECASE,
)
_DOTTED = Pattern(
    rf"(?<![\w./-])(?:{_LED}|(?P<g>Mo|Di|Mi|Do|Fr|Sa|So)\b[.,\s]{{1,4}})"
    rf"(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>(?:19|20)\d\d)?(?![\d.]){_FOLLOWED}",
    re.IGNORECASE,
)
_SLASHED = Pattern(
    rf"(?<![\w./-]){_LED}(?P<a>\d\d?)/(?P<b>\d\d?)(?:/(?P<y>(?:19|20)?\d\d))?(?![\d/]|\.\d){_FOLLOWED}",
    re.IGNORECASE,
)
_EAST = Pattern(r"(?:(?P<y>(?:19|20)\d\d)\s?[年년]\s?)?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号일]")
_DIGIT = re.compile(r"\d")
_DAY_BEHIND = re.compile(r"[^\W\d_]\.?\s{0,3}[-/]?\s{0,3}(?:0?[1-9]|[12]\d|3[01])(?![\d:/])")
"""In a line whose month comes first; soon made, while many pages need the whole pattern nowhere."""
_YEARS = re.compile(r"(?:19|20)\d\d")
_LETTERS = re.compile(r"[^\W\d_]{3,12}")

Found = list[tuple[DateWords, tuple[int, int]]]
"""Dates with the characters that each takes."""


def weekday_of(word: str) -> int | None:
    """The weekday that the word names, 0 for Monday.

    >>> weekday_of("Thurs."), weekday_of("Dienstag"), weekday_of("Today")
    (3, 1, None)
    """
    return WEEKDAYS_IN_TEXT.get(word.strip(" .,:").lower().removesuffix("-feira"))


def find_dates(line: str, order: DateOrder | None = None) -> Found:
    """Every date in the line that has a day and a month, with the characters it takes, in order.

    Of 5/3/2019 the numbers stay open unless ``order``, a number above 12 or the weekday settles them.

    >>> [words for words, _ in find_dates("Tue 20 July 19:00 - 19:20 PDT")]
    [DateWords(year=None, month=7, day=20, weekday=1, open=None, until=None)]
    >>> find_dates("May 3, 2021 (Monday)")[0][0][:4]
    (2021, 5, 3, 0)
    """
    if not _DIGIT.search(line):
        return []
    found: Found = []
    if names_a_month(line):
        found += [_spelled(match) for match in _of_months(_DAY_FIRST, line)]
        if _DAY_BEHIND.search(line):
            found += [_spelled(match) for match in _of_months(_MONTH_FIRST, line)]
    if ("/" in line or "-" in line or "." in line) and _YEARS.search(line):
        found += [_numbered(match) for match in _ISO.finditer(line)]
    if "." in line:
        found += [_numbered(match) for match in _DOTTED.finditer(line) if match["y"] or _weekday(match) is not None]
    if "/" in line:
        found += [
            _slashed(match, order) for match in _SLASHED.finditer(line) if match["y"] or _weekday(match) is not None
        ]
    if "月" in line or "월" in line:
        found += [
            (DateWords(int(match["y"]) if match["y"] else None, int(match["m"]), int(match["d"])), match.span())
            for match in _EAST.finditer(line)
        ]
    return _apart([(words, span) for words, span in found if _possible(words)]) if found else found


def names_a_month(line: str) -> bool:
    """Whether a word of the line could be a month's."""
    return any(word.lower() in MONTHS_IN_TEXT for word in _LETTERS.findall(line))


def _of_months(pattern: re.Pattern[str] | Pattern, line: str) -> Iterator[re.Match[str]]:
    """The matches with a month in them; what is none takes nothing from the next: 'Session 1 Mon 3 May'."""
    at = 0
    while match := pattern.search(line, at):
        if _is_month(match["m"]):
            yield match
            at = match.end()
        else:
            at = match.start("m") if match.start("m") > match.start() else match.end("m")


def _is_month(word: str) -> bool:
    """'15 may be' is no date."""
    lower = word.lower()
    return lower in MONTHS_IN_TEXT and (lower not in _ALSO_WORDS or word[0].isupper())


def _weekday(match: re.Match[str]) -> int | None:
    """The weekday beside the date; any other word there is none of the date's."""
    groups = match.groupdict()
    if short := groups.get("g"):
        return _GERMAN_SHORT.index(short.lower())
    for word in (groups["w"], groups["w2"]):
        if word and (number := weekday_of(word)) is not None and (word.lower() not in _ALSO_WORDS or word[0].isupper()):
            return number
    return None


def _span(match: re.Match[str]) -> tuple[int, int]:
    """The date's characters, without words beside it that are no weekday."""
    start, end = match.span()
    if match["w"] and weekday_of(match["w"]) is None:
        start = min(match.start(name) for name in ("d", "m", "y", "a") if match.re.groupindex.get(name) and match[name])
    if match["w2"] and weekday_of(match["w2"]) is None:
        end = match.start("w2")
        while match.string[end - 1] in " \t,(|\u00a0":
            end -= 1
    return start, end


def _spelled(match: re.Match[str]) -> tuple[DateWords, tuple[int, int]]:
    groups = match.groupdict()
    month = MONTHS_IN_TEXT[match["m"].lower()]
    if match["m"].lower() == "listopada" and match["d"].endswith("."):
        month = 10  # Croatian, which puts a dot behind the day; in Polish it is November
    last_day, last_month = groups.get("d3") or groups.get("d2"), groups.get("m3")
    until = None
    if last_day and (last_month is None or _is_month(last_month)):
        until = (MONTHS_IN_TEXT[last_month.lower()] if last_month else month, _number(last_day))
    full = match["y"] or match["y2"]
    year = int(full) if full else 2000 + int(match["ys"]) if match["ys"] else None
    return DateWords(year, month, _number(match["d"]), _weekday(match), None, until), _span(match)


def _numbered(match: re.Match[str]) -> tuple[DateWords, tuple[int, int]]:
    year = int(match["y"]) if match["y"] else None
    return DateWords(year, int(match["m"]), int(match["d"]), _weekday(match)), _span(match)


def _slashed(match: re.Match[str], order: DateOrder | None) -> tuple[DateWords, tuple[int, int]]:
    a, b, year = int(match["a"]), int(match["b"]), match["y"]
    full = (int(year) if len(year) == 4 else 2000 + int(year)) if year else None
    words = DateWords(full, None, None, _weekday(match), (a, b))
    return _ordered(words, order), _span(match)


def _ordered(words: DateWords, order: DateOrder | None) -> DateWords:
    a, b = words.open or (0, 0)
    if a > 12 or b > 12:
        return words.ordered("dmy" if a > 12 else "mdy")
    if a == b or order:
        return words.ordered(order or "dmy")
    if words.weekday is not None and words.year is not None:
        ways: tuple[DateOrder, DateOrder] = ("dmy", "mdy")
        fitting = [one for one in map(words.ordered, ways) if _falls(one)]
        if len(fitting) == 1:
            return fitting[0]
    return words


def _falls(words: DateWords) -> bool:
    """Whether the date, written with its year, falls on the weekday written with it."""
    try:
        return date(words.year or 0, words.month or 0, words.day or 0).weekday() == words.weekday
    except ValueError:
        return False


def _number(text: str) -> int:
    digits = re.match(r"\d+", text)
    assert digits is not None
    return int(digits[0])


def _possible(words: DateWords) -> bool:
    if words.open is not None:
        return all(1 <= number <= 31 for number in words.open) and min(words.open) <= 12
    return 1 <= (words.month or 0) <= 12 and 1 <= (words.day or 0) <= 31


def _apart(found: Found) -> Found:
    """In order and not overlapping; of two that overlap the longer stays."""
    chosen: Found = []
    end = -1
    for words, span in sorted(found, key=lambda item: (item[1][0], -item[1][1])):
        if span[0] >= end:
            chosen.append((words, span))
            end = span[1]
        elif chosen and span[1] - span[0] > chosen[-1][1][1] - chosen[-1][1][0]:
            chosen[-1] = (words, span)
            end = span[1]
    return chosen
