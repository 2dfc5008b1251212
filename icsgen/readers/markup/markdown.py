"""Markdown as lines, as far as a programme needs it: headings, lists, pipe tables, emphasis, links, front matter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from icsgen.readers.markup.lines import Line, row

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,3}[.)]|:(?=\s))\s+(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_SETEXT = re.compile(r" {0,3}(=+|-+)\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ATTRIBUTES = re.compile(r"\{:?[^{}]*\}\s*$")
_NOTHING = (
    _RULE,
    re.compile(rf"{_TABLE_RULE.pattern}$"),
    re.compile(rf"(?=\{{){_ATTRIBUTES.pattern}"),
    re.compile(r":::|\{%"),
)
"""Lines that no reader of the page sees: rules, attributes, borders of a site's builder."""
_KEY = re.compile(r"[A-Za-z][\w-]{0,30}:(?:\s.*)?$")
_SHOWN = re.compile(
    r"\s{0,8}(?P<key>title|subtitle|subheadline|teaser|tagline|lead|excerpt|description|summary)\s?[:=]\s+"
    r"(?P<value>[^\s>|&*!{\[].{2,600})$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\d(?::\d\d|\s?[ap]\.?m\b)", re.IGNORECASE)
_HIDDEN = "<!-- -->"
_COMMENT = re.compile(r"<!--.*?-->")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_LINK = re.compile(
    r"\[([^\[\]]*)\]\((https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*|\{\{[^{}]{0,200}\}\}[^()\s]*|[^()\s]*)(?:\s+\"[^\"]*\")?\)"
)
"""Also one to an address that a site's builder fills in: '[Talks]({{ "/talks/" | relative_url }})'."""
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)\s?([^`]{1,200}?)\s?\1(?!`)")
_HARD_BREAK = re.compile(r"(?:\s*\\){1,2}\s*$")
_AUTO = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,400}?)(?<=[^\s*\\])\*(?![\w*])|(?<![\w_\\])_(?=[^\s_])([^_]{1,400}?)(?<=[^\s_\\])_(?![\w_])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BOLD_LINE = re.compile(r"(\*\*|__)([^*]{1,120}?)\1:?\s*$")
_CELL_BAR = re.compile(r"(?<!\\)\|")


def markdown_lines(raw: list[str]) -> Iterator[Line]:
    """The lines without their marks. Rules and comments are left out, and front matter that no page shows."""
    raw = _without_comments(raw)
    index = _after_front_matter(raw)
    yield from _shown(raw[:index], headed=any(text.startswith("# ") for text in raw[index:]))
    table = 0
    in_table = False
    while index < len(raw):
        number, text = index + 1, raw[index]
        below = raw[index + 1] if index + 1 < len(raw) else ""
        index += 1
        if text.lstrip().startswith("<!--") and not _COMMENT.sub("", text).strip():
            continue
        ruled = in_table or _TABLE_RULE.fullmatch(below) is not None or (_is_drawn(text) and _is_row(below))
        if _is_row(text) and ruled and len(_cells(text)) > 1:
            if _TABLE_RULE.fullmatch(text):
                continue
            table += not in_table
            in_table = True
            yield _row(number, text, table, header=bool(_TABLE_RULE.fullmatch(below)))
            continue
        in_table = False
        if any(mark.match(text) for mark in _NOTHING):
            continue
        if text.strip() and _SETEXT.match(below) and len(below.strip()) > 2 and not _HEADING.match(text):
            index += 1
            yield _line(number, text.strip(), "heading", 1 if below.strip()[0] == "=" else 2)
            continue
        yield _block(number, text)


