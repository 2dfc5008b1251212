"""Microdata, brought into the shape of JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icsgen.readers.markup.trees import Tree

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_URLS = frozenset(("a", "link", "area"))
_SOURCES = frozenset(("img", "audio", "video", "iframe", "embed", "source"))


def microdata(tree: LexborHTMLParser) -> list[Tree]:
    """The items of the page in the shape of JSON-LD; those that are a property of another stand in it."""
    items: dict[int, dict[str, Tree]] = {}
    top: list[Tree] = []
    for node in tree.css("[itemscope], [itemprop]"):
        attributes = node.attributes
        value: Tree
        if "itemscope" in attributes:
            value = items[node.mem_id] = {"@type": attributes.get("itemtype") or ""}
        else:
            value = _property(node)
        names = (attributes.get("itemprop") or "").split()
        owner = _owner(node, items) if names else None
        if owner is None:
            top.append(value)
            continue
        for name in names:
            owner[name] = (
                [*was, value] if isinstance(was := owner.get(name), list) else value if was is None else [was, value]
            )
    return top


def _owner(node: LexborNode, items: dict[int, dict[str, Tree]]) -> dict[str, Tree] | None:
    above = node.parent
    while above is not None:
        if above.mem_id in items:
            return items[above.mem_id]
        above = above.parent
    return None


def _property(node: LexborNode) -> str:
    attributes = node.attributes
    if content := attributes.get("content"):
        return content
    tag = node.tag or ""
    name = "href" if tag in _URLS else "src" if tag in _SOURCES else "datetime" if tag == "time" else ""
    return (attributes.get(name) or "") if name and attributes.get(name) else " ".join((node.text() or "").split())
