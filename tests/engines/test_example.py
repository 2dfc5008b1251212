"""The example page, made into a calendar by the command line and read back by every engine."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import need
from tests.engines import ENGINES, INSTALL, Seen

PAGE = Path(__file__).parents[2] / "examples" / "icml-2021-deep-learning-algorithms-7.txt"
PDT = timedelta(hours=7)
"""How far Los Angeles is behind UTC in summer."""
# Start and end on 2021-07-20 in Los Angeles, start in UTC on 2021-07-21, title.
TABLE = """
19:00 19:20 02:00 Out-of-Distribution Generalization via Risk Extrapolation (REx)
19:20 19:25 02:20 What Makes for End-to-End Object Detection?
19:25 19:30 02:25 On Explainability of Graph Neural Networks via Subgraph Explorations
19:30 19:35 02:30 Just How Toxic is Data Poisoning? A Unified Benchmark for Backdoor and Data Poisoning Attacks
19:35 19:40 02:35 Data Augmentation for Meta-Learning
19:40 19:45 02:40 Understanding Invariance via Feedforward Inversion of Discriminatively Trained Classifiers
19:45 19:50 02:45 Neural Symbolic Regression that scales
"""
ROWS = [line.split(" ", 3) for line in TABLE.strip().splitlines()]


@cache
def calendar() -> bytes:
    """What the command line makes of the page."""
    command = [sys.executable, "-m", "icsgen", "generate", str(PAGE), "-o", "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


@cache
def page() -> dict[str, tuple[str, str]]:
    """Speakers and abstract of each title, cut from the page by hand."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.strip()]
    times = [number for number, line in enumerate(lines) if re.match(r"Tue 20 July \d\d:\d\d", line)]
    return {lines[at + 1]: (lines[at + 2], lines[at + 3]) for at in times if at + 3 < len(lines)}


@cache
def asked(name: str) -> list[Seen]:
    return sorted(ENGINES[name].read(calendar()), key=lambda event: event.start)


def read(name: str) -> list[Seen]:
    """The events in their order; the engine is asked but once."""
    need(ENGINES[name].installed, f"{name} is not installed: {INSTALL}")
    return asked(name)


@pytest.mark.engine
@pytest.mark.parametrize("name", ENGINES)
def test_the_seven_talks_are_read_to_the_second(name: str) -> None:
    """Each at its instant, for as long as the page says, under its title."""
    expected = []
    for start, end, utc, title in ROWS:
        first, last = (datetime.fromisoformat(f"2021-07-20T{clock}:00") + PDT for clock in (start, end))
        assert first == datetime.fromisoformat(f"2021-07-21T{utc}:00")
        expected.append((f"{first.isoformat()}Z", f"{last.isoformat()}Z", title))
    assert [(event.start, event.end, event.summary) for event in read(name)] == expected


@pytest.mark.engine
@pytest.mark.parametrize("name", ENGINES)
def test_the_seven_talks_are_read_to_the_character(name: str) -> None:
    """Speakers, then the abstract as it stands on the page, then session and moderator."""
    for event in read(name):
        speakers, abstract = page()[event.summary]
        assert event.description == (
            f"{speakers.replace(' · ', ', ')}\n\n{abstract.strip()}\n\n"
            "Session: Deep Learning Algorithms 7\nModerator: Hossein Mobahi"
        )


@pytest.mark.engine
@pytest.mark.parametrize("name", ENGINES)
def test_every_event_has_its_own_uid(name: str) -> None:
    """Seven of them, the same for every engine."""
    uids = re.findall(r"\r\nUID:(.*)\r\n", calendar().decode())
    assert [event.uid for event in read(name)] == uids
    assert len(set(uids)) == 7


def test_the_page_says_what_the_table_says() -> None:
    """The table that all this is held against is the page's own."""
    assert list(page()) == [title for *_, title in ROWS]
    for start, end, _, _ in ROWS:
        assert f"\nTue 20 July {start} - {end} PDT\n" in PAGE.read_text(encoding="utf-8")
