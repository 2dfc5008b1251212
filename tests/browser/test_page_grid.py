"""The grid of a day with many rooms, in which something begins every five minutes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from icsgen.model import AllDay, Programme, Speaker, Talk, Timed
from tests.browser.conftest import Host, Open
from tests.outputs.programmes import publish


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


def test_five_minutes_are_not_as_tall_as_their_text(tmp_path: Path, host: Host, open_page: Open) -> None:
    """The day is no long scroll of little, nothing overlaps, and each room is in the order of its hours."""
    publish(crowded(), tmp_path)
    page = open_page(host(tmp_path) + "#view=grid")
    talks: list[tuple[str, float, float, float]] = page.evaluate("""() =>
      [...document.querySelectorAll('.talk')].map(one => {
        const box = one.getBoundingClientRect();
        return [one.querySelector('.room').textContent, box.left, box.top, box.bottom];
      })""")
    rooms = sorted({room for room, *_ in talks})
    assert len(rooms) == 10
    for room in rooms:
        boxes = [talk[1:] for talk in talks if talk[0] == room]
        assert len({left for left, _, _ in boxes}) == 1
        assert all(bottom <= top for (_, _, bottom), (_, top, _) in pairwise(boxes))
    assert page.evaluate("document.querySelector('.slots').scrollHeight") < 75 * page.locator(".slot").count()


def test_what_takes_whole_days_stands_over_all_rooms_and_says_its_own(
    tmp_path: Path, host: Host, open_page: Open
) -> None:
    start = datetime(2027, 5, 11, 9, tzinfo=UTC)
    timed = [
        Talk(title=f"In {room}", when=Timed(start=start, end=start + timedelta(hours=1), zone="UTC"), room=room)
        for room in ("A", "B")
    ]
    whole = Talk(title="Expo", when=AllDay(first=date(2027, 5, 11), last=date(2027, 5, 11)), room="Foyer")
    publish(Programme(title="Conf", talks=(whole, *timed)), tmp_path)
    page = open_page(host(tmp_path) + "#view=grid")
    assert page.locator(".talk .room:visible").all_inner_texts() == ["Foyer"]
    expo, first = (page.locator(f".talk:has-text('{title}')").bounding_box() for title in ("Expo", "In A"))
    assert expo is not None
    assert first is not None
    assert expo["width"] > 1.9 * first["width"]