def _block(number: int, text: str) -> Line:
    if match := _HEADING.match(text):
        return _line(number, _ATTRIBUTES.sub("", match[2]), "heading", len(match[1]))
    if match := _BOLD_LINE.fullmatch(text.strip()):
        return _line(number, match[2], "heading", 7)
    if match := _ITEM.match(text):
        return _line(number, text[match.end() :], "item", 1 + len(match[1]) // 2)
    return _line(number, text.lstrip("> ") if text.startswith(">") else text, "text", 0)


def _line(number: int, text: str, kind: str, level: int) -> Line:
    shown, links = inline(text)
    return Line(number, shown, kind, level, links=links)  # type: ignore[arg-type]  # the callers write the literals


def _after_front_matter(raw: list[str]) -> int:
    """Where the page begins behind YAML between dashes, TOML between pluses, or 'Key: value' lines at the very top."""
    if raw and (fence := raw[0].strip()) in ("---", "+++"):
        for index, text in enumerate(raw[1:200], 1):
            if text.strip() in (fence, "..."):
                return index + 1
    index = 0
    while index < len(raw) and _KEY.match(raw[index]):
        index += 1
    return index if index > 1 or (index and not raw[0].lower().startswith(("date", "time"))) else 0


def _without_comments(raw: list[str]) -> list[str]:
    """The lines without what stands in comments over several of them. A line of comment ends no table."""
    if not any("<!--" in text and "-->" not in text for text in raw):
        return raw
    seen: list[str] = []
    hidden = False
    for text in raw:
        shown = text
        if hidden:
            _, closed, shown = text.partition("-->")
            hidden = not closed
        shown = _COMMENT.sub("", shown) if not hidden else ""
        before, opened, _ = shown.partition("<!--")
        hidden = hidden or bool(opened)
        seen.append(before if before.strip() or not text.strip() else _HIDDEN)
    return seen


def _shown(front_matter: list[str], *, headed: bool) -> Iterator[Line]:
    """What of the front matter a site shows: the page's title, if it has none of its own, and the words below that."""
    for number, text in enumerate(front_matter, 1):
        if (match := _SHOWN.match(text)) and (value := match["value"].strip().strip("\"'").strip()):
            if _HOUR.search(value):  # it tells of the page's programme, and is none of its entries
                continue
            title = match["key"].lower() == "title"
            if title and headed:
                continue
            yield _line(number, value, "heading" if title else "text", 1 if title else 0)


def _is_row(text: str) -> bool:
    return "|" in text and bool(_CELL_BAR.search(text))


def _is_drawn(text: str) -> bool:
    """Whether the line is a row without a rule below the heads: '9:00 | Ann Lee' alone may be a line of text.

    An item of a list is none: '- 9:00 Kites | Slides | Video'.
    """
    if _ITEM.match(text):
        return False
    return text.lstrip().startswith("|") or text.count("|") > 1


def _cells(text: str) -> list[str]:
    stripped = text.strip()
    stripped = stripped[1:] if stripped.startswith("|") else stripped
    stripped = stripped[:-1] if stripped.endswith("|") and not stripped.endswith("\\|") else stripped
    return _CELL_BAR.split(stripped)


def _row(number: int, text: str, table: int, *, header: bool) -> Line:
    shown = [inline(_BREAK.sub("\n", cell)) for cell in _cells(text)]
    links = tuple(link for _, found in shown for link in found)
    return row(number, tuple(cell.strip() for cell, _ in shown), table=table, header=header, links=links)


def inline(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text without its marks, and its links.

    >>> inline("**Invited Talk**: [Ann](https://a.example) (*JKU*), a_1 and b_2")
    ('Invited Talk: Ann (JKU), a_1 and b_2', (('Ann', 'https://a.example'),))
    """
    links: list[tuple[str, str]] = []

    def take(match: re.Match[str]) -> str:
        links.append((_plain(match[1]).strip(), match[2]))
        return match[1]

    if "<" in text:
        text = _TAG.sub("", _AUTO.sub(r"\1", _BREAK.sub(" ", _COMMENT.sub("", text))))
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    if text.endswith("\\"):
        text = _HARD_BREAK.sub("", text)
    if "](" in text:
        text = _LINK.sub(take, _IMAGE.sub(r"\1", text))
    if "&" in text:
        text = html.unescape(text)
    return _plain(text), tuple(links)


def _plain(text: str) -> str:
    if "*" in text or "_" in text:
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
