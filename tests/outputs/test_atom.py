"""Atom documents."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import icsgen
from icsgen.outputs.atom import AtomEntry, AtomFeed, render_atom

NS = "{http://www.w3.org/2005/Atom}"
AT = datetime(2021, 7, 20, 12, tzinfo=UTC)
HOSTILE = "</title><script>\"' & ]]>"


def test_hostile_texts_stay_texts() -> None:
    entry = AtomEntry(id="urn:a", title=HOSTILE, updated=AT, page=f"https://a/?{HOSTILE}", categories=(HOSTILE,))
    root = ElementTree.fromstring(render_atom(AtomFeed(id="urn:b", title=HOSTILE, updated=AT), [entry]))
    one = root.find(f"{NS}entry")
    assert one is not None
    assert [root.findtext(f"{NS}title"), one.findtext(f"{NS}title")] == [HOSTILE, HOSTILE]
    assert [found.get("term") for found in one.findall(f"{NS}category")] == [HOSTILE]
    assert [found.get("href") for found in one.findall(f"{NS}link")] == [f"https://a/?{HOSTILE}"]


def test_a_feed_has_what_the_rfc_asks_of_it() -> None:
    """RFC 4287 §4.1.1 and §4.1.2: id, title, updated, an author; an entry without a page has content."""
    entry = AtomEntry(id="urn:a", title="A", updated=AT, content="Told here.")
    root = ElementTree.fromstring(render_atom(AtomFeed(id="urn:b", title="B", updated=AT), [entry]))
    assert [root.findtext(f"{NS}{name}") for name in ("id", "title", "updated")] == [
        "urn:b",
        "B",
        "2021-07-20T12:00:00Z",
    ]
    assert root.findtext(f"{NS}author/{NS}name") == "B"
    assert root.findtext(f"{NS}entry/{NS}content") == "Told here."
    assert root.find(f"{NS}entry/{NS}link") is None


def test_one_module_knows_how_atom_is_written() -> None:
    package = Path(icsgen.__file__).parent
    owners = [path.name for path in package.rglob("*.py") if "www.w3.org/2005/Atom" in path.read_text("utf-8")]
    assert owners == ["atom.py"]
