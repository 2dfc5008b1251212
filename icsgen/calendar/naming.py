"""What an update is called whose source states no title: as the feed is, for files are renamed and feeds are not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from icsgen.model import Programme

if TYPE_CHECKING:
    from icsgen.calendar.previous import Previous


def called_as(programme: Programme, before: str) -> Programme:
    """The programme under the name that it had, if its own is only its file's."""
    return replace(programme, title=before) if programme.unnamed and before else programme


def title_of_parts(parts: Sequence[Previous], shares: Collection[str]) -> str:
    """The title that the calendars of a split programme have in common; empty if they agree on none.

    Each is called after it and its share: 'Conf: Hall A', 'Conf: Hall B'.
    """
    titles = {
        part.name.removesuffix(f": {share}") for part in parts for share in shares if part.name.endswith(f": {share}")
    }
    return titles.pop() if len(titles) == 1 else ""
