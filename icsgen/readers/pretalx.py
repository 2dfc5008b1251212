"""What pretalx gives beside its schedule exports: its REST API's talks and slots, its widget's data, talks by code.

``/api/events/…/talks``, ``submissions`` and ``slots`` list them under ``results``; ``widgets/schedule.json``
has ``talks`` beside the rooms, tracks and speakers that they name by id; other tools keep them by their codes.
Names may be in several languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from icsgen.errors import NoTimeError
from icsgen.model import Document, Policy, Reading, Speaker
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree, opens_json, peek_json, records_in
from icsgen.readers.persons import person, without_repeats, words
from icsgen.readers.stated import stated_length, stated_time

summary = "pretalx's API and widget data (JSON)"

Record: TypeAlias = dict[str, Tree]

_CODE = re.compile(r"[A-Z0-9]{6,8}")
_HEAD = re.compile(r'"(?:slot|slots|submission|submission_type|session_type)"\s*:')


def sniff(document: Document) -> int:
    """By talks with pretalx's codes and their slots, or by the widget's lists; a damaged file by its head."""
    if not opens_json(document):
        return 0
    tree = peek_json(document)
    if tree is None:
        head = (document.text or "")[:20_000]
        return 85 if '"code"' in head and _HEAD.search(head) else 0
    if isinstance(tree, dict) and all(isinstance(tree.get(name), list) for name in ("talks", "rooms", "speakers")):
        return 92 if "event_start" in tree or "timezone" in tree else 0
    return 92 if any(_is_talk(record) for record, _ in list(_talks(tree))[:20]) else 0


def _is_talk(record: Record) -> bool:
    if isinstance(record.get("submission"), dict) and "start" in record:
        return True
    coded = bool(_CODE.fullmatch(words(record, "code")))
    return coded and ("slot" in record or "slots" in record or ("start" in record and "state" in record))


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON.
    :raises NoTimeError: no talk is scheduled.
    """
    tree = json_tree(document)
    names = _Names(tree)
    findings = Findings(
        drafts=[], zone=words(tree, "timezone") if isinstance(tree, dict) else "", zone_how="as its timezone"
    )
    count = 0
    for record, place in _talks(tree):
        talk = record["submission"] if isinstance(record.get("submission"), dict) else record
        slots = [*records_in([record.get("slot")]), *records_in(record.get("slots"))] or [record]
        for number, slot in enumerate(slots):
            count += 1
            where = f"{place}, slot {number + 1}" if len(slots) > 1 else place
            draft = _draft(talk, slot, names, where)
            if draft.start is None:
                findings.skip(document, "it is not scheduled", where=where, text=draft.title)
            else:
                findings.drafts.append(draft)
    if not findings.drafts:
        raise NoTimeError(
            f"none of its {count} talks is scheduled", origin=document.origin, hint="looked for start and slot"
        )
    return finish(document, findings, policy)


def _talks(tree: Tree) -> Iterator[tuple[Record, str]]:
    if isinstance(tree, dict):
        for name in ("results", "talks"):
            if isinstance(tree.get(name), list):
                tree = tree[name]
                break
        else:
            yield from (
                (one, f"talk {code}") for code, one in tree.items() if isinstance(one, dict) and one.get("code") == code
            )
            return
    yield from ((one, f"talk {number}") for number, one in enumerate(records_in(tree), start=1))


def _draft(talk: Record, slot: Record, names: _Names, where: str) -> Draft:
    start, zone = stated_time(slot.get("start"))
    parts = [text_and_html(part) for part in without_repeats([words(talk, "abstract"), words(talk, "description")])]
    kind = _words(talk, "submission_type") or _words(talk, "session_type") or _words(talk, "type")
    return Draft(
        title=plain_line(_words(talk, "title") or _words(slot, "description")),
        start=start,
        end=stated_time(slot.get("end"))[0],
        duration=stated_length(talk.get("duration")),
        zone=zone,
        speakers=names.speakers(talk),
        abstract="\n\n".join(text for text, _ in parts),
        abstract_html=parts[0][1] if len(parts) == 1 else "",
        room=names.of("rooms", slot, "room"),
        track=names.of("tracks", talk, "track"),
        type=kind,
        url=next((url for url in (words(talk, "website_url", "url", "public_url"),) if "://" in url), ""),
        key=words(talk, "code") or words(slot, "id"),
        cancelled=words(talk, "state") in ("canceled", "cancelled", "withdrawn"),
        where=where,
        source=" – ".join(words(slot, name) for name in ("start", "end") if words(slot, name)),
    )


def _words(record: Record, name: str) -> str:
    """A field's text; of a name in several languages the English one, else the first."""
    value = record.get(name)
    if not isinstance(value, dict):
        return words(record, name)
    return words(value, "en", *value) if not isinstance(value.get("name"), str | dict) else _words(value, "name")


class _Names:
    """What the ids of rooms, tracks and speakers stand for."""

    def __init__(self, tree: Tree) -> None:
        lists = tree if isinstance(tree, dict) else {}
        self.names = {
            kind: {words(one, "id"): _words(one, "name") for one in records_in(lists.get(kind))}
            for kind in ("rooms", "tracks")
        }
        self.people = {words(one, "code", "id"): person(one) for one in records_in(lists.get("speakers"))}

    def of(self, kind: str, record: Record, name: str) -> str:
        """The name that a field holds, or whose id it holds."""
        found = _words(record, name)
        return self.names[kind].get(found, "" if found.isdecimal() else found)

    def speakers(self, talk: Record) -> tuple[Speaker, ...]:
        """By code, or as records; a code that nothing explains is no name."""
        found = []
        listed = talk.get("speakers")
        for one in listed if isinstance(listed, list) else []:
            known = self.people.get(words(one, "code") if isinstance(one, dict) else str(one))
            speaker = known or (None if isinstance(one, str) and _CODE.fullmatch(one) else person(one))
            if speaker:
                found.append(speaker)
        return tuple(found)
