"""Which zone a draft's time is in: its own words, else the source's, else ``--tz``, else refuse.

Words that claim an offset which their zone does not have on that day are refused, and so is an option that contradicts
clear words. Letters that several zones use go by the table of abbreviations, and are reported.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from icsgen.errors import ZoneError
from icsgen.model import Policy, Problem
from icsgen.readers.draft import Draft, Findings
from icsgen.times.zones import StatedZone, find_zone, instants, offset_name, settle_zone, utc_offset


class Choice(NamedTuple):
    """A draft's zone."""

    zone: str
    offset: timedelta | None
    """What the words claim to be the offset, if they do; it settles an hour that comes twice."""
    how: str
    """How the zone was settled."""
    words: str = ""
    """What named the zone."""


class ZoneChoice:
    """One document's zones. ``notes`` says how they were settled, ``problems`` holds what was doubted."""

    def __init__(self, origin: str, findings: Findings, policy: Policy) -> None:
        self.origin = origin
        self.findings = findings
        self.policy = policy
        self.problems: list[Problem] = []
        self.notes: dict[str, None] = {}
        self._settled: dict[tuple[str, datetime, timedelta], Choice] = {}
        """What was settled before, for the same words: many talks start at once."""
        self.chosen = settle_zone(policy.tz) if policy.tz else None
        self.option = find_zone(policy.tz) if policy.tz else None
        self.some_state_none = any(
            draft.start is not None and draft.start.tzinfo is None and not (draft.zone or findings.zone)
            for draft in findings.drafts
        )
        """Then ``--tz`` is for these, and no contradiction of those that state their offset."""

    def of_wall(self, draft: Draft) -> Choice:
        """For a draft whose start is a wall time."""
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
            if self.option and draft.start and _contradicts(draft.start, self.option):
                raise self._contradiction(draft, draft.start, self.option)
            return self._noted(self.chosen, None, "by --tz", self.policy.tz or "")
        stated = find_zone(words)
        if stated is None:
            if self.chosen is not None:
                return Choice(self.chosen, None, f"by --tz, for {words!r} {how}", self.policy.tz or "")
            raise ZoneError(
                "unknown zone",
                origin=self.origin,
                line=draft.line,
                text=words,
                hint="say which zone it is, e.g. --tz America/Los_Angeles",
            )
        return self._against_option(draft, stated, how)

    def _against_option(self, draft: Draft, stated: StatedZone, how: str) -> Choice:
        wall = draft.start
        assert wall is not None
        chosen = self.chosen
        if chosen is not None:
            if chosen == stated.zone or chosen in stated.others or _agree(wall, chosen, stated):
                return Choice(chosen, stated.offset, f"{stated.text!r} {how}, settled by --tz", self.policy.tz or "")
            if stated.others or _contradicts(wall, stated):
                return Choice(chosen, None, f"by --tz, not by {stated.text!r} {how}", self.policy.tz or "")
            raise ZoneError(
                f"--tz {self.policy.tz} contradicts the zone stated {how}, {stated.zone}",
                origin=self.origin,
                line=draft.line,
                text=stated.text,
                hint=f"leave --tz out; to see the times in another zone: icsgen show --in {chosen}",
            )
        if _contradicts(wall, stated):
            raise self._contradiction(draft, wall, stated)
        if stated.others:
            note = f"{stated.text!r} can mean {', '.join((stated.zone, *stated.others))}; took {stated.zone}"
            if note not in self.notes:
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
            return self._noted(stated.zone, stated.offset, note, stated.text)
        return self._noted(stated.zone, stated.offset, f"{stated.text!r} {how}", stated.text)

    def _contradiction(self, draft: Draft, wall: datetime, stated: StatedZone) -> ZoneError:
        """The refusal of letters that their zone does not use on that day, with both instants."""
        assert stated.offset is not None
        there = instants(wall, stated.zone)
        as_wall = f"{there[0]:%H:%M}Z" if there else "none"
        return ZoneError(
            f"{stated.zone} does not use {stated.text} on {wall.day} {wall:%B %Y}: "
            f"{as_wall} by the zone's clocks, {wall - stated.offset:%H:%M}Z by the letters",
            origin=self.origin,
            line=draft.line,
            text=draft.source or stated.text,
            hint=f"--tz {stated.zone} takes the zone's clocks, --tz {_option(stated.offset)} the letters"
            + (f"; they can also mean {', '.join(stated.others)}" if stated.others else ""),
        )

    def _noted(self, zone: str, offset: timedelta | None, how: str, words: str) -> Choice:
        self.notes.setdefault(how)
        return Choice(zone, offset, how, words)

    def of_instant(self, draft: Draft, start: datetime, offset: timedelta) -> Choice:
        """For a draft that states the offset of its start, which is ``start`` in UTC."""
        known = draft.zone, start, offset
        choice = self._settled.get(known)
        if choice is None:
            choice = self._settled[known] = self._of_instant(draft, start, offset)
        return choice

    def _of_instant(self, draft: Draft, start: datetime, offset: timedelta) -> Choice:
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
                    text=draft.source or start.isoformat(),
                    hint=f"leave --tz out; to see the times in another zone: icsgen show --in {self.chosen}",
                )
            zone, how = self.chosen, "by --tz, in agreement with the offset stated with the time"
            words = self.policy.tz or ""
        return self._noted(zone, None, how, words)

    def _contradictory_offset(self, draft: Draft, stated: StatedZone, offset: timedelta) -> None:
        message = f"the source names the zone {stated.text}, but states times at {offset_name(offset)}; took the times"
        if message in self.notes:
            return
        self.notes[message] = None
        self.problems.append(
            Problem(
                message=message, kind="doubt", origin=self.origin, line=draft.line, where=draft.where, text=draft.source
            )
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


def _option(offset: timedelta) -> str:
    """How to write the offset as an option: UTC-8, UTC+5:30."""
    name = offset_name(offset)
    return name.replace(":00", "").replace("-0", "-").replace("+0", "+")
