"""What elements set apart within a line, bold or as a link, and what of a talk that tells apart."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.web.lined import Lined
from icsgen.readers.web.parted import Parted, parted
from icsgen.readers.web.seen import squeezed

_MOST = 6
"""Elements that set apart parts of one talk's line; in running text there may be more."""


class Marks:
    """The elements that set apart parts of the line at hand."""

    def __init__(self) -> None:
        self.places: list[tuple[int, int, str]] = []
        """From which piece of the line to which, and the tag of the element."""

    def add(self, start: int, end: int, tag: str) -> None:
        """One more, in which others may stand."""
        if start < end:
            if self.places and self.places[-1][0] >= start:
                self.places.pop()
            self.places.append((start, end, tag))

    def add_behind(self, start: int, end: int) -> None:
        """One that by itself sets nothing apart, and may behind another."""
        if self.places and start >= self.places[-1][1]:
            self.add(start, end, "")

    def parted(self, pieces: Sequence[str], *, timed: bool) -> Parted | None:
        """A talk's line as title and people. ``timed``: its time stands above it, or beside its cell."""
        if labelled := self._labelled(pieces):
            return labelled
        for start, end, tag in self.places if len(self.places) <= _MOST else ():
            if end == len(pieces):
                return None
            lead, marked, tail = (squeezed("".join(part)) for part in (pieces[:start], pieces[start:end], pieces[end:]))
            if _is_time(marked):
                continue
            if not (_is_time(lead) if lead else timed) or not tail or not marked:
                return None
            first, last, _ = self.places[-1]
            second = squeezed("".join(pieces[first:last])) if first >= end else ""
            found = parted(marked, tail, link=tag == "a", second=second)
            return found and found._replace(title=f"{lead} {found.title}".strip())
        return None

    def loose(self, pieces: Sequence[str]) -> tuple[str, str] | None:
        """Title and people where an element at the line's beginning sets the title apart, and nothing else does."""
        start, end, _ = self.places[0]
        if start or end == len(pieces) or len(self.places) > 1:
            return None
        title, people = squeezed("".join(pieces[:end])), squeezed("".join(pieces[end:]))
        told = " " in title and is_title(title) and people_of(people) and not people_of(title)
        return (title, people) if told else None

    def _labelled(self, pieces: Sequence[str]) -> Parted | None:
        """A line at whose end an element says who moderates it, speaks or where: '<i>Chair: Ann Lee</i>'."""
        start, end, _ = self.places[-1]
        if not start or "".join(pieces[end:]).strip():
            return None
        lead, marked = (squeezed("".join(part)) for part in (pieces[:start], pieces[start:end]))
        label = label_of(marked)
        told = label is not None and label.rest and label.role in ("moderators", "speakers", "room")
        return Parted(lead, marked, "") if lead and told else None


def _is_time(text: str) -> bool:
    return Lined(Line(0, text)).is_time()
