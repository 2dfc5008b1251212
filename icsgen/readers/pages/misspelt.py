"""Lines that head a day with a slip in them: 'Wendesday, March 5', 'Monday 3 Mrach 2025'.

A date that can be read heads its day, however its weekday is spelt. Where the month cannot be read, the talks below
are on a day that nobody knows: they must not fall on the day above.
"""

from __future__ import annotations

import difflib
import re

from icsgen.readers.pages.days import DayHeader
from icsgen.times.dates import DateOrder, DateWords, find_dates, weekday_of
from icsgen.times.words import MONTHS, WEEKDAYS

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_DAY_NUMBER = re.compile(r"(?<!\d)(?:[12]?\d|3[01])(?:st|nd|rd|th)?(?!\d)(?![:.h]\d)")
_YEAR = re.compile(r"\b20\d\d\b")
_WEEKDAY_AND_DAY = re.compile(
    r"\W*(?P<w>[^\W\d_]{3,12})\W{1,3}(?:the\s)?(?P<d>\d{1,2})(?:st|nd|rd|th)\W*", re.IGNORECASE
)
_MOST_WORDS = 4
_LIKE = 0.75
"""Of 1 for the same word: one letter wrong, missing, or in another place."""
_SHORTEST = 5
"""Letters of a name that others could be taken for."""
_MONTH_NAMES = [name for name in MONTHS if len(name) >= _SHORTEST]
_WEEKDAY_NAMES = [name for name in WEEKDAYS if len(name) >= _SHORTEST]


def misspelt_day(text: str, order: DateOrder | None) -> DayHeader | None:
    """The day that the line heads with a slip, if it does nothing else.

    >>> misspelt_day("Wendesday, March 5", None).words[:3], misspelt_day("Monday 3 Mrach 2025", None).unread
    ((None, 3, 5), 'Monday 3 Mrach 2025')
    >>> misspelt_day("Poster 3", None), misspelt_day("Sunday Lecture 3", None)
    (None, None)
    """
    words = _LETTERS.findall(text)
    if not words or len(words) > _MOST_WORDS or text.endswith((".", "?", "!")):
        return None
    dates = find_dates(text, order)
    if len(dates) == 1 and dates[0][0].until is None:
        found, (start, end) = dates[0]
        rest = _LETTERS.findall(f"{text[:start]} {text[end:]}")
        return DayHeader(found) if len(rest) == 1 and _is_like(rest[0], _WEEKDAY_NAMES) else None
    if dates:
        return None
    if (match := _WEEKDAY_AND_DAY.fullmatch(text)) and (weekday := weekday_of(match["w"])) is not None:
        return DayHeader(DateWords(weekday=weekday, day=int(match["d"])))
    headed = weekday_of(words[0]) is not None or _is_like(words[0], _WEEKDAY_NAMES) or _YEAR.search(text) is not None
    months = [word for word in words if _is_like(word, _MONTH_NAMES)]
    if headed and len(months) == 1 and _DAY_NUMBER.search(_YEAR.sub("", text)):
        return DayHeader(DateWords(), unread=text.strip())
    return None


def _is_like(word: str, names: list[str]) -> bool:
    """Whether the word is one of the names but for a slip."""
    lower = word.lower()
    return len(lower) >= _SHORTEST - 1 and bool(difflib.get_close_matches(lower, names, 1, _LIKE))
