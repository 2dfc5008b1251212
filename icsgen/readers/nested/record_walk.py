"""A walk through a tree for the records that are talks, with what the records around them say of them.

A talk is the innermost record that has a time, its own or that of a slot without a name around it. The records
around it say its day, its room, its session. A record with a name
and a time that holds talks with their own is a session.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from icsgen.readers.markup.html_text import plain_line
from icsgen.readers.markup.trees import DEEPEST, Tree
from icsgen.readers.nested.record_days import begins_a_day, day_in, flagged_days, is_day, later_ones, states_hour
from icsgen.readers.nested.record_fields import Fields, fields_of, fields_of_place
from icsgen.readers.nested.record_index import Index, ids_of_talks
from icsgen.readers.nested.record_leaf import Around, Leaf
from icsgen.readers.nested.record_names import is_map, names_time
from icsgen.readers.nested.record_table import records_of
from icsgen.readers.tabular.fields import header_of
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.cells import read_cell

_SLOT: frozenset[Role] = frozenset(("start", "end", "when", "duration", "end date"))
_OCCURRENCES = re.compile(
    r"/(?:sessions|slots|times|occurrences|dates|schedules?|instances|showtimes|timeslots|time_?slots)\[\]$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:talks|papers|presentations|items|posters|events|sessions|speeches|lectures)$", re.IGNORECASE)
_DAYS = frozenset(("days", "schedule_days", "scheduledays", "tage", "jours", "días", "dias", "giorni"))
"""Lists whose items are one day each, dated or not."""
_SHARED: frozenset[Role] = frozenset(("speakers", "affiliation", "abstract", "url", "type", "track", "tags"))
_INHERITED: tuple[Role, ...] = ("room", "track", "type", "session")


@dataclass(slots=True)
class Walk:
    """What a tree holds."""

    leaves: list[Leaf] = field(default_factory=list)
    untimed: list[tuple[str, str, Fields]] = field(default_factory=list)
    """Records with a title and no time: where, shape, fields."""
    title: str = ""
    later: list[Leaf] = field(default_factory=list)
    """Talks of which nothing is known but the hour at which their day begins."""
    unknown: list[tuple[str, str]] = field(default_factory=list)
    """Where an id of a talk stands that stands for nothing."""


def walk(tree: Tree) -> Walk:
    """Find the talks in a tree."""
    found = Walk()
    _Walker(found, Index.of(tree)).visit(tree, "", Around(), "", "", 0)
    sessions = {leaf.around.label("session") for leaf in found.leaves}
    if len(found.leaves) > 1 and len(sessions) == 1 and (common := sessions.pop()):  # what is of all is of none
        found.title = found.title or common
        for leaf in found.leaves:
            leaf.around = replace(
                leaf.around, labels=tuple(label for label in leaf.around.labels if label != ("session", common))
            )
    return found


class _Walker:
    def __init__(self, found: Walk, index: Index) -> None:
        self.found, self.index = found, index

    def visit(self, tree: Tree, key: str, around: Around, where: str, shape: str, depth: int) -> int:
        """The talks in this tree: how many were found."""
        if depth > DEEPEST:
            return 0
        if isinstance(tree, list):
            tree = records_of(tree)
            return sum(
                self._item(one, key, around, f"{where} / {key} {number}" if key else f"record {number}", shape, depth)
                for number, one in enumerate(tree, 1)
            )
        if not isinstance(tree, dict):
            return 0
        if is_map(tree):
            return sum(self._named(name, one, key, around, where, shape, depth) for name, one in tree.items())
        return self._record(tree, key, around, where, shape, depth)

    def _item(self, item: Tree, key: str, around: Around, where: str, shape: str, depth: int) -> int:
        where = where.removeprefix(" / ")
        if key.casefold() in _DAYS and (number := where.rpartition(" ")[2]).isdigit():
            around = replace(around, times=(*around.times, ("date", "day", f"Day {number}")))
        if isinstance(item, dict | list):
            return self.visit(item, key, around, where, f"{shape}/{key}[]", depth + 1)
        if around.clock and item is not None and not header_of(key).aside:
            return self._reference(item, key, around, where, shape, depth)
        if _PARTS.search(key) and (talk := self.index.talk(item)) is not None:
            self.found.untimed.append((where, f"{shape}/{key}[]", fields_of(talk)))
        elif isinstance(item, str) and " " in item and _PARTS.search(key):
            self.found.untimed.append((where, f"{shape}/{key}[]text", Fields({"title": item.strip()})))
        return 0

    def _reference(self, item: Tree, key: str, around: Around, where: str, shape: str, depth: int) -> int:
        """An id or a name where a talk would stand."""
        if (talk := self.index.talk(item)) is not None:
            return self._record(talk, key, around, where, f"{shape}/{key}[]", depth + 1)
        text = str(item).strip()
        if " " in text or (isinstance(item, str) and text.istitle()):
            self.found.leaves.append(Leaf(Fields({"title": text}), around, where, f"{shape}/{key}[]text"))
            return 1
        self.found.unknown.append((where, text))
        return 0

    def _named(self, name: str, value: Tree, key: str, around: Around, where: str, shape: str, depth: int) -> int:
        """A value of a map: its name is a day, an hour, a room or an id."""
        where = " / ".join(part for part in (where, key, name) if part)
        spoken = name.replace("_", " ")
        if names_time(name) and not (isinstance(value, dict) and str(value.get("id")) == name):
            cell = read_cell(spoken)
            assert cell is not None
            around = replace(
                around,
                times=(*around.times, ("when" if cell.start else "date", "when", spoken)),
                clock=around.clock or cell.start is not None,
            )
            if isinstance(value, str):
                self.found.leaves.append(Leaf(Fields({"title": value}), around, where, f"{shape}/{key}{{}}text"))
                return 1
        elif (role := _label_role(key)) != "session" or (role := _label_role(name)) != "session":
            around = replace(around, labels=(*around.labels, (role, spoken)))
        elif isinstance(value, dict) and "id" not in value and not is_map(value):
            value = _with_id(value, name)
        shape = f"{shape}/{key}{{}}"
        if isinstance(value, list):
            return sum(
                self._item(one, key or name, around, f"{where} {number}", shape, depth)
                for number, one in enumerate(value, 1)
            )
        return self.visit(value, key, around, where, shape, depth + 1)

    def _record(self, record: dict[str, Tree], key: str, around: Around, where: str, shape: str, depth: int) -> int:
        opened = fields_of_place if _label_role(key) in ("room", "track") else fields_of
        fields = self.index.resolved(opened(record))
        inner = _inside(fields, key, around) if fields.children else around
        before, unknown = len(self.found.untimed), len(self.found.unknown)
        count = sum(
            self.visit(child, name, inner, where, shape, depth + 1) if isinstance(child, dict | list) else 0
            for name, child in fields.children
        )
        if count:
            if (
                "[]" not in shape
                and "{}" not in shape
                and not self.found.title
                and fields.title
                and _label_role(key) == "session"
            ):
                self.found.title = fields.title
            self._occurrences(fields, self.found.leaves[-count:])
            return count - (self._later(inner, count) if begins_a_day(fields) else 0)
        if fields.has_clock or around.clock:
            if not (fields.title or fields.role("speakers")):
                referred = [
                    talk
                    for one in fields.own.values()
                    if isinstance(one, str | int) and (talk := self.index.talk(one)) is not None
                ]
                if referred:
                    for name, value in self.index.resolved(fields_of(referred[0])).own.items():
                        fields.own.setdefault(name, value)
            named = fields.title or fields.role("speakers")
            if not named:
                self.found.unknown += [(where, id_) for id_ in ids_of_talks(fields)]
            if not named and len(self.found.unknown) > unknown:
                return 0  # its name is in another file
            if named or fields.has_clock:
                fields.parts = [_part(part) for _, _, part in self.found.untimed[before:]]
                del self.found.untimed[before:]
                days = flagged_days(fields, around)
                for day in days or [around]:
                    self.found.leaves.append(Leaf(fields, day, where, shape))
                return max(1, len(days))
        if fields.title:
            self.found.untimed.append((where, shape, fields))
        return 0

    def _later(self, inner: Around, count: int) -> int:
        """Take those of the last talks out that have no hour but that at which their day begins: how many."""
        later = later_ones(self.found.leaves[-count:], len(inner.times))
        for leaf in later:
            self.found.leaves.remove(leaf)
            self.found.later.append(leaf)
        return len(later)

    def _occurrences(self, fields: Fields, leaves: list[Leaf]) -> None:
        """A talk that takes place several times: the times in it say which time it is, and nothing else."""
        rich = fields.title and not fields.has_clock and (fields.role("speakers") or fields.role("abstract"))
        if not rich or any(leaf.fields.role("speakers") or leaf.fields.role("abstract") for leaf in leaves):
            return
        if not all(_OCCURRENCES.search(leaf.shape) for leaf in leaves):
            return
        for leaf in leaves:
            said = leaf.fields.title
            own = {key: value for key, value in leaf.fields.own.items() if header_of(key).fit("title") < 1}
            whole = f"{fields.title}: {said}" if said and said != fields.title else fields.title
            leaf.fields.own = {"title": whole, **own}
            for key, value in fields.own.items():
                meanings = header_of(key).meanings
                if meanings and meanings[0][0] in _SHARED:
                    leaf.fields.own.setdefault(key, value)
            leaf.shape = f"{leaf.shape}+"


def _part(fields: Fields) -> str:
    people = fields.role("speakers")
    return plain_line(f"{fields.title} ({people})" if isinstance(people, str) and people.strip() else fields.title)


def _with_id(value: dict[str, Tree], name: str) -> dict[str, Tree]:
    return {"id": name, **value}


def _inside(fields: Fields, key: str, around: Around) -> Around:
    """What a record says of the records in it."""
    times = [("date" if is_day(role, value) else role, key, value) for role, key, value in fields.times()]
    titled = bool(fields.title)
    said = [one for one in times if one[0] not in _SLOT]
    clock = not titled and any(
        role in ("start", "when", "date") and states_hour(role, value) for role, _, value in times
    )
    if clock or any(one[0] == "duration" for one in times):
        said += [one for one in times if one[0] in _SLOT and (clock or one[0] == "duration")]
    labels: list[tuple[Role, str]] = []
    for role in _INHERITED:
        value = fields.role(role) if key or role != "type" else None  # the type of the whole is not that of a talk
        if isinstance(value, str | int) and str(value).strip():
            labels.append((role, plain_line(str(value))))
    if titled:
        found = read_cell(fields.title)
        dated = any(one[0] == "date" for one in times)
        if found is not None and found.day is not None and found.start is not None and not fields.has_clock:
            said.append(("when", "when", fields.title))
            clock = True
        elif found is not None and found.day is not None:
            said += [] if dated else [("date", "date", fields.title)]
        else:
            if not dated and not any(one[0] == "date" for one in around.times) and (day := day_in(fields.title)):
                said.append(("date", "date", day))
            labels += [(_label_role(key), plain_line(fields.title))] if key else []
    return Around((*around.times, *said), around.clock or clock, (*around.labels, *labels))


def _label_role(key: str) -> Role:
    """What the name of a record under this key is: a room, a track, a speaker, as the key says; else a session."""
    meanings = header_of(key).meanings or header_of(key.rstrip("s")).meanings
    if meanings and meanings[0][0] in ("room", "track", "speakers"):
        return meanings[0][0]
    return "session"
