"""From what a source states to talks: every reader's second half.

A reader finds :class:`Draft` entries: a title with a wall time (naive, or aware where the source gives an
offset), and whatever else the source says. :func:`finish` settles for all of them alike

1. the zone: the draft's own words, else the source's, else ``--tz``, else refuse;
2. the start: the instant of the wall time, refused where the clocks skip it or show it twice;
3. the end: stated, else by duration, else the next start in that session and room, else ``--duration``.

Nothing is guessed in silence: each assumption becomes a Problem of the kind ``doubt``, each draft that
becomes no talk one of the kind ``skipped``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from icsgen.errors import FormatError, HourError, NoTimeError, ZoneError
from icsgen.model import (
    AllDay,
    Document,
    Policy,
    Problem,
    Programme,
    Reading,
    Session,
    Settled,
    Speaker,
    Talk,
    Timed,
    When,
)
from icsgen.times.zones import (
    StatedZone,
    find_zone,
    instants,
    offset_name,
    settle_zone,
    to_local,
    to_utc,
    utc_offset,
)

LONGEST_TEXT = 2_000_000
"""Characters of a talk's texts; more is a damaged or hostile file."""
LONGEST_OVER_MIDNIGHT = timedelta(hours=8)
FURTHEST_NEXT_START = timedelta(hours=2)
_DAY = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Draft:
    """One entry as the source states it. Text fields mean what they mean in :class:`icsgen.model.Talk`."""

    title: str
    start: datetime | None = None
    """Naive wall time, or aware if the source gives its offset. ``None`` for an all-day entry."""
    end: datetime | None = None
    """Like ``start``. Not after ``start``: it is taken for the next day if that makes at most 8 hours."""
    duration: timedelta | None = None
    """If the source gives a length and no end."""
    days: tuple[date, date] | None = None
    """First and last day of an all-day entry."""
    zone: str = ""
    """The zone in the source's words for this entry ('PDT', 'Europe/Vienna', 'GMT-3:00')."""
    speakers: tuple[Speaker, ...] = ()
    abstract: str = ""
    abstract_html: str = ""
    session: str = ""
    room: str = ""
    track: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    video: str = ""
    key: str = ""
    cancelled: bool = False
    line: int | None = None
    where: str = ""
    source: str = ""
    """The source's own words of the time: the line, or the fields."""
    year_how: str = ""
    """How the year was settled, if it had to be."""
    end_how: str = ""
    """How the end was settled, if the reader did it."""


@dataclass(slots=True)
class Findings:
    """All that a reader found in one document."""

    drafts: list[Draft]
    title: str = ""
    zone: str = ""
    """The zone that the source states for all of it, in its words."""
    zone_how: str = "on the page"
    """Where the zone was stated."""
    sessions: Sequence[Session] = ()
    id: str = ""
    description: str = ""
    url: str = ""
    revised: datetime | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    truncated: bool = False

    def skip(
        self, document: Document, reason: str, *, line: int | None = None, where: str = "", text: str = ""
    ) -> None:
        """Report an entry that becomes no talk."""
        self.problems.append(
            Problem(
                message=f"skipped: {reason}", kind="skipped", origin=document.origin, line=line, where=where, text=text
            )
        )


def finish(document: Document, findings: Findings, policy: Policy) -> Reading:
    """Settle zone, start and end of every draft.

    :raises NoTimeError: there is no draft, and the problems do not say more.
    :raises ZoneError: no zone is stated, or one that contradicts its date or ``--tz``.
    :raises HourError: a start or end that the clocks skip or show twice.
    """
    if not findings.drafts:
        raise NoTimeError(
            "no talk with a time was found",
            origin=document.origin,
            text=findings.problems[0].text if findings.problems else None,
            hint=findings.problems[0].message if findings.problems else "looked for a title and a start time",
        )
    settler = _Settler(document, findings, policy)
    talks = settler.talks()
    if not talks:
        first = settler.problems[0]
        raise NoTimeError(
            f"no talk could be settled: {first.message}", origin=document.origin, line=first.line, text=first.text
        )
    programme = Programme(
        title=findings.title or title_of(document.name),
        talks=tuple(talks),
        sessions=tuple(findings.sessions),
        id=findings.id,
        description=findings.description,
        url=findings.url,
        revised=findings.revised,
    )
    return Reading(
        programme=programme,
        problems=tuple(sorted(settler.problems, key=lambda problem: problem.line or 0)),
        notes=(*findings.notes, *(f"zone: {note}" for note in settler.zone_notes)),
        truncated=findings.truncated,
    )


