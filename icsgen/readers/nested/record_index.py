"""An index of a tree: what the ids in it stand for, where a talk refers to its room, its people or itself by id."""

from __future__ import annotations

from dataclasses import dataclass, field

from icsgen.model import Speaker
from icsgen.readers.markup.trees import Tree
from icsgen.readers.nested.record_fields import Fields, Names, fields_of
from icsgen.readers.nested.record_names import is_map, name_of, refers_to_talks
from icsgen.readers.persons import persons
from icsgen.readers.tabular.fields import header_of
from icsgen.readers.tabular.vocabulary import Role

_DEEPEST = 6
_REFERRED: frozenset[Role] = frozenset(("speakers", "room", "track"))


@dataclass(slots=True)
class Index:
    """What ids stand for."""

    named: dict[tuple[Role, str], Tree] = field(default_factory=dict)
    """Of a room, a track or a person."""
    records: dict[str, list[dict[str, Tree]]] = field(default_factory=dict)
    """Of anything else."""

    @classmethod
    def of(cls, tree: Tree) -> Index:
        """Of all that has an id in the tree."""
        made = cls()
        _index(tree, "", made, 0)
        return made

    def talk(self, id_: Tree) -> dict[str, Tree] | None:
        """The talk without a time that an id stands for."""
        for record in self.records.get(str(id_), ()):
            fields = fields_of(record)
            if fields.title and not fields.has_clock:
                return record
        return None

    def resolved(self, fields: Fields) -> Fields:
        """With the ids of people, rooms and tracks replaced by what they stand for."""
        for key, value in fields.own.items():
            meanings = header_of(key).meanings
            role = meanings[0][0] if meanings else None
            if role == "speakers":
                fields.own[key] = self._people(value)
            elif role in ("room", "track") and (named := self.named.get((role, str(value)))) is not None:
                fields.own[key] = name_of(named)
        return fields

    def _people(self, value: Tree) -> Tree:
        if not isinstance(value, Names):
            named = self.named.get(("speakers", str(value)))
            return value if named is None else Names.of(persons(named))
        made: list[Speaker] = []
        for one in value.people:
            named = self.named.get(("speakers", one.name))
            made += [one] if named is None else persons(named)
        return Names.of(tuple(made))


def _index(tree: Tree, key: str, found: Index, depth: int) -> None:
    """Lists and maps of people, rooms, tracks and talks that others refer to by id."""
    if depth > _DEEPEST:
        return
    if isinstance(tree, dict):
        for name, value in tree.items():
            if isinstance(value, dict | list):
                _index(value, name, found, depth + 1)
        meanings = header_of(key).meanings
        if is_map(tree) or (meanings and meanings[0][0] in _REFERRED):
            for name, value in tree.items():
                _name(key, name, value, found)
    elif isinstance(tree, list):
        for value in tree:
            if isinstance(value, dict):
                for name in ("id", "slug", "uid", "key", "code", "ID", "_id", "guid", "uuid", "ident"):
                    if isinstance(one := value.get(name), str | int):
                        _name(key, str(one), value, found)
            if isinstance(value, dict | list):
                _index(value, key, found, depth + 1)


def _name(key: str, id_: str, value: Tree, found: Index) -> None:
    meanings = header_of(key).meanings
    role = meanings[0][0] if meanings else None
    if not isinstance(value, dict):
        return
    if role in _REFERRED and name_of(value):
        found.named.setdefault((role, id_), value)
    else:
        found.records.setdefault(id_, []).append(value)


def ids_of_talks(fields: Fields) -> list[str]:
    """The ids by which a record names talks: ``sessionIds: [7, 8]``."""
    named = (value for key, value in fields.own.items() if refers_to_talks(key))
    return [one.strip() for value in named for one in str(value).split(",") if one.strip()]
