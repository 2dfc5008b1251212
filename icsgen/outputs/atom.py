"""Atom feeds (RFC 4287): what such a document must have, whoever has something to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomEntry:
    """One piece of news."""

    id: str
    """An IRI that is this entry's for ever (§4.2.6)."""
    title: str
    updated: datetime
    """UTC."""
    page: str = ""
    """Where it can be read of."""
    categories: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    """Plain text; an entry without a page must have it (§4.1.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """The feed itself."""

    id: str
    title: str
    """Also its author's name, for each feed must have an author (§4.1.1)."""
    updated: datetime
    """UTC."""
    address: str = ""
    """Its own, where it has one."""
    page: str = ""
    language: str = ""


def render_atom(feed: AtomFeed, entries: Iterable[AtomEntry]) -> bytes:
    """The document."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{f" xml:lang={_quoted(feed.language)}" if feed.language else ""}>',
        f"<title>{_escaped(feed.title)}</title>",
        f"<id>{_escaped(feed.id)}</id>",
    ]
    if feed.address:
        lines.append(f'<link rel="self" type="application/atom+xml" href={_quoted(feed.address)}/>')
    if feed.page:
        lines.append(_alternate(feed.page))
    lines += [f"<author><name>{_escaped(feed.title)}</name></author>", f"<updated>{_stamp(feed.updated)}</updated>"]
    for entry in entries:
        lines += ["<entry>", *_entry(entry), "</entry>"]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _entry(entry: AtomEntry) -> Iterator[str]:
    yield f"<title>{_escaped(entry.title)}</title>"
    yield f"<id>{_escaped(entry.id)}</id>"
    if entry.page:
        yield _alternate(entry.page)
    yield f"<updated>{_stamp(entry.updated)}</updated>"
    if entry.categories:
        yield "".join(f"<category term={_quoted(category)}/>" for category in entry.categories)
    if entry.content:
        yield f'<content type="text">{_escaped(entry.content)}</content>'
    else:
        yield f"<summary>{_escaped(entry.summary)}</summary>"


def _alternate(page: str) -> str:
    return f'<link rel="alternate" type="text/html" href={_quoted(page)}/>'


def _stamp(moment: datetime) -> str:
    return f"{moment.isoformat()[:19]}Z"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    escaped = _escaped(text).replace('"', "&quot;")
    return f'"{escaped}"'
