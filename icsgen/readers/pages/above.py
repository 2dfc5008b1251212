"""The lines above a talk's time, where a page writes the title first: read upwards, they end at the talk's title."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.blocks import take_links
from icsgen.readers.pages.chrome import is_chrome, undecorated, without_tails
from icsgen.readers.pages.kinds import is_type
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.places import place_of
from icsgen.readers.pages.shape import is_prose, is_title


def read_above(block: Block, lines: Sequence[Line]) -> int:
    """Read the lines above a talk's time, upwards. How many of them, counted from the last, are the talk's."""
    used = 0
    kept = list(lines[-40:])
    index = len(kept)
    while index > 0:
        line = kept[index - 1]
        text = undecorated(line.text)
        if not text or is_chrome(text):
            index -= 1
            continue
        if label := label_of(line.text):
            if block.title or not (block.take_label(label) or (label.role == "time" and not label.rest)):
                break
            index -= 1
            used = len(kept) - index
            continue
        if block.title:
            if is_type(text) and not block.type and not text.endswith("s"):  # 'Tutorials' heads a page
                block.type = text.strip("()[]: ")
                used = len(kept) - index + 1
            break
        if not block.speakers and (people := people_of(line.text)) and _title_above(kept[: index - 1]):
            block.speakers[:0] = people
        elif (room := place_of(text)) is not None and not block.room and _title_above(kept[: index - 1]):
            block.room = room
        elif line.kind != "heading" and (is_prose(text) or not is_title(text)):
            break
        else:
            block.title = without_tails(text)
            take_links(block, line)
        index -= 1
        used = len(kept) - index
    return used


def _title_above(lines: Sequence[Line]) -> bool:
    for line in reversed(lines):
        text = undecorated(line.text)
        if text and not is_chrome(text):
            return is_title(text) or label_of(line.text) is not None
    return False
