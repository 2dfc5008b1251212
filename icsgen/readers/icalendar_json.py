"""jCal (RFC 7265): iCalendar as JSON."""

from __future__ import annotations

import re

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.icalendar_shapes import Component, Property, read_component, recurrence
from icsgen.readers.markup.trees import Tree, json_tree

summary = "iCalendar as JSON (jCal)"

_CALENDAR = re.compile(r'\s*\[\s*"vcalendar"\s*,', re.IGNORECASE)


def sniff(document: Document) -> int:
    """By its first words."""
    return 100 if document.text and _CALENDAR.match(document.text) else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: it is no JSON, or not in the shape of jCal.
    :raises NoTimeError: no event in it has a time.
    """
    tree = json_tree(document)
    try:
        component = _component(tree)
    except (ValueError, TypeError) as error:
        raise FormatError("this is not in the shape of jCal", origin=document.origin, text=str(error)[:200]) from None
    return read_component(component, document, policy)


def _component(tree: Tree) -> Component:
    """``["vevent", properties, components]``.

    :raises ValueError: it has another shape.
    """
    if not isinstance(tree, list) or len(tree) < 3 or not isinstance(tree[0], str):
        raise ValueError(f"no component: {tree!r}")
    name, properties, components = tree[:3]
    if not isinstance(properties, list) or not isinstance(components, list):
        raise ValueError(f"no properties: {properties!r}")
    return Component(name, tuple(map(_property, properties)), tuple(map(_component, components)))


def _property(tree: Tree) -> Property:
    """``["summary", parameters, "text", value, …]``.

    :raises ValueError: it has another shape.
    """
    if not isinstance(tree, list) or len(tree) < 4 or not isinstance(tree[1], dict):
        raise ValueError(f"no property: {tree!r}")
    name, _, kind, *values = tree
    said = tuple((key, ",".join(map(str, one)) if isinstance(one, list) else str(one)) for key, one in tree[1].items())
    return Property(str(name), said, str(kind).lower(), tuple(map(_value, values)))


def _value(value: Tree) -> str:
    if isinstance(value, dict):
        parts = ((name, one if isinstance(one, list) else [one]) for name, one in value.items())
        return recurrence([(name, str(each)) for name, one in parts for each in one])
    if isinstance(value, list):
        return ";".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
