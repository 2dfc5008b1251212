"""``feeds.json``: what a site remembers of itself from one publication to the next.

It maps every feed to its file and every talk's id to its UID, says which file holds all events whole, which files
are icsgen's, and what changed lately. The page asks it which feed belongs to a filter; whoever hosts the site may
read it too. It is written before all other files, so that none of them is ever taken for somebody else's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from icsgen.errors import TargetError
from icsgen.model import Change, ChangeKind, Talk, Timed
from icsgen.outputs.addresses import KINDS, Addresses, Feed

FILE = "feeds.json"
ALL = "all.ics"
"""Always there: every event, with openings of abstracts only where it would be too large."""
WHOLE = "whole.ics"
"""There if ``all.ics`` is not whole."""
FORM = 1
"""Of the file; rises when an older icsgen could not read it any more."""
KEPT_CHANGES = 300
_CHANGES: tuple[ChangeKind, ...] = get_args(ChangeKind)
_Word = TypeVar("_Word", bound=str)
_WAYS_OUT = "restore the file, choose another folder, or begin afresh with --force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change, as it is remembered."""

    at: datetime
    """When it was published; UTC."""
    id: str
    """Of the talk."""
    kinds: tuple[ChangeKind, ...]
    title: str
    start: datetime | None = None
    room: str = ""
    old_title: str = ""
    old_start: datetime | None = None
    old_room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What ``feeds.json`` holds."""

    programme: str = ""
    """The programme's title."""
    base: str = ""
    """The site's address."""
    addresses: Addresses = field(default_factory=Addresses)
    whole: str = ALL
    """The file that holds every event whole, from which the next publication is made."""
    opening: int | None = None
    """How many characters of an abstract ``all.ics`` carries; none: all."""
    files: tuple[str, ...] = ()
    """What else icsgen wrote here beside the feeds and the talks."""
    changes: tuple[Event, ...] = ()
    """The newest last."""

    def moves(self) -> dict[str, datetime]:
        """When a talk that was moved began before, by id."""
        return {
            event.id: event.old_start
            for event in self.changes
            if "moved" in event.kinds and event.old_start and event.old_start != event.start
        }


def remembered(changes: Sequence[Change], ids: Mapping[str, str], at: datetime) -> list[Event]:
    """Changes of a revision as they are kept; ``ids`` gives the id of each UID."""

    def start(talk: Talk | None) -> datetime | None:
        return talk.when.start if talk and isinstance(talk.when, Timed) else None

    return [
        Event(
            at=at,
            id=ids[change.uid],
            kinds=change.kinds,
            title=change.talk.title,
            start=start(change.talk),
            room=change.talk.room,
            old_title=change.old.title if change.old else "",
            old_start=start(change.old),
            old_room=change.old.room if change.old else "",
        )
        for change in changes
        if change.uid in ids
    ]


def encode(memory: Memory) -> bytes:
    """The file: JSON, one feed or talk a line, so that two versions can be compared."""
    rows = [
        {"kind": feed.kind, "name": feed.name, "file": feed.file, "talks": " ".join(feed.talks)}
        | ({} if feed.current else {"current": False})
        for feed in memory.addresses.feeds
    ]
    parts = [
        f'"icsgen": {FORM}',
        f'"programme": {_json(memory.programme)}',
        f'"base": {_json(memory.base)}',
        f'"whole": {_json(memory.whole)}',
        f'"opening": {_json(memory.opening)}',
        f'"files": {_json(memory.files)}',
        f'"feeds": {_list(rows)}',
        f'"talks": {{\n{_lines(f"{_json(short)}: {_json(uid)}" for short, uid in memory.addresses.talks.items())}}}',
        f'"changes": {_list(map(_event_row, memory.changes))}',
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def decode(content: bytes, origin: str, *, hint: str = _WAYS_OUT) -> Memory:
    """Read it back. ``hint`` is what to do if it is damaged.

    :raises TargetError: it is not icsgen's, damaged, or of a newer icsgen.
    """
    try:
        data: dict[str, Any] = json.loads(content)
        form = data["icsgen"]
        if form != FORM:
            raise TargetError("a newer icsgen published this site", origin=origin, hint="update icsgen")
        talks = {_path(f"{short}.ics")[:-4]: _text(uid) for short, uid in data["talks"].items()}
        return Memory(
            programme=_text(data["programme"]),
            base=_text(data["base"]),
            addresses=Addresses(talks=talks, feeds=tuple(map(_feed_of, data["feeds"]))),
            whole=_one_of((ALL, WHOLE), data["whole"]),
            opening=None if data["opening"] is None else _count(data["opening"]),
            files=tuple(map(_path, data["files"])),
            changes=tuple(map(_event_of, data["changes"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise TargetError(
            "this is not what icsgen remembers of a site, or it is damaged",
            origin=origin,
            hint=hint,
        ) from None


# Whatever somebody wrote into the file, what is had from it is what the program takes it for.


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    value.encode()  # half a character, which JSON can hold, is none
    return value


def _one_of(known: Sequence[_Word], value: object) -> _Word:
    return known[known.index(_text(value))]


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _path(value: object) -> str:
    """A path within the site."""
    name = _text(value)
    if not name or name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise ValueError(name)
    return name


def _feed_of(row: dict[str, Any]) -> Feed:
    kind, file = _one_of(KINDS, row["kind"]), _path(row["file"])
    if not (file.startswith(f"{kind}/") and file.endswith(".ics")):
        raise ValueError(file)
    talks = tuple(_text(row["talks"]).split())
    return Feed(kind=kind, name=_text(row["name"]), file=file, talks=talks, current=row.get("current", True) is True)


def _event_row(event: Event) -> dict[str, Any]:
    row: dict[str, Any] = {"at": _stamp(event.at), "id": event.id, "kinds": list(event.kinds), "title": event.title}
    optional = {
        "start": _stamp(event.start),
        "room": event.room,
        "oldTitle": event.old_title,
        "oldStart": _stamp(event.old_start),
        "oldRoom": event.old_room,
    }
    return row | {name: value for name, value in optional.items() if value}


def _event_of(row: dict[str, Any]) -> Event:
    at = _moment(row["at"])
    if at is None:
        raise ValueError("a change without its time")
    return Event(
        at=at,
        id=_text(row["id"]),
        kinds=tuple(_one_of(_CHANGES, kind) for kind in row["kinds"]),
        title=_text(row["title"]),
        start=_moment(row.get("start")),
        room=_text(row.get("room", "")),
        old_title=_text(row.get("oldTitle", "")),
        old_start=_moment(row.get("oldStart")),
        old_room=_text(row.get("oldRoom", "")),
    )


def _stamp(moment: datetime | None) -> str:
    return f"{moment.isoformat()[:19]}Z" if moment else ""


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


_json = json.JSONEncoder(ensure_ascii=False).encode


def _lines(rows: Any) -> str:
    joined = ",\n".join(rows)
    return f"{joined}\n" if joined else ""


def _list(rows: Any) -> str:
    return f"[\n{_lines(map(_json, rows))}]"
