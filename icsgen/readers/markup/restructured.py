"""reStructuredText as lines, as far as a programme needs it: titles, lists, simple, grid and list tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from icsgen.readers.markup.grid import grid_rows
from icsgen.readers.markup.lines import Line, row

_ADORNMENT = re.compile(r"([=\-`:'\"~^_*+#<>.])\1{2,}\s*$")
_SIMPLE_RULE = re.compile(r"\s*={2,}(?:\s+={2,})+\s*$")
_GRID_RULE = re.compile(r"\s*\+(?:[-=]+\+)+\s*$")
_DIRECTIVE = re.compile(r"\s*\.\.\s+([\w-]+)::")
_ITEM = re.compile(r"(\s*)(?:[-*+•]|\d{1,3}\.|#\.)\s+(?=\S)")
_FIELD = re.compile(r"(\s*):(?P<name>(?:[^:\\`]|\\.|:(?=\d\d)){1,60}):(?:\s+(?P<body>.*))?$")
"""An item of a field list, as ':Speaker: Ann Lee'; the colons of an hour part nothing."""
_ROW_ITEM = re.compile(r"(\s*)\*\s+-(?:\s+|$)")
_CELL_ITEM = re.compile(r"(\s*)-(?:\s+|$)")
_LINK = re.compile(r"`([^`<>]*?)\s*<([^<>`\s]+)>`__?")
_ROLE = re.compile(r":[\w-]+:`([^`<>]*)(?:<[^<>`]*>)?`")
_MARKS = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*|(?<!\w)\*(\S(?:[^*]*\S)?)\*(?!\w)|``([^`]*)``|`([^`]*)`_{0,2}")


def rst_lines(raw: list[str]) -> Iterator[Line]:
    """The lines without their marks; titles are levelled in the order in which their adornments come."""
    levels: dict[str, int] = {}
    table = 0
    index = 0
    while index < len(raw):
        text = raw[index]
        below = raw[index + 1] if index + 1 < len(raw) else ""
        if _SIMPLE_RULE.match(text):
            table += 1
            rows, index = _simple_table(raw, index, table)
            yield from rows
            continue
        if _GRID_RULE.match(text):
            table += 1
            rows, index = _grid_table(raw, index, table)
            yield from rows
            continue
        if (match := _DIRECTIVE.match(text)) and match[1] == "list-table":
            table += 1
            rows, index = _list_table(raw, index, table)
            yield from rows
            continue
        index += 1
        if _ADORNMENT.match(text):
            continue
        if text.strip() and _ADORNMENT.match(below) and len(below.strip()) >= min(len(text.strip()), 4):
            level = levels.setdefault(below[0], len(levels) + 1)
            index += 1
            yield _line(index - 1, text.strip(), "heading", level)
        elif text.startswith(".. "):
            yield Line(index, "")
        elif match := _ITEM.match(text):
            yield _line(index, text[match.end() :], "item", 1 + len(match[1]) // 2)
        elif match := _FIELD.match(text):
            name = match["name"].replace("\\:", ":")
            yield _line(index, f"{name}: {match['body'] or ''}".rstrip(), "item", 1 + len(match[1]) // 2)
        else:
            yield _line(index, text[2:] if text.startswith("| ") else text, "text", 0)


def _line(number: int, text: str, kind: str, level: int) -> Line:
    shown, links = inline(text)
    return Line(number, shown, kind, level, links=links)  # type: ignore[arg-type]  # the callers write the literals


def inline(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text without its marks, and its links.

    >>> inline("**Keynote** by `Ann <https://a.example>`_")
    ('Keynote by Ann', (('Ann', 'https://a.example'),))
    """
    if "`" not in text and "*" not in text:
        return text, ()
    links = tuple((match[1], match[2]) for match in _LINK.finditer(text))
    text = _ROLE.sub(r"\1", _LINK.sub(r"\1", text))
    return _MARKS.sub(lambda match: next(group for group in match.groups() if group is not None), text), links


def _made(number: int, cells: list[str], table: int, header: bool) -> Line:
    shown = [inline(" ".join(cell.split())) for cell in cells]
    links = tuple(link for _, found in shown for link in found)
    return row(number, tuple(cell for cell, _ in shown), table=table, header=header, links=links)


def _simple_table(raw: list[str], index: int, table: int) -> tuple[list[Line], int]:
    """A table between lines of '==== ===='. A line with an empty first cell continues the row above."""
    spans = [match.span() for match in re.finditer("=+", raw[index])]
    ends = [start for start, _ in spans[1:]]
    rows: list[tuple[int, list[str]]] = []
    rules = [index]
    index += 1
    while index < len(raw):
        text = raw[index]
        if _SIMPLE_RULE.match(text):
            rules.append(index)
            index += 1
            if len(rules) == 3 or not (index < len(raw) and raw[index].strip()):
                break
            continue
        cells = [text[start:end] for (start, _), end in zip(spans, [*ends, None], strict=True)]
        if rows and text.strip() and not cells[0].strip():
            rows[-1] = (rows[-1][0], [f"{a} {b}" for a, b in zip(rows[-1][1], cells, strict=True)])
        elif text.strip():
            rows.append((index + 1, cells))
        index += 1
    header_end = rules[1] if len(rules) == 3 else 0
    return [_made(number, cells, table, number <= header_end) for number, cells in rows], index


def _grid_table(raw: list[str], index: int, table: int) -> tuple[list[Line], int]:
    """A table drawn with '+---+' and bars; one that is not well drawn stays lines with bars."""
    end = index
    while end < len(raw) and raw[end].lstrip()[:1] in ("+", "|"):
        end += 1
    indent = len(raw[index]) - len(raw[index].lstrip())
    rows = grid_rows([text[indent:].rstrip() for text in raw[index:end]])
    if not rows:
        rest = ((at, text) for at, text in enumerate(raw[index:end], index + 1) if not _GRID_RULE.match(text))
        return [_line(at, text.strip(" |"), "text", 0) for at, text in rest], end
    filled = [one for one in rows if any(map(str.strip, one.cells))]
    return [_made(index + one.line + 1, one.cells, table, one.header) for one in filled], end


def _list_table(raw: list[str], index: int, table: int) -> tuple[list[Line], int]:
    """The directive ``list-table``: an item for each row, and in it an item for each cell."""
    rows: list[tuple[int, list[str]]] = []
    headers = 0
    index += 1
    while index < len(raw):
        text = raw[index]
        if text.strip() and not text[0].isspace():
            break
        index += 1
        if match := re.match(r"\s+:header-rows:\s*(\d+)", text):
            headers = int(match[1])
        elif match := _ROW_ITEM.match(text):
            rows.append((index, [text[match.end() :]]))
        elif rows and (match := _CELL_ITEM.match(text)):
            rows[-1][1].append(text[match.end() :])
        elif rows and text.strip():
            rows[-1][1][-1] += " " + text.strip()
    return [_made(number, cells, table, place < headers) for place, (number, cells) in enumerate(rows)], index
