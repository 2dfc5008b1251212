"""``feeds.json`` as hands and strangers leave it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from icsgen.errors import TargetError
from icsgen.outputs.memory import decode, encode
from tests.outputs.programmes import NOW, edited, moved, programme, publish


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Of a site with a change."""
    folder, talks = tmp_path_factory.mktemp("site"), programme(10)
    publish(talks, folder)
    later = edited(talks, {3: {"when": moved(talks.talks[3], timedelta(minutes=5))}})
    publish(later, folder, now=NOW + timedelta(days=1))
    return (folder / "feeds.json").read_bytes()


def test_what_is_written_is_read(content: bytes) -> None:
    memory = decode(content, "feeds.json")
    assert encode(memory) == content
    assert [change.kinds for change in memory.changes] == [("moved",)]


def _set(*path: Any) -> Callable[[Any], None]:
    *way, last, value = path

    def change(data: Any) -> None:
        for key in way:
            data = data[key]
        data[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("programme", 7),
        _set("programme", "half a character: \ud83d"),
        _set("base", None),
        _set("whole", "room/aula-magna.ics"),
        _set("opening", -1),
        _set("opening", "200"),
        _set("files", ["assets/\0"]),
        _set("feeds", 0, "kind", "planet"),
        _set("feeds", 0, "name", ["2027-05-11"]),
        _set("feeds", 0, "file", "index.html"),
        _set("feeds", 0, "file", "day/feed.txt"),
        _set("feeds", 0, "talks", {}),
        _set("talks", {"../../x": "uid"}),
        _set("talks", {"ABCDEF": None}),
        _set("changes", 0, "id", []),
        _set("changes", 0, "kinds", ["exploded"]),
        _set("changes", 0, "at", "some day"),
        _set("changes", 0, "oldTitle", 3.5),
    ],
)
def test_what_is_not_as_icsgen_wrote_it_is_refused_before_anything_is_made_of_it(
    content: bytes, change: Callable[[Any], None]
) -> None:
    data = json.loads(content)
    change(data)
    with pytest.raises(TargetError, match="damaged"):
        decode(json.dumps(data).encode(), "feeds.json")
