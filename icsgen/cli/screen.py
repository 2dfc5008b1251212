"""Text for people: colours and drawn tables on a terminal, plain aligned lines everywhere else.

rich is imported when a terminal is there to be written to, and only then. ``NO_COLOR``, ``TERM=dumb`` and pipes are
respected. Whatever comes from a source loses its control characters here, so that no page can steer a terminal.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console

Style: TypeAlias = Literal["", "title", "time", "dim", "good", "warn", "bad"]
_STYLES: dict[Style, str] = {
    "": "",
    "title": "bold",
    "time": "cyan",
    "dim": "dim",
    "good": "green",
    "warn": "yellow",
    "bad": "bold red",
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
Span: TypeAlias = tuple[str, Style]


class Screen:
    """One stream, and how to write to it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    @property
    def is_terminal(self) -> bool:
        """Whether somebody looks at it who can be asked and shown progress."""
        return self.stream.isatty() and os.environ.get("TERM") != "dumb"

    @cached_property
    def _console(self) -> Console | None:
        if not self.is_terminal and not os.environ.get("FORCE_COLOR"):
            return None
        from rich.console import Console  # takes 60 ms, and only a terminal needs it

        return Console(file=self.stream, highlight=False, soft_wrap=True)

    @property
    def width(self) -> int:
        """Columns; endless where nobody looks."""
        return shutil.get_terminal_size().columns if self.is_terminal or os.environ.get("FORCE_COLOR") else 10_000

    def line(self, *spans: str | Span) -> None:
        """One line of styled spans."""
        parts: list[Span] = [(span, "") if isinstance(span, str) else span for span in spans]
        if self._console is None:
            self.stream.write(_safe("".join(text for text, _ in parts)).rstrip() + "\n")
            return
        from rich.text import Text  # loaded with the console

        self._console.print(Text.assemble(*((_safe(text), _STYLES[style]) for text, style in parts)))

    def error(self, message: str) -> None:
        """What went wrong: the first line stands out, the others say what to do."""
        first, *others = message.splitlines()
        self.line(("✗ ", "bad"), (first, "bad"))
        for other in others:
            self.line(other)
        self.stream.flush()

    def table(self, rows: Sequence[Sequence[str]], styles: Sequence[Style] = (), *, indent: str = "  ") -> None:
        """Aligned columns without the empty ones. On a terminal the widest gives way until a row fits on a line."""
        cells = [[_safe(cell).replace("\n", " ") for cell in row] for row in rows]
        if not cells:
            return
        widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
        kept = [place for place, width in enumerate(widths) if width]
        cells = [[row[place] for place in kept] for row in cells]
        styles = [styles[place] for place in kept if place < len(styles)]
        widths = [widths[place] for place in kept]
        spare = self.width - len(indent) - 2 * (len(widths) - 1) - sum(widths)
        while spare < 0 and max(widths) > 12:
            widest = widths.index(max(widths))
            cut = min(-spare, widths[widest] - max(sorted(widths)[-2] if len(widths) > 1 else 12, 12) or 1)
            widths[widest] -= max(cut, 1)
            spare += max(cut, 1)
        for row in cells:
            spans: list[str | Span] = [indent]
            for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
                fitted = shorten(cell, width)
                gap = "  " if place < len(row) - 1 else ""
                style: Style = styles[place] if place < len(styles) else ""
                spans.append((fitted + " " * (width - columns(fitted) if gap else 0) + gap, style))
            self.line(*spans)


def _safe(text: str) -> str:
    return _CONTROL.sub("�", text)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def shorten(text: str, width: int) -> str:
    """The text, cut to the columns with an ellipsis if need be.

    >>> shorten("a long title", 7)
    'a long…'
    """
    if columns(text) <= width:
        return text
    kept, room = "", width - 1
    for character in text:
        room -= columns(character)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + "…"
