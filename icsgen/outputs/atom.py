"""``changes.atom``: what changed, as a news feed (RFC 4287) for readers and chat rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from icsgen.outputs.memory import Event
from icsgen.outputs.page.view import iso
from icsgen.outputs.page.words import Words
from icsgen.times.zones import abbreviation, to_local

SHOWN = 100


def render_atom(
    title: str, base: str, events: Sequence[Event], *, updated: datetime, zone: str, language: str = "en"
) -> bytes:
    """The feed of the newest changes. ``updated`` dates a site on which nothing has changed yet; UTC."""
    words = Words.of(language)
    address = f"{base}changes.atom"
    newest = max((event.at for event in events), default=updated)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(address)}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base)}/>',
        f"<author><name>{escape(title)}</name></author>",
        f"<updated>{iso(newest)}</updated>",
    ]
    for event in list(reversed(events))[:SHOWN]:
        lines += _entry(event, base, zone, words)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _entry(event: Event, base: str, zone: str, words: Words) -> Iterator[str]:
    page = f"{base}#t-{event.id}"
    summary = "; ".join(_sentences(event, zone, words))
    yield "<entry>"
    yield f"<title>{escape(event.title)}{': ' + escape(summary) if summary else ''}</title>"
    yield f"<id>{escape(f'{base}changes.atom#{event.id}-{iso(event.at)}')}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
    yield f"<updated>{iso(event.at)}</updated>"
    yield "".join(f"<category term={quoteattr(kind)}/>" for kind in event.kinds)
    yield f"<summary>{escape(summary)}</summary>"
    yield "</entry>"


def _sentences(event: Event, zone: str, words: Words) -> Iterator[str]:
    for kind in event.kinds:
        if kind == "new":
            yield words("is_new", time=_hour(event.start, zone, words))
        elif kind == "back":
            yield words("was_back")
        elif kind == "cancelled":
            yield words("was_cancelled")
        elif kind == "moved":
            yield f"{words('was_moved', time=_hour(event.old_start, zone, words))} → {_hour(event.start, zone, words)}"
        elif kind == "retitled":
            yield words("was_title", title=event.old_title)
        elif kind == "room":
            yield f"{words('was_room', room=event.old_room or words('no_room'))} → {event.room or words('no_room')}"
        else:
            yield words(f"new_{kind}")


def _hour(moment: datetime | None, zone: str, words: Words) -> str:
    if moment is None:
        return words("all_day")
    local = to_local(moment, zone)
    return f"{words.day(local)} {local:%H:%M} {abbreviation(moment, zone)}"
