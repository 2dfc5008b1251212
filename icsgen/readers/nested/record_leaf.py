"""A record that is a talk, and what the records around it say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from icsgen.readers.markup.trees import Tree
from icsgen.readers.nested.record_fields import Fields
from icsgen.readers.tabular.vocabulary import Role

Said: TypeAlias = tuple[tuple[Role, str, Tree], ...]
"""Role, key and value of what is said about time."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the records around a record say of it."""

    times: Said = ()
    clock: bool = False
    """A slot without a name gives the hour."""
    labels: tuple[tuple[Role, str], ...] = ()
    """Room, track, session, type."""

    def label(self, role: Role) -> str:
        """The innermost label of that role."""
        return next((text for name, text in reversed(self.labels) if name == role), "")


@dataclass(slots=True)
class Leaf:
    """A record that is a talk."""

    fields: Fields
    around: Around
    where: str
    shape: str
    """The path without its numbers: what has the same shape has the same fields."""
