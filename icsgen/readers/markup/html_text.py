"""HTML fragments as plain text: what abstracts, descriptions and titles come wrapped in.

:func:`text_and_html` is for abstracts, :func:`plain_line` for titles. Text that merely contains ``<`` or ``&`` is
left alone: 'vector<int>' and 'AT&T' are no HTML. selectolax is imported when there is something to parse.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONGEST = 2_000_000
"""A longer fragment is no abstract, and is not parsed."""

_BLOCK = (
    r"p|div|ul|ol|li|dl|dt|dd|h[1-6]|table|tr|td|th|thead|tbody|blockquote|pre|section|article|figure|figcaption|center"
)
_INLINE = (
    r"a|abbr|acronym|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var"
)
_IS_BLOCK = re.compile(rf"<(?:(?:{_BLOCK})(?:\s[^<>]*)?|/(?:{_BLOCK})\s*|(?:br|hr)\b[^<>]*)>", re.IGNORECASE)
_IS_INLINE = re.compile(rf"</(?:{_INLINE})\s*>|<(?:img|a)\s[^<>]+>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_UNSAFE = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|object|embed|link|meta|base|form|input|svg|math)\b"
    r"|<[^>]*(?:[\s/\"']on\w+\s*=|javascript\s*:|data\s*:\s*text)",
    re.IGNORECASE,
)
_SPACES = " \t\r\n\f"
_PARAGRAPH = frozenset("p ul ol dl blockquote pre h1 h2 h3 h4 h5 h6 table section article figure hr center".split())  # noqa: SIM905 - one row, to be read at a glance
_LINE = frozenset(("div", "li", "dt", "dd", "tr", "br", "figcaption", "thead", "tbody", "caption", "header", "footer"))
_UNSEEN = frozenset("script style template head title noscript iframe object svg math -comment -doctype".split())  # noqa: SIM905 - one row, to be read at a glance


def is_html(text: str) -> bool:
    """Whether the text has markup that a browser would act on.

    >>> is_html("<p>Hello"), is_html("a <b>bold</b> word"), is_html("vector<int> & List<a>")
    (True, True, False)
    """
    return "<" in text and bool(_IS_BLOCK.search(text) or _IS_INLINE.search(text))


def text_and_html(value: str) -> tuple[str, str]:
    """A text that may be HTML as plain text, and as HTML if it is; HTML that could run something is left out.

    >>> text_and_html("<p>One &amp; <b>two</b></p>")
    ('One & two', '<p>One &amp; <b>two</b></p>')
    >>> text_and_html("1 < 2, 'Q&amp;A'")
    ("1 < 2, 'Q&A'", '')
    """
    if "<" in value and (simple := _paragraphs(value)) is not None:
        return simple, value
    if len(value) > LONGEST or not is_html(value):
        return (html.unescape(value) if "&" in value and _ENTITY.search(value) else value), ""
    return plain(value), "" if _UNSAFE.search(value) else value


def plain_line(value: str) -> str:
    """A title as one line of plain text.

    >>> plain_line("Q&amp;A with <i>Ann</i><br/>today")
    'Q&A with Ann today'
    """
    if len(value) <= LONGEST and is_html(value):
        value = plain(value, links=False)
    elif "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
    return " ".join(value.split())


def plain(fragment: str, *, links: bool = True) -> str:
    """An HTML fragment as plain text: paragraphs apart by a blank line, items with a dash, addresses in brackets.

    Without any block element the fragment's own newlines stand.

    >>> plain("<p>See <a href='https://x.example/y'>this</a>:</p><ul><li>one</li><li>two</li></ul>")
    'See this (https://x.example/y):\\n\\n- one\\n- two'
    """
    if (simple := _paragraphs(fragment)) is not None:
        return simple
    from selectolax.lexbor import LexborHTMLParser  # not needed to read plain text

    if not _IS_BLOCK.search(fragment):
        fragment = re.sub(r"\r\n?|\n", "<br>", fragment)
    body = LexborHTMLParser(fragment).body
    return _Writer(links).text(body) if body is not None else ""


def _paragraphs(fragment: str) -> str | None:
    """The text of a fragment that is plain paragraphs and nothing else, as most abstracts are: that needs no parser."""
    parts = fragment.split("</p>")
    if fragment.count("<") != 2 * (len(parts) - 1) or parts.pop().strip(_SPACES) or "\0" in fragment:
        return None
    texts = []
    for part in parts:
        before, tag, text = part.partition("<p>")
        if not tag or before.strip(_SPACES):
            return None
        texts.append(_spaced(html.unescape(text)).strip(" "))
    return "\n\n".join(filter(None, texts)).strip()


def _spaced(text: str) -> str:
    """With one space for each run of them, of tabs and of newlines; a good deal faster than by a pattern."""
    for space in _SPACES[1:]:
        if space in text:
            text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


class _Writer:
    """Walks a tree without recursion, since its depth is the author's."""

    def __init__(self, links: bool) -> None:
        self.links = links
        self.out: list[str] = []
        self.due = 0
        """Newlines before the next text."""
        self.pre = 0
        self.lists: list[int] = []
        """Of the open lists: the number of the last item, -1 where items have none."""

    def text(self, body: LexborNode) -> str:
        stack: list[LexborNode | tuple[str, str, int]] = []
        if body.child is not None:
            stack.append(body.child)
        while stack:
            node = stack.pop()
            if isinstance(node, tuple):
                self._close(*node)
                continue
            if node.next is not None:
                stack.append(node.next)
            tag = node.tag or ""
            if tag == "-text":
                self._write(node.text_content or "")
            elif tag not in _UNSEEN:
                stack.append((tag, self._open(tag, node), len(self.out)))
                if node.child is not None:
                    stack.append(node.child)
        return "".join(self.out).strip()

    def _write(self, text: str) -> None:
        if not self.pre:
            text = _spaced(text)
            if self.due or not self.out or self.out[-1].endswith(" "):
                text = text.removeprefix(" ")
        if text:
            self._put(text)

    def _put(self, text: str) -> None:
        if self.due:
            self.out[-1] = self.out[-1].rstrip(" ")
            self.out.append("\n" * self.due)
            self.due = 0
        self.out.append(text)

    def _open(self, tag: str, node: LexborNode) -> str:
        """Returns the address that a link shows when it closes."""
        if tag in _PARAGRAPH:
            self._break(1 if tag in ("ul", "ol") and self.lists else 2)
        elif tag in _LINE:
            self._break(1, add=tag == "br")
        if tag == "li":
            self._item()
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        elif tag in ("td", "th"):
            self._write(" ")
        elif tag == "pre":
            self.pre += 1
        elif tag == "img":
            self._write(node.attributes.get("alt") or "")
        elif tag == "a" and self.links:
            return (node.attributes.get("href") or "").strip()
        return ""

    def _close(self, tag: str, address: str, since: int) -> None:
        if tag == "pre":
            self.pre -= 1
        elif tag in ("ul", "ol"):
            self.lists.pop()
        if address.startswith(("http://", "https://")):
            shown = "".join(self.out[since:]).strip()
            if shown and shown.rstrip("/…") not in address:
                self._write(f" ({address})")
        if tag in _PARAGRAPH:
            self._break(1 if tag in ("ul", "ol") and self.lists else 2)
        elif tag in _LINE and tag != "br":
            self._break(1)

    def _item(self) -> None:
        indent = "  " * (len(self.lists) - 1)
        if self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            self._put(f"{indent}{self.lists[-1]}. ")
        else:
            self._put(f"{indent}- ")

    def _break(self, newlines: int, *, add: bool = False) -> None:
        if self.out:
            self.due = min(self.due + newlines, 2) if add else max(self.due, newlines)
