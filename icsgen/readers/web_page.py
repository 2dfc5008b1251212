"""Web pages: the programme as a reader of the page sees it, and as the page describes it to machines.

1. The page is walked into lines (:mod:`icsgen.readers.web.tree`), which are read like those of any other session page.
   Tables keep their rows; ``<time datetime>`` gives days, years and offsets.
2. Events that the page describes by schema.org (:mod:`icsgen.readers.web.schema_org`) are taken instead where they
   cover what it shows. What they leave out is never lost, what both have is never taken twice.

Markdown with HTML in it is read as both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from icsgen.errors import IcsgenError, NoTimeError
from icsgen.model import Document, Policy, Problem, Reading, Talk, Timed
from icsgen.readers.draft import Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.html_text import plain_line
from icsgen.readers.markup.lines import Line
from icsgen.readers.markup.markdown import markdown_lines
from icsgen.readers.session_page import read_lines
from icsgen.readers.web import limits, schema_org, tree
from icsgen.readers.web.cards import Card
from icsgen.readers.web.employers import tell_employers
from icsgen.readers.web.hints import labelled
from icsgen.readers.web.lined import Lined
from icsgen.readers.web.plain import read_plain
from icsgen.readers.web.seen import Seen
from icsgen.readers.web.twice import once
from icsgen.times.phrases import find
from icsgen.times.zones import settle_zone

summary = "web pages (HTML), also Markdown and templates with HTML tables"

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_SAYS_SO = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,4000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(
    r"\s*(?:<!--(?:(?!-->).){0,4000}-->\s*)*<(?:table|div|section|main|article|ul|ol|dl|h[1-6]|p|center|style|link|meta|title)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(
    r"^[ \t]*</?(?:table|thead|tbody|tr|td|th|div|section|ul|ol|li|dl|dt|dd|details|time)\b[^<>\n]*>",
    re.IGNORECASE | re.MULTILINE,
)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd|rmd|qmd)$", re.IGNORECASE)
_DATA_NAME = re.compile(r"\.(?:ya?ml|json|csv|tsv|ics|xml|xlsx?|js|rst|tex)$", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_HTML_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_MARKDOWN = re.compile(r"^#{1,6} \S|^\*\*[^*\n]{1,80}\*\*|^\|.*\|[ \t]*$|\]\(https?://", re.MULTILINE)
_SNIFFED = 200_000
_FEW_PARTS = 6
_GENERIC = re.compile(
    r"(?:\W|\d|\b(?:the|schedule|program(?:me)?|agenda|timetable|home|welcome|main|index|workshop|conference|talks?|and|of|our|format|page|sessions?|events?|overview|full|detailed)\b)*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def sniff(document: Document) -> int:
    """By a doctype or an element of HTML at the top, or by elements that stand at the beginning of lines."""
    text = document.text or ""
    head = _FRONT_MATTER.sub("", text[:_SNIFFED], count=1)
    if _SAYS_SO.match(head):
        return 95
    if _DATA_NAME.search(document.name) or _JSON.match(head):
        return 0
    if _FRAGMENT.match(head):
        return 80
    parts = len(_PART.findall(head))
    called = document.media_type in _HTML_TYPES or _HTML_NAME.search(document.name) is not None
    return 70 if parts >= _FEW_PARTS or (parts and called) else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read the page."""
    from selectolax.lexbor import LexborHTMLParser  # heavy, and most sources are no web pages

    source = document.text or ""
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in source:
        source = source.replace("\0", "")
    limits.check(source, document.origin)
    body = _without_front_matter(source)
    markdown = _is_markdown(document, body)
    parsed = LexborHTMLParser(body)
    seen = tree.see(
        parsed, source, origin=document.origin, markdown=markdown, zone=settle_zone(policy.tz) if policy.tz else None
    )
    head = _head_title(source)
    if head is not None and not any(one.line.text == head.text for one in seen.page):
        seen.page.insert(0, Lined(head))
    lines = [labelled(one) for one in seen.page]
    if markdown:
        lines = list(_with_markdown(lines))
    title = _title(lines, head)
    tell_employers(seen.cards)
    shown: Reading | IcsgenError
    try:
        plain = None if markdown else read_plain(seen.page, lines, document, policy, title)
        if plain is not None:
            shown = finish(document, plain, policy)
        else:
            shown = _completed(read_lines(document, lines, policy, title=title), seen.cards)
    except IcsgenError as error:
        shown = error
    described = schema_org.described(parsed, document, source)
    described.title = described.title or title
    reading = once(_best(shown, described, lines, document, policy))
    problems = tuple(sorted((*reading.problems, *_own_problems(seen, document)), key=lambda one: one.line or 0))
    return replace(reading, problems=problems, notes=(*reading.notes, *seen.notes), visible=tuple(seen.visible))


def _without_front_matter(source: str) -> str:
    """The page without the YAML above it, its lines where they were."""
    match = _FRONT_MATTER.match(source)
    return source if match is None else "\n" * match[0].count("\n") + source[match.end() :]


