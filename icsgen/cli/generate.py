"""``icsgen generate``: sources into calendars."""

from __future__ import annotations

import sys

import typer

from icsgen.calendar.feed import FeedOptions
from icsgen.cli import options as given
from icsgen.cli.gather import gather, read_clock
from icsgen.cli.screen import Screen
from icsgen.cli.summary import Summary
from icsgen.errors import IcsgenError
from icsgen.fetch import MAX_SIZE
from icsgen.model import HALF_HOUR, Policy
from icsgen.pipeline import Order, check_targets, deliver, make, paths_of, target_of, verify_all
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
    strict: given.Strict = False,
    force: given.Force = False,
    open_: given.Open = False,
    quiet: given.Quiet = False,
    verbose: given.Verbose = False,
) -> None:
    """Turn a programme into a calendar.

    Reads conference pages, schedules and tables (see icsgen formats). To write over the same file is to update it.
    """
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
    documents, reading = gather(sources, policy, reader=reader, max_size=max_size or MAX_SIZE, screen=screen)
    order = Order(
        selection=Selection(tuple(only or ()), tuple(skip or ())),
        event=event,
        split=split,
        options=FeedOptions(name=name or "", utc=utc, alarm=alarm, busy=busy),
        now=clock.now,
        epoch=clock.epoch,
    )
    target = target_of(documents, output, split)
    made = make(reading, order)
    summary.programme(made.programme, reading.notes)
    summary.problems(reading.problems)
    if strict and reading.problems:
        raise StrictError(len(reading.problems))
    checked = verify_all(made, verify)
    summary.notices(made.notices)
    summary.verified(str(checked))
    if target.path is None:
        sys.stdout.buffer.write(made.calendars[0].content)
        sys.stdout.buffer.flush()
        return
    standing = check_targets(paths_of(made, target), sources, force=force)
    summary.delivered(deliver(made, target, standing), target)
    if open_:
        typer.launch(str(target.path))


class StrictError(IcsgenError):
    """``--strict``, and there was a problem."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"nothing was written, for there {'is a problem' if count == 1 else f'are {count:,} problems'}",
            hint="mend the source, or leave --strict out",
        )
