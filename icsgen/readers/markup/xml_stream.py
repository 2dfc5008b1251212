"""XML as a stream of records, within limits.

A schedule is a few containers around many records: :func:`stream` yields a container when it opens, with its
attributes alone, and a record when it closes, with all it holds. Nothing else is kept, so memory follows
the largest record and not the file. expat reads the document; entity declarations are refused before any is
expanded, and so are records deeper or larger than a programme has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html.entities import html5
from pyexpat import ErrorString, ExpatError, ParserCreate, XMLParserType

from icsgen.errors import FormatError
from icsgen.model import Document
from icsgen.readers.mismatch import other_format

DEEPEST = 64
LARGEST_RECORD = 20_000
"""Elements in one record."""
_CHUNK = 1 << 16
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL)
_CUT_OFF = frozenset(
    ("no element found", "unclosed token", "unclosed CDATA section", "partial character", "incomplete markup")
)


class Node:
    """An element: its tag without prefix, its attributes, its text and its child elements."""

    __slots__ = ("_texts", "attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int = 0) -> None:
        self.tag = tag
        self.attributes = attributes
        self.text = ""
        """What stands directly in it, stripped."""
        self.children: list[Node] = []
        self.line = line
        """Of a container or record; 0 inside of one."""
        self._texts: dict[str, str] | None = None

    def get(self, *names: str) -> str:
        """The text of the first child, else the attribute, that is not empty, of the first name that has one."""
        texts = self._texts
        if texts is None:
            texts = self._texts = {}
            for child in self.children:
                if child.text:
                    texts.setdefault(child.tag, child.text)
        for name in names:
            if value := texts.get(name) or self.attributes.get(name, "").strip():
                return value
        return ""

    def within(self, name: str) -> list[Node]:
        """The elements inside all children of that name."""
        return [inner for child in self.children if child.tag == name for inner in child.children]


def root_of(document: Document) -> str:
    """The tag of the first element, for a sniff; empty if this is no XML."""
    head = (document.text or "")[:4000]
    match = _PROLOG.match(head) if head.lstrip()[:1] == "<" else None
    return match[1] if match else ""


def stream(
    document: Document, *, containers: Set[str], records: Set[str], largest: int = LARGEST_RECORD
) -> Iterator[Node]:
    """The containers and records, in the order of the file. A record has at most ``largest`` elements.

    :raises FormatError: not well-formed, cut off, or beyond the limits; names the line.
    """
    text = document.text
    if text is None:
        raise FormatError("this is binary, not XML", origin=document.origin)
    if text.strip() and text.lstrip()[0] != "<":
        raise other_format(document, "XML")
    parser = ParserCreate("utf-8")
    ready: list[Node] = []
    _attach(parser, document, containers, records, ready, largest)
    try:
        for at in range(0, len(text), _CHUNK):
            parser.Parse(text[at : at + _CHUNK].encode("utf-8", "replace"), False)
            yield from ready
            ready.clear()
        parser.Parse(b"", True)
    except ExpatError as error:
        raise _broken(document, text, error) from None
    yield from ready


def _attach(
    parser: XMLParserType,
    document: Document,
    containers: Set[str],
    records: Set[str],
    ready: list[Node],
    largest: int,
) -> None:
    """Set what expat calls: closures, since they run several times for each element of the file."""
    path: list[Node | None] = []
    """The open elements; ``None`` for what is in no record."""
    mixed: dict[int, list[str]] = {}
    """Texts that stand between the children of an open element, by its depth."""
    parts: list[str] = []
    """The text since the last tag."""
    size = 0

    def refuse(message: str) -> FormatError:
        return FormatError(message, origin=document.origin, line=parser.CurrentLineNumber)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal size
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        parent = path[-1] if path else None
        if parent is not None:
            path.append(node := Node(tag, attributes))
            parent.children.append(node)
            size += 1
            if parts:
                if not (len(parts) == 1 and parts[0].isspace()):
                    mixed.setdefault(len(path) - 1, []).append("".join(parts).strip())
                parts.clear()
            if size > largest:
                raise refuse("a record of more elements than any programme has")
        elif tag in records:
            path.append(Node(tag, attributes, parser.CurrentLineNumber))
            parser.CharacterDataHandler = parts.append
            size = 0
        else:
            if tag in containers:
                ready.append(Node(tag, attributes, parser.CurrentLineNumber))
            path.append(None)
        if len(path) > DEEPEST:
            raise refuse("nested too deeply to be a programme")

    def end(_: str) -> None:
        node = path.pop()
        if node is None:
            return
        if parts:
            node.text = (parts[0] if len(parts) == 1 else "".join(parts)).strip()
            parts.clear()
        if mixed and (before := mixed.pop(len(path) + 1, None)):
            node.text = " ".join(text for text in (*before, node.text) if text)
        if not path or path[-1] is None:
            parser.CharacterDataHandler = None
            ready.append(node)

    def skipped(name: str, _: bool) -> None:
        parts.append(html5.get(f"{name};", f"&{name};"))

    def declared(*_: object) -> None:
        raise refuse("this XML declares entities, which no schedule needs and which can be made to fill the memory")

    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.SkippedEntityHandler = skipped
    parser.EntityDeclHandler = declared


def _broken(document: Document, text: str, error: ExpatError) -> FormatError:
    reason = ErrorString(error.code) or "not well-formed"
    row = text.splitlines()[error.lineno - 1 : error.lineno]
    at_the_end = error.lineno > text.rstrip().count("\n")
    if reason in _CUT_OFF and at_the_end:
        message, hint = "the XML breaks off", "fetch or save it again, whole"
    else:
        message, hint = f"this is no well-formed XML: {reason}", "correct that place, or export it again"
    shown = row[0][max(error.offset - 60, 0) : error.offset + 60].strip() if row else ""
    return FormatError(message, origin=document.origin, line=error.lineno, text=shown or None, hint=hint)
