"""By what MiniConf and ACL site data are known: their fields, and start times that are nested as in these files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from icsgen.model import Document
from icsgen.readers.markup.data import peek_yaml
from icsgen.readers.markup.trees import Tree, opens_json, peek_json, records_in
from icsgen.readers.miniconf_fields import START, TITLE, Record
from icsgen.readers.nested.record_fields import fields_of
from icsgen.readers.persons import words
from icsgen.readers.stated import stated_time

_MARKS = (("calendarId", "start"), ("virtualsite_url", "starttime"), ("eventtype", "starttime"))
_TIME_KEY = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?["']?start_?[tT]ime["']?[ \t]*:[ \t]*(?:["']?\d{4}-|~|null|$)""", re.MULTILINE
)
_NEST = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?["']?(?:sessions|events|plenaries|papers|UID|zoom_link)["']?[ \t]*:"""
    r"""|^["']?[\w.&+ -]{1,40}["']?:[ \t]*\n[ \t]+""",
    re.MULTILINE,
)


_OTHERS = ("talk", "talks", "rooms")
"""What the records around talks call them in anybody's programmes, and not in these files."""


def sniff(document: Document) -> int:
    """By a calendar's ``calendarId``, a virtual site's fields, or start times that are nested as in these files.

    Not if their talks stand under names that these files do not have.
    """
    if opens_json(document):
        tree = peek_json(document)
        if isinstance(tree, dict) and isinstance(tree.get("results"), list):
            tree = tree["results"]  # of a virtual site's API
        if isinstance(tree, list) and tree and isinstance(tree[0], dict):
            if any(key in tree[0] and start in tree[0] for key, start in _MARKS):
                return 90
            nested = any(_is_nested(one) for one in tree[:20] if isinstance(one, dict))
            return 75 if nested and not _titled_otherwise(tree) else 0
        return 70 if isinstance(tree, dict) and _is_nested(tree) and not _titled_otherwise(tree) else 0
    head = (document.text or "")[:50_000]
    if not (_TIME_KEY.search(head) and _NEST.search(head)):
        return 0
    data = peek_yaml(document)
    return 0 if data is not None and _titled_otherwise(data.tree) else 75


def _titled_otherwise(tree: Tree) -> bool:
    """Whether this is anybody's programme: it has lists of talks or rooms, or more titles in fields of other names."""
    tree = {"": tree} if isinstance(tree, list) else tree
    records = list(_inside(tree, 5))
    others = (one.get(name) for one in records for name in _OTHERS)
    if any(words(talk, *START) for one in others for talk in _inside(one, 2)):
        return True
    timed = [one for one in records if words(one, *START)]
    ours = sum(bool(words(one, *TITLE)) for one in timed)
    return ours < sum(not words(one, *TITLE) and bool(fields_of(one).title) for one in timed)


def _is_nested(record: Record) -> bool:
    """Whether a record without a start of its own has some inside, with their dates."""
    if any(name in record for name in START):
        return False
    inside = (inner.get("start_time") for value in record.values() for inner in _inside(value, 4))
    return any(stated_time(value)[0] is not None for value in inside)


def _inside(tree: Tree, depth: int) -> Iterator[Record]:
    if isinstance(tree, dict):
        yield tree
    if depth:
        for inner in records_in(tree)[:20]:
            yield from _inside(inner, depth - 1)
        if isinstance(tree, dict):
            for value in tree.values():
                if isinstance(value, list):
                    for inner in records_in(value)[:20]:
                        yield from _inside(inner, depth - 1)
