"""What schedule XML and schedule JSON share: the dialects of pentabarf, frab, pretalx, wafer and their kin.

The format was pentabarf's and is kept by frab, pretalx and the voc tools (schedule.xml.xsd and schema.json there).
An event's time stands in ``date`` with its offset, or only as ``start`` on its day; ``duration`` is hours and
minutes. An hour before the day's start (``day_change``, or the day's own start) belongs to the next date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from urllib.parse import urljoin

from icsgen.model import Document, Problem, Speaker
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.html_text import plain_line, text_and_html
from icsgen.readers.persons import without_repeats
from icsgen.times.zones import find_zone, offset_name, to_local

Get = Callable[..., str]
"""The first of the named fields that has text; empty if none has."""

_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_ISO_LENGTH = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
_WATCH = re.compile(r"\b(video|stream|live|recording|watch|zoom|join)", re.IGNORECASE)
_DAY = timedelta(days=1)
_DAY_ENDS = (("start", "day_start"), ("end", "day_end"))
_SMALL_HOURS = timedelta(hours=6)
_EVENING = timedelta(hours=18)
_CANCELLED = frozenset(("cancelled", "canceled", "withdrawn"))


def clock(text: str) -> timedelta | None:
    """A wall-clock time as time since midnight; past 24:00 is the next day.

    >>> str(clock("09:30")), str(clock("0930")), str(clock("25:15")), clock("noon")
    ('9:30:00', '9:30:00', '1 day, 1:15:00', None)
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match or int(match[1]) > 36 or int(match[2]) > 59:
        return None
    return timedelta(hours=int(match[1]), minutes=int(match[2]))


def length(text: str, *, seconds: bool = False) -> timedelta | None:
    """A duration: ``00:30``, ``1:02:00`` for a day and two hours, ``30`` or ``30 min`` for minutes, ISO 8601.

    Of three parts the last are seconds if ``seconds`` says so, or if the first is padded as hours are.

    >>> str(length("00:30")), str(length("45")), str(length("00:50:00")), str(length("1:02:00")), str(length("PT1H"))
    ('0:30:00', '0:45:00', '0:50:00', '1 day, 2:00:00', '1:00:00')
    """
    text = text.strip().lower().removesuffix("minutes").removesuffix("min").strip()
    if text.isdecimal() and len(text) < 5:
        return timedelta(minutes=int(text))
    if match := _LENGTH.fullmatch(text):
        first, middle, last = (int(part or 0) for part in match.groups())
        if match[1] is None:
            return timedelta(hours=middle, minutes=last)
        if seconds or len(match[1]) > 1:
            return timedelta(hours=first, minutes=middle, seconds=last)
        return timedelta(days=first, hours=middle, minutes=last)
    if (match := _ISO_LENGTH.fullmatch(text.upper())) and any(match.groups()):
        days, hours, minutes = (int(part or 0) for part in match.groups())
        return timedelta(days=days, hours=hours, minutes=minutes)
    return None


def moment(text: str) -> datetime | date | None:
    """An ISO 8601 date or date-time; aware if it states an offset.

    >>> moment("2020-12-14T09:00:00+01:00").utcoffset(), moment("2020-12-14"), moment("Monday")
    (datetime.timedelta(seconds=3600), datetime.date(2020, 12, 14), None)
    """
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


@dataclass(slots=True)
class _Day:
    date: date | None = None
    index: str = ""
    opens: timedelta | None = None
    """When it starts, counted from its midnight; the small hours before that belong to the next date."""
    closes: timedelta | None = None


