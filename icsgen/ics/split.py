"""iCalendar bytes into components: unfolding and BEGIN … END (RFC 5545 §3.1, §3.6), for files as they are found.

Works on bytes, since a fold may cut a character in two. Every component knows its line, and a damaged one costs
none of the others.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from icsgen.errors import FormatError

LONGEST = 2_000_000
"""Bytes of a content line; what is longer is an attached file, or is there to exhaust its reader."""
MOST_FAULTS = 10_000
"""In a file that is still read."""
_LONGEST_NAME = 400
"""Bytes of a property's name and parameters in a calendar of vCalendar 1.0."""
DEEPEST = 100
"""Components in components."""
_NAME = re.compile(rb"[A-Za-z0-9][A-Za-z0-9-]*\s*[;:]")
_FRAME = re.compile(rb"(BEGIN|END)\s*:\s*([A-Za-z0-9-]{1,60})\s*\Z", re.IGNORECASE)
_COLON_IN_TZID = re.compile(rb"([A-Za-z-]+;(?:[^\":]*;)?TZID=)([^\":;]*:\d\d)(?=:\d{8})", re.IGNORECASE)
"""``TZID=GMT+01:00``: a colon has to be quoted (RFC 5545 §3.2)."""
_LINE_END = re.compile(rb"\r*\n|\r+(?!\n)")
_QUOTED = re.compile(rb"([A-Za-z0-9-]+)((?:;[^:\";]*)*;(?:ENCODING=)?QUOTED-PRINTABLE(?:;[^:\";]*)*):", re.IGNORECASE)
"""A property as vCalendar 1.0 writes it, whose value goes on after a line that ends with ``=``."""
_OF_THE_VALUE = re.compile(rb"(?:ENCODING=|CHARSET=|QUOTED-PRINTABLE)", re.IGNORECASE)
_INSIDE_A_ZONE = ("STANDARD", "DAYLIGHT")


class Fault(NamedTuple):
    """Something in the file that is not as RFC 5545 has it."""

    line: int
    """From 1."""
    message: str
    text: str = ""
    lost: bool = False
    """A component could not be read, or was not looked at."""


class Block(NamedTuple):
    """A component: what stands between its BEGIN and END."""

    kind: str
    """Upper case: ``VEVENT``."""
    line: int
    """Of its BEGIN."""
    lines: list[bytes]
    """Content lines, unfolded. Of what is nested, only the parts of a VTIMEZONE are kept."""

    def content(self) -> bytes:
        """The component again, with CRLF, in UTF-8."""
        frame = self.kind.encode()
        return b"\r\n".join([b"BEGIN:" + frame, *map(_mended, self.lines), b"END:" + frame, b""])


@dataclass(slots=True, eq=False)
class Split:
    """A file, taken apart."""

    head: list[bytes] = field(default_factory=list)
    """The lines of the VCALENDAR itself."""
    blocks: list[Block] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    truncated: bool = False
    empty: bool = True
    """There is no BEGIN or END in it."""


def split(content: bytes) -> Split:
    """Take a file apart. Several VCALENDARs count as one.

    :raises FormatError: it has so many faults that nothing in it can be relied on.
    """
    found = Split()
    stack: list[Block] = []
    closed = True
    for number, line, size in _unfolded(content, found.faults):
        if size > LONGEST:
            found.faults.append(Fault(number, f"a property of {size:,} bytes was left out", _shown(line[:40])))
            continue
        _refuse_many(found.faults, number)
        frame = _FRAME.match(line)
        if frame is None:
            (stack[-1].lines if stack else found.head).append(line)
            continue
        found.empty = False
        begins, kind = frame[1].upper() == b"BEGIN", frame[2].upper().decode()
        if kind == "VCALENDAR" or (begins and kind == "VEVENT"):
            if stack:
                _end_it(found, stack)
            if kind == "VCALENDAR":
                closed = not begins
                continue
        if begins and len(stack) >= DEEPEST:
            raise FormatError("nested too deeply to be a calendar", line=number)
        if begins:
            stack.append(Block(kind, number, []))
        elif not stack or stack[-1].kind != kind:
            found.faults.append(Fault(number, f"END:{kind} without BEGIN"))
        else:
            _close(found, stack)
    if stack:
        found.truncated = True
        found.faults.append(Fault(stack[0].line, f"the file breaks off in this {stack[0].kind}", lost=True))
    elif not closed:
        found.truncated = True
        found.faults.append(Fault(content.count(b"\n") + 1, "the file breaks off: it has no END:VCALENDAR"))
    return found


