"""The lines that belong to one talk: its title, its kind, its people, its room, its abstract.

The lines below a time are read downwards: what is not yet known is looked for first, and from the first line that is
none of it on the rest is the abstract, as it stands. The lines above a time, where a page writes the title first, are
read upwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.chrome import is_chrome, is_footer, undecorated, without_tails, without_video_lead
from icsgen.readers.pages.kinds import is_kind, is_several, is_type, kind_of
from icsgen.readers.pages.labels import label_of, parent_of
from icsgen.readers.pages.listed import is_holder
from icsgen.readers.pages.names import is_affiliation, people_of
from icsgen.readers.pages.places import place_of
from icsgen.readers.pages.rooms import is_weak, room_of
from icsgen.readers.pages.shape import is_prose, is_title
from icsgen.readers.pages.torn import joined_brackets

_VIDEO = Pattern(r"slideslive|youtu\.?be|vimeo|zoom\.us|bilibili|meet\.google|teams\.microsoft", re.IGNORECASE)
_QUOTED = Pattern(r"[\"“„«]\s?([^\"“”„«»]{3,300}?)\s?[\"“”»]")
_KIND_BEHIND = Pattern(r"(?P<people>\S.{3,200}?)\s+(?:-{1,3}|[–—])\s+(?P<kind>[A-Z][\w\s-]{2,30})")
"""'Ann Lee, Kite Labs -- Keynote Talk'."""
_ATTACHED = Pattern(r"\s*(?:🔗|»|\|)\s*")


def read_below(block: Block, lines: Sequence[Line], links: tuple[tuple[str, str], ...] = ()) -> None:
    """Read the lines below a talk's time, downwards. ``links`` are those of the time's own line."""
    if links:
        take_links(block, Line(0, block.title, links=links))
    pending = joined_brackets(lines)
    for place, line in enumerate(pending):
        if is_footer(line.text):
            break
        take_links(block, line)
        if not block.title:
            _seek_title(block, line, pending[place + 1 :])
        elif not block.in_abstract:
            _seek_rest(block, line, pending[place + 1 :])
        else:
            _continue(block, line)
    _take_last(block)


def _take_last(block: Block) -> None:
    """Who speaks, where only the last line below an abstract says it: a bare list of names behind a sentence."""
    filled = [at for at, line in enumerate(block.abstract) if line.strip()]
    if block.speakers or len(filled) < 2 or not is_prose(block.abstract[filled[-2]]):
        return
    if people := people_of(block.abstract[filled[-1]]):
        block.speakers += people
        del block.abstract[filled[-1] :]


def _seek_title(block: Block, line: Line, below: Sequence[Line]) -> None:
    text = undecorated(line.text)
    if not text or is_chrome(text) or _took_chair(block, text):
        return
    if _as_label(block, line.text):
        return
    room = room_of(text)
    if (
        room
        and not is_type(text)
        and not block.room
        and _next_title(below)
        and not (is_weak(text) and _next_room(below))
    ):
        block.room = room
        return
    sure = text.endswith(":") or (text[0] == "(" and text[-1] == ")")
    if (
        is_kind(text)
        and not is_several(text)
        and (_next_title(below) or (sure and any(not line.blank for line in below)))
    ):
        block.type = block.type or text.strip("()[]: ")
        block.title_next = text[0] == "("
        return
    if text.endswith(":") and (people := people_of(text[:-1])) and _next_title(below, certain=True):
        block.speakers += people
        return
    if not block.title_next and (people := people_of(line.text)):
        certain = len(people) > 1 or bool(people[0].affiliation)
        if _next_title(below, certain=certain) and (certain or not block.speakers):
            block.speakers += people
            return
    if is_prose(text) and text[-1] == "." and not _people_next(below):  # a sentence, and no title
        block.abstract.append(line.text)
        return
    block.take_title(text, whole=not line.cells and not _one_line(below))


def _one_line(below: Sequence[Line]) -> bool:
    """Whether nothing about the talk can follow, so that its title line may hold its people as well."""
    return not any(people_of(line.text) for line in below[:6])


def _next_title(below: Sequence[Line], *, certain: bool = False) -> bool:
    """Whether the next line that says anything could still be a title. ``certain``: it stands below people for sure."""
    for place, line in enumerate(below):
        text = undecorated(line.text)
        if not text or is_chrome(text) or parent_of(text) or (room_of(text) is not None and not is_weak(text)):
            continue
        if not is_title(text) or text.endswith(".") or label_of(text) is not None or text.startswith("("):
            return False
        people = people_of(text)
        if certain and people and (len(people) > 1 or people[0].affiliation):
            continue
        alone = len(people) == 1 and not people[0].affiliation
        return not people or (alone and (certain or _people_next(below[place + 1 :])))
    return False


def _next_room(below: Sequence[Line]) -> bool:
    """Whether the next line that says anything names a room."""
    following = next((line for line in below if not line.blank and not is_chrome(line.text)), None)
    return following is not None and room_of(undecorated(following.text)) is not None


def _people_next(below: Sequence[Line]) -> bool:
    """Whether the next line that says anything names people, so that the one above it is hardly a name."""
    following = next((line for line in below if not line.blank and not is_chrome(line.text)), None)
    return following is not None and bool(people_of(following.text))


def _seek_rest(block: Block, line: Line, below: Sequence[Line]) -> None:
    text = undecorated(line.text)
    if not text or _took_chair(block, text) or _as_label(block, line.text) or is_chrome(text):
        return
    if (parent := parent_of(text)) and not is_prose(text) and block.session in ("", parent):
        block.session = parent
        return
    bracketed = text[0] in "([" and text[-1] in ")]" and len(text) < 60
    if (
        bracketed
        and not block.type
        and room_of(text) is None
        and not people_of(text[1:-1])
        and not any(map(str.isdigit, text))
    ):
        block.type = text[1:-1].strip()
        return
    if is_type(text) and not block.type:
        block.type = text.strip("()[]: ")
        return
    if (room := place_of(text)) is not None and not block.room:
        block.room = room
        return
    if kind_of(block.title) and not block.type and (quoted := _QUOTED.fullmatch(text)):
        block.type, block.title = block.title, quoted[1]
        return
    dashed = " -" in text or "–" in text or "—" in text
    if (
        dashed
        and (match := _KIND_BEHIND.fullmatch(text))
        and kind_of(match["kind"])
        and (people := people_of(match["people"]))
    ):
        block.type = block.type or match["kind"]
        block.take_people(people)
        return
    listed = line.kind == "item" and is_holder(block.title)  # '- A title (Ann Lee)', below 'Spotlights'
    if not listed and (people := people_of(line.text)):
        block.take_people(people)
        return
    if len(block.speakers) == 1 and not block.speakers[0].affiliation and is_affiliation(text):
        block.speakers = [Speaker(name=block.speakers[0].name, affiliation=text)]
        return
    if _is_named(block, text, below):
        block.type, block.title = block.title, without_tails(text)
        return
    if text == block.title:
        return
    block.in_abstract = True
    block.abstract.append(without_video_lead(line.text))


def _is_named(block: Block, text: str, below: Sequence[Line]) -> bool:
    """Whether the line is the title of what so far is called 'Keynote 1': people stand below it."""
    kind = kind_of(block.title)
    if not kind or block.speakers or is_several(kind) or is_holder(kind) or not is_title(text):
        return False
    return _people_next(below) and not any(is_prose(line.text) for line in below[:1])


def _took_chair(block: Block, text: str) -> bool:
    """Whether the line names who chairs, below a 'Chair:'."""
    if not block.chair_next:
        return False
    block.chair_next = False
    people = people_of(text)
    block.take_people(people, moderating=True)
    return bool(people)


def _continue(block: Block, line: Line) -> None:
    text = line.text
    stripped = text.strip()
    if not stripped:
        block.abstract.append("")
        return
    if _took_chair(block, text):
        return
    label = label_of(text)
    if label and label.role in ("speakers", "moderators", "room", "abstract", "session") and block.take_label(label):
        return
    if is_chrome(text):
        return
    after_blank = not block.abstract or not block.abstract[-1].strip()
    if not block.speakers and after_blank and line.kind != "item" and (people := people_of(text)):
        block.speakers += people
        return
    if _ATTACHED.search(text[-4:]) and (people := people_of(text)):
        block.speakers += [one for one in people if one not in block.speakers]
        return
    block.abstract.append(without_video_lead(text))


def _as_label(block: Block, text: str) -> bool:
    label = label_of(text)
    return label is not None and block.take_label(label)


def take_links(block: Block, line: Line) -> None:
    """The addresses of the line: the talk's page, its video."""
    for text, url in line.links:
        if not url.startswith(("http://", "https://")):
            continue
        if _VIDEO.search(url) or "video" in text.lower():
            block.video = block.video or url
            continue
        of_the_line = text and text in line.text and not block.in_abstract and not parent_of(line.text)
        of_the_title = not block.title or text.strip() in block.title or block.title in text
        if not block.url and of_the_line and of_the_title:
            block.url = url
