"""The grid of a day with many rooms, in which something begins every five minutes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from icsgen.model import Programme, Speaker, Talk, Timed
from tests.browser.conftest import Host, Open
from tests.outputs.programmes import publish

TOP, BOTTOM = 1, 2


def crowded() -> Programme:
    """Ten rooms; talks of five minutes to fifty, with as long between them."""
    chance, talks = random.Random(3), []
    for room in "ABCDEFGHIJ":
        start = datetime(2027, 5, 11, 9, tzinfo=UTC)
        while start.hour < 16:
            length = timedelta(minutes=5 * chance.randint(1, 10))
            talks.append(
                Talk(
                    title=f"Talk number {len(talks)} has a title of some length",
                    when=Timed(start=start, end=start + length, zone="UTC"),
                    room=f"Hall {room}",
                    speakers=(Speaker(name="Ann Lee"), Speaker(name="Bob Ray")),
                    abstract="Of cats.",
                )
            )
            start += length + timedelta(minutes=5 * chance.randint(0, 10))
    return Programme(title="Many rooms", talks=tuple(replace(talk, key=talk.title) for talk in talks))


def test_a_day_is_little_taller_than_its_fullest_room(tmp_path: Path, host: Host, open_page: Open) -> None:
    """Five minutes need not be as tall as their text, nothing overlaps, and each room is in the order of its hours."""
    publish(crowded(), tmp_path)
    page = open_page(host(tmp_path) + "#view=grid")
    rooms: dict[str, list[list[float]]] = page.evaluate("""() => Object.fromEntries(Object.entries(Object.groupBy(
      [...document.querySelectorAll('.talk')], one => one.querySelector('.room').textContent)).map(([room, all]) =>
        [room, all.map(one => { const box = one.getBoundingClientRect(); return [box.left, box.top, box.bottom]; })]))""")
    assert len(rooms) == 10
    for boxes in rooms.values():
        assert len({left for left, _, _ in boxes}) == 1
        assert all(one[BOTTOM] <= two[TOP] for one, two in pairwise(boxes))
    fullest = max(sum(bottom - top for _, top, bottom in boxes) for boxes in rooms.values())
    height = page.evaluate("document.querySelector('.slots').scrollHeight")
    assert height < 2 * fullest
