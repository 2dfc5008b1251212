"""Records: JSON and YAML lists of talks with anybody's field names, flat or nested in days, slots and rooms.

The records of one shape are read as a table whose header are their keys (:mod:`~icsgen.readers.tabular.columns`), so
that what a field is, is judged by its words and by what all the records hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.draft import Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.data import Data, data_of
from icsgen.readers.markup.trees import opens_json, peek_json
from icsgen.readers.nested.record_fields import COLUMN
from icsgen.readers.nested.record_leaf import Leaf, Said
from icsgen.readers.nested.record_reports import Reports, no_times
from icsgen.readers.nested.record_walk import Walk, walk
from icsgen.readers.nested.unnamed_hours import unnamed_hours, with_time
from icsgen.readers.persons import persons
from icsgen.readers.tabular.columns import Plan, plan_of
from icsgen.readers.tabular.fields import header_of
from icsgen.readers.tabular.moments import Moment, MomentReader, Row
from icsgen.readers.tabular.sheet_row import RowReader, shown
from icsgen.readers.tabular.timetable import settle
from icsgen.times.cells import Order, date_order

summary = "JSON and YAML records with a time, whatever their fields are called"

_YAML_LINE = re.compile(r"\s*(?:#.*|---.*|-\s.*|-|(?:- )?[\"']?[\w.@$ /()-]{1,60}[\"']?\s*:(?:\s.*)?|[\]}],?)$")
_YAML_NAMES = (".yml", ".yaml")


def sniff(document: Document) -> int:
    """Any JSON with records in it, and what reads as YAML line by line."""
    if not document.text:
        return 0
    said = document.name.lower().endswith(_YAML_NAMES)
    if opens_json(document):
        tree = peek_json(document)
        return 40 if isinstance(tree, list | dict) or said or document.name.lower().endswith(".json") else 0
    lines = [line for line in document.text[:20_000].splitlines()[:200] if line.strip()]
    if said or lines[:1] == ["---"]:
        closed = any(line.rstrip() == "---" for line in lines[1:])  # front matter, with a page after it
        return 40 if said else 0 if closed else 20
    keys = sum(_YAML_LINE.match(line) is not None for line in lines)
    nested = any(re.match(r"\s*- [\w\"']+\s*:", line) for line in lines)
    return 35 if nested and len(lines) > 2 and keys >= 0.8 * len(lines) else 0  # a page of text with hours is 30


def read(document: Document, policy: Policy) -> Reading:
    """Read all records that have a time.

    :raises FormatError: it is neither JSON nor YAML, or is damaged.
    :raises NoTimeError: no record has a time.
    :raises TimeFault: see :mod:`icsgen.readers.tabular.timetable`.
    """
    said = document.name.lower().endswith(_YAML_NAMES)  # in which a comma may end a list
    data = data_of(document, yaml=said)
    if not isinstance(data.tree, dict | list):
        raise FormatError("there are no records in it", origin=document.origin)
    return read_data(data, document, policy)


def read_data(data: Data, document: Document, policy: Policy) -> Reading:
    """Read all records that have a time, of whatever their tree was made of.

    :raises NoTimeError: no record has a time.
    :raises TimeFault: see :mod:`icsgen.readers.tabular.timetable`.
    """
    found = walk(data.tree)
    hours = "" if found.leaves else unnamed_hours(fields for _, _, fields in found.untimed)
    found = walk(with_time(data.tree, hours)) if hours else found
    findings = Findings(drafts=[], title=found.title, problems=list(data.doubts))
    findings.notes += [f"took {hours!r} for the time: it holds hours"] if hours else []
    rows = _Reading(found, document, policy, findings).rows()
    if not rows:
        raise no_times(found, document)
    settle(rows, document, policy, findings)
    return finish(document, findings, policy)


class _Reading:
    def __init__(self, found: Walk, document: Document, policy: Policy, findings: Findings) -> None:
        self.found, self.document, self.policy, self.findings = found, document, policy, findings
        self.order = policy.date_order or self._order()
        self.reports = Reports(document, findings)
        self.outer: dict[tuple[tuple[object, ...], ...], MomentReader] = {}

    def _order(self) -> Order | None:
        values = [value for leaf in self.found.leaves for _, _, value in (*leaf.fields.times(), *leaf.around.times)]
        order, how = date_order(values)
        if order is not None:
            words = "day before month" if order == "dmy" else "month before day"
            self.findings.notes.append(f"dates are {words}: {how}")
        return order

    def rows(self) -> list[Row]:
        """The talks, in the order of the source; what has no time becomes a Problem."""
        shapes: dict[str, list[Leaf]] = {}
        for leaf in self.found.leaves:
            shapes.setdefault(leaf.shape, []).append(leaf)
        made: dict[int, Row] = {}
        for leaves in shapes.values():
            self._shape(leaves, made)
        self.reports.untimed(self.found, set(shapes))
        rows = [made[id(leaf)] for leaf in self.found.leaves if id(leaf) in made]
        if any(leaf.around.label("speakers") for leaf in self.found.leaves):
            rows = _once(rows)
        self.reports.titles([row.draft for row in rows])
        return rows

    def _shape(self, leaves: Sequence[Leaf], made: dict[int, Row]) -> None:
        keys = list(dict.fromkeys(key for leaf in leaves for key in leaf.fields.own))
        headers = [header_of("" if key.startswith(COLUMN) else key) for key in keys]
        cells = [[leaf.fields.own.get(key, "") for key in keys] for leaf in leaves]
        plan = plan_of(headers, cells, self.policy)
        moments = _moments(plan, self.order)
        indexes = [column.index for column in plan.times]
        reader = RowReader(plan, headers, self.order)
        for leaf, row in zip(leaves, cells, strict=True):
            moment = moments.read(tuple([row[index] for index in indexes]))
            if leaf.around.times:
                moment = _beside(moment, self._around(leaf.around.times))
            source = " ".join([shown(row[index]) for index in indexes if row[index] != ""]) or " ".join(
                shown(value) for _, _, value in leaf.around.times
            )
            if moment.unread or (moment.start is None and not moment.all_day):
                reason = f"{moment.unread!r} is no time" if moment.unread else "it has no time"
                self.reports.of(leaf, f"skipped: {reason}", f"{source} {leaf.fields.title}")
                continue
            draft = reader.draft(leaf.fields.line, row, source)
            if not draft.title:
                self.reports.of(leaf, "skipped: it has no title", source)
                continue
            if leaf.fields.parts:
                parts = "\n".join(f"- {part}" for part in leaf.fields.parts)
                draft.abstract, draft.abstract_html = f"{draft.abstract}\n\n{parts}".strip(), ""
            draft.where = leaf.where
            self.reports.nameless(draft, [row[index] for index in plan.speakers])
            draft.speakers = draft.speakers or persons(leaf.around.label("speakers"))
            draft.room = draft.room or leaf.around.label("room")
            draft.track = draft.track or leaf.around.label("track")
            draft.type = draft.type or leaf.around.label("type")
            draft.session = draft.session or leaf.around.label("session")
            made[id(leaf)] = Row(draft, moment, carried=bool(leaf.around.times))

    def _around(self, said: Said) -> Moment:
        roles = tuple(role for role, _, _ in said)
        keys = tuple(key for _, key, _ in said)
        reader = self.outer.get((roles, keys))
        if reader is None:
            headers = [header_of(key) for key in keys]
            reader = self.outer[roles, keys] = MomentReader(
                roles,
                zones=[header.zone for header in headers],
                units=[header.unit for header in headers],
                order=self.order,
            )
        return reader.read(tuple(value for _, _, value in said))


def _once(rows: list[Row]) -> list[Row]:
    """Talks that stand under each of their speakers, once, with all of these."""
    first: dict[object, Row] = {}
    for row in rows:
        one = first.setdefault((row.draft.title, row.moment, row.draft.room), row)
        if one is not row:
            named = {person.name for person in one.draft.speakers}
            one.draft.speakers += tuple(person for person in row.draft.speakers if person.name not in named)
    return list(first.values())


def _moments(plan: Plan, order: Order | None) -> MomentReader:
    return MomentReader(
        [column.role for column in plan.times],
        zones=[column.zone for column in plan.times],
        units=[column.unit for column in plan.times],
        order=order,
    )


def _beside(own: Moment, outer: Moment) -> Moment:
    """A record's own moment, with what it leaves open taken from the records around it."""
    day = own.day or outer.day
    if own.day is not None and outer.day is not None and own.day.day is None:
        day = own.day.joined(outer.day) or own.day
    if own.start is not None:
        return replace(own, day=day, zone=own.zone or outer.zone, duration=own.duration or outer.duration)
    return replace(
        own,
        day=day,
        start=outer.start,
        end=own.end or outer.end,
        end_day=own.end_day or outer.end_day,
        next_day=own.next_day or outer.next_day,
        duration=own.duration or outer.duration,
        zone=own.zone or outer.zone,
        offset=outer.offset,
        end_offset=own.end_offset or outer.end_offset,
        unread=own.unread or outer.unread,
    )
