"""JSON and YAML as trees: dicts, lists, text, numbers, booleans and ``None``, within limits.

JSON may be wrapped in JavaScript (``window.TALKS = […];``), or be its own looser kind of it. YAML is taken by its
words: ``10:30`` stays '10:30' and does not become 630 (YAML 1.1 reads it as base 60), ``2021-07-20`` stays text; only
``null`` is not text. Its mappings know their line. Nesting deeper than :data:`DEEPEST` and aliases that unfold to more
than :data:`LARGEST` nodes are refused, for such files are made to exhaust their reader.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, TypeAlias

from icsgen.errors import FormatError
from icsgen.model import Document
from icsgen.readers.markup.js_literal import ASSIGNED, literals
from icsgen.readers.mismatch import other_format

Tree: TypeAlias = Any
"""dict, list, str, int, float, bool or None."""

DEEPEST = 100
LARGEST = 2_000_000

_SCRIPT = re.compile(
    r"\s*(?:(?:/\*.*?\*/|//[^\n]*\n)\s*)*"
    r"(?:(?:(?:export\s+)?(?:const|let|var)\s+)?[\w.$]+(?:\[[^\]\n]{1,80}\])*\s*=|export\s+default\b|[\w.$]+\s*\()\s*"
    r"(?=[\[{])",
    re.DOTALL,
)
_SCRIPT_END = re.compile(r"[;)\s]*\Z")
_NULL = frozenset(("", "~", "null", "Null", "NULL"))


class Mapping(dict[str, Tree]):
    """A YAML mapping, and the line it starts on, from 1."""

    __slots__ = ("line",)
    line: int


def line_of(tree: Tree) -> int | None:
    """The line on which a tree starts, where its format tells."""
    return getattr(tree, "line", None)


def records_in(tree: Tree) -> list[dict[str, Tree]]:
    """The mappings in a list, or among a mapping's values.

    >>> records_in([{"a": 1}, None, 2]), records_in({"x": {"a": 1}}), records_in(None)
    ([{'a': 1}], [{'a': 1}], [])
    """
    found = list(tree.values()) if isinstance(tree, dict) else tree
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def opens_json(document: Document) -> bool:
    """Whether the content begins as JSON, or as JavaScript that assigns it."""
    text = document.text or ""
    head = text[:2000].lstrip()
    return head[:1] in ("{", "[") or _SCRIPT.match(head) is not None or _is_script(document)


def _is_script(document: Document) -> bool:
    """Whether it is a script by its name, with data somewhere in it."""
    if not document.name.lower().endswith((".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".tsx")):
        return False
    return ASSIGNED.search((document.text or "")[:100_000]) is not None


@lru_cache(maxsize=1)
def peek_json(document: Document) -> Tree:
    """The tree for a sniff: ``None`` if the content is no JSON, or is damaged. Kept for the reading that follows."""
    if not opens_json(document):
        return None
    try:
        return _json(document)
    except FormatError:
        return None


def json_tree(document: Document) -> Tree:
    """The document as JSON.

    :raises FormatError: it is not, or breaks off; names the line.
    """
    tree = peek_json(document)
    return _json(document) if tree is None else tree


def _json(document: Document) -> Tree:
    import msgspec  # only for JSON and YAML

    text = document.text
    if text is None:
        raise FormatError("this is binary, not JSON", origin=document.origin)
    if text.lstrip()[:1] not in ("{", "["):
        if not opens_json(document) and ASSIGNED.search(text) is None:
            raise other_format(document, "JSON")
        return _script_tree(document, text)
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise _too_deep(document) from None
    except msgspec.DecodeError:
        return _lenient_json(document, text)


def _script_tree(document: Document, text: str) -> Tree:
    """The data of a script: what it assigns; of several assignments a dict by their names."""
    import msgspec  # only for JSON and YAML

    try:
        if (wrapped := _SCRIPT.match(text)) is not None:  # all of it is one assignment of JSON: the quick way
            return msgspec.json.decode(_SCRIPT_END.sub("", text[wrapped.end() :]))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        found = {name: msgspec.json.decode(json) for name, json in literals(text, document.origin).items()}
    except RecursionError:
        raise _too_deep(document) from None
    except msgspec.DecodeError as error:
        raise FormatError(f"this script's data is damaged: {error}", origin=document.origin) from None
    if not found:
        raise FormatError("this script assigns no data", origin=document.origin)
    return next(iter(found.values())) if len(found) == 1 else found


def _lenient_json(document: Document, text: str) -> Tree:
    """By the standard library, which takes NaN and half a surrogate pair, and tells the line of a fault."""
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise _too_deep(document) from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            message, hint = "the JSON breaks off", "fetch or save it again, whole"
        else:
            message, hint = f"this is no JSON: {error.msg}", "correct that place"
        row = text.splitlines()[error.lineno - 1 : error.lineno]
        shown = row[0][max(error.colno - 60, 0) : error.colno + 20].strip() if row else None
        raise FormatError(message, origin=document.origin, line=error.lineno, text=shown or None, hint=hint) from None
    except ValueError:
        raise FormatError("a number in it has thousands of digits", origin=document.origin) from None


def yaml_tree(document: Document) -> Tree:
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
    return found[0] if len(found) == 1 else found


class _Builder:
    """Parser events to a tree, without recursion: the depth is the author's."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.documents: list[Tree] = []
        self.open: list[tuple[Tree, list[Tree], str | None]] = []
        """The open collections: the collection, a mapping's key that waits for its value, its anchor."""
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
            tree, _, anchor = self.open.pop()
            size = self.nodes - self.begun.pop()
            if anchor:
                self.anchors[anchor] = (tree, size)
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
            raise _too_deep(self.document, event.start_mark.line + 1)
        tree: Tree = [] if name == "SequenceStartEvent" else Mapping()
        if isinstance(tree, Mapping):
            tree.line = event.start_mark.line + 1
        if event.anchor:
            self.anchors[event.anchor] = (tree, 0)
        self.begun.append(self.nodes)
        self.nodes += 1
        self.open.append((tree, [], event.anchor))

    def _put(self, value: Tree, event: Any) -> None:
        if self.nodes > LARGEST:
            raise self._error("this YAML unfolds without end", event)
        if not self.open:
            self.documents.append(value)
            return
        tree, waiting, _ = self.open[-1]
        if isinstance(tree, list):
            tree.append(value)
        elif waiting:
            tree[waiting.pop()] = value
        elif isinstance(value, dict | list):
            raise self._error("a key must be a word", event)
        else:
            waiting.append(value if value is not None else "")

    def _error(self, message: str, event: Any) -> FormatError:
        return FormatError(message, origin=self.document.origin, line=event.start_mark.line + 1)


def _merge(tree: Mapping) -> None:
    """``<<``: what is absent here is taken from there (YAML 1.1 merge key)."""
    there = tree.pop("<<", None)
    for one in there if isinstance(there, list) else [there]:
        if isinstance(one, dict):
            for key, value in one.items():
                tree.setdefault(key, value)


def _too_deep(document: Document, line: int | None = None) -> FormatError:
    return FormatError("nested too deeply to be a programme", origin=document.origin, line=line)
