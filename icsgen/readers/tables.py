"""Tables as delimited text, with a header in anybody's words: CSV, TSV, semicolons, exports of any tool."""

from __future__ import annotations

import re
from functools import lru_cache

from icsgen.errors import FormatError, NoTimeError
from icsgen.model import Document, Policy, Problem, Reading
from icsgen.readers.draft import Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.trees import opens_json
from icsgen.readers.tabular.by_author import talk_by_talk
from icsgen.readers.tabular.delimited import Line, delimiters_of, joined, rows_of, swallows_rows
from icsgen.readers.tabular.heading import Heading, heading_of
from icsgen.readers.tabular.sheet import read_sheet
from icsgen.readers.tabular.timetable import settle
from icsgen.times.zone_words import zones_in

summary = "CSV, TSV and other delimited tables with a header"

_HEAD = 64 * 1024
_OTHER = re.compile(r"\s*(?:[<{\[]|BEGIN:VCALENDAR|---\s*\n)", re.IGNORECASE)
_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
_MARKDOWN = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t:|-]*$", re.MULTILINE)
"""The rule below the head of a table in a page of Markdown."""
_MEDIA_TYPES = ("text/csv", "text/tab-separated-values")


def sniff(document: Document) -> int:
    """By a header whose words are understood; by the name only if what it holds is a table."""
    text = document.text
    if not text or _OTHER.match(text[:2000]) or _MARKDOWN.search(text[:_HEAD]) or opens_json(document):
        return 0
    delimiter = _delimiter(text[:_HEAD])
    if delimiter is None:
        return 0
    said = document.name.lower().endswith(_SUFFIXES) or document.media_type in _MEDIA_TYPES
    heading = _heading(text[:_HEAD], delimiter)
    if not said and heading is not None and delimiter in "|\t" and _zone_above(text[:_HEAD], heading.index, delimiter):
        return 25  # a page of text, which knows what stands around its tables
    if heading is not None and heading.tells_time and len(heading.roles) >= 2 and (said or _is_table(heading)):
        return 65  # a page of text that is called so is 60
    return 45 if said else 0


def _zone_above(head: str, index: int, delimiter: str) -> bool:
    """Whether a line above the header, and no row itself, names a zone: 'Thursday 29 June 2023 (PDT)'."""
    above = (line for line in head.split("\n") if line.strip())
    return any(delimiter not in line and zones_in(line) for _, line in zip(range(index), above, strict=False))


def _is_table(heading: Heading) -> bool:
    """Whether the header can be nothing else: several of its words are understood, and hardly any is not."""
    known = sum(bool(header.meanings) for header in heading.headers)
    return known >= 3 and known >= 0.5 * sum(bool(header.text) for header in heading.headers)


def _delimiter(head: str) -> str | None:
    """What separates the cells: that by which the header is understood best."""
    likely = delimiters_of(head)
    if len(likely) < 2:
        return likely[0] if likely else None

    def hits(delimiter: str) -> float:
        heading = _heading(head, delimiter)
        return heading.hits if heading is not None else 0

    return max(likely, key=hits)  # of equals the first, which is the likeliest


@lru_cache(maxsize=8)
def _heading(head: str, delimiter: str) -> Heading | None:
    if len(head) == _HEAD:
        head = head[: head.rfind("\n") + 1] or head
    try:
        return heading_of(rows_of(head + '"' * (head.count('"') % 2), delimiter, ""))
    except FormatError:
        return None


def read(document: Document, policy: Policy) -> Reading:
    """Read the table.

    :raises FormatError: it is no table, or is damaged.
    :raises NoTimeError: no column holds times.
    :raises TimeFault: see :mod:`icsgen.readers.tabular.timetable`.
    """
    if document.text is None:
        raise FormatError("this is binary, not a table of text", origin=document.origin)
    delimiter = _delimiter(document.text[:_HEAD])
    if delimiter is None:
        raise FormatError("no delimiter makes this a table", origin=document.origin, hint="expected CSV or TSV")
    lines = _repaired(rows_of(document.text, delimiter, document.origin), delimiter, document)
    findings = Findings(drafts=[])
    rows = read_sheet(lines, document, policy, findings)
    if not rows:
        raise no_times(document, findings, lines)
    settle(talk_by_talk(rows, findings), document, policy, findings)
    return finish(document, findings, policy)


def _repaired(lines: list[Line], delimiter: str, document: Document) -> list[Line]:
    """The rows, with those put together again that an unquoted delimiter took apart.

    :raises FormatError: a cell goes on over the rows after it, for want of a quotation mark.
    """
    heading = heading_of(lines)
    if heading is None:
        return lines
    columns = len(heading.headers)
    for index in range(heading.index + 1, len(lines)):
        line, cells = lines[index]
        if len(cells) == columns:
            continue
        if swallows_rows(cells, delimiter, columns):
            raise FormatError(
                "a quotation mark is missing: a cell of this row goes on over the next rows",
                origin=document.origin,
                line=line,
                text=cells[0].split("\n")[0] or None,
                hint="close the quotation, or double the marks inside it",
            )
        if len(cells) > columns:
            lines[index] = (line, joined(cells, delimiter, columns))
    return lines


def no_times(document: Document, findings: Findings, rows: list[Line]) -> NoTimeError:
    """The refusal of a table without times: what was looked for, and what was there."""
    if findings.problems:
        first: Problem = findings.problems[0]
        return NoTimeError(
            f"no row has a time: {first.message.removeprefix('skipped: ')}",
            origin=document.origin,
            line=first.line,
            text=first.text or None,
            hint="add a column with the hours, such as Start; or one called 'All day' that says yes",
        )
    heading = heading_of(rows)
    shown = ", ".join(header.text for header in heading.headers if header.text)[:200] if heading else ""
    return NoTimeError(
        "no column holds times" + (f" among {shown}" if shown else ""),
        origin=document.origin,
        hint="looked for a column such as Start, Time or 'Date and time' with hours in it",
    )
