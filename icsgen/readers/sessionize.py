"""Sessionize exports: the views 'All', 'Sessions' and 'Grid Smart' of its API, and what apps make of them.

Every view holds sessions with ``startsAt`` and ``endsAt``; they differ in what stands around these and in whether
speakers, rooms and categories are named in place or by id. The grid lists a plenum session once for each room.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from icsgen.errors import FormatError, NoTimeError
from icsgen.model import Document, Policy, Reading, Speaker
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree, opens_json, peek_json, records_in
from icsgen.readers.persons import person, words
from icsgen.readers.stated import stated_time

summary = "Sessionize exports (All, Sessions, Grid Smart)"

Record: TypeAlias = dict[str, Tree]


def sniff(document: Document) -> int:
    """By sessions with a title and their two times in one of the views; a damaged file by its head."""
    if not opens_json(document):
        return 0
    tree = peek_json(document)
    if tree is None:
        head = (document.text or "")[:20_000]
        return 90 if '"startsAt"' in head and '"endsAt"' in head else 0
    first = next((record for record, _, _ in _sessions(tree)), None)
    if first is None or not ("startsAt" in first and "endsAt" in first and words(first, "title", "name")):
        return 0
    return 90 if isinstance(tree, dict) or "sessions" in tree[0] or "rooms" in tree[0] else 80


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON, or no sessions in it.
    :raises NoTimeError: no session has a start.
    """
    tree = json_tree(document)
    names = _Names(tree)
    findings = Findings(drafts=[], title=words(tree, "name", "eventName", "title") if isinstance(tree, dict) else "")
    seen: set[tuple[str, str]] = set()
    count = 0
    for record, room, where in _sessions(tree):
        count += 1
        start, zone = stated_time(record.get("startsAt"))
        key = words(record, "id")
        if key and (key, str(start)) in seen:
            continue  # a plenum session in a further room of the grid
        seen.add((key, str(start)))
        title = plain_line(words(record, "title", "name"))
        if start is None:
            text = f"{record.get('startsAt') or ''} {title}".strip()
            findings.skip(document, "it has no usable startsAt", where=where, text=text)
            continue
        findings.drafts.append(_draft(record, names, title, room, where))
        findings.drafts[-1].start, findings.drafts[-1].zone = start, zone
    if not findings.drafts:
        if not count:
            raise FormatError(
                "there are no sessions in it", origin=document.origin, hint="looked for a list 'sessions'"
            )
        raise NoTimeError(
            f"none of its {count} sessions has a startsAt",
            origin=document.origin,
            hint="publish the schedule in Sessionize, then export again",
        )
    return finish(document, findings, policy)


def _draft(record: Record, names: _Names, title: str, room: str, where: str) -> Draft:
    abstract, abstract_html = text_and_html(words(record, "description", "abstract"))
    track, kind, tags = names.categories(record)
    return Draft(
        title=title,
        end=stated_time(record.get("endsAt"))[0],
        speakers=names.speakers(record),
        abstract=abstract,
        abstract_html=abstract_html,
        room=room or names.room(record),
        track=track,
        type=kind,
        tags=tags,
        video=words(record, "liveUrl", "recordingUrl", "videoUrl"),
        url=words(record, "url"),
        key=words(record, "id"),
        cancelled=words(record, "status").lower() in ("cancelled", "canceled"),
        where=where,
        source=" – ".join(words(record, name) for name in ("startsAt", "endsAt") if words(record, name)),
    )


def _sessions(tree: Tree) -> Iterator[tuple[Record, str, str]]:
    """Each session, the room it is listed in, and its path."""
    if isinstance(tree, dict):
        groups: list[Tree] = [tree]
    elif isinstance(tree, list) and tree and isinstance(tree[0], dict):
        groups = tree if "sessions" in tree[0] or "rooms" in tree[0] else [{"sessions": tree}]
    else:
        return
    for number, group in enumerate(groups, start=1):
        if not isinstance(group, dict):
            continue
        prefix = f"group {number} / " if len(groups) > 1 else ""
        for name, sessions in _lists(group):
            for index, record in enumerate(sessions, start=1):
                if isinstance(record, dict):
                    yield record, name, f"{prefix}{f'{name} / ' if name else ''}session {index}"


def _lists(group: Record) -> Iterator[tuple[str, list[Tree]]]:
    if isinstance(sessions := group.get("sessions"), list):
        yield "", sessions
        return
    rooms = group.get("rooms")
    for room in rooms if isinstance(rooms, list) else []:
        if isinstance(room, dict) and isinstance(sessions := room.get("sessions"), list):
            yield words(room, "name"), sessions


class _Names:
    """What ids stand for."""

    def __init__(self, tree: Tree) -> None:
        self.people = {words(one, "id"): person(one) for one in records_in(_list(tree, "speakers"))}
        self.rooms = {words(one, "id"): words(one, "name") for one in records_in(_list(tree, "rooms"))}
        self.items: dict[str, tuple[str, str]] = {}
        for category in records_in(_list(tree, "categories")):
            for item in records_in(_list(category, "items")):
                self.items[words(item, "id")] = (words(category, "title", "name"), words(item, "name"))

    def room(self, record: Record) -> str:
        """The session's own room."""
        room = record.get("room")
        if isinstance(room, dict):
            return words(room, "name")
        return words(record, "room", "location") or self.rooms.get(words(record, "roomId"), "")

    def speakers(self, record: Record) -> tuple[Speaker, ...]:
        """By id, or named in place."""
        listed = record.get("speakers") or record.get("speakerIds")
        found: list[Speaker] = []
        for one in listed if isinstance(listed, list) else []:
            by_id = self.people.get(words(one, "id") if isinstance(one, dict) else str(one))
            if speaker := by_id or (person(one) if isinstance(one, dict) or not self.people else None):
                found.append(speaker)
        return tuple(found)

    def categories(self, record: Record) -> tuple[str, str, tuple[str, ...]]:
        """Track, type and tags: by the category's title, as far as it says which it is."""
        pairs = [self.items[item] for item in map(str, _list(record, "categoryItems")) if item in self.items]
        for category in records_in(_list(record, "categories")):
            pairs += [
                (words(category, "name", "title"), words(item, "name"))
                for item in records_in(_list(category, "categoryItems"))
            ]
        track = next((item for title, item in pairs if "track" in title.lower()), "")
        kind = next((item for title, item in pairs if any(word in title.lower() for word in ("format", "type"))), "")
        rest = [item for _, item in pairs if item not in (track, kind)]
        return track, kind, (*rest, *(tag for tag in _list(record, "tags") if isinstance(tag, str)))


def _list(record: Tree, name: str) -> list[Tree]:
    value = record.get(name) if isinstance(record, dict) else None
    return value if isinstance(value, list) else []
