"""The schedule of jekyll-theme-conference sites: YAML (or JSON) with days, their rooms, and these rooms' talks.

``days: [{date, name, rooms: [{name, talks: [{name, time_start, time_end}]}]}]``. A time that ends in ``+1`` is on
the next day, as that theme has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TypeAlias

from icsgen.errors import FormatError, NoTimeError, YearError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.data import data_of
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, line_of, records_in
from icsgen.readers.persons import persons, words
from icsgen.readers.stated import stated_time
from icsgen.times.cells import read_cell
from icsgen.times.cellwords import CellDay

summary = "jekyll-theme-conference schedules (YAML)"

Record: TypeAlias = dict[str, Tree]

_KEYS = [
    re.compile(rf"""(?:^|[{{,])\s*(?:- )?["']?{key}["']?\s*:""", re.MULTILINE)
    for key in ("days", "rooms", "talks", "time_start")
]
_DAYS_ON = re.compile(r"^(.*?)\s*\+\s*(\d)$")


def sniff(document: Document) -> int:
    """By its words: days, rooms, talks, time_start."""
    head = (document.text or "")[:50_000]
    return 90 if all(key.search(head) for key in _KEYS) else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged, or no days in it.
    :raises YearError: its dates have no year.
    :raises NoTimeError: no talk has a time.
    """
    tree, doubts = data_of(document)
    days = tree.get("days") if isinstance(tree, dict) else None
    if not isinstance(days, list):
        raise FormatError("there are no days in it", origin=document.origin, hint="looked for a list 'days'")
    findings = Findings(drafts=[], problems=list(doubts), title=plain_line(words(tree, "title", "name", "conference")))
    findings.zone = words(tree, "timezone", "time_zone", "tz")
    for number, day in enumerate(days, start=1):
        if isinstance(day, dict):
            on = _date(document, day, number, policy)
            for room, talk, where in _talks(day):
                _take(document, findings, on, room, talk, f"day {number} / {where}")
    if not findings.drafts:
        raise NoTimeError(
            "none of its talks has a day and a time",
            origin=document.origin,
            hint="looked for days with a date, and talks with time_start; --date gives the first day",
        )
    return finish(document, findings, policy)


def _take(document: Document, findings: Findings, on: date | None, room: str, talk: Record, where: str) -> None:
    title = plain_line(words(talk, "name", "title"))
    start, zone = _time(talk, on, "time_start", "start")
    if start is None:
        text = f"{words(talk, 'time_start')} {title}".strip()
        findings.skip(document, "it has no usable time", line=line_of(talk), where=where, text=text)
        return
    abstract, abstract_html = text_and_html(words(talk, "description", "abstract"))
    findings.drafts.append(
        Draft(
            title=title,
            start=start,
            end=_time(talk, on, "time_end", "end")[0],
            zone=zone,
            speakers=persons(talk.get("speakers")) or persons(talk.get("speaker")),
            abstract=abstract,
            abstract_html=abstract_html,
            room=room,
            track=words(talk, "track"),
            type=words(talk, "type"),
            line=line_of(talk),
            where=where,
            source=" ".join(
                text for text in (str(on), words(talk, "time_start"), "–", words(talk, "time_end")) if text
            ),
        )
    )


def _talks(day: Record) -> Iterator[tuple[str, Record, str]]:
    for room in records_in(day.get("rooms")):
        name = words(room, "name")
        for number, talk in enumerate(records_in(room.get("talks")), start=1):
            yield name, talk, f"{name} / talk {number}"


def _time(talk: Record, day: date | None, *names: str) -> tuple[datetime | None, str]:
    text = words(talk, *names)
    later = _DAYS_ON.match(text)
    found, zone = stated_time(later[1] if later else text, day=day)
    return (found + timedelta(days=int(later[2])) if found and later else found), zone


def _date(document: Document, day: Record, number: int, policy: Policy) -> date | None:
    """The day's date: stated, with ``--year`` where its year is missing, or counted from ``--date``."""
    cells = [
        cell.day
        for cell in map(read_cell, (words(day, "date"), words(day, "name"), words(day, "abbr")))
        if cell and cell.day
    ]
    for cell in cells:
        if found := cell.as_date():
            return found
        if cell.month and cell.day:
            if policy.year is None:
                raise YearError(
                    "no year is stated",
                    origin=document.origin,
                    line=line_of(day),
                    text=words(day, "date", "name"),
                    hint="say which with --year",
                )
            return CellDay(month=cell.month, day=cell.day, year=policy.year).as_date()
    if policy.date is None:
        return None
    weekday = next((cell.weekday for cell in cells if cell.weekday is not None), None)
    if weekday is None:
        return policy.date + timedelta(days=number - 1)
    return policy.date + timedelta(days=(weekday - policy.date.weekday()) % 7)
