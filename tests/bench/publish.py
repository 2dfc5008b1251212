"""Publishing again: what it costs over reading the source and the site that there was, and what it writes.

A spreadsheet of 1,000 talks is published; ten titles change; it is published again. Beside it stands a process that
loads the same modules, reads the same spreadsheet to a programme, takes the site's whole calendar apart to the talks
in it, as is done for a feed that somebody edited, reads the bytes of every other file, and does nothing with any of
it. Publishing itself takes apart only those events that do not stand as they would be written, and does without the
interpreter's teardown and most of its garbage collection, which the process beside has like any other; so a ratio
below 1 is possible. Processor time of whole processes, start included, with their bytecode at hand as any installed
program has it, the best of several: other work on the machine then counts little.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from icsgen.model import Programme, Timed
from icsgen.times.zones import to_local
from tests.outputs.programmes import BASE, edited, programme

TALKS, CHANGED, ROUNDS = 1_000, 10, 11
READING = """
import sys
from datetime import date
from pathlib import Path
import icsgen.cli.publish
from icsgen.calendar.guards import open_previous
from icsgen.model import Policy
from icsgen.pipeline import fetch_all, read_document
from icsgen.publishing import site_in
source, folder = sys.argv[1:]
[document] = fetch_all([source])
reading = read_document(document, Policy(tz="Europe/Lisbon", today=date(2027, 5, 1)))
open_previous(site_in(Path(folder)).feeds, reading.programme)
for path in Path(folder).rglob("*"):
    if path.is_file():
        path.read_bytes()
"""


def table(talks: Programme) -> str:
    """The programme as a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["ID", "Title", "Date", "Start", "End", "Speakers", "Room", "Track", "Type", "Abstract"])
    for talk in talks.talks:
        assert isinstance(talk.when, Timed)
        start, end = (to_local(instant, talk.when.zone) for instant in (talk.when.start, talk.when.end))
        speakers = "; ".join(speaker.name for speaker in talk.speakers)
        row = [talk.key, talk.title, f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{end:%H:%M}", speakers]
        writer.writerow([*row, talk.room, talk.track, talk.type, talk.abstract])
    return out.getvalue()


def with_bytecode(cache: Path) -> dict[str, str]:
    """An environment whose processes keep their bytecode there."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def spent(environment: Mapping[str, str], *command: str) -> float:
    """Seconds of processor time of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def publish(environment: Mapping[str, str], source: Path, folder: Path) -> float:
    """Publish as the command does."""
    options = ("--base-url", BASE, "--tz", "Europe/Lisbon", "--quiet")
    return spent(environment, sys.executable, "-m", "icsgen", "publish", str(source), str(folder), *options)


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The table's rows."""
    first = programme(TALKS)
    places = range(0, TALKS, TALKS // CHANGED)
    second = edited(first, {place: {"title": f"A new title for {place}"} for place in places})
    with tempfile.TemporaryDirectory() as name:
        source, folder = Path(name, "field-notes-2027.csv"), Path(name, "site")
        environment = with_bytecode(Path(name, "bytecode"))
        ours, other, written, touched = [], [], 0, 0
        for turn in range(ROUNDS + 1):
            source.write_text(table((first, second)[turn % 2]), encoding="utf-8")
            if not turn:
                publish(environment, source, folder)
                spent(environment, sys.executable, "-c", READING, str(source), str(folder))
                continue
            other.append(spent(environment, sys.executable, "-c", READING, str(source), str(folder)))
            before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
            ours.append(publish(environment, source, folder))
            changed = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
            written = len(changed)
            touched = sum(path.parent.name == "talk" for path in changed)
        yield (
            f"publish {TALKS:,} talks again, {CHANGED} changed, beside reading source and site",
            f"{min(ours):.2f} s",
            f"{min(other):.2f} s",
            min(ours) / min(other),
            "at most 1.1",
        )
        yield (
            f"files written of {len(before):,}, single talks among them",
            f"{written}",
            f"{touched}",
            touched / CHANGED,
            "1: only those that changed",
        )
