"""An entry -> its VEVENT (RFC 5545 §3.6.1).

The bytes of an event depend on nothing but the entry, its session and the options of the feed, so they are
made once and serve every calendar in which the talk appears.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icsgen.calendar.entry import Entry
from icsgen.ics.kept import kept_of
from icsgen.ics.lines import day, duration, fold, local, text, text_lines, text_list, uri, utc
from icsgen.model import AllDay, Session, Speaker, Talk

CANCELLED = "Cancelled: "
"""Stands before the SUMMARY of an event that is cancelled; many apps show its STATUS nowhere."""

_FREE = b"TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE"
_BUSY = b"TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY"


def vevent(
    entry: Entry, session: Session | None, times: str, *, busy: bool = False, alarm: timedelta | None = None
) -> bytes:
    """The component. ``times`` are its DTSTART and DTEND: of `utc_times`, `local_times` or `days`."""
    talk = entry.talk
    body, abstract_at = description(talk, session)
    title = CANCELLED + talk.title if entry.cancelled else talk.title
    stamp = utc(entry.stamp)
    texts = [f"SUMMARY:{title}"]
    if body:
        texts.append(f"DESCRIPTION:{body}")
    if room := room_of(talk, session):
        texts.append(f"LOCATION:{room}")
    texts += [f"{name}:{value}" for name, value in kept_of(talk, abstract_at)]
    lines = [
        b"BEGIN:VEVENT",
        fold(f"UID:{text(entry.uid)}"),
        (
            f"DTSTAMP:{stamp}\r\n{times}\r\nSEQUENCE:{entry.sequence}\r\nLAST-MODIFIED:{stamp}\r\n"
            f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
        ).encode(),
        _BUSY if busy and not entry.cancelled else _FREE,
        *text_lines(texts),
    ]
    if talk.abstract_html:
        lines.append(fold(f"X-ALT-DESC;FMTTYPE=text/html:{text(html_description(talk, session))}"))
    if talk.url:
        lines.append(fold(f"URL:{uri(talk.url)}"))
    if categories := categories_of(talk):
        lines.append(fold(f"CATEGORIES:{text_list(categories)}"))
    if talk.video:
        lines.append(fold(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{uri(talk.video)}"))
    if alarm is not None and not entry.cancelled:
        lines += _alarm(title, alarm)
    lines.append(b"END:VEVENT\r\n")
    return b"\r\n".join(lines)


def description(talk: Talk, session: Session | None) -> tuple[str, int]:
    """The plain text, and where in it the abstract starts.

    >>> from datetime import date
    >>> when = AllDay(first=date(2021, 7, 20), last=date(2021, 7, 20))
    >>> talk = Talk(title="T", when=when, speakers=(Speaker(name="Ann Lee"),), abstract="Of cats.", session="Pets")
    >>> description(talk, Session(title="Pets", moderators=(Speaker(name="Bo Li"),)))
    ('Ann Lee\\n\\nOf cats.\\n\\nSession: Pets\\nModerator: Bo Li', 9)
    """
    body, placed = names(talk.speakers), "\n".join(_placed(talk, session))
    at = len(body) + 2 if body else 0
    if talk.abstract:
        body = f"{body}\n\n{talk.abstract}" if body else talk.abstract
    if placed:
        body = f"{body}\n\n{placed}" if body else placed
    return body, at


def html_description(talk: Talk, session: Session | None) -> str:
    """The same content, with the abstract as the source's own HTML."""
    from html import escape  # brings the names of 2,000 characters, and few talks have HTML

    placed = "<br>".join(map(escape, _placed(talk, session)))
    parts = [f"<p>{escape(names(talk.speakers))}</p>" if talk.speakers else "", talk.abstract_html]
    return "".join([*parts, f"<p>{placed}</p>" if placed else ""])


def _placed(talk: Talk, session: Session | None) -> list[str]:
    lines = [f"Session: {talk.session}"] if talk.session else []
    if session is not None and session.moderators:
        lines.append(f"Moderator: {names(session.moderators)}")
    if talk.video:
        lines.append(f"Video: {talk.video}")
    return lines


def names(people: Iterable[Speaker]) -> str:
    """People in one line.

    >>> names([Speaker(name="Ann Lee", affiliation="MIT"), Speaker(name="Bo Li")])
    'Ann Lee (MIT), Bo Li'
    """
    return ", ".join([f"{one.name} ({one.affiliation})" if one.affiliation else one.name for one in people])


def room_of(talk: Talk, session: Session | None) -> str:
    """The talk's own room, else its session's."""
    return talk.room or (session.room if session is not None else "")


def categories_of(talk: Talk) -> tuple[str, ...]:
    """Track, type and tags, each once."""
    if not (talk.track or talk.type or talk.tags):
        return ()
    return tuple(dict.fromkeys(category for category in (talk.track, talk.type, *talk.tags) if category))


def utc_times(start: datetime, end: datetime) -> str:
    """DTSTART and DTEND of two instants, in UTC."""
    return f"DTSTART:{utc(start)}\r\nDTEND:{utc(end)}"


def local_times(start: datetime, end: datetime, tzid: str) -> str:
    """DTSTART and DTEND of two wall times in a zone whose VTIMEZONE the calendar has."""
    return f"DTSTART;TZID={tzid}:{local(start)}\r\nDTEND;TZID={tzid}:{local(end)}"


def days(when: AllDay) -> str:
    """DTSTART and DTEND of whole days; DTEND is the day after the last (RFC 5545 §3.6.1)."""
    return f"DTSTART;VALUE=DATE:{day(when.first)}\r\nDTEND;VALUE=DATE:{day(when.last + timedelta(days=1))}"


def _alarm(title: str, before: timedelta) -> tuple[bytes, ...]:
    trigger = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{duration(-before)}".encode()
    return trigger, fold(f"DESCRIPTION:{text(title)}"), b"END:VALARM"
