"""Which day each talk is on: dates beside the time, day headers above it, weekdays, one date for the whole page.

1. A date beside the time holds for it, and for the lines below it that have none.
2. A day header ('Monday, May 3, 2021', 'Day 2', 'Friday') holds for the lines below it.
3. A weekday falls on the first such day on or after the last date that stands written above it, or ``--date``.
4. 'Day 2' is the day after 'Day 1', which is the first day known.
5. Hours that pass midnight without a new date are of the next day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from icsgen.errors import TimeFault
from icsgen.model import Document, Policy
from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.times.dates import WORD, DateOrder, DateWords, find_dates, weekday_of

_DAY = timedelta(days=1)
_LONGEST_SENTENCE = 600
_FURTHEST_WEEKDAY = 4
"""So many days after the date above it a weekday may fall; further on it is more likely one before it."""
_NUMBERS = {word: number for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven"], 1)}
_NUMBERED = Pattern(
    r"(?:day|tag|jour|día|dia|giorno)\s*#?\s*(?P<n>\d{1,2}|one|two|three|four|five|six|seven)\b", re.IGNORECASE
)
_HEADS = Pattern(r"\s*(?:$|[^\w\s])")
"""Behind 'Day 1' in a line that heads it, as 'Day 1 morning' does; 'Day 1 recap' is a talk about it."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ORDINAL = Pattern(rf"\W*(?:the\s)?(?P<n>{'|'.join(_ORDINALS)})\sday\W*", re.IGNORECASE)
_WEEKDAY_LINE = Pattern(rf"\W*(?:(?:day|tag|jour)\s\w+\W{{1,3}})?(?P<day>{WORD})\b\W{{0,4}}(?P<rest>.*)", re.IGNORECASE)
_DATE_LABEL = Pattern(r"\W*(?:date|day|when|datum|tag|jour|fecha)s?\W*", re.IGNORECASE)
_ABOUT = Pattern(
    r"\b(?:schedule|program(?:me)?|agenda|sessions?|workshop|conference|day|main|tutorials?|tag|jour|the|for|all|"
    r"times?|in|on|of|morning|afternoon|"
    r"evening|am|pm|week|virtual|poster|programm|zeitplan)\b|\d+",
    re.IGNORECASE,
)
_DEADLINE = Pattern(
    r"deadline|due\b|submi|notification|camera|registration|open(?:s|ed)?\b|close[sd]?\b|closing|early bird|"
    r"important|updated?|posted|publish|"
    r"release|©|copyright|arxiv|accept|announce|extended|born|since|abstract|\bprevious|\bpast\b|\blast\syear|"
    r"\bearlier|\bprior\b|\beditions?:|"
    r"\b(?:(?:is|are)\s(?:now\s)?(?:available|out|up)|(?:schedule|program\w*|papers?|videos?|recordings?|"
    r"slides)\s(?:is|are)\s(?:now\s)?(?:on)?li[nv]e)\b",
    re.IGNORECASE,
)
_BEFORE = Pattern(
    r"\b(?:by|before|until|till|bis|spätestens|avant\sle|antes\sdel?)\s(?:the\s|zum\s|am\s)?$", re.IGNORECASE
)
"""Before a date that something is due by."""
_HELD = Pattern(
    r"\b(?:held|takes?\s+place|taking\splace|happen\w*|will\sbe|is\son|join\sus|dates?|when|on|colocated|co-located|"
    r"workshop|conference|schedule|"
    r"program\w*|agenda|statt)\b",
    re.IGNORECASE,
)


class DayHeader(NamedTuple):
    """A line that says which day the lines below it are of."""

    words: DateWords
    """With month and day; or a weekday alone; or neither, of a numbered day."""
    number: int | None = None
    """Of 'Day 2'."""
    unread: str = ""
    """The line, if it heads a day that cannot be read."""


