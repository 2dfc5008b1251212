"""What the page's script is given: the talks as rows of numbers, with the names that they share in tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from icsgen.model import Timed
from icsgen.outputs.page.view import Placed

TABLES = ("room", "track", "session", "type", "speaker")


def rows_of(rows: Sequence[Placed]) -> tuple[list[list[object]], dict[str, list[str]]]:
    """The talks and the tables of names.

    A row is id, UID, start and end in seconds (of a talk over whole days: 0 and how many follow the first), then
    places: of the day among the days, of room, track, session and type in their tables, of the speakers in theirs;
    last, whether it is cancelled.
    """
    days = {day: place for place, day in enumerate(dict.fromkeys(one.day for one in rows))}
    rooms, tracks, sessions, types, speakers = tables = [_Table() for _ in TABLES]
    given: list[list[object]] = []
    for day, start, end, item in rows:
        talk, when = item.talk, item.talk.when
        given.append(
            [
                item.id,
                item.uid,
                start.seconds if start else 0,
                end.seconds if end else 0 if isinstance(when, Timed) else (when.last - when.first) // timedelta(days=1),
                days[day],
                rooms[talk.room],
                tracks[talk.track],
                sessions[talk.session],
                types[talk.type],
                list(dict.fromkeys([speakers[one.name] for one in talk.speakers if one.name])),
                int(item.cancelled),
            ]
        )
    return given, {kind: table.names for kind, table in zip(TABLES, tables, strict=True)}


class _Table(dict[str, int]):
    """The place of each name, in the order in which they come; of none, -1."""

    def __init__(self) -> None:
        super().__init__({"": -1})

    def __missing__(self, name: str) -> int:
        place = self[name] = len(self) - 1
        return place

    @property
    def names(self) -> list[str]:
        """All names, each at its place."""
        return list(self)[1:]


def for_script(data: object) -> Markup:
    """JSON that HTML takes as it is: nothing in it can end or begin an element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
