"""From what a source states to talks: every reader's second half.

:func:`finish` settles for the drafts of every format alike

1. the zone: the draft's own words, else the source's, else ``--tz``, else refuse (``zone_choice``);
2. the start: the instant of the wall time, refused where the clocks skip it or show it twice;
3. the end: stated, else by duration, else the next start in that session and room, else ``--duration``;
4. what looks like a slip even so (``plausible``).

Nothing is guessed in silence: each assumption becomes a Problem of the kind ``doubt``, each draft that
becomes no talk one of the kind ``skipped``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

from icsgen.errors import FormatError, HourError, NoTimeError
from icsgen.model import NO_END, AllDay, Document, Policy, Problem, Programme, Reading, Settled, Talk, Timed, When
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.plausible import doubts
from icsgen.readers.zone_choice import Choice, ZoneChoice
from icsgen.times.zones import to_local, to_utc

LONGEST_TEXT = 2_000_000
"""Characters of a talk's texts; more is a damaged or hostile file."""
LONGEST_OVER_MIDNIGHT = timedelta(hours=8)
FURTHEST_NEXT_START = timedelta(hours=2)
_DAY = timedelta(days=1)


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
    problems = settler.problems + settler.zones.problems
    if not talks:
        first = problems[0]
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
        unnamed=not findings.title,
    )
    return Reading(
        programme=programme,
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        notes=(*findings.notes, *(f"zone: {note}" for note in settler.zones.notes)),
        truncated=findings.truncated,
    )


class _Settler:
    """One document's drafts on their way to talks."""

    def __init__(self, document: Document, findings: Findings, policy: Policy) -> None:
        self.origin = document.origin
        self.findings = findings
        self.policy = policy
        self.problems = list(findings.problems)
        self.zones = ZoneChoice(document.origin, findings, policy)

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
        self.problems += doubts(talks)
        return talks

    # -- start --------------------------------------------------------------------------------------------

    def _start(self, draft: Draft) -> tuple[datetime, Choice] | None:
        """The start and its zone; ``None`` for an all-day entry."""
        if draft.start is None:
            return None
        if draft.start.tzinfo is None:
            choice = self.zones.of_wall(draft)
            return self._instant(draft, draft.start, choice), choice
        start, offset = draft.start.astimezone(UTC), draft.start.utcoffset()
        assert offset is not None
        return start, self.zones.of_instant(draft, start, offset)

    def _instant(self, draft: Draft, wall: datetime, choice: Choice) -> datetime:
        if wall.tzinfo is not None:
            return wall.astimezone(UTC)
        try:
            return to_utc(wall, choice.zone, repeated_hour=self.policy.repeated_hour, offset=choice.offset)
        except HourError as error:
            raise HourError(
                error.message,
                origin=self.origin,
                line=draft.line,
                text=f"{draft.source} = {error.text}" if draft.source else error.text,
                hint=error.hint,
            ) from None

    # -- end ----------------------------------------------------------------------------------------------

    def _talk(self, draft: Draft, span: tuple[datetime, Choice] | None, following: datetime | None) -> Talk | None:
        if span is None:
            if draft.days is None:
                self._skip(draft, "it has no time")
                return None
            when: When = AllDay(first=draft.days[0], last=max(draft.days))
            return self._make(draft, when, None, "all day")
        start, choice = span
        try:
            end, end_how = self._end(draft, start, choice, following)
        except OverflowError:
            end, end_how = None, "it ends after the year 9999"
        if end is None:
            self._skip(draft, end_how)
            return None
        return self._make(draft, Timed(start=start, end=end, zone=choice.zone), choice, end_how)

    def _end(
        self, draft: Draft, start: datetime, choice: Choice, following: datetime | None
    ) -> tuple[datetime | None, str]:
        """The end and how it was settled; no end and the reason if it cannot be."""
        if draft.end is not None:
            end = self._instant(draft, draft.end, choice)
            if end > start:
                return end, draft.end_how or "stated"
            if draft.end.tzinfo is None:
                end = self._instant(draft, draft.end + _DAY, choice)
            else:
                end += _DAY
            if start < end <= start + LONGEST_OVER_MIDNIGHT:
                return end, "stated, on the next day"
            return None, "it ends before it starts"
        if draft.duration is not None and draft.duration > timedelta(0):
            return start + draft.duration, draft.end_how or "by the stated duration"
        if following is not None:
            how = f"{NO_END}the next start"
            self._doubt(draft, f"{how}, {to_local(following, choice.zone):%H:%M}")
            return following, how
        how = f"{NO_END}{round(self.policy.duration / timedelta(minutes=1))} minutes"
        self._doubt(draft, f"{how} (--duration)")
        return start + self.policy.duration, how

    def _make(self, draft: Draft, when: When, choice: Choice | None, end_how: str) -> Talk | None:
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
                settled=Settled(
                    source=draft.source,
                    year=draft.year_how,
                    zone=choice.how if choice else "",
                    zone_words=choice.words if choice else "",
                    end=end_how,
                ),
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


def title_of(name: str) -> str:
    """What a programme is called that says it nowhere but in its file's name.

    >>> title_of("tiny-systems-days-2027.csv"), title_of("PyCon_DE 2024.xlsx"), title_of("day_07-18.txt")
    ('Tiny Systems Days 2027', 'PyCon DE 2024', 'Day 07-18')
    """
    stem = name.rsplit(".", 1)[0]
    words = re.sub(r"_+|(?<!\d)-+|-+(?!\d)", " ", stem).split()
    return " ".join(word.capitalize() if word.islower() else word for word in words) or "Programme"
