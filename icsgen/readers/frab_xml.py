"""Schedule XML: ``<schedule><conference/><day><room><event>`` as frab, pentabarf, pretalx and wafer export it.

Rooms may be missing (events directly in the day), dates may be, zones may be; EuroPython's sites call an event
``<entry>``. Events are taken one by one as the
file streams by.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from icsgen.model import Document, Policy, Reading, Speaker
from icsgen.readers.frab import Schedule
from icsgen.readers.frab_times import moment
from icsgen.readers.markup.xml_stream import Node, root_of, stream

summary = "schedule XML of frab, pentabarf, pretalx, wafer"

_CONTAINERS = frozenset(("schedule", "day", "room"))
_RECORDS = frozenset(("conference", "event", "entry", "generator"))
_EVENT = re.compile(r"<(?:[\w.-]+:)?(?:event|entry|conference)[\s>]")


def sniff(document: Document) -> int:
    """By the root element and an event or a conference in it."""
    if root_of(document) != "schedule":
        return 0
    return 95 if _EVENT.search((document.text or "")[:100_000]) else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged XML.
    :raises NoTimeError: no event has a time.
    """
    schedule = Schedule(document)
    room, days = "", 0
    for node in stream(document, containers=_CONTAINERS, records=_RECORDS):
        if node.tag in ("event", "entry"):
            schedule.event(node.get, room=room, speakers=_speakers(node), links=_links(node), line=node.line)
        elif node.tag == "room":
            room = node.get("name")
        elif node.tag == "day":
            days += 1
            room = ""
            schedule.day(node.get, days)
        elif node.tag == "conference":
            schedule.conference(node.get)
        else:
            _dated(schedule, node)
    return schedule.reading(policy)


def _dated(schedule: Schedule, node: Node) -> None:
    """When the export was made, if it says so with an offset."""
    made = moment(node.get("generated", "created", "time"))
    if isinstance(made, datetime) and made.tzinfo is not None:
        schedule.findings.revised = made.astimezone(UTC)


def _speakers(event: Node) -> tuple[Speaker, ...]:
    people = event.within("persons") or event.within("speakers")
    return tuple(
        Speaker(name=name, affiliation=person.get("affiliation"), url=_address(person.get("url")))
        for person in people
        if (name := person.text or person.get("name", "public_name"))
    )


def _links(event: Node) -> list[tuple[str, str]]:
    return [(link.text, link.attributes.get("href", "")) for link in event.within("links") if "href" in link.attributes]


def _address(text: str) -> str:
    return text if text.startswith(("http://", "https://")) else ""
