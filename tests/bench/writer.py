"""How fast a programme becomes calendar bytes, beside other writers of iCalendar that are given the same events.

Talks have abstracts of 1,300 characters. We start from a :class:`Programme` and work out keys and UIDs; the others
are given plain values, UIDs among them, and a VTIMEZONE ready to write. Every writer is a process of its own that
times itself, by its processor, from values to bytes; the fastest of a few runs counts. With more events the others
only get slower: but for libical, they are asked for the smaller programme alone.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from icsgen.calendar.entry import Entry
from icsgen.calendar.event import description
from icsgen.calendar.feed import FeedOptions, plan, stream
from icsgen.calendar.identity import first_entries
from icsgen.ics.kept import kept_of
from icsgen.ics.lines import local, utc
from icsgen.model import Programme, Session, Speaker, Talk, Timed
from icsgen.times.zones import to_local
from tests.engines import NODE_MODULES, VENV_PYTHON

WRITERS = Path(__file__).parent / "writers"
SOME, MANY = 10_000, 100_000
ZONE = "America/Los_Angeles"
STAMP = datetime(2021, 7, 1, tzinfo=UTC)
_ROUNDS = 3
_BESIDE_C = "at least 0.6, aim 1"
_SENTENCE = "We show, for the first time, that what holds for cats; dogs, and other pets holds for all of them. "
_PEOPLE = ("Ann Lee", "Bo Li", "Cy Young", "Dee Ray")


def programme(count: int) -> Programme:
    """So many talks, twenty at a time."""
    return Programme(
        title="A Conference",
        sessions=tuple(Session(title=f"Session {number}") for number in range(40)),
        talks=tuple(_talk(number) for number in range(count)),
    )


def _talk(number: int) -> Talk:
    start = datetime(2021, 7, 20, 15, tzinfo=UTC) + timedelta(minutes=15 * (number // 20 % 4000))
    return Talk(
        title=f"On the Generalization of Thing Number {number}",
        when=Timed(start=start, end=start + timedelta(minutes=15), zone=ZONE),
        speakers=tuple(Speaker(name=f"{name} {number % 7}") for name in _PEOPLE),
        abstract=f"{number}. {_SENTENCE * 14}"[:1300],
        session=f"Session {number % 40}",
        room=f"Hall {number % 20}",
    )


def _lay_out(made: Programme, folder: Path) -> None:
    """Write the files that the others read: JSON, and fields that end in NUL."""
    given = plain_values(made, first_entries(made, stamp=STAMP))
    Path(folder, "events.json").write_text(json.dumps(given), encoding="utf-8")
    fields = [ZONE, utc(STAMP), given["timezone"]]
    for event in given["events"]:
        start, end = (local(datetime.fromisoformat(event[end])) for end in ("start", "end"))
        fields += [event["uid"], start, end, event["summary"], event["description"], event["location"]]
        fields += [field for pair in event["kept"].items() for field in pair] + [""]
    Path(folder, "events.fields").write_text("".join(f"{field}\0" for field in fields), encoding="utf-8")


def plain_values(made: Programme, entries: Sequence[Entry]) -> dict[str, Any]:
    """What the other writers are given."""
    clock = plan(made, entries, FeedOptions()).clocks[ZONE]
    sessions = {session.title: session for session in made.sessions}
    events = []
    for entry in entries:
        talk = entry.talk
        assert isinstance(talk.when, Timed)
        body, at = description(talk, sessions[talk.session])
        events.append(
            {
                "uid": entry.uid,
                "start": to_local(talk.when.start, ZONE).isoformat(),
                "end": to_local(talk.when.end, ZONE).isoformat(),
                "summary": talk.title,
                "description": body,
                "location": talk.room,
                "kept": dict(kept_of(talk, at)),
            }
        )
    return {"zone": ZONE, "stamp": STAMP.isoformat(), "timezone": clock.component.decode(), "events": events}


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of the benchmark's table."""
    with tempfile.TemporaryDirectory() as folder:
        _lay_out(programme(SOME), Path(folder))
        ours = _rate([sys.executable, "-m", "tests.bench.writer", str(SOME)], SOME)
        for name, command, aim in _others(Path(folder)):
            theirs = _rate(command, SOME)
            yield f"{SOME:,} talks to bytes, beside {name}", _shown(ours), _shown(theirs), ours / theirs, aim
        many = _rate([sys.executable, "-m", "tests.bench.writer", str(MANY)], MANY)
        if libical := _libical(Path(folder)):
            theirs = _rate([*libical, str(MANY // SOME)], MANY)
            yield f"{MANY:,} talks to bytes, beside libical", _shown(many), _shown(theirs), many / theirs, _BESIDE_C
        yield f"{MANY:,} talks to bytes, beside {SOME:,}", _shown(many), _shown(ours), many / ours, "about 1"
    few, lot = (_memory(count) for count in (1_000, MANY))
    what = f"memory at the peak over memory with the talks, {MANY:,} beside 1,000"
    yield what, f"{lot:.3f}", f"{few:.3f}", lot / few, "about 1"


def _others(folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Every other writer that is installed: its name, its command, and what is aimed at."""
    if VENV_PYTHON.exists():
        for name in ("icalendar", "ics", "ical", "vobject"):
            aim = "at least 12" if name == "icalendar" else "over 1"
            yield name, [str(VENV_PYTHON), str(WRITERS / f"write_{name}.py"), str(folder / "events.json")], aim
    node = shutil.which("node")
    if node and (NODE_MODULES / "ical-generator").is_dir():
        script = str(WRITERS / "write_ical_generator.mjs")
        yield "ical-generator", [node, script, str(folder / "events.json")], "over 1"
    if libical := _libical(folder):
        yield "libical", libical, _BESIDE_C


def _libical(folder: Path) -> list[str] | None:
    """The C program, compiled on first use; ``None`` without compiler, header or library."""
    program = folder / "write_libical"
    if not program.exists():
        compiler = shutil.which("cc")
        source = str(WRITERS / "write_libical.c")
        if compiler is None:
            return None
        done = subprocess.run([compiler, "-O2", "-o", str(program), source, "-lical"], capture_output=True, check=False)
        if done.returncode:
            return None
    return [str(program), str(folder / "events.fields")]


def _rate(command: Sequence[str], events: int) -> float:
    """Events a second, by what the command prints as its seconds."""
    return events / min(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0])
        for _ in range(_ROUNDS)
    )


def _shown(rate: float) -> str:
    return f"{rate:,.0f}/s"


def _memory(count: int) -> float:
    """By what factor the peak of memory grows while so many talks are written."""
    command = [sys.executable, "-m", "tests.bench.writer", str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[1])


def _write(count: int) -> None:
    """Print the seconds to write so many talks, by what factor the peak of memory grew, and the octets written."""
    made = programme(count)
    began = time.process_time()
    entries = first_entries(made, stamp=STAMP)
    before = _peak()
    size = sum(map(len, stream(made, entries, FeedOptions())))
    print(time.process_time() - began, _peak() / before, size)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    _write(int(sys.argv[1]))
