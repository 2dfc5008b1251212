"""An element that is open while a page is walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icsgen.readers.web.elements import Sort
from icsgen.readers.web.lined import Lined

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Open:
    """An element that is open."""

    __slots__ = (
        *("node", "tag", "sort", "role", "owner"),
        *("value", "piece", "flushed"),
        *("sink", "start", "barren", "looked_at", "around", "blocks"),
    )
    piece: int
    flushed: int
    start: int
    around: Open | None
    blocks: list[int]

    def __init__(self, node: LexborNode, tag: str, sort: Sort, role: str, owner: int) -> None:
        self.node = node
        self.tag = tag
        self.sort = sort
        self.role = role
        """Of the text right around it, which goes on when it ends."""
        self.owner = owner
        """Which element's role that is."""
        self.value = ""
        """The address of a link, or what machines read of a time; its text begins at ``piece``, ``flushed``."""
        self.sink: list[Lined] | None = None
        """Of an element that may be a talk: where its lines go, from ``start`` on. It is none if it is ``barren``: a
        talk stands in it. ``looked_at`` of its lines were already looked at, as those of an element in it. ``around``
        is the one that it stands in, ``blocks`` is where those begin that stand in it."""
        self.barren = False
        self.looked_at = 0
