"""Recurring events as the single ones that they stand for (RFC 5545 §3.8.5), within bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from icsgen.errors import FormatError
from icsgen.ics.event import Event, calendar_of, event_of

MOST_OCCURRENCES = 1000
"""A recurring event is followed no further."""
_MOST_RULES = 10
_MOST_A_DAY = 24
_NO_INTERVAL = re.compile(r"\bINTERVAL\s*=\s*0*(?:;|$)", re.IGNORECASE)
_OF_FEW_DAYS = re.compile(
    r"^(?=.*\bFREQ\s*=\s*(?:DAILY|WEEKLY))(?=.*\bBY(?:YEARDAY|WEEKNO)\s*=)"
    r"|^(?=.*\bFREQ\s*=\s*WEEKLY)(?=.*\bBYMONTHDAY\s*=)",
    re.IGNORECASE | re.DOTALL,
)
"""What RFC 5545 §3.3.10 has no meaning for."""
_MONTH_DAYS = re.compile(r"\bBYMONTHDAY\s*=\s*([^;]*)", re.IGNORECASE)
_IN_ALL_MONTHS = range(1, 29)


def occurrences(event: Event, overrides: Sequence[Event], until: datetime) -> list[Event]:
    """The single events that a recurring one stands for, from its start to ``until`` (UTC), overrides applied.

    At most :data:`MOST_OCCURRENCES`. Their times keep the TZID that they were written with. What recurs more
    often than daily is no programme, and could keep the expansion busy for hours.

    :raises FormatError: its rule cannot be followed.
    """
    import recurring_ical_events  # type: ignore[import-untyped]  # takes 40 ms, and few calendars need it

    rules = event.texts("RRULE")
    if len(rules) > _MOST_RULES or any(map(_is_too_frequent, rules)):
        raise FormatError("it recurs more often than daily", line=event.line)
    if any(map(_may_have_no_date, rules)):
        raise FormatError("its recurrence cannot be followed: it may have no date at all", line=event.line)
    start = event.start.value if event.start else until
    first = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
    try:
        found = recurring_ical_events.of(calendar_of((event, *overrides))).between(first - timedelta(days=1), until)
    except (
        ValueError,
        TypeError,
        KeyError,
        OverflowError,
        AttributeError,
        recurring_ical_events.InvalidCalendar,
    ) as error:
        raise FormatError(f"its recurrence cannot be followed: {error}", line=event.line) from None
    return [event_of(component, event.line, []) for component in found[:MOST_OCCURRENCES]]


def _is_too_frequent(rule: str) -> bool:
    """Whether it recurs by the hour, the minute or the second, be it by many of them on each day."""
    if re.search(r"FREQ\s*=\s*(SECONDLY|MINUTELY|HOURLY)", rule, re.IGNORECASE):
        return True
    lists = re.findall(r"\bBY(?:HOUR|MINUTE|SECOND)\s*=\s*([^;]*)", rule, re.IGNORECASE)
    return math.prod([len(listed.split(",")) for listed in lists]) > _MOST_A_DAY


def _may_have_no_date(rule: str) -> bool:
    """Whether an expansion may follow it to the year 9999 or for ever: daily, if it is the 30th of February."""
    if _NO_INTERVAL.search(rule) or _OF_FEW_DAYS.search(rule):
        return True
    if not re.search(r"FREQ\s*=\s*DAILY", rule, re.IGNORECASE) or not (days := _MONTH_DAYS.search(rule)):
        return False
    found = [one.strip().removeprefix("+").removeprefix("-") for one in days[1].split(",")]
    return not all(one.isdigit() and int(one) in _IN_ALL_MONTHS for one in found)
