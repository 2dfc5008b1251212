"""A date's words against the calendar: which day they name, whether the weekday fits, in which years it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from icsgen.errors import TimeFault, WeekdayError
from icsgen.model import Document
from icsgen.times.dates import DateWords

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NAMES = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
_SPAN = 14
"""How many years before and after are looked through for candidates: a weekday comes back within 12."""


def day_of(words: DateWords, year: int) -> date:
    """The day, without a look at its weekday.

    :raises TimeFault: there is no such day.
    """
    try:
        return date(year, words.month or 0, words.day or 0)
    except ValueError:
        raise TimeFault("there is no such day", text=shown(words, year), hint="correct the date") from None


def shown(words: DateWords, year: int | None = None) -> str:
    """The date in plain words: 'Tuesday 20 July 2021'."""
    weekday = WEEKDAY_NAMES[words.weekday] if words.weekday is not None else ""
    month = _MONTH_NAMES[words.month - 1] if words.month else ""
    return " ".join(str(part) for part in (weekday, words.day or "", month, words.year or year or "") if part)


def check_weekday(
    words: DateWords, year: int, document: Document, line: int | None = None, *, proposing: bool = True
) -> date:
    """The day, after its weekday was compared with the calendar. ``proposing``: another year may be meant.

    :raises WeekdayError: they contradict each other; the message shows both.
    """
    try:
        day = day_of(words, year)
    except TimeFault as error:
        raise TimeFault(error.message, origin=document.origin, line=line, text=error.text, hint=error.hint) from None
    if words.weekday is not None and day.weekday() != words.weekday:
        others = ", ".join(map(str, matching_years([words], year)[:3]))
        raise WeekdayError(
            f"the weekday contradicts the date: {day.day} {_MONTH_NAMES[day.month - 1]} {year} "
            f"is a {WEEKDAY_NAMES[day.weekday()]}, not a {WEEKDAY_NAMES[words.weekday]}",
            origin=document.origin,
            line=line,
            text=shown(words),
            hint=f"it is a {WEEKDAY_NAMES[words.weekday]} in {others}: --year {others.split(',')[0]}?"
            if others and words.year is None and proposing
            else "correct the date or the weekday",
        )
    return day


def matching_years(dates: Sequence[DateWords], near: int) -> list[int]:
    """The years in which every date falls on the weekday written with it, the nearest to ``near`` first.

    >>> matching_years([DateWords(month=7, day=20, weekday=1)], 2022)
    [2021, 2027, 2032, 2010]
    """
    years = range(near - _SPAN, near + _SPAN + 1)
    fitting = [year for year in years if fits(dates, year) is not None]
    return sorted(fitting, key=lambda year: (abs(year - near), year))


def fits(dates: Sequence[DateWords], year: int) -> bool | None:
    """Whether the dates run into the next year, if they fall right in ``year`` at all; else ``None``.

    ``True`` and ``False`` both say that they fit.
    """
    if crosses(dates):
        if all(falls(words, year + ((words.month or 0) <= 6)) for words in dates):
            return True
        if not any(words.weekday is not None for words in dates):
            return None
    return False if all(falls(words, year) for words in dates) else None


def crosses(dates: Sequence[DateWords]) -> bool:
    """Whether the dates, in their order, pass from the end of a year to the beginning of the next."""
    months = [words.month or 0 for words in dates if words.year is None]
    late = [index for index, month in enumerate(months) if month >= 11]
    early = [index for index, month in enumerate(months) if month <= 2]
    middling = any(3 <= month <= 10 for month in months)
    return bool(late and early and not middling and min(late) < min(early))


def falls(words: DateWords, year: int) -> bool:
    """Whether there is such a day in the year, and it is the weekday written with it."""
    try:
        day = date(words.year or year, words.month or 0, words.day or 0)
    except ValueError:
        return False
    return words.weekday is None or day.weekday() == words.weekday
