"""Tables and records to a Programme, as ratios to reading the same bytes with the bare parser library."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Iterator

from icsgen.model import Policy
from icsgen.readers import records, tables
from tests.bench.readers_structured import seconds
from tests.readers.casebook import document_of

TALKS = 6_000
AIM = 6
POLICY = Policy(tz="Europe/Vienna")
WORDS = re.findall(r"\S+", 'the of roots and bark in wet light, under which moss grows north when "old" trees fall; so')
HEADER = ["ID", "Title", "Speakers", "Date", "Start", "End", "Room", "Track", "Abstract", "URL"]


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of the benchmark's table."""
    talks = list(_talks())
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *talks])
    table = document_of(text.getvalue().encode(), "talks.csv")
    bare = seconds(lambda: list(csv.reader(io.StringIO(table.text, newline=""))))
    yield _row("CSV", len(table.content), seconds(lambda: tables.read(table, POLICY)), bare, "csv")
    tree = [dict(zip(HEADER, talk, strict=True)) for talk in talks]
    listed = document_of(json.dumps(tree).encode(), "talks.json")
    bare = seconds(lambda: json.loads(listed.content))
    yield _row("JSON records", len(listed.content), seconds(lambda: records.read(listed, POLICY)), bare, "json")


def _row(what: str, size: int, ours: float, bare: float, library: str) -> tuple[str, str, str, float, str]:
    return (
        f"read {what}, {TALKS:,} talks with abstracts, {size / 1e6:.1f} MB",
        f"{ours * 1000:.0f} ms",
        f"{library}: {bare * 1000:.0f} ms",
        ours / bare,
        f"at most {AIM}" if library == "csv" else "shown",
    )


def _talks() -> Iterator[list[str]]:
    """Ten rooms at once over four days, a talk every four minutes."""
    dice = random.Random(1)
    for number in range(TALKS):
        day, within = divmod(number, TALKS // 4)
        minute = 9 * 60 + within // 10 * 4
        yield [
            f"T{number:05d}",
            f"Talk {number} {' '.join(dice.choices(WORDS, k=6))}",
            "; ".join(f"Ann A{dice.choice('shelm')}{dice.choice('shelm')}" for _ in range(3)),
            f"2024-06-0{day + 3}",
            f"{minute // 60:02d}:{minute % 60:02d}",
            f"{(minute + 4) // 60:02d}:{(minute + 4) % 60:02d}",
            f"Room {number % 10}",
            f"Track {number % 7}",
            " ".join(dice.choices(WORDS, k=230)),
            f"https://conf.example/t/{number}",
        ]
