"""Any other XML that holds talks, read as records, by what its elements are called (:mod:`icsgen.readers.records`).

An element becomes a record of its attributes and children; one that holds nothing but equals becomes their list, one
that holds nothing but text that text. Sessionize's XML, xCal (RFC 6321's forerunner, as pentabarf wrote it) and
home-made schedules read this way.
"""

from __future__ import annotations

import re

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.markup.data import Data
from icsgen.readers.markup.trees import Tree
from icsgen.readers.markup.xml_stream import Node, root_of, stream
from icsgen.readers.records import read_data

summary = "XML records with a time, whatever their elements are called"

LARGEST = 500_000
"""Elements in the file."""
_PAGES = re.compile(
    r"html|head|body|title|meta|link|script|style|header|footer|nav|main|section|article|aside|div|span|center|font|form"
    r"|table|tbody|thead|tr|td|th|caption|ul|ol|li|dl|dt|dd|p|a|b|i|u|em|strong|small|br|hr|h[1-6]|pre|blockquote|img|iframe"
    r"|details|summary|figure|time|template|button|svg|rss|feed|urlset",
    re.IGNORECASE,
)
"""Roots of what is a page, a piece of one, or a list of pages."""
_ELEMENTS = re.compile(r"\s*(?:<[\w.:-]+(?:\s[^<>]*)?>\s*){2}")
"""Elements in elements from the first on, as no text begins: then it is XML, even if it breaks off."""
_XCAL = {"attendee": "speakers", "class": "", "status": "", "method": ""}
_TIME = re.compile(r"[<\s:](?:[\w.-]*(?:start|begin|time|date|from)[\w.-]*)\s*[=>]", re.IGNORECASE)


def sniff(document: Document) -> int:
    """XML that is no page, ends as it begins or breaks off, and has something like a start in it."""
    root = root_of(document)
    if not root or _PAGES.fullmatch(root):
        return 0
    text = document.text or ""
    ends = re.search(rf"</(?:[\w.-]+:)?{re.escape(root)}\s*>\s*(?:<!--.*?-->\s*)*\Z", text[-2000:], re.DOTALL)
    if not ends and not text.lstrip().startswith("<?xml") and not _ELEMENTS.match(text):
        return 0
    return 50 if _TIME.search(text[:100_000]) else 35 if _ELEMENTS.match(text) else 5


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged XML.
    :raises NoTimeError: nothing in it has a time.
    """
    root = root_of(document)
    found = list(stream(document, containers=frozenset(), records={root}, largest=LARGEST))
    if not found:
        raise FormatError("there is no element in it", origin=document.origin)
    if root.lower() == "icalendar":
        _rename(found[0], _XCAL)
    return read_data(Data(_tree(found[0])), document, policy)


def _rename(node: Node, names: dict[str, str]) -> None:
    """Call what is below by other names; by an empty one, leave it out."""
    for child in node.children:
        child.tag = names.get(child.tag, child.tag)
        _rename(child, names)
    node.children = [child for child in node.children if child.tag]


def _tree(node: Node) -> Tree:
    children = node.children
    if not children and (node.text or not node.attributes):
        return node.text
    if len({child.tag for child in children}) == 1 and not node.attributes and (len(children) > 1 or _is_list(node)):
        return [_tree(child) for child in children]
    found: dict[str, Tree] = {_key(name): value for name, value in node.attributes.items()}
    for child in children:
        key, value = _key(child.tag), _tree(child)
        if key not in found:
            # what holds records is one of several, though the others may be missing here: <day><room><talk>
            found[key] = (
                [value] if any(inner.children for inner in child.children) and isinstance(value, dict) else value
            )
        elif isinstance(found[key], list):
            found[key].append(value)
        else:
            found[key] = [found[key], value]
    if node.text:
        found.setdefault("text", node.text)
    return found


def _key(name: str) -> str:
    """``StartsAt`` as ``startsAt``, without a prefix."""
    name = name.rpartition(":")[2]
    return name[:1].lower() + name[1:]


def _is_list(node: Node) -> bool:
    """Whether one child is a list of one: ``<sessions><session>``, ``<Speakers><SpeakerMini><Id>``."""
    child = node.children[0]
    plural = node.tag.lower() in (f"{child.tag.lower()}s", f"{child.tag.lower()}list")
    return plural or (node.tag.lower().endswith("s") and bool(child.children))