class _Settler:
    """One document's drafts on their way to talks."""

    def __init__(self, document: Document, findings: Findings, policy: Policy) -> None:
        self.origin = document.origin
        self.findings = findings
        self.policy = policy
        self.problems = list(findings.problems)
        self.zone_notes: dict[str, None] = {}
        self.chosen = settle_zone(policy.tz) if policy.tz else None
        self.some_state_none = any(
            draft.start is not None and draft.start.tzinfo is None and not (draft.zone or findings.zone)
            for draft in findings.drafts
        )
        """Then ``--tz`` is for these, and no contradiction of those that state their offset."""

    def talks(self) -> list[Talk]:
        drafts, spans = [], []
        for draft in self.findings.drafts:
            try:
                span = self._start(draft)
            except OverflowError:
                self._skip(draft, "no calendar reaches that year")
                continue
            drafts.append(draft)
            spans.append(span)
        nexts = _next_starts(drafts, [span[0] if span else None for span in spans])
        talks = []
        for draft, span, following in zip(drafts, spans, nexts, strict=True):
            if talk := self._talk(draft, span, following):
                talks.append(talk)
        return talks

    # -- zone ---------------------------------------------------------------------------------------------

    def _zone(self, draft: Draft) -> tuple[str, timedelta | None, str]:
        """The draft's zone, the offset its words claim, and how it was settled."""
        words, how = (draft.zone, "in the line") if draft.zone else (self.findings.zone, self.findings.zone_how)
        if not words:
            if self.chosen is None:
                raise ZoneError(
                    "no zone is stated",
                    origin=self.origin,
                    line=draft.line,
                    text=draft.source or draft.title,
                    hint="say which zone the times are in, e.g. --tz America/Los_Angeles",
                )
            return self._noted(self.chosen, None, "by --tz")
        stated = find_zone(words)
        if stated is None:
            if self.chosen is not None:
                return self.chosen, None, f"by --tz, for {words!r} {how}"
            raise ZoneError(
                "unknown zone",
                origin=self.origin,
                line=draft.line,
                text=words,
                hint="say which zone it is, e.g. --tz America/Los_Angeles",
            )
        return self._against_option(draft, stated, how)

    def _against_option(self, draft: Draft, stated: StatedZone, how: str) -> tuple[str, timedelta | None, str]:
        wall = draft.start
        assert wall is not None
        chosen = self.chosen
        if chosen is not None:
            if chosen == stated.zone or chosen in stated.others or _agree(wall, chosen, stated):
                return chosen, stated.offset, f"{stated.text!r} {how}, settled by --tz"
            if stated.others or _contradicts(wall, stated):
                return chosen, None, f"by --tz, not by {stated.text!r} {how}"
            raise ZoneError(
                f"--tz {self.policy.tz} contradicts the zone stated {how}, {stated.zone}",
                origin=self.origin,
                line=draft.line,
                text=stated.text,
                hint=f"leave --tz out; to see the times in another zone: icsgen show --in {chosen}",
            )
        if _contradicts(wall, stated):
            assert stated.offset is not None
            there = instants(wall, stated.zone)
            as_wall = f"{there[0]:%H:%M}Z" if there else "none"
            raise ZoneError(
                f"{stated.zone} does not use {stated.text} on {wall.day} {wall:%B %Y}: "
                f"{as_wall} by the zone's clocks, {wall - stated.offset:%H:%M}Z by the letters",
                origin=self.origin,
                line=draft.line,
                text=draft.source or stated.text,
                hint=f"--tz {stated.zone} takes the zone's clocks, --tz {_option(stated.offset)} the letters",
            )
        if stated.others:
            note = f"{stated.text!r} can mean {', '.join((stated.zone, *stated.others))}; took {stated.zone}"
            if note not in self.zone_notes:
                self.problems.append(
                    Problem(
                        message=f"{note}; --tz settles it",
                        kind="doubt",
                        origin=self.origin,
                        line=draft.line,
                        where=draft.where,
                        text=draft.source,
                    )
                )
            return self._noted(stated.zone, stated.offset, note)
        return self._noted(stated.zone, stated.offset, f"{stated.text!r} {how}")

    def _noted(self, zone: str, offset: timedelta | None, how: str) -> tuple[str, timedelta | None, str]:
        self.zone_notes.setdefault(how)
        return zone, offset, how

    # -- start --------------------------------------------------------------------------------------------

    def _start(self, draft: Draft) -> tuple[datetime, str, timedelta | None, str] | None:
        """Start instant, zone, claimed offset, how the zone was settled; ``None`` for an all-day entry."""
        if draft.start is None:
            return None
        if draft.start.tzinfo is None:
            zone, offset, how = self._zone(draft)
            return self._instant(draft, draft.start, zone, offset), zone, offset, how
        start = draft.start.astimezone(UTC)
        offset = draft.start.utcoffset()
        assert offset is not None
        words = draft.zone or self.findings.zone
        stated = find_zone(words) if words else None
        if stated and (not offset or utc_offset(start, stated.zone) == offset):
            said = "in the line" if draft.zone else self.findings.zone_how
            zone, how = stated.zone, f"{stated.text!r} {said}, offset stated with the time"
        else:
            zone, how = offset_name(offset), "offset stated with the time"
            if stated:
                self._contradictory_offset(draft, stated, offset)
        if self.chosen is not None and self.chosen != zone and not self.some_state_none:
            if utc_offset(start, self.chosen) != utc_offset(start, zone):
                raise ZoneError(
                    f"--tz {self.policy.tz} contradicts the offset stated with the time, {zone}",
                    origin=self.origin,
                    line=draft.line,
                    text=draft.source or draft.start.isoformat(),
                    hint=f"leave --tz out; to see the times in another zone: icsgen show --in {self.chosen}",
                )
            zone, how = self.chosen, "by --tz, in agreement with the offset stated with the time"
        return start, *self._noted(zone, None, how)

    def _contradictory_offset(self, draft: Draft, stated: StatedZone, offset: timedelta) -> None:
        message = f"the source names the zone {stated.text}, but states times at {offset_name(offset)}; took the times"
        if message in self.zone_notes:
            return
        self.zone_notes[message] = None
        self.problems.append(
            Problem(
                message=message, kind="doubt", origin=self.origin, line=draft.line, where=draft.where, text=draft.source
            )
        )

    def _instant(self, draft: Draft, wall: datetime, zone: str, offset: timedelta | None) -> datetime:
        if wall.tzinfo is not None:
            return wall.astimezone(UTC)
        try:
            return to_utc(wall, zone, repeated_hour=self.policy.repeated_hour, offset=offset)
        except HourError as error:
            raise HourError(
                error.message,
                origin=self.origin,
                line=draft.line,
                text=f"{draft.source} = {error.text}" if draft.source else error.text,
                hint=error.hint,
            ) from None

    # -- end ----------------------------------------------------------------------------------------------

    def _talk(
        self, draft: Draft, span: tuple[datetime, str, timedelta | None, str] | None, following: datetime | None
    ) -> Talk | None:
        if span is None:
            if draft.days is None:
                self._skip(draft, "it has no time")
                return None
            when: When = AllDay(first=draft.days[0], last=max(draft.days))
            return self._make(draft, when, "", "all day")
        start, zone, offset, zone_how = span
        try:
            end, end_how = self._end(draft, start, zone, offset, following)
        except OverflowError:
            end, end_how = None, "it ends after the year 9999"
        if end is None:
            self._skip(draft, end_how)
            return None
        return self._make(draft, Timed(start=start, end=end, zone=zone), zone_how, end_how)

    def _end(
        self, draft: Draft, start: datetime, zone: str, offset: timedelta | None, following: datetime | None
    ) -> tuple[datetime | None, str]:
        """The end and how it was settled; no end and the reason if it cannot be."""
        if draft.end is not None:
            end = self._instant(draft, draft.end, zone, offset)
            if end > start:
                return end, draft.end_how or "stated"
            if draft.end.tzinfo is None:
                end = self._instant(draft, draft.end + _DAY, zone, offset)
            else:
                end += _DAY
            if start < end <= start + LONGEST_OVER_MIDNIGHT:
                return end, "stated, on the next day"
            return None, "it ends before it starts"
        if draft.duration is not None and draft.duration > timedelta(0):
            return start + draft.duration, draft.end_how or "by the stated duration"
        if following is not None:
            how = "no end is stated; took the next start"
            self._doubt(draft, f"{how}, {to_local(following, zone):%H:%M}")
            return following, how
        how = f"no end is stated; took {round(self.policy.duration / timedelta(minutes=1))} minutes"
        self._doubt(draft, f"{how} (--duration)")
        return start + self.policy.duration, how

    def _make(self, draft: Draft, when: When, zone_how: str, end_how: str) -> Talk | None:
        if len(draft.title) + len(draft.abstract) + len(draft.abstract_html) > LONGEST_TEXT:
            raise FormatError(
                f"a text of over {LONGEST_TEXT:,} characters is no talk's",
                origin=self.origin,
                line=draft.line,
                text=f"{draft.where} {draft.title[:60]}".strip(),
                hint="is this file what it should be?",
            )
        try:
            return Talk(
                title=draft.title,
                when=when,
                speakers=draft.speakers,
                abstract=draft.abstract,
                abstract_html=draft.abstract_html,
                session=draft.session,
                room=draft.room,
                track=draft.track,
                type=draft.type,
                tags=draft.tags,
                url=draft.url,
                video=draft.video,
                key=draft.key,
                cancelled=draft.cancelled,
                origin=self.origin,
                line=draft.line,
                where=draft.where,
                settled=Settled(source=draft.source, year=draft.year_how, zone=zone_how, end=end_how),
            )
        except ValueError:
            self._skip(draft, "it has no title")
            return None

    def _doubt(self, draft: Draft, message: str) -> None:
        self.problems.append(self._problem(draft, message, "doubt"))

    def _skip(self, draft: Draft, message: str) -> None:
        self.problems.append(self._problem(draft, f"skipped: {message}", "skipped"))

    def _problem(self, draft: Draft, message: str, kind: Literal["doubt", "skipped"]) -> Problem:
        return Problem(
            message=message,
            kind=kind,
            origin=self.origin,
            line=draft.line,
            where=draft.where,
            text=f"{draft.source} {draft.title}".strip(),
        )