def _end_it(found: Split, stack: list[Block]) -> None:
    """Close what has no END, where the next begins. An event that says what and from when to when is kept."""
    first = stack[0]
    names = {re.split(rb"[;:]", line, maxsplit=1)[0].strip().upper() for line in first.lines}
    whole = len(stack) == 1 and names >= {b"SUMMARY", b"DTSTART"} and bool(names & {b"DTEND", b"DURATION"})
    if whole:
        found.blocks.append(first)
    message = f"{first.kind} has no END" + ("; taken as far as it goes" if whole else "")
    found.faults.append(Fault(first.line, message, lost=not whole))
    stack.clear()


def _close(found: Split, stack: list[Block]) -> None:
    block = stack.pop()
    if not stack:
        found.blocks.append(block)
    elif block.kind in _INSIDE_A_ZONE:
        frame = block.kind.encode()
        stack[-1].lines.extend([b"BEGIN:" + frame, *block.lines, b"END:" + frame])


def _unfolded(content: bytes, faults: list[Fault]) -> Iterator[tuple[int, bytes, int]]:
    """Content lines with the number of their first physical line and their length; of a long one a part is kept."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode()
    held: list[bytes] = []
    at = size = 0
    quoted = goes_on = False
    for number, line in enumerate(_lines(content), start=1):
        if goes_on:
            more = line
        elif line[:1] in (b" ", b"\t") and held:
            more = line[1:]
        elif not line.strip():
            continue
        elif held and not _NAME.match(line):
            if _FRAME.match(held[0]):
                continue
            faults.append(Fault(number, "not a content line; taken for a part of the line before", _shown(line)))
            _refuse_many(faults, number)
            more = b"\\n" + line
        else:
            if held:
                yield at, _unquoted(b"".join(held)), size
            held, at, size, more = [], number, 0, line.lstrip()
            quoted = _QUOTED.match(more[:_LONGEST_NAME]) is not None
        goes_on = quoted and more.endswith(b"=")
        if size <= LONGEST:
            held.append(more.removesuffix(b"=") if goes_on else more)
        size += len(more)
    if held:
        yield at, _unquoted(b"".join(held)), size


def _refuse_many(faults: list[Fault], line: int) -> None:
    if len(faults) > MOST_FAULTS:
        raise FormatError(f"this calendar has over {MOST_FAULTS:,} faults", line=line, hint="is this file whole?")


def _lines(content: bytes) -> Iterator[bytes]:
    """The physical lines, one by one: all at once would take ten times the file."""
    start = 0
    for end in _LINE_END.finditer(content):
        yield content[start : end.start()]
        start = end.end()
    yield content[start:]


def _unquoted(line: bytes) -> bytes:
    """A property that is written in quoted-printable, as iCalendar has it."""
    match = _QUOTED.match(line[:_LONGEST_NAME])
    if match is None:
        return line
    charset = re.search(rb"CHARSET=([\w-]+)", match[2], re.IGNORECASE)
    value = quopri.decodestring(line[match.end() :])
    try:
        text = value.decode(charset[1].decode() if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = value.decode("cp1252", "replace")
    kept = [b";" + one for one in match[2].split(b";")[1:] if not _OF_THE_VALUE.match(one)]
    return b"%s%s:%s" % (match[1], b"".join(kept), "\\n".join(text.splitlines()).encode())


def _shown(line: bytes) -> str:
    return line[:200].decode("utf-8", "replace")


def _mended(line: bytes) -> bytes:
    """A content line as the next parser takes it: UTF-8, its TZID quoted, no BEGIN or END that frames nothing."""
    if line[:6].upper().startswith((b"BEGIN:", b"END:")) and not _FRAME.match(line):
        return b"X-" + line
    if b"TZID=" in line and (colon := _COLON_IN_TZID.match(line)):
        return b'%s"%s"%s' % (colon[1], colon[2], line[colon.end() :])
    if line.isascii():
        return line
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").encode()
    return line
