"""A sheet: rows of cells under a header, from whatever file, become drafts with their moments.

The header need not be the first row, and another may follow further down. A row that holds only a day is the day of
the rows under it, as a blank date cell is the one above. A row without a time is a Problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeAlias

from icsgen.model import NO_END, Document, Policy, Problem
from icsgen.readers.draft import Findings
from icsgen.readers.finish import FURTHEST_NEXT_START
from icsgen.readers.markup.html_text import plain_line
from icsgen.readers.tabular.columns import Plan, plan_of
from icsgen.readers.tabular.fields import header_of
from icsgen.readers.tabular.heading import Heading, SheetRow, heading_of, no_header
from icsgen.readers.tabular.lone_cells import lone_day, lone_zone
from icsgen.readers.tabular.moments import Moment, MomentReader, Row
from icsgen.readers.tabular.order import order_of
from icsgen.readers.tabular.repeats import Repeats
from icsgen.readers.tabular.second_clocks import told
from icsgen.readers.tabular.sheet_row import RowReader, Span, shown
from icsgen.readers.tabular.side_by_side import blocks_of
from icsgen.times.cells import CellDay

Spans: TypeAlias = Mapping[tuple[int, int], tuple[int, int]]
"""Merged cells: row number and column of the first cell to those of the last."""


def read_sheet(
    rows: Sequence[SheetRow],
    document: Document,
    policy: Policy,
    findings: Findings,
    name: str = "",
    spans: Spans | None = None,
) -> list[Row]:
    """The rows of one sheet that are talks; what is none goes to ``findings.problems``.

    ``name`` is the sheet's own name, which may be a day or a room.
    """
    heading = heading_of(rows) or no_header(rows)
    if blocks := blocks_of(rows, heading):
        return [
            row for block in blocks for row in read_sheet(block.rows, document, policy, findings, block.label or name)
        ]
    above = rows[: max(heading.index, 0)]
    body = rows[heading.index + 1 :]
    day: CellDay | None = None
    found: list[Row] = []
    while True:
        plan = plan_of(heading.headers, [cells for _, cells in body], policy)
        if not plan.has_clock and not any(column.role == "date" for column in plan.times):
            return found
        if plan.whole_days:
            findings.notes.append("there are first and last days and no hours; took them for events of whole days")
        if heading.index < 0 and plan.title:
            findings.notes.append(f"there is no header; took column {plan.title[0] + 1} for the title")
        findings.problems += told(plan.unread, document)
        reader = _SheetReader(heading, plan, body, document, policy, findings)
        reader.day = heading.day or day
        reader.named(name)
        reader.above(above)
        more, stopped = reader.rows(spans or {})
        found += more
        if stopped is None:
            return found
        heading, above, body, day = stopped[0], (), body[stopped[1] + 1 :], reader.day


class _SheetReader:
    """The rows under one header."""

    def __init__(
        self,
        heading: Heading,
        plan: Plan,
        body: Sequence[SheetRow],
        document: Document,
        policy: Policy,
        findings: Findings,
    ) -> None:
        self.heading, self.plan, self.body = heading, plan, body
        self.document, self.findings = document, findings
        self.width = len(heading.headers)
        self.indexes = [column.index for column in plan.times]
        self.in_order = sorted(self.indexes)
        self.order = policy.date_order or order_of(plan.times, body, findings)
        self.moments = MomentReader(
            [column.role for column in plan.times],
            zones=[column.zone for column in plan.times],
            units=[column.unit for column in plan.times],
            order=self.order,
        )
        self.row = RowReader(plan, heading.headers, self.order)
        self.repeats = Repeats(document, findings)
        self.day: CellDay | None = None
        self.sources: dict[tuple[Any, ...], str] = {}
        """The same few times stand in many rows."""
        self.cells = dict(body) if plan.grid else {}
        """The rows of a grid by their number, to look from one to the next."""

    def named(self, name: str) -> None:
        """What the sheet's name says."""
        if not name:
            return
        if day := lone_day(name, self.order):
            self.day = day
        elif (meanings := header_of(name).meanings) and meanings[0][0] == "room":
            self.row.place = name

    def above(self, rows: Sequence[SheetRow]) -> None:
        """What stands above the header: a title, a day."""
        for _, cells in rows:
            texts = [cell for cell in cells if cell not in ("", None)]
            if len(texts) != 1:
                continue
            if day := lone_day(texts[0], self.order):
                self.day = day
            elif isinstance(texts[0], str) and (zone := lone_zone(texts[0])):
                self.findings.zone, self.findings.zone_how = self.findings.zone or zone, "above the table"
            elif not self.findings.title and isinstance(texts[0], str) and len(texts[0]) < 120:
                self.findings.title = plain_line(texts[0])

    def rows(self, spans: Spans) -> tuple[list[Row], tuple[Heading, int] | None]:
        """Every row in turn, until another header stands there; then that header, and its place in the body."""
        found: list[Row] = []
        for position, (line, cells) in enumerate(self.body):
            if len(cells) != self.width:
                cells = self._fitted(line, cells)
            said = tuple([cells[index] for index in self.indexes])
            moment = self.moments.read(said)
            if self.plan.whole_days and moment.start is None and moment.day is not None:
                moment = replace(moment, all_day=True)
            if moment.start is None and not moment.all_day:
                if (heading := self._another(position)) is not None:
                    if tuple(h.text for h in heading.headers) != tuple(h.text for h in self.heading.headers):
                        return found, (replace(heading, index=position), position)
                    continue
                if self._heads([cell for cell in cells if cell not in ("", None)], cells, moment):
                    continue
            found.extend(self._talks(line, cells, moment, said, spans))
        return found, None

    def _another(self, position: int) -> Heading | None:
        """The header that stands there in the body, if one does."""
        heading = heading_of(self.body[position : position + 1])
        if heading is not None and heading.is_certain:
            return heading
        heading = heading_of(self.body[position : position + 5])
        return heading if heading is not None and heading.index == 0 and heading.day is not None else None

    def _fitted(self, line: int, cells: Sequence[Any]) -> Sequence[Any]:
        """As many cells as the header has. Of a row with more, nobody can tell what stands in which column."""
        if len(cells) < self.width:
            return [*cells, *[""] * (self.width - len(cells))]
        if all(cell in ("", None) for cell in cells[self.width :]):
            return cells
        self._problem(line, "skipped: the row has more cells than the header", ", ".join(map(str, cells)))
        return [""] * self.width

    def _heads(self, filled: Sequence[Any], cells: Sequence[Any], moment: Moment) -> bool:
        """Whether the row is blank, or a heading of those under it: a day, or the name of a session."""
        if not filled:
            return True
        if len({str(cell) for cell in filled}) > 1:
            if moment.day is not None and not moment.unread and not self.row.title(cells):
                self.day = moment.day
                return True
            return False
        if day := lone_day(filled[0], self.order):
            self.day, self.row.section = day, ""
            return True
        first = next(index for index, cell in enumerate(cells) if cell not in ("", None))
        if isinstance(filled[0], str) and (zone := lone_zone(filled[0], alone=first in self.indexes)):
            self.findings.zone, self.findings.zone_how = self.findings.zone or zone, "in a row of its own"
            return True
        if first == 0 and first not in self.plan.title[:1] and isinstance(filled[0], str):
            self.row.section = plain_line(filled[0])
            return True
        return False

    def _talks(self, line: int, cells: Sequence[Any], moment: Moment, said: tuple[Any, ...], spans: Spans) -> list[Row]:
        carried = moment.day is None
        if moment.day is None:
            moment = moment if self.day is None else replace(moment, day=self.day)
        else:
            self.day = moment.day
        source = self.sources.get(said)
        if source is None:
            source = self.sources[said] = self._source(cells)
        if moment.unread or (moment.start is None and not moment.all_day):
            if (title := self.row.title(cells) or self.row.of_grid(cells)) or moment.unread:
                missing = "it has no time" if carried else "it has a day and no hour"
                reason = f"{moment.unread!r} is no time" if moment.unread else missing
                self._problem(line, f"skipped: {reason}", f"{source} {title}".strip())
            return []
        if self.plan.grid:
            moment = self._until_next(line, moment)
            talks = self.row.grid(line, cells, moment, source, self._span(spans))
            return [Row(draft, one, carried) for draft, one in talks]
        draft = self.row.draft(line, cells, source)
        if not draft.title:
            self._problem(line, "skipped: it has no title", source)
            return []
        row = Row(draft, moment, carried)
        return [] if self.repeats.has(line, cells, row) else [row]

    def _source(self, cells: Sequence[Any]) -> str:
        """What the row says of its time, in the order of its columns."""
        return " ".join([shown(cell) for index in self.in_order if (cell := cells[index]) not in ("", None)])

    def _until_next(self, line: int, moment: Moment) -> Moment:
        """A row of a grid that says no end goes on until the next row, if that is near."""
        if moment.end is not None or moment.duration is not None or moment.start is None:
            return moment
        after = self._after(line)
        if after is None or after.start is None or after.day is not None:
            return moment
        length = after.start.at - moment.start.at
        if not timedelta(0) < length <= FURTHEST_NEXT_START or after.start.sure != moment.start.sure:
            return moment
        self.findings.problems.append(
            Problem(
                message=f"{NO_END}the next row's start",
                kind="doubt",
                origin=self.document.origin,
                line=line,
                text=" ".join(shown(cell) for cell in self.cells[line] if cell not in ("", None))[:200],
            )
        )
        return replace(moment, end=after.start)

    def _after(self, line: int) -> Moment | None:
        following = min((number for number in self.cells if number > line), default=None)
        return None if following is None else self._moment(self.cells[following])

    def _moment(self, cells: Sequence[Any]) -> Moment:
        padded = cells if len(cells) >= self.width else [*cells, *[""] * (self.width - len(cells))]
        return self.moments.read(tuple([padded[index] for index in self.indexes]))

    def _span(self, spans: Spans) -> Span:
        def span(line: int, column: int) -> tuple[int, Moment | None]:
            last_line, last_column = spans.get((line, column), (line, column))
            if last_line == line or last_line not in self.cells:
                return last_column, None
            return last_column, self._until_next(last_line, self._moment(self.cells[last_line]))

        return span

    def _problem(self, line: int, message: str, text: str) -> None:
        self.findings.problems.append(
            Problem(message=message, kind="skipped", origin=self.document.origin, line=line, text=text[:200])
        )
