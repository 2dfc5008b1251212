"""``icsgen show``: the programme as a table, in any zone; how each talk was settled; the same for programs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from icsgen.cli import options as given
from icsgen.cli.gather import gather, read_clock
from icsgen.cli.listing import Day, counted, days, lines_of_day
from icsgen.cli.localtime import zone_named
from icsgen.cli.proof import write_proof
from icsgen.cli.screen import Screen
from icsgen.cli.strict import StrictError
from icsgen.cli.summary import Summary
from icsgen.fetch import MAX_SIZE
from icsgen.model import HALF_HOUR, Policy, Problem, Talk
from icsgen.outputs.files import write_stream
from icsgen.pipeline import select
from icsgen.readers.programme_file import dump
from icsgen.selection import Selection

app = typer.Typer(add_completion=False)


@app.command()
def show(
    sources: given.Sources,
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
            "--in", metavar="ZONE|local", help="Show the hours of this zone, or yours.", rich_help_panel=given.OUTPUT
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            help="For each talk, where it was found and how its time was settled.", rich_help_panel=given.OUTPUT
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="In icsgen's own format, for programs.", rich_help_panel=given.OUTPUT)
    ] = False,
    proof: given.Proof = None,
    strict: given.Strict = False,
    force: given.Force = False,
    verbose: given.Verbose = False,
) -> None:
    """Show a programme, without writing a calendar."""
    aside = Screen(sys.stderr)
    screen = Screen(sys.stdout)
    policy = Policy(
        year=year,
        date=date,
        tz=tz,
        repeated_hour=repeated_hour,
        duration=duration or HALF_HOUR,
        date_order=date_order,
        today=read_clock().now.date(),
    )
    shown_in = zone_named(zone) if zone else None
    gathered = gather(sources, policy, reader=reader, max_size=max_size or MAX_SIZE, screen=aside)
    reading = gathered.reading
    chosen = select(reading.programme, Selection(tuple(only or ()), tuple(skip or ())))
    if json:
        write_stream(sys.stdout.buffer, dump(replace(reading, programme=chosen)))
    else:
        screen.line((chosen.title or "Programme", "title"), (f"  {counted(len(chosen.talks), 'talk')}", "dim"))
        for day in days(chosen.talks, shown_in):
            _print_day(screen, day, explain=explain)
        if explain:
            _print_unread(screen, [problem for problem in reading.problems if problem.kind == "skipped"])
        screen.stream.flush()
    Summary(aside, verbose=verbose or explain).problems(reading.problems)
    if proof:
        write_proof(Path(proof), gathered, sources, force=force)
    if strict and reading.problems:
        raise StrictError(len(reading.problems))


def _print_day(screen: Screen, day: Day, *, explain: bool) -> None:
    screen.line()
    screen.line((day.heading, "title"), (f"  {day.zone}", "dim"))
    if not explain:
        screen.table(list(lines_of_day(day)), ("time", "", "dim", "dim"))
        return
    for row in day.rows:
        screen.line("  ", (row.time, "time"), "  ", (row.talk.title, "title"))
        screen.table(list(_settled(row.talk)), ("dim", ""), indent="      ")


def _settled(talk: Talk) -> list[tuple[str, str]]:
    settled = talk.settled
    place = f"{talk.origin}, line {talk.line}" if talk.line is not None else talk.origin
    rows = [
        ("found", ", ".join(part for part in (place, talk.where) if part)),
        ("source", settled.source),
        ("year", settled.year),
        ("zone", settled.zone),
        ("start", settled.start),
        ("end", settled.end),
    ]
    return [row for row in rows if row[1]]


def _print_unread(screen: Screen, problems: list[Problem]) -> None:
    if not problems:
        return
    screen.line()
    screen.line(("No event", "title"), (f"  {counted(len(problems), 'time')} that became none", "dim"))
    for problem in problems:
        screen.line("  ", (str(problem), "warn"))