def _is_markdown(document: Document, body: str) -> bool:
    if _SAYS_SO.match(body):
        return False
    return _MARKDOWN_NAME.search(document.name) is not None or bool(
        _MARKDOWN.search(body) and not _FRAGMENT.match(body)
    )


def _with_markdown(lines: list[Line]) -> Iterator[Line]:
    """The lines with the marks of Markdown read in those that stand outside of elements."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.kind == "text" and line.number > (run[-1].number if run else 0):
            run.append(line)
            continue
        if run:
            yield from _marked(run)
            run = []
        if line is not None:
            yield line


def _marked(run: list[Line]) -> Iterator[Line]:
    first = run[0].number
    raw = [""] * (run[-1].number - first + 1)
    links = {}
    for line in run:
        raw[line.number - first] = line.text
        links[line.number] = line.links
    before = 0 if first == 1 else 1  # front matter stands at the top of the page only
    for line in markdown_lines([""] * before + raw):
        number = line.number + first - 1 - before
        yield line._replace(number=number, links=(*links.get(number, ()), *line.links))


def _head_title(source: str) -> Line | None:
    """The title in the page's head, which a reader sees over the window."""
    match = _TITLE.search(source[:_SNIFFED])
    text = plain_line(match[1]) if match else ""
    return Line(source.count("\n", 0, match.start(1)) + 1, text) if match and text else None


def _title(lines: list[Line], head: Line | None) -> str:
    """The page's own heading if it has just one that says something, else the title in its head."""
    heads = [line.text for line in lines if line.kind == "heading" and line.level == 1]
    if len(heads) == 1 and not _GENERIC.fullmatch(heads[0]):
        return heads[0]
    return "" if head is None or _GENERIC.fullmatch(head.text) else head.text


def _completed(reading: Reading, cards: list[Card]) -> Reading:
    """The reading with what the page itself says of its talks."""
    by_line: dict[int, list[Card]] = {}
    for card in cards:
        by_line.setdefault(card.number, []).append(card)

    def complete(talk: Talk) -> Talk:
        card = next((one for one in by_line.get(talk.line or 0, ()) if one.is_of(talk)), None)
        return card.complete(talk) if card is not None else talk

    return replace(reading, programme=replace(reading.programme, talks=tuple(map(complete, reading.programme.talks))))


# -- what is shown, and what is described -----------------------------------------------------------------------


def _best(
    shown: Reading | IcsgenError, described: Findings, lines: list[Line], document: Document, policy: Policy
) -> Reading:
    """The reading of what the page shows, or of what it describes, or of both; never a talk twice.

    :raises IcsgenError: that of what it shows, if it describes no programme.
    """
    if not described.drafts:
        return _or_raise(shown, described)
    try:
        told = finish(document, described, policy)
    except IcsgenError as error:
        return _or_raise(error if isinstance(shown, NoTimeError) else shown, described)
    if isinstance(shown, IcsgenError):
        ranges = 0 if isinstance(shown, NoTimeError) else sum(_has_range(line) for line in lines)
        if len(told.programme.talks) * 5 < ranges * 4:
            raise shown
        return told
    starts = {_start(talk) for talk in told.programme.talks}
    if all(_start(talk) in starts for talk in shown.programme.talks):
        return replace(told, notes=(*told.notes, "read from what the page describes for machines (schema.org)"))
    return _together(shown, told)


def _or_raise(shown: Reading | IcsgenError, described: Findings) -> Reading:
    if isinstance(shown, IcsgenError):
        raise shown
    return replace(shown, notes=(*shown.notes, *described.notes)) if described.notes else shown


def _together(shown: Reading, told: Reading) -> Reading:
    """What is shown, and what is described besides: no talk is lost, none doubled, no frame taken for one."""
    talks = list(shown.programme.talks)
    starts = {_start(talk) for talk in talks}
    titles = {talk.title.casefold() for talk in talks}
    for talk in told.programme.talks:
        if _start(talk) not in starts and talk.title.casefold() not in titles and not _frames(talk, talks):
            talks.append(talk)
    return replace(shown, programme=replace(shown.programme, talks=tuple(talks)))


def _frames(whole: Talk, talks: list[Talk]) -> bool:
    """Whether other talks lie in it: it is the conference, or a day of it."""
    span = whole.when
    if not isinstance(span, Timed):
        return True
    inside = [talk for talk in talks if isinstance(talk.when, Timed) and span.start <= talk.when.start < span.end]
    return len(inside) > 1


def _start(talk: Talk) -> object:
    return talk.when.start if isinstance(talk.when, Timed) else talk.when.first


def _has_range(line: Line) -> bool:
    return len(line.text) < 400 and any(phrase.end is not None for phrase in find(line.text))


def _own_problems(seen: Seen, document: Document) -> Iterator[Problem]:
    for number, words, message in seen.doubts:
        yield Problem(message=message, kind="doubt", origin=document.origin, line=number, text=words)
    for line in seen.struck:
        if _has_range(line):
            message = "struck out on the page, so no event"
            yield Problem(message=message, kind="doubt", origin=document.origin, line=line.number, text=line.text)
