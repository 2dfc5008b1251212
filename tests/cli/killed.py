"""Revises one feed over and over in a child process, kills the child at random moments, and looks at the feed.

Run as ``python -m tests.cli.killed FOLDER TIMES``, alone, for it forks. It prints how often the feed had moved on,
and fails if it was ever anything but a whole revision.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from icsgen.calendar.previous import read_previous
from icsgen.calendar.verify import verify
from icsgen.delivery import Target, deliver, feeds_to_revise, standing_at
from icsgen.model import Programme, Reading
from icsgen.pipeline import Order, contents_of, make
from tests.calendar.making import moved, programme, talk

COUNT = 60
TALKS = [talk(f"On matter {number}", abstract="Of much. " * 150) for number in range(COUNT)]


def version(number: int) -> Programme:
    """The programme with another tenth of its talks moved."""
    return programme(*(moved(one, number) if at % 10 == number % 10 else one for at, one in enumerate(TALKS)))


def write(target: Target, number: int) -> None:
    """Bring the feed up to date, as the command does."""
    standing = standing_at(target)
    order = Order(now=datetime(2021, 6, 1, tzinfo=UTC))
    made = make(Reading(programme=version(number)), order, feeds=feeds_to_revise(standing, target))
    deliver(contents_of(made, target), standing, target)


def main(folder: Path, times: int) -> None:
    """Kill, and look, so many times."""
    chance = Random(20210720)
    feed = folder / "feed.ics"
    target = Target(feed)
    write(target, 0)
    content, moved_on, highest = feed.read_bytes(), 0, 0
    for round_number in range(times):
        child = os.fork()
        if child == 0:
            for number in range(1, 10**6):
                write(target, number + round_number)
        time.sleep(chance.uniform(0, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        before, content = content, feed.read_bytes()
        moved_on += content != before
        read = read_previous(content, "feed.ics")
        assert not read.breaks_off, "torn"
        assert not read.problems, "damaged"
        assert len(read.events) == COUNT, "talks lost"
        assert max(event.sequence for event in read.events) >= highest, "an older revision"
        highest = max(event.sequence for event in read.events)
    write(target, 10**6)  # whatever was left lying about, the next run goes on
    made = make(
        Reading(programme=version(10**6)), Order(now=datetime(2021, 6, 2, tzinfo=UTC)), feeds=[("", feed.read_bytes())]
    )
    assert made.calendars[0].content == feed.read_bytes()
    verify(feed.read_bytes(), made.programme, made.calendars[0].entries, "all")
    print(moved_on)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
