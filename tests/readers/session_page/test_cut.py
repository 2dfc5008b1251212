"""A page that breaks off anywhere, as copies of pages do, gives no talk that the whole page does not have."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.errors import IcsgenError
from icsgen.model import Document, Policy, Timed
from icsgen.readers import session_page
from tests.readers.session_page.test_layouts import (
    FULL,
    SHORT,
    TABLES,
    Entry,
    embedded,
    instants,
    markdown_table,
    programmes,
)

Layout = Callable[[str, list[Entry]], str]


@settings(max_examples=200, deadline=None)
@given(programmes(), st.sampled_from((*FULL, *SHORT, *TABLES)), st.floats(0.1, 1))
def test_all_but_the_last_talk_are_those_of_the_whole_page(
    programme: tuple[str, list[Entry]], layout: Layout, share: float
) -> None:
    zone, entries = programme
    if layout is embedded:
        entries = [entry for entry in entries if entry.start.date() == entries[0].start.date()]
    text = layout(zone, entries)
    text = text[: round(len(text) * share)]
    name = "page.md" if layout is markdown_table else "page.txt"
    with suppress(IcsgenError):
        reading = session_page.read(Document(origin=name, name=name, content=b"", text=text), Policy())
        whole = {(entry.title, *instant) for entry, instant in zip(entries, instants(zone, entries), strict=True)}
        for talk in reading.programme.talks[:-1]:
            assert isinstance(talk.when, Timed)
            assert (talk.title, talk.when.start, talk.when.end) in whole