def _contradicts(wall: datetime, stated: StatedZone) -> bool:
    """Whether the words claim an offset that their zone does not have at that wall time."""
    if stated.offset is None:
        return False
    return all(utc_offset(instant, stated.zone) != stated.offset for instant in instants(wall, stated.zone))


def _agree(wall: datetime, chosen: str, stated: StatedZone) -> bool:
    """Whether the chosen zone gives the instant that the words give."""
    instant = wall.replace(tzinfo=UTC) - stated.offset if stated.offset is not None else None
    if instant is None:
        return instants(wall, chosen) == instants(wall, stated.zone)
    return utc_offset(instant, chosen) == stated.offset


def _next_starts(drafts: Sequence[Draft], starts: Sequence[datetime | None]) -> list[datetime | None]:
    """For each draft the next later start in its session and room, if near enough."""
    rows: dict[tuple[str, str], list[datetime]] = {}
    for draft, start in zip(drafts, starts, strict=True):
        if start is not None:
            rows.setdefault((draft.session, draft.room), []).append(start)
    followers: dict[tuple[str, str], dict[datetime, datetime]] = {}
    for place, row in rows.items():
        ordered = sorted(set(row))
        followers[place] = {a: b for a, b in pairwise(ordered) if b - a <= FURTHEST_NEXT_START}
    return [
        followers[draft.session, draft.room].get(start) if start is not None else None
        for draft, start in zip(drafts, starts, strict=True)
    ]


def _option(offset: timedelta) -> str:
    """How to write the offset as an option: UTC-8, UTC+5:30."""
    name = offset_name(offset)
    return name.replace(":00", "").replace("-0", "-").replace("+0", "+")


def title_of(name: str) -> str:
    """What a programme is called that says it nowhere but in its file's name.

    >>> title_of("tiny-systems-days-2027.csv"), title_of("PyCon_DE 2024.xlsx"), title_of("day_07-18.txt")
    ('Tiny Systems Days 2027', 'PyCon DE 2024', 'Day 07-18')
    """
    stem = name.rsplit(".", 1)[0]
    words = re.sub(r"_+|(?<!\d)-+|-+(?!\d)", " ", stem).split()
    return " ".join(word.capitalize() if word.islower() else word for word in words) or "Programme"


def speakers_of(names: Iterable[str]) -> tuple[Speaker, ...]:
    """Speakers from bare names; empty ones are left out."""
    return tuple(Speaker(name=name) for name in (name.strip() for name in names) if name)
