"""``changes.atom``: what changed on a site, as news for feed readers and chat rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from icsgen.outputs.atom import AtomEntry, AtomFeed, render_atom
from icsgen.outputs.memory import Event
from icsgen.outputs.page.view import iso
from icsgen.outputs.page.words import Words
from icsgen.times.zones import abbreviation, to_local

SHOWN = 100


def news_of(
    title: str, base: str, events: Sequence[Event], *, updated: datetime, zone: str, language: str = "en"
) -> bytes:
    """The feed of the newest changes. ``updated`` dates a site on which nothing has changed yet; UTC."""
    words = Words.of(language)
    address = f"{base}changes.atom"
    newest = max((event.at for event in events), default=updated)
    feed = AtomFeed(id=address, title=title, updated=newest, address=address, page=base, language=language)
    return render_atom(feed, (_entry(event, base, zone, words) for event in list(reversed(events))[:SHOWN]))


def _entry(event: Event, base: str, zone: str, words: Words) -> AtomEntry:
    summary = "; ".join(_sentences(event, zone, words))
    return AtomEntry(
        id=f"{base}changes.atom#{event.id}-{iso(event.at)}",
        title=f"{event.title}: {summary}" if summary else event.title,
        updated=event.at,
        page=f"{base}#t-{event.id}",
        categories=event.kinds,
        summary=summary,
    )


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
