"""xCal (RFC 6321): iCalendar as XML."""

from __future__ import annotations

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.icalendar_shapes import Component, Property, read_component, recurrence
from icsgen.readers.markup.xml_stream import Node, root_of, stream

summary = "iCalendar as XML (xCal)"

LARGEST = 500_000
"""Elements in the file."""


def sniff(document: Document) -> int:
    """By its root, and the properties in it; the draft before the RFC had none."""
    return 100 if root_of(document).lower() == "icalendar" and "properties>" in (document.text or "")[:20_000] else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged XML, or no calendar in it.
    :raises NoTimeError: no event in it has a time.
    """
    found = list(stream(document, containers=frozenset(), records={root_of(document)}, largest=LARGEST))
    calendars = [child for node in found for child in node.children if _name(child) == "vcalendar"]
    if not calendars:
        raise FormatError("there is no vcalendar in it", origin=document.origin)
    components = [_component(one) for one in calendars]
    inner = tuple(each for one in components for each in one.components)
    return read_component(Component("vcalendar", components[0].properties, inner), document, policy)


def _name(node: Node) -> str:
    return node.tag.rpartition(":")[2].lower()


def _component(node: Node) -> Component:
    held = {_name(child): child.children for child in node.children}
    return Component(
        _name(node),
        tuple(map(_property, held.get("properties", []))),
        tuple(map(_component, held.get("components", []))),
    )


def _property(node: Node) -> Property:
    values = [child for child in node.children if _name(child) != "parameters"]
    said = [one for child in node.children if _name(child) == "parameters" for one in child.children]
    kind = _name(values[0]) if values else "text"
    return Property(
        _name(node),
        tuple((_name(one), ",".join(_text(value) for value in one.children)) for one in said),
        kind,
        tuple(_value(value) for value in values),
    )


def _value(node: Node) -> str:
    """What is in ``<text>``, ``<recur>``, ``<period>``."""
    if not node.children:
        return _text(node)
    if _name(node) == "recur":
        return recurrence([(_name(part), _text(part)) for part in node.children])
    return ("/" if _name(node) == "period" else ";").join(map(_text, node.children))


def _text(node: Node) -> str:
    return node.text or ""
