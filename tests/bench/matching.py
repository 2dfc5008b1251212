"""How matching and revising grow with the programme: ten times the talks, over ten times the time and a tenth.

Four programmes, each against its next version: one where nearly all stays; one that is all 'Contributed talk';
one retitled from end to end, where only speakers and time tell; and two that have nothing in common. n log n
makes ten times as many talks cost about thirteen times as much. The garbage collector looks as rarely as in a run of
the command (``cli.group``): as Python sets it, it goes through all values again and again, the more of them the more.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from icsgen.calendar.feed import FeedOptions, assemble
from icsgen.calendar.guards import open_previous
from icsgen.calendar.identity import normalised
from icsgen.calendar.matching import match
from icsgen.calendar.revision import revise
from icsgen.model import Programme, Speaker, Talk, Timed

FEW, MANY = 1_000, 10_000
ROUNDS = 5
COLLECTOR = 200_000, 20, 20
"""As the command sets it."""
AIM = 13.3
"""What n log n makes of it: 10 · log 10,000 / log 1,000."""
START = datetime(2021, 7, 20, 7, tzinfo=UTC)


def talks(count: int, title: Callable[[int], str], shift: int = 0) -> list[Talk]:
    """So many talks in ten rooms, twenty minutes each."""
    return [
        Talk(
            title=title(number),
            when=Timed(
                start=START + timedelta(minutes=20 * (number // 10) + shift),
                end=START + timedelta(minutes=20 * (number // 10) + shift + 20),
                zone="Europe/Vienna",
            ),
            speakers=(Speaker(name=f"Person {number * 7 % 5003}"),),
            room=f"Room {number % 10}",
            abstract=f"Of thing {number}. " * 20,
        )
        for number in range(count)
    ]


CASES: dict[str, Callable[[int], tuple[list[Talk], list[Talk]]]] = {
    "nearly all stays": lambda n: (
        talks(n, "On thing {}".format),
        talks(n + n // 100, "On thing {}".format)[n // 100 :],
    ),
    "all of one title": lambda n: (
        talks(n, lambda _: "Contributed talk"),
        [replace(talk, abstract="") for talk in talks(n, lambda _: "Contributed talk", shift=5)],
    ),
    "all retitled": lambda n: (
        talks(n, "On thing {}".format),
        [replace(talk, abstract="") for talk in talks(n, "About matter {}".format)],
    ),
    "nothing in common": lambda n: (
        talks(n, "On thing {}".format),
        [replace(talk, abstract="", speakers=()) for talk in talks(n, "About matter {}".format, shift=7)],
    ),
}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of a few runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        normalised.cache_clear()  # as in a run of its own
        gc.collect()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of the benchmark's table."""
    usual = gc.get_threshold()
    gc.set_threshold(*COLLECTOR)
    try:
        yield from _rows()
    finally:
        gc.set_threshold(*usual)


def _rows() -> Iterator[tuple[str, str, str, float, str]]:
    for name, make in CASES.items():
        (some_old, some_new), (old, new) = make(FEW), make(MANY)
        few, many = seconds(lambda: match(some_old, some_new)), seconds(lambda: match(old, new))  # noqa: B023  # run at once
        yield _row(f"match {MANY:,} with {MANY:,}: {name}", many, few)
    few, many = seconds(_revision(FEW)), seconds(_revision(MANY))
    yield _row(f"revise a feed of {MANY:,}, 1 in 100 moved", many, few)


def _row(what: str, many: float, few: float) -> tuple[str, str, str, float, str]:
    return what, f"{many:.2f} s", f"{FEW:,}: {few * 1000:.0f} ms", many / few, f"about {AIM:g}, n log n"


def _revision(count: int) -> Callable[[], object]:
    """Read the feed back, match, render and compare."""
    programme = Programme(title="Conf", talks=tuple(talks(count, "On thing {}".format)))
    first = revise(None, programme, FeedOptions(), now=START)
    feed = b"".join(assemble(programme, first.events, FeedOptions()))
    later = talks(count, "On thing {}".format, shift=5)
    changed = replace(
        programme,
        talks=tuple(later[number] if number % 100 == 0 else talk for number, talk in enumerate(programme.talks)),
    )

    def work() -> object:
        return revise(open_previous([("feed.ics", feed)], changed), changed, FeedOptions(), now=START)

    return work
