"""Publications that end half-way, one after the other: the first that does not brings everything up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from icsgen.model import Programme, Reading
from icsgen.outputs import site as site_files
from icsgen.publishing import SiteOrder, make_site, put_site, site_in
from icsgen.publishing.calendars import events_in
from tests.outputs.programmes import BASE, NOW, edited, programme, publish

STEPS = 12
_LONG = re.compile(rb"\r\n(?:DESCRIPTION|X-ICSGEN-ABSTRACT):[^\r]*")


class Stopped(BaseException):
    """As if the process had been killed."""


def versions(chance: Random) -> Iterator[Programme]:
    """A programme that is edited time and again."""
    talks = programme(20)
    for step in range(STEPS):
        place = chance.randrange(20)
        changes: list[dict[str, object]] = [
            {"title": f"Title {step}"},
            {"room": f"Room {step % 3}"},
            {"abstract": f"Another abstract {step}. " * chance.randrange(60)},
            {"track": ""},
        ]
        talks = edited(talks, {place: chance.choice(changes)})
        yield talks


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("largest", [900_000, 17_000, 12_000], ids=["whole", "shortened", "without abstracts"])
def test_nothing_old_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest: int, seed: int) -> None:
    """Neither an event in a calendar nor the code of an address that the site was to move to."""
    for module in ("icsgen.publishing.calendars", "icsgen.publishing.make"):
        monkeypatch.setattr(f"{module}.LARGEST", largest)
    chance, put, left = Random(seed), site_files._put, [0]

    def put_some(*args: Any, **options: Any) -> None:
        if not left[0]:
            raise Stopped
        left[0] -= 1
        put(*args, **options)

    publish(programme(20), tmp_path)
    monkeypatch.setattr(site_files, "_put", put_some)
    stopped = 0
    for step, talks in enumerate(versions(chance), start=1):
        left[0] = chance.choice([chance.randrange(4), chance.randrange(30), 1_000])
        base = "https://elsewhere.example/" if seed and step % 6 in (2, 3) else BASE
        try:
            publish(talks, tmp_path, now=NOW + timedelta(minutes=step), base=base)
        except Stopped:
            stopped += 1
    assert stopped > 2
    monkeypatch.setattr(site_files, "_put", put)
    publish(talks, tmp_path, now=NOW + timedelta(hours=1))
    again = make_site(Reading(programme=talks), SiteOrder(base=BASE, now=NOW + timedelta(hours=2)), site_in(tmp_path))
    assert put_site(again, tmp_path).written == 0
    assert BASE.encode() in (tmp_path / "qr.svg").read_bytes()
    assert [path for path in tmp_path.rglob("*.*") if b"elsewhere" in path.read_bytes()] == []
    whole, shown = (events_in((tmp_path / name).read_bytes()) for name in (again.memory.whole, "all.ics"))
    assert {uid: _but_for_abstracts(event) for uid, event in shown.items()} == {
        uid: _but_for_abstracts(event) for uid, event in whole.items()
    }


def _but_for_abstracts(event: bytes) -> bytes:
    return _LONG.sub(b"", event.replace(b"\r\n ", b""))
