"""``icsgen watch``: a calendar that follows its programme for as long as this runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Annotated

import typer

from icsgen.calendar.feed import FeedOptions
from icsgen.cli import options as given
from icsgen.cli.gather import page_cache, read_clock
from icsgen.cli.listing import counted
from icsgen.cli.localtime import local_zone, zone_named
from icsgen.cli.screen import Screen
from icsgen.cli.summary import Summary
from icsgen.errors import FetchError, IcsgenError, MissingError, RefusedError, ZoneError
from icsgen.fetch import MAX_SIZE, STDIN
from icsgen.model import HALF_HOUR, Change, ChangeKind, Policy
from icsgen.outputs.announcement import LABELS, as_json, hours, move, sentences, summary_of
from icsgen.pipeline import Order
from icsgen.selection import Selection
from icsgen.times.zones import to_local
from icsgen.watching import Pace, Round, Watcher

app = typer.Typer(add_completion=False)

QUARTER_HOUR = timedelta(minutes=15)
_NAP = 20.0
"""Seconds. A computer that sleeps in between notices at the next one that its time has come."""


@app.command()
def watch(
    sources: given.Sources,
    every: Annotated[
        timedelta | None,
        typer.Option(
            "--every",
            metavar="LENGTH",
            parser=given.parse_duration,
            help="How often to look, 15m if not given.",
            rich_help_panel=given.INPUT,
        ),
    ] = None,
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
    output: given.Output = None,
    command: Annotated[
        str | None,
        typer.Option(
            "--exec",
            metavar="COMMAND",
            help="Run this when talks changed: the calendar is $ICSGEN_FILE, what changed in short $ICSGEN_SUMMARY, "
            "and in full, as JSON, its standard input.",
            rich_help_panel=given.OUTPUT,
        ),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            "--in", metavar="ZONE|local", help="Tell hours by this zone, not yours.", rich_help_panel=given.OUTPUT
        ),
    ] = None,
    name: given.CalendarName = None,
    alarm: given.Alarm = None,
    busy: given.Busy = False,
    quiet: given.Quiet = False,
    verbose: given.Verbose = False,
) -> None:
    """Keep a calendar up to date with its programme, and tell what changes. Ctrl-C ends it.

    Looks every quarter of an hour, asks servers only for what is new, and tries again when there is no network.
    """
    if STDIN in sources or output == STDIN:
        raise typer.BadParameter("standard input and output cannot be watched", param_hint="SOURCE, -o")
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
    order = Order(
        selection=Selection(tuple(only or ()), tuple(skip or ())),
        options=FeedOptions(name=name or "", alarm=alarm, busy=busy),
        now=clock.now,
        epoch=clock.epoch,
    )
    watcher = Watcher(
        sources,
        output,
        policy,
        order,
        reader=reader,
        max_size=max_size or MAX_SIZE,
        cache=page_cache(sources),
    )
    reporter = Reporter(
        zone_named(zone) if zone else _here(), yours=zone in (None, "local"), quiet=quiet, verbose=verbose
    )
    run(watcher, Pace(every or QUARTER_HOUR, Random()), reporter, command)


def run(watcher: Watcher, pace: Pace, reporter: Reporter, command: str | None) -> None:
    """Look, tell, wait, for ever.

    Without a network, or with a server in trouble, it soon tries again. Anything else that is wrong at the first
    look is the user's to mend; later on it is told once, and the calendar stays as it was.
    """
    began = False
    while True:
        try:
            found = watcher.look(read_clock().now)
        except IcsgenError as error:
            unreachable = isinstance(error, FetchError) and not isinstance(error, MissingError | RefusedError)
            if not began and not unreachable:
                raise
            pause = pace.after_failure() if unreachable else pace.after_success()
            reporter.failed(error, pause)
        else:
            began = True
            pause = pace.after_success()
            reporter.looked(found, watcher.sources, pace.every)
            if found and found.changes and command:
                reporter.ran(command, execute(command, found))
        wait(pause)


def execute(command: str, found: Round) -> int:
    """Run the user's command through their shell; its exit code."""
    environment = os.environ | {"ICSGEN_FILE": str(found.path), "ICSGEN_SUMMARY": summary_of(found.changes)}
    return subprocess.run(command, shell=True, env=environment, input=as_json(found.changes), check=False).returncode


