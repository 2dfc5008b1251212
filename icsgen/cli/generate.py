"""``icsgen generate``: sources into calendars."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from icsgen.calendar.feed import FeedOptions
from icsgen.cli import options as given
from icsgen.cli.gather import gather, read_clock, working
from icsgen.cli.screen import Screen
from icsgen.cli.strict import StrictError
from icsgen.cli.summary import Summary
from icsgen.delivery import check_targets, deliver, feeds_at, feeds_to_revise, standing_at, stems_in_use, target_of
from icsgen.fetch import MAX_SIZE, STDIN
from icsgen.model import HALF_HOUR, Policy
from icsgen.outputs.files import write_stream
from icsgen.pipeline import Order, contents_of, make, verify_all
from icsgen.selection import Selection

app = typer.Typer(add_completion=False)


@app.command()
def generate(
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
    split: given.SplitBy = None,
    event: given.EventPer = "talk",
    output: given.Output = None,
    name: given.CalendarName = None,
    alarm: given.Alarm = None,
    busy: given.Busy = False,
    utc: given.Utc = False,
    verify: given.Verify = "auto",
    proof: given.Proof = None,
    previous: given.Previous = None,
    first: given.First = False,
    strict: given.Strict = False,
    force: given.Force = False,
    open_: given.Open = False,
    quiet: given.Quiet = False,
    verbose: given.Verbose = False,
) -> None:
    """Turn a programme into a calendar.

    Reads conference pages, schedules and tables (see icsgen formats). To write over the same file is to update it.
    """
    if split and output == STDIN:
        raise typer.BadParameter("several files don't fit on standard output; name a folder", param_hint="--output")
    if split and output and output.lower().endswith(".ics") and not os.path.isdir(output):
        raise typer.BadParameter(f"several files need a folder, and {output!r} names a file", param_hint="--output")
    screen = Screen(sys.stderr)
    summary = Summary(screen, quiet=quiet, verbose=verbose)
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
    gathered = gather(sources, policy, reader=reader, max_size=max_size or MAX_SIZE, screen=screen)
    reading = gathered.reading
    order = Order(
        selection=Selection(tuple(only or ()), tuple(skip or ())),
        event=event,
        split=split,
        options=FeedOptions(name=name or "", utc=utc, alarm=alarm, busy=busy),
        now=clock.now,
        epoch=clock.epoch,
        force=force,
    )
    target = target_of(gathered.documents, output, split, title=reading.programme.title)
    standing = standing_at(target)
    if not target.folder and target.path:
        check_targets([target.path], {}, sources, force=force)
    here = feeds_to_revise(standing, target)
    made = make(
        reading,
        order,
        feeds=feeds_at(previous, first=first) if previous else here,
        in_place=previous is None,
        overwritten=here if previous and not target.folder else (),
        stems=stems_in_use(standing),
    )
    problems = (*reading.problems, *made.problems)
    summary.programme(made.programme, reading.notes)
    summary.problems(problems)
    if strict and problems:
        raise StrictError(len(problems))
    summary.changes(made.changes)
    with working(screen, "reading it back"):
        checked = verify_all(made, verify)
    summary.notices(made.notices)
    summary.verified(str(checked))
    contents = contents_of(made, target) if target.path else {}
    check_targets(contents, standing, sources, force=force)
    if proof:
        from icsgen.cli.proof import write_proof  # only for those who ask for one

        write_proof(Path(proof), gathered, sources, taken=contents, force=force)
        summary.proof(proof)
    if target.path is None:
        write_stream(sys.stdout.buffer, made.calendars[0].content)
        return
    summary.delivered(deliver(contents, standing, target), target, len(made.calendars[0].entries))
    if open_:
        typer.launch(str(target.path))
