"""``icsgen diff``: what became of each talk between two versions of a programme."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from icsgen.calendar.identity import programme_id
from icsgen.cli import options as given
from icsgen.cli.gather import gather, read_clock
from icsgen.cli.localtime import local_zone, zone_named
from icsgen.cli.screen import Screen, Style
from icsgen.cli.summary import Summary
from icsgen.errors import IcsgenError, ZoneError
from icsgen.fetch import MAX_SIZE, STDIN, is_address
from icsgen.model import HALF_HOUR, Change, ChangeKind, Policy, Reading
from icsgen.outputs.announcement import LABELS, as_json, atom, markdown, sentences, summary_of
from icsgen.pipeline import differences
from icsgen.selection import Selection

app = typer.Typer(add_completion=False)

DIFFERENT = 3
"""Exit code if anything differs."""
_STYLES: dict[ChangeKind, Style] = {"cancelled": "bad", "moved": "warn", "new": "good", "back": "good"}


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="File, http(s) address, or -: a source or a calendar.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, as it is now.")],
    reader: given.ReaderName = None,
    max_size: given.MaxSize = None,
    year: given.Year = None,
    tz: given.Zone = None,
    date: given.FirstDay = None,
    duration: given.Duration = None,
    repeated_hour: given.RepeatedHour = None,
    date_order: given.DateOrder = None,
    only: given.Only = None,
    skip: given.Skip = None,
    zone: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="ZONE|local",
            help="Also show the hours of this zone, not yours.",
            rich_help_panel=given.OUTPUT,
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For programs.", rich_help_panel=given.OUTPUT)] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="As an announcement.", rich_help_panel=given.OUTPUT)
    ] = False,
    as_atom: Annotated[bool, typer.Option("--atom", help="As a news feed.", rich_help_panel=given.OUTPUT)] = False,
) -> None:
    """Tell what changed between two versions of a programme: moved, retitled, cancelled, new …

    Exit code 3 if anything did.
    """
    if json + as_markdown + as_atom > 1:
        raise typer.BadParameter("only one of --json, --markdown and --atom")
    if old == new == STDIN:
        raise typer.BadParameter("standard input can be read once only", param_hint="OLD NEW")
    aside = Screen(sys.stderr)
    clock = read_clock()
    policy = Policy(
        year=year,
        date=date,
        tz=tz,
        repeated_hour=repeated_hour,
        duration=duration or HALF_HOUR,
        date_order=date_order,
        today=clock.now.date(),
    )
    before, after = (
        _read(source, policy, reader=reader, max_size=max_size or MAX_SIZE, screen=aside) for source in (old, new)
    )
    Summary(aside, rest="icsgen show -v shows them").problems(
        [problem for reading in (before, after) for problem in reading.problems]
    )
    changes = differences(before, after, Selection(tuple(only or ()), tuple(skip or ())))
    programme = after.programme
    if json:
        _write(as_json(changes))
    elif as_markdown:
        _write(markdown(programme.title, changes, zone_named(zone) if zone else None).encode())
    elif as_atom:
        at = clock.epoch or programme.revised or clock.now
        address = programme.url or (new if is_address(new) else "")
        also = zone_named(zone) if zone else None
        _write(atom(programme.title, changes, at=at, identity=programme_id(programme), address=address, zone=also))
    else:
        _print(Screen(sys.stdout), programme.title, changes, zone_named(zone) if zone else _here())
    if changes:
        raise typer.Exit(DIFFERENT)


def _read(source: str, policy: Policy, *, reader: str | None, max_size: int, screen: Screen) -> Reading:
    """One side. ``--tz`` is for the side that states no zone; the other may well state another than that."""
    try:
        return gather([source], policy, reader=reader, max_size=max_size, screen=screen).reading
    except ZoneError as error:
        if policy.tz is None or source == STDIN:
            raise
        try:
            return gather([source], replace(policy, tz=None), reader=reader, max_size=max_size, screen=screen).reading
        except IcsgenError:
            raise error from None


def _write(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _here() -> str | None:
    try:
        return local_zone()
    except ZoneError:
        return None


def _print(screen: Screen, title: str, changes: list[Change], zone: str | None) -> None:
    """A heading, then each talk with what became of it."""
    screen.line((title, "title"), (f"  {summary_of(changes)}", "dim"))
    for change in changes:
        print_change(screen, change, zone)
    screen.stream.flush()


def print_change(screen: Screen, change: Change, zone: str | None) -> None:
    """The talk's title, and a line for each thing that became of it."""
    screen.line((change.talk.title, "title"))
    for kind, here, there in sentences(change, zone):
        screen.line("  ", (f"{LABELS[kind]:<16}", _STYLES.get(kind, "time")), "  ", here)
        if there:
            screen.line("  ", (f"{f'in {zone}':>16}", "dim"), "  ", (there, "dim"))
