"""Blocks beside each other below one time, each with a title and who speaks: talks without times of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.shape import is_prose
from icsgen.readers.web.abreast import are_talk
from icsgen.readers.web.lined import Lined

_FEWEST = 2


def parted_blocks(lines: Sequence[Lined], starts: Sequence[int]) -> list[Lined] | None:
    """The lines with title and people apart, if an element sets the title apart in each of the blocks."""
    blocks = _blocks(lines, starts)
    if not blocks or not all(len(block) == 1 and block[0].loose for block in blocks):
        return None
    parted = list(lines[: len(lines) - len(blocks)])
    for (one,) in blocks:
        title, people = one.loose or ("", "")
        parted += [one.said(title), Lined(Line(one.line.number, people))]
    return parted


def unheard(lines: Sequence[Lined], starts: Sequence[int]) -> tuple[int, str, str] | None:
    """The doubt that the lines of an element leave, whose blocks begin at ``starts``; ``None`` if they leave none.

    Where nothing but titles and people stand in the blocks, the reader of lines lists them, and tells it.
    """
    blocks = _blocks(lines, starts)
    if not blocks or not any(is_prose(one.line.text) for block in blocks for one in block[_FEWEST:]):
        return None
    if not all(len(block) > 1 and are_talk(block[0], block[1]) for block in blocks):
        return None
    titles = ", ".join(repr(block[0].line.text) for block in blocks[1:])
    message = f"talks stand under this time without times of their own; the first one's description holds {titles}"
    return lines[0].line.number, lines[0].line.text, message


def _blocks(lines: Sequence[Lined], starts: Sequence[int]) -> list[Sequence[Lined]]:
    """The blocks below a time that is all that stands above them, two or more."""
    below = starts[1:] if starts[0] == 0 else starts
    if len(below) < _FEWEST or below[0] != 1 or not lines[0].is_time():
        return []
    return [lines[first:last] for first, last in pairwise((*below, len(lines)))]
