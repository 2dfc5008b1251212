"""The options that commands share, each defined once, in the panels Input, Time, Selection and Output."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal, TypeAlias

import typer

from icsgen.errors import SelectionError
from icsgen.patterns import Pattern
from icsgen.selection import FIELDS, Condition

INPUT, TIME, SELECTION, OUTPUT = "Input", "Time", "Selection", "Output"

_DURATION = Pattern(r"(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?", re.IGNORECASE)
_SIZE = Pattern(r"(\d+(?:\.\d+)?)\s*([kmg]?)i?b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


def parse_duration(text: str) -> timedelta:
    """``10m``, ``1h30m``, ``90``.

    >>> parse_duration("1h30m")
    datetime.timedelta(seconds=5400)
    """
    match = _DURATION.fullmatch(text.strip())
    if not match or not any(match.groups()):
        raise typer.BadParameter(f"{text!r} is no length of time; write it like 10m or 1h30m")
    days, hours, minutes = (int(group or 0) for group in match.groups())
    try:
        length = timedelta(days=days, hours=hours, minutes=minutes)
    except OverflowError:
        length = timedelta.max
    if not timedelta(0) < length <= timedelta(days=366):
        raise typer.BadParameter(f"{text!r} is not between a minute and a year")
    return length


def parse_day(text: str) -> date:
    """``2021-07-20``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write it like 2021-07-20") from None


def parse_size(text: str) -> int:
    """``64MB``, ``500k``, in bytes.

    >>> parse_size("64MB")
    67108864
    """
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if size <= 0:
        raise typer.BadParameter(f"{text!r} is no size; write it like 64MB")
    return size


def parse_condition(text: str) -> Condition:
    """``FIELD=TEXT``."""
    try:
        return Condition.parse(text)
    except SelectionError as error:
        raise typer.BadParameter(f"{error.message}: {error.text!r}. {error.hint}") from None


def parse_page(text: str) -> str:
    """The file of a page, which standard output is not."""
    if text == "-":
        raise typer.BadParameter("a page is for a browser and goes to a file; name one")
    return text


def parse_epoch(text: str) -> datetime:
    """``SOURCE_DATE_EPOCH``: seconds since 1970."""
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(f"SOURCE_DATE_EPOCH is {text!r}, not a number of seconds") from None


# -- Input --------------------------------------------------------------------------------------------------

Sources: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help="Files, http(s) addresses, or - for standard input.", show_default=False),
]
ReaderName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--reader", metavar="NAME", help="Read it as this format; icsgen formats lists them.", rich_help_panel=INPUT
    ),
]
MaxSize: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--max-size",
        metavar="SIZE",
        parser=parse_size,
        help="Refuse a source over this size, 64MB if not given.",
        rich_help_panel=INPUT,
    ),
]

# -- Time ---------------------------------------------------------------------------------------------------

Year: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="YYYY", min=1900, max=2200, help="The year, if the page lacks it.", rich_help_panel=TIME
    ),
]
FirstDay: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        parser=parse_day,
        help="The first day, for a page that gives only hours or weekdays.",
        rich_help_panel=TIME,
    ),
]
Zone: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        help="The zone, if the page lacks it: Europe/Vienna, UTC-8, PDT.",
        rich_help_panel=TIME,
    ),
]
RepeatedHour: TypeAlias = Annotated[
    Literal["first", "second"] | None,
    typer.Option("--repeated-hour", help="Which hour is meant when the clocks go back.", rich_help_panel=TIME),
]
Duration: TypeAlias = Annotated[
    timedelta | None,
    typer.Option(
        "--duration",
        metavar="LENGTH",
        parser=parse_duration,
        help="How long a talk is that has no end, 30m if not given.",
        rich_help_panel=TIME,
    ),
]
DateOrder: TypeAlias = Annotated[
    Literal["dmy", "mdy"] | None,
    typer.Option("--date-order", help="How to read 5/3/2019.", rich_help_panel=TIME),
]

# -- Selection ----------------------------------------------------------------------------------------------

Only: TypeAlias = Annotated[
    list[Condition] | None,
    typer.Option(
        "--only",
        metavar="FIELD=TEXT",
        parser=parse_condition,
        help=f"Only talks whose field holds the text. Repeatable. Fields: {', '.join(FIELDS)}.",
        rich_help_panel=SELECTION,
    ),
]
Skip: TypeAlias = Annotated[
    list[Condition] | None,
    typer.Option(
        "--skip",
        metavar="FIELD=TEXT",
        parser=parse_condition,
        help="Leave such talks out. Repeatable.",
        rich_help_panel=SELECTION,
    ),
]
EventPer: TypeAlias = Annotated[
    Literal["talk", "session"],
    typer.Option("--event", help="What becomes one event.", rich_help_panel=SELECTION),
]
SplitBy: TypeAlias = Annotated[
    Literal["talk", "session", "day", "room", "track", "speaker"] | None,
    typer.Option("--split", help="One file for each, into a folder.", rich_help_panel=SELECTION),
]

# -- Output -------------------------------------------------------------------------------------------------

Output: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help="Where to; by default the source's name with .ics.",
        show_default=False,
        rich_help_panel=OUTPUT,
    ),
]
CalendarName: TypeAlias = Annotated[
    str | None,
    typer.Option("--name", metavar="TEXT", help="What the calendar is called.", rich_help_panel=OUTPUT),
]
Alarm: TypeAlias = Annotated[
    timedelta | None,
    typer.Option(
        "--alarm",
        metavar="LENGTH",
        parser=parse_duration,
        help="Remind so long before each talk, e.g. 10m.",
        rich_help_panel=OUTPUT,
    ),
]
Busy: TypeAlias = Annotated[
    bool, typer.Option("--busy", help="Talks block your time; otherwise it stays free.", rich_help_panel=OUTPUT)
]
Utc: TypeAlias = Annotated[
    bool, typer.Option("--utc", help="Write all times in UTC, without zones.", rich_help_panel=OUTPUT)
]
Verify: TypeAlias = Annotated[
    Literal["auto", "all", "none"],
    typer.Option(
        "--verify",
        help="Read back before delivery: all events, a fair thousand of more, or none.",
        rich_help_panel=OUTPUT,
    ),
]
Strict: TypeAlias = Annotated[
    bool, typer.Option("--strict", help="Write nothing if anything was skipped or doubted.", rich_help_panel=OUTPUT)
]
Force: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Go on although it loses something: another program's file, or most of the talks.",
        rich_help_panel=OUTPUT,
    ),
]
Previous: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--previous",
        metavar="FILE|DIR|URL",
        help="Update this calendar, not the one at the target.",
        rich_help_panel=OUTPUT,
    ),
]
First: TypeAlias = Annotated[
    bool, typer.Option("--first", help="There may be nothing at --previous yet.", rich_help_panel=OUTPUT)
]
Open: TypeAlias = Annotated[
    bool, typer.Option("--open", help="Open the file in your calendar.", rich_help_panel=OUTPUT)
]
Proof: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--proof",
        metavar="FILE.html",
        parser=parse_page,
        help="Also write a page that shows each time of the source beside its event.",
        rich_help_panel=OUTPUT,
    ),
]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print problems and errors only.", rich_help_panel=OUTPUT)
]
Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Print every talk and every problem.", rich_help_panel=OUTPUT)
]
