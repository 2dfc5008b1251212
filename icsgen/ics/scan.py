"""A feed of ours as it stands: each event's own bytes, with the properties in them.

Revision must know whether an event's bytes would change, so it reads feeds as bytes, and it reads all of a
large feed, so it reads fast. :mod:`icsgen.ics.parse` is for everybody's calendars; this is for the form that
:mod:`icsgen.ics.lines` writes, and for what hands, editors and version control do to it: LF line ends, a BOM,
deleted or doubled lines, an event that lost its frame, a file that breaks off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_FRAME = re.compile(rb"^(BEGIN|END):([A-Z-]+)[ \t]*\r\n", re.MULTILINE | re.IGNORECASE)
_LINE_END = re.compile(rb"\r*\n|\r")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One content line."""

    parameters: str
    """As written, without the first semicolon: ``TZID=Europe/Vienna``."""
    value: str
    """As written."""

    @property
    def text(self) -> str:
        """The value as TEXT (RFC 5545 §3.3.11), unescaped."""
        return unescape(self.value)


@dataclass(frozen=True)
class RawEvent:
    """One VEVENT. Its lines are taken apart when they are first asked for."""

    line: int
    """Of its BEGIN, from 1."""
    raw: bytes
    """From BEGIN to END, with CRLF."""

    @cached_property
    def _taken_apart(self) -> tuple[dict[str, Property], bool]:
        return _properties(self.raw)

    @property
    def properties(self) -> dict[str, Property]:
        """By upper-case name; the first of each. Those of an alarm are left out."""
        return self._taken_apart[0]

    @property
    def repeats(self) -> bool:
        """A property stands twice in it, as in none that we write."""
        return self._taken_apart[1]

    def text(self, name: str) -> str:
        """The property as TEXT; empty if it is absent."""
        found = self.properties.get(name)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A whole file."""

    head: dict[str, Property]
    """Of the VCALENDAR, by upper-case name."""
    events: tuple[RawEvent, ...]
    faults: tuple[tuple[int, str], ...]
    """Line and a few words for each event that could not be had whole."""
    whole: bool
    """It ends with END:VCALENDAR."""


def scan(content: bytes) -> Scanned | None:
    """Take a calendar apart; ``None`` if it is none.

    >>> scan(b"BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nSUMMARY:A\\nEND:VEVENT\\nEND:VCALENDAR\\n").events[0].text("SUMMARY")
    'A'
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content.count(b"\n") != content.count(b"\r\n") or content.count(b"\r") != content.count(b"\r\n"):
        content = _LINE_END.sub(b"\r\n", content)
    if content and not content.endswith(b"\r\n"):
        content += b"\r\n"
    frames = list(_FRAME.finditer(content))
    if not frames or frames[0][2].upper() != b"VCALENDAR" or content[: frames[0].start()].strip():
        return None
    events: list[RawEvent] = []
    faults: list[tuple[int, str]] = []
    for line, begin, end in _spans(content, frames):
        if end is None:
            faults.append((line, "this event breaks off"))
        else:
            events.append(RawEvent(line, content[begin:end]))
    head_end = frames[1].start() if len(frames) > 1 else len(content)
    return Scanned(
        head=_properties(content[:head_end])[0],
        events=tuple(events),
        faults=tuple(faults),
        whole=frames[-1][1].upper() == b"END" and frames[-1][2].upper() == b"VCALENDAR",
    )


def _spans(content: bytes, frames: list[re.Match[bytes]]) -> Iterator[tuple[int, int, int | None]]:
    """Line, begin and end of each VEVENT; no end if another begins, or the file ends, before it does."""
    line, counted = 1, 0
    open_at: int | None = None
    for frame in frames:
        if frame[2].upper() not in (b"VEVENT", b"VCALENDAR"):
            continue
        begins = frame[1].upper() == b"BEGIN" and frame[2].upper() == b"VEVENT"
        if open_at is not None:
            line += content.count(b"\n", counted, open_at)
            counted = open_at
            ends = frame[1].upper() == b"END" and frame[2].upper() == b"VEVENT"
            yield line, open_at, frame.end() if ends else None
        open_at = frame.start() if begins else None
    if open_at is not None:
        yield line + content.count(b"\n", counted, open_at), open_at, None


def _properties(raw: bytes) -> tuple[dict[str, Property], bool]:
    """The content lines of one component, unfolded, and whether any of them repeats another's name."""
    found: dict[str, Property] = {}
    repeats = False
    inner = 0
    for line in raw.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode("utf-8", "replace").split("\r\n"):
        head, colon, value = line.partition(":")
        if '"' in head:  # a colon inside a quoted parameter
            head, colon, value = _past_quotes(line)
        name, _, parameters = head.partition(";")
        name = name.strip().upper()
        if name == "BEGIN":
            inner += 1
        elif name == "END":
            inner -= 1
        elif colon and inner == 1:
            if name in found:
                repeats = True
            else:
                found[name] = Property(parameters, value)
    return found, repeats


def _past_quotes(line: str) -> tuple[str, str, str]:
    quoted = False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return line[:at], ":", line[at + 1 :]
    return line, "", ""


def unescape(value: str) -> str:
    r"""TEXT as it was before it was escaped (RFC 5545 §3.3.11).

    >>> unescape(r"C:\\New\, \nabc")
    'C:\\New, \nabc'
    """
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