def day_header(line: Line, order: DateOrder | None) -> DayHeader | None:
    """The day that the line heads, if it does nothing else.

    >>> day_header(Line(1, "Day 1 (July 8)"), None).words[:3], day_header(Line(1, "Friday:"), None).words.weekday
    ((None, 7, 8), 4)
    >>> day_header(Line(1, "Day 2 morning"), None).number, day_header(Line(1, "Day 1 recap"), None) is None
    (2, True)
    >>> day_header(Line(1, "We met on July 8 at the lake and were happy."), None) is None
    True
    """
    text = line.text.strip().strip("|*").strip()
    if not text or len(text) > 120:
        return None
    numbered = _NUMBERED.search(text)
    number = _count(numbered["n"]) if numbered else None
    if numbered is None and (ordinal := _ORDINAL.fullmatch(text)):
        return DayHeader(DateWords(), 1 + _ORDINALS.index(ordinal["n"].lower()))
    dates = find_dates(text, order)
    if len(dates) == 1 and dates[0][0].until is None:
        words, (start, end) = dates[0]
        rest = f"{text[:start]} {text[end:]}"
        bare = _ABOUT.sub(" ", rest) if line.kind == "heading" or number else _DATE_LABEL.sub(" ", rest, count=1)
        few = len(re.findall(r"[^\W\d_]{2,}", bare))
        heading = line.kind == "heading" or words.weekday is not None
        if not _DEADLINE.search(rest) and (few == 0 or (few <= 6 and heading and not text.endswith("."))):
            return DayHeader(words, number)
        return None
    if dates:
        return None
    match = _WEEKDAY_LINE.fullmatch(text)
    if match and match["day"][0].isupper() and weekday_of(match["day"]) is not None:
        left = re.findall(r"[^\W\d_]{2,}", _ABOUT.sub(" ", match["rest"]))
        if not left or (line.kind == "heading" and len(left) <= 3):
            return DayHeader(DateWords(weekday=weekday_of(match["day"])), number)
    if (
        numbered
        and number
        and (line.kind == "heading" or (numbered.start() == 0 and _heads(text[numbered.end() :])))
        and len(text) < 80
        and not text.endswith(".")
    ):
        return DayHeader(DateWords(), number)
    return None


def _heads(behind: str) -> bool:
    """Whether what stands behind 'Day 1' leaves the line its header."""
    return _HEADS.match(behind) is not None or not re.findall(r"[^\W\d_]{2,}", _ABOUT.sub(" ", behind))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def page_date(
    lines: list[Line], order: DateOrder | None
) -> tuple[tuple[DateWords, int] | None, list[tuple[DateWords, int]]]:
    """The one day that the page says it is about, in a sentence or a line of its own; and all it could mean."""
    found: dict[tuple[object, ...], tuple[DateWords, int]] = {}
    for line in lines:
        text = line.text
        if len(text) > _LONGEST_SENTENCE or _DEADLINE.search(text) or not (len(text) < 80 or _HELD.search(text)):
            continue
        for words, (start, _) in find_dates(text, order):
            if _BEFORE.search(text[:start]):
                continue
            which = words.month, words.day, words.until
            known = found.setdefault(which, (words, line.number))[0]
            if known.year is None and words.year is not None:
                found[which] = (_joined(words, known), line.number)
    days = list(found.values())
    alone = [day for day in days if day[0].until is None]
    spans = [words for words, _ in days if words.until is not None]
    if len(alone) != 1 or not all(_holds(span, alone[0][0]) for span in spans):
        return None, days
    words, number = alone[0]
    year = words.year or next((span.year for span in spans if span.year), None)
    return (words._replace(year=year), number), days


def _holds(span: DateWords, day: DateWords) -> bool:
    """Whether the day is one of the span: 'part of the Kite Week (July 10-16, 2022), on July 13'."""
    same_year = span.year is None or day.year in (None, span.year)
    first, last = (span.month or 0, span.day or 0), span.until or (0, 0)
    return same_year and first <= (day.month or 0, day.day or 0) <= last


def _joined(words: DateWords, known: DateWords) -> DateWords:
    return words if words.weekday is not None else words._replace(weekday=known.weekday)


def on_or_after(first: date, weekday: int) -> date:
    """The first such weekday on or after the day."""
    return first + _DAY * ((weekday - first.weekday()) % 7)


def is_far(first: date, day: date) -> bool:
    """Whether the weekday's day is so far on that the one before ``first`` is meant more likely."""
    return (day - first).days > _FURTHEST_WEEKDAY


def settle_order(texts: Sequence[str], document: Document, policy: Policy) -> DateOrder | None:
    """How the page writes 5/3: as the user says, else as one of its own dates shows.

    :raises TimeFault: nothing shows it.
    """
    if policy.date_order:
        return policy.date_order
    words = [words for text in texts for words, _ in find_dates(text)]
    if not any(one.open for one in words):
        return None
    for order in ("dmy", "mdy"):
        if any(_shows(text, order) for text in texts):
            return order
    open_date = next(one for one in words if one.open)
    raise TimeFault(
        "which number is the month?",
        origin=document.origin,
        text="/".join(map(str, (*(open_date.open or ()), *([open_date.year] if open_date.year else [])))),
        hint="say how the page writes dates: --date-order dmy or --date-order mdy",
    )


def _shows(text: str, order: DateOrder) -> bool:
    """Whether a date in the text can only be read in this order: one of its numbers is above 12."""
    for words, (start, end) in find_dates(text):
        if words.month is not None and (words.day or 0) > 12:
            numbers = f"{words.day}/{words.month}" if order == "dmy" else f"{words.month}/{words.day}"
            if numbers in text[start:end].replace("/0", "/"):
                return True
    return False
