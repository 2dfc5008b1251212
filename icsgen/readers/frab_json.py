"""Schedule JSON as frab and pretalx export it: ``{"schedule": {"conference": {"days": [{"rooms": {…}}]}}}``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.frab import Schedule
from icsgen.readers.frab_times import Get, moment
from icsgen.readers.markup.trees import Tree, json_tree, opens_json, peek_json
from icsgen.readers.persons import persons, words

summary = "schedule JSON of frab and pretalx"

_TITLE = ("title", "name")
_TIMES = ("date", "start", "start_time", "startTime")


def sniff(document: Document) -> int:
    """By the conference with days, and its events by their fields; a damaged file by its first keys."""
    if not opens_json(document):
        return 0
    tree = peek_json(document)
    if tree is None:
        head = (document.text or "")[:2000]
        return 90 if '"schedule"' in head and '"conference"' in head else 0
    days = _days(tree)
    events = [event for day in days if isinstance(day, dict) for _, event in _events(day)]
    return 95 if days and (not events or any(map(_is_ours, events))) else 0


def _is_ours(event: dict[str, Tree]) -> bool:
    """Whether an event has the fields that events have here: others have days with rooms too."""
    return all(any(event.get(name) for name in names) for names in (_TITLE, _TIMES))


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON, or no days in it.
    :raises NoTimeError: no event has a time.
    """
    tree = json_tree(document)
    days = _days(tree)
    if not days:
        raise FormatError(
            "this is no schedule: it has no days",
            origin=document.origin,
            hint="looked for schedule / conference / days",
        )
    schedule = Schedule(document)
    outer = tree.get("schedule", tree)
    conference = outer.get("conference", outer)
    schedule.conference(
        _getter({"base_url": outer.get("base_url"), **(conference if isinstance(conference, dict) else {})})
    )
    made = moment(words(outer, "generated", "generated_at", "created"))
    if isinstance(made, datetime) and made.tzinfo is not None:
        schedule.findings.revised = made.astimezone(UTC)
    for number, day in enumerate(days, start=1):
        if isinstance(day, dict):
            schedule.day(_getter(day), number)
            for room, event in _events(day):
                schedule.event(
                    _getter(event),
                    room=room,
                    speakers=persons(event.get("persons") or event.get("speakers")),
                    links=_links(event.get("links")),
                )
    return schedule.reading(policy)


def _days(tree: Tree) -> list[Tree]:
    """The days, wherever this dialect has them."""
    for step in ("schedule", "conference", "days"):
        if not isinstance(tree, dict):
            return []
        inner = tree.get(step)
        if inner is None and step == "days":
            inner = tree.get("day")
        tree = tree if inner is None and step != "days" else inner
    days = list(tree.values()) if isinstance(tree, dict) else tree
    return days if isinstance(days, list) and any(isinstance(day, dict) and "rooms" in day for day in days) else []


def _events(day: dict[str, Tree]) -> Iterator[tuple[str, dict[str, Tree]]]:
    """The day's events with their rooms: rooms by name, or a list of rooms with their events."""
    rooms = day.get("rooms")
    if isinstance(rooms, dict):
        pairs = list(rooms.items())
    elif isinstance(rooms, list):
        pairs = [(words(room, "name"), room) for room in rooms if isinstance(room, dict)]
    else:
        pairs = []
    for name, room in pairs:
        events = room.get("events") or room.get("talks") if isinstance(room, dict) else room
        for event in events if isinstance(events, list) else ():
            if isinstance(event, dict):
                yield name, event


def _getter(record: dict[str, Tree]) -> Get:
    """The first field that has text. A name in several languages (``{"de": …, "en": …}``) is taken in English."""

    def get(*names: str) -> str:
        for name in names:
            value = record.get(name)
            if isinstance(value, dict):
                if found := words(value, "en", "name", "title", *value):
                    return found
            elif found := words(record, name):
                return found
        return ""

    return get


def _links(value: Tree) -> list[tuple[str, str]]:
    return [
        (words(link, "title", "name"), words(link, "url", "href"))
        for link in (value if isinstance(value, list) else [])
        if isinstance(link, dict)
    ]
