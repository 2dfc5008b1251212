"""Structured sources to a Programme, as ratios to reading the same file with the bare parser library.

A schedule XML of some 900 talks, made here in the form in which large conferences export theirs (rooms, offsets,
HTML abstracts of 900 characters, persons, links). If ICSGEN_BENCH_INPUTS names a folder, every ``*.xml`` in
it is measured too: put a real one there, such as FOSDEM's. Beside it a feed of ours against ``icalendar``.
"""

from __future__ import annotations

import gc
import os
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import icalendar

from icsgen.calendar.feed import FeedOptions, stream
from icsgen.calendar.identity import first_entries
from icsgen.model import Document, Policy
from icsgen.readers import frab_xml, icalendar_file
from tests.readers.casebook import document_of

TALKS, ROOMS = 900, 30
ROUNDS = 7
AIM = 6
WORDS = re.findall(
    r"\w+", "we look at how a kernel schedules work on its cores and why the clocks of two machines never agree"
)


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of the benchmark's table."""
    made = document_of(schedule().encode(), "schedule.xml")
    yield _xml(f"schedule XML, {TALKS} talks", made, Policy())
    if folder := os.environ.get("ICSGEN_BENCH_INPUTS"):
        for path in sorted(Path(folder).glob("**/*.xml")):
            real = document_of(path.read_bytes(), path.name)
            if frab_xml.sniff(real):
                yield _xml(
                    path.name, real, Policy() if b"time_zone_name" in real.content else Policy(tz="Europe/Brussels")
                )
    reading = frab_xml.read(made, Policy())
    entries = first_entries(reading.programme, stamp=datetime(2024, 1, 1, tzinfo=UTC))
    feed = document_of(b"".join(stream(reading.programme, entries, FeedOptions())), "feed.ics")
    bare = seconds(lambda: icalendar.Calendar.from_ical(feed.content))
    yield _row("a feed of ours", feed, seconds(lambda: icalendar_file.read(feed, Policy())), bare, "icalendar")


def _xml(what: str, document: Document, policy: Policy) -> tuple[str, str, str, float, str]:
    ours = seconds(lambda: frab_xml.read(document, policy))
    return _row(what, document, ours, seconds(lambda: ET.fromstring(document.content)), "xml.etree")


def _row(what: str, document: Document, ours: float, bare: float, library: str) -> tuple[str, str, str, float, str]:
    size = f"{len(document.content) / 1e6:.1f} MB"
    return (
        f"read {what}, {size}",
        f"{ours * 1000:.0f} ms",
        f"{library}: {bare * 1000:.0f} ms",
        ours / bare,
        f"at most {AIM:g}",
    )


def schedule() -> str:
    """A schedule XML with events in many rooms at once, over two days."""
    days = []
    for day in (3, 4):
        rooms = []
        for room in range(ROOMS):
            events = "".join(_event(day, room, number) for number in range(TALKS // ROOMS // 2))
            rooms.append(f'<room name="Room {room}" slug="r{room}">{events}</room>')
        days.append(
            f'<day index="{day - 2}" date="2024-02-0{day}" start="2024-02-0{day}T09:00:00+01:00">{"".join(rooms)}</day>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<schedule><version>1</version><conference><acronym>big-2024</acronym>'
        "<title>Big 2024</title><time_zone_name>Europe/Brussels</time_zone_name></conference>"
        + "".join(days)
        + "</schedule>"
    )


def _event(day: int, room: int, number: int) -> str:
    start = datetime(2024, 2, day, 9) + timedelta(minutes=30 * number)
    words = " ".join(WORDS[(room + number + index) % len(WORDS)] for index in range(150))
    abstract = escape(
        f"<p>{words[:450]} &amp; more</p>\n<p>{words[450:]} <a href='https://x.example/{number}'>here</a></p>"
    )
    key = f"{day}-{room}-{number}"
    return f"""
      <event guid="{key}" id="{day * 10000 + room * 100 + number}">
        <date>{start.isoformat()}+01:00</date>
        <start>{start:%H:%M}</start>
        <duration>00:25</duration>
        <room>Room {room}</room>
        <slug>talk-{key}</slug>
        <url>https://big.example/talk/{key}/</url>
        <title>Talk {key}: {escape(" ".join(WORDS[number % 10 : number % 10 + 6]))}</title>
        <subtitle></subtitle>
        <track>Track {room}</track>
        <type>devroom</type>
        <language>en</language>
        <abstract>{abstract}</abstract>
        <description></description>
        <persons><person id="{room}">Ann Ash {room}</person><person id="{number}">Bo Birch {number}</person></persons>
        <attachments></attachments>
        <links>
          <link href="https://big.example/{key}.webm">Video recording</link>
          <link href="https://big.example/{key}/feedback">Submit feedback</link>
        </links>
      </event>"""


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of several runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best
