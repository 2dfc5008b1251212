"""iCalendar in other shapes: its components as JSON or XML has them, written as content lines, and read as these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from icsgen.errors import IcsgenError
from icsgen.ics import lines
from icsgen.model import Document, Policy, Reading
from icsgen.readers import icalendar_file

_NAME = re.compile(r"[A-Za-z0-9-]+")
_PLAIN = re.compile(r"[A-Za-z0-9/_+.-]+")
_TIMES = frozenset(("date-time", "date", "time", "utc-offset", "period"))


class Property(NamedTuple):
    """A property with its values."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    kind: str
    """The type of the values: ``text``, ``date-time`` …"""
    values: tuple[str, ...]


class Component(NamedTuple):
    """A component with what it holds."""

    name: str
    properties: tuple[Property, ...]
    components: tuple[Component, ...]


def read_component(component: Component, document: Document, policy: Policy) -> Reading:
    """Read a calendar. Its lines are not the document's, so nothing that is said of it names one.

    :raises IcsgenError: as :func:`icsgen.readers.icalendar_file.read` does.
    """
    content = lines.component(line.encode("utf-8", "replace").decode() for line in _lines(component))
    try:
        found = icalendar_file.read(replace(document, content=content, text=content.decode()), policy)
    except IcsgenError as error:
        error.line = None
        raise
    talks = tuple(replace(talk, line=None) for talk in found.programme.talks)
    problems = tuple(replace(problem, line=None) for problem in found.problems)
    return replace(found, programme=replace(found.programme, talks=talks), problems=problems)


def recurrence(parts: Sequence[tuple[str, str]]) -> str:
    """A recurrence rule of its parts; those of one name are a list."""
    named: dict[str, list[str]] = {}
    for name, value in parts:
        named.setdefault(name.upper(), []).append(_compact(value) if name.lower() == "until" else value)
    return ";".join(f"{name}={','.join(values)}" for name, values in named.items())


def _lines(component: Component) -> Iterator[str]:
    yield f"BEGIN:{component.name.upper()}"
    for one in component.properties:
        if _NAME.fullmatch(one.name):
            yield _line(one)
    for inner in component.components:
        if _NAME.fullmatch(inner.name):
            yield from _lines(inner)
    yield f"END:{component.name.upper()}"


def _line(one: Property) -> str:
    parameters = [(name, value) for name, value in one.parameters if _NAME.fullmatch(name)]
    if one.kind in ("date", "period"):
        parameters.append(("value", one.kind.upper()))
    said = "".join(f";{name.upper()}={_quoted(value)}" for name, value in parameters)
    return f"{one.name.upper()}{said}:{','.join(_value(value, one.kind) for value in one.values)}"


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return '"' + "".join(letter for letter in value if letter.isprintable() and letter != '"') + '"'


def _value(value: str, kind: str) -> str:
    if kind in _TIMES:
        return "/".join(part if part.startswith("P") else _compact(part) for part in value.split("/"))
    if kind in ("text", "unknown"):
        return lines.text("\n".join(value.splitlines()))
    return " ".join(value.split())


def _compact(value: str) -> str:
    """``2027-03-06T09:00:00`` as ``20270306T090000``; the sign of an offset stays."""
    return value[:1] + value[1:].replace("-", "").replace(":", "")