def wait(pause: timedelta) -> None:
    """Wait so long by the clock on the wall, which goes on while a computer sleeps; or, should that be set back, by
    the one that counts."""
    wall, counted_from = time.time() + pause.total_seconds(), time.monotonic()
    while (left := wall - time.time()) > 0 and time.monotonic() - counted_from < pause.total_seconds():
        time.sleep(min(left, _NAP))


class Reporter:
    """What is told: changes on standard output, all else on standard error."""

    def __init__(self, zone: str | None, *, yours: bool, quiet: bool, verbose: bool) -> None:
        self.zone = zone
        self.yours = yours
        self.quiet = quiet
        self.verbose = verbose
        self.screen = Screen(sys.stdout)
        self.aside = Screen(sys.stderr)
        self.trouble = ""
        self.problems: set[str] = set()
        self.began = False

    def looked(self, found: Round | None, sources: Sequence[str], every: timedelta) -> None:
        """A look that went well."""
        if self.trouble:
            self._say("all is well again")
            self.trouble = ""
        if found is None:
            if self.verbose:
                self._say("nothing new")
            return
        new = [problem for problem in found.problems if str(problem) not in self.problems]
        Summary(self.aside, verbose=self.verbose).problems(new)
        self.problems = {str(problem) for problem in found.problems}
        if not self.began:
            state = "began" if found.began else "updated" if found.written else "up to date"
            talks = counted(len(found.programme.talks), "talk")
            self._say(f"watching {', '.join(sources)} every {_length(every)}: {talks}, {found.path} {state}")
            self.began = True
        for change in found.changes:
            self._tell(change)
        self.screen.stream.flush()

    def failed(self, error: IcsgenError, pause: timedelta) -> None:
        """A look that failed. The same trouble is told once."""
        if str(error) != self.trouble or self.verbose:
            self._say(f"{error.message}; the calendar stays as it is, next look in {_length(pause)}", error=error)
        self.trouble = str(error)

    def ran(self, command: str, code: int) -> None:
        """The user's command came to its end."""
        if code:
            self.aside.error(f"the command ended with exit code {code}: {command}")

    def _tell(self, change: Change) -> None:
        told = "; ".join(self._sentence(change, kind, here) for kind, here, _ in sentences(change))
        self.screen.line((f"{self._now()}  ", "dim"), (change.talk.title, "title"), "  ", told)

    def _sentence(self, change: Change, kind: ChangeKind, here: str) -> str:
        label = LABELS[kind]
        whose = ", your time" if self.yours and self.zone else ""
        if kind == "moved" and change.old and change.new:
            return f"{label} {move(change.old.when, change.new.when, self.zone)}{whose}"
        if kind in ("new", "back", "cancelled"):
            return f"{label}: {hours(change.talk.when, self.zone)}{whose}"
        return f"{label}: {here}"

    def _say(self, words: str, *, error: IcsgenError | None = None) -> None:
        if self.quiet and error is None:
            return
        self.aside.line((f"{self._now()}  ", "dim"), (words, "warn" if error else ""))
        if error and error.hint:
            self.aside.line((f"       → {error.hint}", "dim"))
        self.aside.stream.flush()

    def _now(self) -> str:
        now = read_clock().now
        return f"{to_local(now, self.zone) if self.zone else now:%H:%M}"


def _here() -> str | None:
    try:
        return local_zone()
    except ZoneError:
        return None


def _length(pause: timedelta) -> str:
    seconds = round(pause.total_seconds())
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"
