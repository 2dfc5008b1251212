"""What schedule XML and schedule JSON share: the dialects of pentabarf, frab, pretalx, wafer and their kin.

The format was pentabarf's and is kept by frab, pretalx and the voc tools (schedule.xml.xsd and schema.json there).
An event's time stands in ``date`` with its offset, or only as ``start`` on its day; ``duration`` is hours and
minutes. An hour before the day's start (``day_change``, or the day's own start) belongs to the next date.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin

from icsgen.errors import NoTimeError
from icsgen.model import Document, Policy, Problem, Reading, Speaker
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.frab_times import Get, Times, are_seconds, clock, length
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.persons import without_repeats
from icsgen.times.zones import find_zone

_WATCH = re.compile(r"\b(video|stream|live|recording|watch|zoom|join)", re.IGNORECASE)
_CANCELLED = frozenset(("cancelled", "canceled", "withdrawn"))


class Schedule:
    """A schedule as it is read, event by event."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = Findings(drafts=[], zone_how="in the conference's record")
        self.times = Times()
        self.base_url = ""
        self.events = 0
        self._day = ""
        self._in_three: dict[int, str] = {}
        """Durations of three parts, by the number of their draft."""

    def conference(self, get: Get) -> None:
        """Take the record of the conference."""
        found = self.findings
        found.title = plain_line(get("title", "name")) or found.title
        found.id = get("acronym") or found.id
        self.base_url = get("base_url") or self.base_url
        found.url = get("url") or self.base_url or found.url
        zone = get("time_zone_name", "timezone", "time_zone", "tz")
        if zone and find_zone(zone) is None:
            self._doubt("its zone is unknown and was passed over", text=zone)
        elif zone:
            self.times.zone = found.zone = zone
        self.times.seconds = get("timeslot_duration").count(":") == 2
        self.times.day_change = clock(get("day_change")) or self.times.day_change

    def day(self, get: Get, number: int) -> None:
        """Begin a day."""
        self._day = f"day {get('index') or number}"
        self.times.begin_day(get)

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
        where = " / ".join(part for part in (self._day, room, f"event {self.events}") if part)
        title = plain_line(get("title", "name"))
        start, source = self.times.start(get, room, lambda message: self._doubt(message, line, where, title))
        if start is None:
            text = f"{source} {title}".strip()
            self.findings.skip(self.document, "it has no usable time", line=line, where=where, text=text)
            return
        abstract, abstract_html = _abstract(get("subtitle"), get("abstract"), get("description"))
        url = get("url", "public_url", "link")
        stated = get("duration")
        if stated.count(":") == 2:
            self._in_three[len(self.findings.drafts)] = stated
        self.findings.drafts.append(
            Draft(
                title=title,
                start=start,
                end=self.times.end(get("end"), start),
                duration=length(stated, seconds=self.times.seconds),
                speakers=speakers,
                abstract=abstract,
                abstract_html=abstract_html,
                room=room,
                track=get("track", "category"),
                type=get("type", "event_type"),
                url=self._address(url),
                video=get("video_url", "stream_url") or next((link for name, link in links if _WATCH.search(name)), ""),
                key=get("guid", "id", "code"),
                cancelled=get("status", "state").lower() in _CANCELLED,
                line=line,
                where=where,
                source=source,
            )
        )

    def _address(self, url: str) -> str:
        """The whole address of a link that may leave out where all of them begin."""
        if not url or not self.base_url or url.startswith("http"):
            return url
        try:
            return urljoin(self.base_url, url)
        except ValueError:  # 'https://[x'
            return ""

    def reading(self, policy: Policy) -> Reading:
        """The whole.

        :raises NoTimeError: no event has a time.
        """
        if are_seconds(self._in_three.values(), len(self.findings.drafts)):
            for number, text in self._in_three.items():
                self.findings.drafts[number].duration = length(text, seconds=True)
        if not self.findings.drafts:
            raise NoTimeError(
                f"none of its {self.events} events has a time" if self.events else "there is no event in it",
                origin=self.document.origin,
                hint="looked for events with a date, or with a start on a day with a date",
            )
        return finish(self.document, self.findings, policy)

    def _doubt(self, message: str, line: int | None = None, where: str = "", text: str = "") -> None:
        self.findings.problems.append(
            Problem(message=message, kind="doubt", origin=self.document.origin, line=line, where=where, text=text)
        )


def _abstract(*parts: str) -> tuple[str, str]:
    """Subtitle, abstract and description as one text, and as HTML if one of them is."""
    kept = [text_and_html(part) for part in without_repeats(parts)]
    text = "\n\n".join(plain for plain, _ in kept)
    if not any(html for _, html in kept):
        return text, ""
    return text, "\n".join(html or f"<p>{escape(plain, quote=False)}</p>" for plain, html in kept)