class Schedule:
    """A schedule as it is read, event by event."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = Findings(drafts=[], zone_how="in the conference's record")
        self.base_url = ""
        self.day_change: timedelta | None = None
        self.seconds = False
        self.events = 0
        self._day = _Day()
        self._last: dict[str, timedelta] = {}

    def conference(self, get: Get) -> None:
        """Take the record of the conference."""
        found = self.findings
        found.title = plain_line(get("title", "name")) or found.title
        found.id = get("acronym") or found.id
        found.zone = get("time_zone_name", "timezone", "time_zone", "tz") or found.zone
        if found.zone and find_zone(found.zone) is None:
            self.problem("an unknown zone was passed over", "doubt", text=found.zone)
            found.zone = ""
        self.base_url = get("base_url") or self.base_url
        found.url = get("url") or self.base_url or found.url
        slot = get("timeslot_duration")
        self.seconds = slot.count(":") == 2
        self.day_change = clock(get("day_change")) or self.day_change

    def day(self, get: Get, index: int) -> None:
        """Begin a day."""
        found = moment(get("date"))
        day = found.date() if isinstance(found, datetime) else found
        opens, closes = (self._from_midnight(day, moment(get(*names))) for names in _DAY_ENDS)
        if opens is None or opens >= _DAY:
            opens = self.day_change
        self._day = _Day(day, get("index") or str(index), opens, closes)
        self._last = {}

    def event(
        self,
        get: Get,
        *,
        room: str,
        speakers: tuple[Speaker, ...],
        links: list[tuple[str, str]],
        line: int | None = None,
    ) -> None:
        """Take one event. ``links`` are titles with addresses."""
        self.events += 1
        room = get("room", "location") or room
        where = " / ".join(
            part for part in (f"day {self._day.index}" if self._day.index else "", room, f"event {self.events}") if part
        )
        title = plain_line(get("title", "name"))
        start, source = self._start(get, room, line, where, title)
        if start is None:
            self.problem(
                "skipped: it has no usable time", "skipped", line=line, where=where, text=f"{source} {title}".strip()
            )
            return
        abstract, abstract_html = _abstract(get("subtitle"), get("abstract"), get("description"))
        url = get("url", "public_url", "link")
        self.findings.drafts.append(
            Draft(
                title=title,
                start=start,
                end=self._end(get("end"), start),
                duration=length(get("duration"), seconds=self.seconds),
                speakers=speakers,
                abstract=abstract,
                abstract_html=abstract_html,
                room=room,
                track=get("track", "category"),
                type=get("type", "event_type"),
                url=urljoin(self.base_url, url) if url and self.base_url else url,
                video=get("video_url", "stream_url") or next((link for name, link in links if _WATCH.search(name)), ""),
                key=get("guid", "id", "code"),
                cancelled=get("status", "state").lower() in _CANCELLED,
                line=line,
                where=where,
                source=source,
            )
        )

    def problem(self, message: str, kind: str, *, line: int | None = None, where: str = "", text: str = "") -> None:
        """Report."""
        self.findings.problems.append(
            Problem(
                message=message,
                kind="skipped" if kind == "skipped" else "doubt",
                origin=self.document.origin,
                line=line,
                where=where,
                text=text,
            )
        )

    # -- times ------------------------------------------------------------------------------------------------

    def _wall(self, at: datetime) -> datetime:
        """The wall time of an opening: by the zone where there is one, else by its own offset."""
        if at.tzinfo is None:
            return at
        stated = find_zone(self.findings.zone) if self.findings.zone else None
        return to_local(at.astimezone(UTC), stated.zone) if stated else at.replace(tzinfo=None)

    def _from_midnight(self, day: date | None, at: datetime | date | None) -> timedelta | None:
        """How long after the day's midnight, by the wall clock, its start or end is stated."""
        if day is None or not isinstance(at, datetime):
            return None
        since = self._wall(at).replace(tzinfo=None) - datetime.combine(day, time())
        return since if timedelta(0) <= since <= 2 * _DAY else None

    def _start(self, get: Get, room: str, line: int | None, where: str, title: str) -> tuple[datetime | None, str]:
        """The start, and the source's words for it."""
        words = get("date"), get("start", "start_time", "startTime")
        source = " ".join(word for word in words if word)
        dated, begun = moment(words[0]), moment(words[1])
        at = clock(words[1])
        if not isinstance(dated, datetime) and isinstance(begun, datetime):
            dated = begun
        if isinstance(dated, datetime):
            if at is not None and dated.tzinfo is not None:
                dated = self._compared(dated, at, line, where, f"{source} {title}")
            return dated, source
        day = dated or self._day.date
        if day is None or at is None:
            return None, source
        if dated is None:
            if self._day.index:
                source = f"{day} {source}"
            at = self._past_midnight(at, room, line, where, f"{source} {title}")
        return datetime.combine(day, time()) + at, source

    def _compared(self, dated: datetime, at: timedelta, line: int | None, where: str, text: str) -> datetime:
        """The stated instant, with a doubt where the wall-clock time beside it says otherwise."""
        stated = timedelta(hours=dated.hour, minutes=dated.minute)
        if stated == at % _DAY:
            return dated
        wall = self._wall(dated)
        if self.findings.zone and timedelta(hours=wall.hour, minutes=wall.minute) == at % _DAY:
            return dated
        if not self.findings.zone and not dated.utcoffset():
            ahead = (at - stated + _DAY / 2) % _DAY - _DAY / 2
            if not ahead % timedelta(minutes=15):
                return dated.astimezone(datetime.strptime(offset_name(ahead)[3:] or "+00:00", "%z").tzinfo)
        self.problem(
            f"its date says {dated:%H:%M} at {offset_name(dated.utcoffset() or timedelta(0))}, "
            f"its start {_shown(at)}; took the date",
            "doubt",
            line=line,
            where=where,
            text=text,
        )
        return dated

    def _past_midnight(self, at: timedelta, room: str, line: int | None, where: str, text: str) -> timedelta:
        """The hour counted from the day's own midnight: the small hours belong to the next date."""
        day = self._day
        last, self._last[room] = self._last.get(room), at
        if at >= _DAY:
            return at
        if day.opens is not None and at < day.opens:
            if at < _SMALL_HOURS or (day.closes is not None and at + _DAY <= day.closes):
                return at + _DAY
            self.problem(
                f"earlier than the hour at which the day starts, {_shown(day.opens)}; taken for the same date",
                "doubt",
                line=line,
                where=where,
                text=text,
            )
        if day.opens is None and last is not None and last >= _EVENING and at < _SMALL_HOURS:
            self.problem(
                "after the evening in its room; taken for the next date", "doubt", line=line, where=where, text=text
            )
            self._last[room] = last
            return at + _DAY
        return at

    def _end(self, text: str, start: datetime) -> datetime | None:
        found = moment(text) if text else None
        if isinstance(found, datetime):
            return found if (found.tzinfo is None) == (start.tzinfo is None) else None
        at = clock(text) if text else None
        return datetime.combine(start.date(), time(), tzinfo=start.tzinfo) + at if at is not None else None


def _shown(at: timedelta) -> str:
    return f"{at // timedelta(hours=1):02d}:{at % timedelta(hours=1) // timedelta(minutes=1):02d}"


def _abstract(*parts: str) -> tuple[str, str]:
    """Subtitle, abstract and description as one text, and as HTML if one of them is."""
    kept = [text_and_html(part) for part in without_repeats(parts)]
    text = "\n\n".join(plain for plain, _ in kept)
    if not any(html for _, html in kept):
        return text, ""
    return text, "\n".join(html or f"<p>{escape(plain, quote=False)}</p>" for plain, html in kept)
