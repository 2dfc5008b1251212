"""JSON as trees: dicts, lists, text, numbers, booleans and ``None``, within limits.

JSON may be wrapped in JavaScript (``window.TALKS = […];``), stand line by line, or be its own looser kind. What nests
without end is refused. :mod:`icsgen.readers.markup.yaml_trees` makes the same of YAML.
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
"""Of what is nested."""
MOST_RECORDS, MOST_VALUES = 1_000_000, 5_000_000
"""Braces and brackets, and commas, in a file: the objects that they make take fifty times its size."""

_SCRIPT = re.compile(
    r"\s*(?:(?:/\*.*?\*/|//[^\n]*\n)\s*)*"
    r"(?:(?:(?:export\s+)?(?:const|let|var)\s+)?[\w.$]+(?:\[[^\]\n]{1,80}\])*\s*=|export\s+default\b|[\w.$]+\s*\()\s*"
    r"(?=[\[{])",
    re.DOTALL,
)
_SCRIPT_END = re.compile(r"[;)\s]*\Z")


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
    import msgspec  # only for JSON

    text = document.text
    if text is None:
        raise FormatError("this is binary, not JSON", origin=document.origin)
    if text.count("{") + text.count("[") > MOST_RECORDS or text.count(",") > MOST_VALUES:
        raise FormatError("more records or values than any programme has", origin=document.origin)
    if text.lstrip()[:1] not in ("{", "["):
        if not opens_json(document) and ASSIGNED.search(text) is None:
            raise other_format(document, "JSON")
        return _script_tree(document, text)
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise too_deep(document) from None
    except msgspec.DecodeError:
        return _by_line(text) or _lenient_json(document, text)


def _script_tree(document: Document, text: str) -> Tree:
    """The data of a script: what it assigns; of several assignments a dict by their names."""
    import msgspec  # only for JSON

    try:
        if (wrapped := _SCRIPT.match(text)) is not None:  # all of it is one assignment of JSON: the quick way
            return msgspec.json.decode(_SCRIPT_END.sub("", text[wrapped.end() :]))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        found = {name: msgspec.json.decode(json) for name, json in literals(text, document.origin).items()}
    except RecursionError:
        raise too_deep(document) from None
    except msgspec.DecodeError as error:
        raise FormatError(f"this script's data is damaged: {error}", origin=document.origin) from None
    if not found:
        raise FormatError("this script assigns no data", origin=document.origin)
    return next(iter(found.values())) if len(found) == 1 else found


def _by_line(text: str) -> list[Tree]:
    """JSON Lines: a record on each line; empty if this is something else."""
    import msgspec  # only for JSON

    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip()[0] == "{" and line.rstrip()[-1] == "}" for line in lines):
        return []
    try:
        return [msgspec.json.decode(line) for line in lines]
    except (msgspec.DecodeError, RecursionError):
        return []


def _lenient_json(document: Document, text: str) -> Tree:
    """By the standard library, which takes NaN and half a surrogate pair, and tells the line of a fault."""
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise too_deep(document) from None
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


def too_deep(document: Document, line: int | None = None) -> FormatError:
    """The refusal of what is nested deeper than :data:`DEEPEST`."""
    return FormatError("nested too deeply to be a programme", origin=document.origin, line=line)
