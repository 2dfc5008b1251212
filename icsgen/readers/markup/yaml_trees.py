"""YAML as trees, within limits, by its words: ``10:30`` stays '10:30' and does not become 630 (YAML 1.1 reads it as
base 60), ``2021-07-20`` stays text; only ``null`` is not text. Its mappings know their line.

A key that stands twice in a mapping has its last value, and the first is told: often a ``- `` was forgotten between two
records, and one of them is gone. What nests without end and aliases that unfold to more than :data:`LARGEST` nodes are
refused, for such files are made to exhaust their reader.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from icsgen.errors import FormatError
from icsgen.model import Document, Problem
from icsgen.readers.markup.trees import DEEPEST, Tree, too_deep
from icsgen.readers.mismatch import other_format

LARGEST = 2_000_000
MOST_DOUBTS = 200
"""Keys that stand twice and are told."""
_NULL = frozenset(("", "~", "null", "Null", "NULL"))


class Mapping(dict[str, Tree]):
    """A YAML mapping, and the line it starts on, from 1."""

    __slots__ = ("line",)
    line: int | None


class YamlData(NamedTuple):
    """A tree, and what is doubtful in it."""

    tree: Tree
    doubts: tuple[Problem, ...]


def yaml_data(document: Document) -> YamlData:
    """The document as YAML; of several documents in it, a list.

    :raises FormatError: it is not, or goes beyond the limits; names the line.
    """
    import yaml  # only for YAML

    if document.text is None:
        raise FormatError("this is binary, not YAML", origin=document.origin)
    builder = _Builder(document)
    try:
        for event in yaml.parse(document.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "nesting depth" in (error.problem or ""):  # a parser with a limit of its own, which reads ahead of ours
            raise too_deep(document, mark.line + 1 if mark else None) from None
        raise FormatError(
            f"this is no YAML: {error.problem or error.context}",
            origin=document.origin,
            line=mark.line + 1 if mark else None,
            text=document.text.splitlines()[mark.line].strip()
            if mark and mark.line < document.text.count("\n")
            else None,
        ) from None
    except yaml.YAMLError as error:
        raise FormatError(f"this is no YAML: {error}", origin=document.origin) from None
    found = [tree for tree in builder.documents if tree is not None]
    if not any(isinstance(tree, dict | list) for tree in found):
        raise other_format(document, "JSON or YAML with records in it")
    return YamlData(found[0] if len(found) == 1 else found, tuple(builder.doubts))


class _Open:
    """A collection that is not yet closed."""

    __slots__ = ("anchor", "key", "line", "lines", "tree")

    def __init__(self, tree: Tree, anchor: str | None) -> None:
        self.tree = tree
        self.anchor = anchor
        self.key: str | None = None
        """Of a mapping, the key that waits for its value."""
        self.line = 0
        """That this key stands on."""
        self.lines: dict[str, int] = {}
        """Where a mapping's keys stand."""


class _Builder:
    """Parser events to a tree, without recursion: the depth is the author's."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.documents: list[Tree] = []
        self.open: list[_Open] = []
        self.doubts: list[Problem] = []
        self.anchors: dict[str, tuple[Tree, int]] = {}
        """What an anchor stands for, and how many nodes that unfolds to; 0 while it is open."""
        self.begun: list[int] = []
        self.nodes = 0

    def take(self, event: Any) -> None:
        name = type(event).__name__
        if name == "ScalarEvent":
            value = None if event.value in _NULL and not event.style else event.value
            self.nodes += 1
            if event.anchor:
                self.anchors[event.anchor] = (value, 1)
            self._put(value, event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._begin(event, name)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            closed = self.open.pop()
            tree = closed.tree
            size = self.nodes - self.begun.pop()
            if closed.anchor:
                self.anchors[closed.anchor] = (tree, size)
            if isinstance(tree, Mapping):
                _merge(tree)
            self._put(tree, event)
        elif name == "AliasEvent":
            tree, size = self.anchors.get(event.anchor, (None, 0))
            if not size:
                raise self._error("an alias of nothing, or of what it stands in", event)
            self.nodes += size
            self._put(tree, event)
        elif name == "DocumentStartEvent":
            self.anchors.clear()

    def _begin(self, event: Any, name: str) -> None:
        if len(self.open) >= DEEPEST:
            raise too_deep(self.document, event.start_mark.line + 1)
        tree: Tree = [] if name == "SequenceStartEvent" else Mapping()
        if isinstance(tree, Mapping):
            tree.line = event.start_mark.line + 1
        if event.anchor:
            self.anchors[event.anchor] = (tree, 0)
        self.begun.append(self.nodes)
        self.nodes += 1
        self.open.append(_Open(tree, event.anchor))

    def _put(self, value: Tree, event: Any) -> None:
        if self.nodes > LARGEST:
            raise self._error("this YAML unfolds without end", event)
        if not self.open:
            self.documents.append(value)
            return
        inner = self.open[-1]
        tree, key = inner.tree, inner.key
        if isinstance(tree, list):
            tree.append(value)
        elif key is not None:
            if key in tree and _is_lost(tree[key], value):
                self._tell(inner, key)
            tree[key] = value
            inner.key, inner.lines[key] = None, inner.line
        elif isinstance(value, dict | list):
            raise self._error("a key must be a word", event)
        else:
            inner.key, inner.line = value if value is not None else "", event.start_mark.line + 1

    def _tell(self, inner: _Open, key: str) -> None:
        """A key that stands in this mapping for the second time, with another value."""
        if len(self.doubts) < MOST_DOUBTS:
            first = f"{_shown(inner.tree[key])} (line {inner.lines[key]})"
            message = f"{key!r} stands twice in this record; the first, {first}, is not read"
            self.doubts.append(Problem(message=message, kind="doubt", origin=self.document.origin, line=inner.line))

    def _error(self, message: str, event: Any) -> FormatError:
        return FormatError(message, origin=self.document.origin, line=event.start_mark.line + 1)


def _is_lost(first: Tree, second: Tree) -> bool:
    """Whether the second value of a key says something else; records are not compared, for they nest."""
    if first is None:
        return False
    return first is not second if isinstance(first, dict | list) else bool(first != second)


def _shown(value: Tree) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return "a record" if isinstance(value, dict) else repr(value if len(value) <= 80 else f"{value[:79]}…")


def _merge(tree: Mapping) -> None:
    """``<<``: what is absent here is taken from there (YAML 1.1 merge key)."""
    there = tree.pop("<<", None)
    for one in there if isinstance(there, list) else [there]:
        if isinstance(one, dict):
            for key, value in one.items():
                tree.setdefault(key, value)
