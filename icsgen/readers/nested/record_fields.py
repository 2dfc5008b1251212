"""The fields of one record of a tree: its own values, with small records inside it opened out.

``{"start": {"dateTime": …, "timeZone": …}, "room": {"name": "Hall A"}}`` has the fields start, time zone and room. What
is itself a record or a list of records is set apart as a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.markup.trees import Tree, line_of
from icsgen.readers.nested.record_names import holds_records, is_map, name_of, refers_to_talks
from icsgen.readers.nested.whole_days import day_before, whole_day
from icsgen.readers.persons import persons
from icsgen.readers.tabular.fields import fit_of, header_of
from icsgen.readers.tabular.moments import is_all_day, is_true, read_time
from icsgen.readers.tabular.vocabulary import TIME_ROLES, Role
from icsgen.times.cells import read_cell

LABELS: frozenset[Role] = frozenset(("room", "track", "type", "session", "affiliation", "status"))
"""Roles of which a record inside a record only names something."""
COLUMN = "column "
"""How the keys begin that rows without a header get."""


_TALK = Pattern(r"keynote|talk|paper|presentation|lecture", re.IGNORECASE)
"""Keys of the talk that a slot holds."""


class Names(str):
    """People of a list in a record, as one text; ``people`` keeps them apart."""

    __slots__ = ("people",)
    people: tuple[Speaker, ...]

    @classmethod
    def of(cls, people: tuple[Speaker, ...]) -> Names:
        """The text of these people."""
        made = cls("; ".join(one.name for one in people))
        made.people = people
        return made


@dataclass(slots=True)
class Fields:
    """A record, opened out."""

    own: dict[str, Tree] = field(default_factory=dict)
    """Key to text, number, boolean or :class:`Names`."""
    children: list[tuple[str, Tree]] = field(default_factory=list)
    """What else it holds, under its keys."""
    line: int | None = None
    parts: list[str] = field(default_factory=list)
    """What it consists of: records in it that have a title and no time."""
    holders: list[tuple[str, dict[str, Tree]]] = field(default_factory=list)
    """Rooms, tracks and sessions by name that have talks in them."""

    def role(self, role: Role) -> Tree:
        """The value of the field that fits the role best; ``None`` if there is none."""
        fitting = _by_fit(tuple(self.own), role)
        return self.own[fitting[0][1]] if fitting and fitting[0][0] >= 2 else None

    def times(self) -> Iterator[tuple[Role, str, Tree]]:
        """Role, key and value of every field that speaks of time."""
        for key, value in self.own.items():
            meanings = header_of(key).meanings
            if meanings and meanings[0][0] in TIME_ROLES:
                yield meanings[0][0], key, value

    @property
    def has_clock(self) -> bool:
        """Whether a field holds a clock time at which it begins."""
        for key, value in self.own.items():
            header = header_of(key)
            if header.aside or isinstance(value, Names):
                continue
            role = header.meanings[0][0] if header.meanings else None
            if role in ("start", "when", "date"):
                found = read_time(role, value, None)
                if found is None and role != "date" and is_all_day(value):
                    return True
            elif role == "all day":
                if is_true(value):
                    return True
                continue
            elif role is None and isinstance(value, str):
                found = read_cell(value)
                found = found if found and (found.day or key.startswith(COLUMN)) else None
            else:
                continue
            if found is not None and found.start is not None:
                return True
        return False

    @property
    def title(self) -> str:
        """What it is called, if a field says so."""
        for fit, key in _by_fit(tuple(self.own), "title"):
            value = self.own[key]
            if isinstance(value, str) and value.strip() and not isinstance(value, Names):
                return value.strip() if fit >= 1 else ""
        return ""


@lru_cache(maxsize=1024)
def _by_fit(keys: tuple[str, ...], role: Role) -> list[tuple[float, str]]:
    """The keys with their fit for the role, the best first: records of one list have the same keys."""
    return sorted(((fit_of(key, role), key) for key in keys), key=lambda item: -item[0])


def fields_of(record: dict[str, Tree]) -> Fields:
    """Open a record out."""
    found = Fields(line=line_of(record))
    if record.get("allDay") is True and (last := day_before(record.get("start"), record.get("end"))):
        record = {**record, "end": last}  # FullCalendar's: it ends on the day after
    for key, value in record.items():
        if value is None or value == "" or value == [] or value == {}:
            continue
        if isinstance(value, dict):
            _open_record(found, key, value)
        elif isinstance(value, list):
            _open_list(found, key, value)
        else:
            found.own.setdefault(key, value)
    for key, value in found.holders:
        if found.has_clock:
            found.own.setdefault(key, name_of(value))  # a talk's room, with all that is in the room
        else:
            found.children.append((key, value))  # the one room there is
    return found


def fields_of_place(record: dict[str, Tree]) -> Fields:
    """Open a room or track out: a record with an hour in it is the one talk there, and no part of the room."""
    fields = fields_of(record)
    if not fields.has_clock:
        return fields
    talks = {key: [value] for key, value in record.items() if isinstance(value, dict) and _is_talk(value)}
    return fields_of({**record, **talks}) if talks else fields


def _is_talk(record: dict[str, Tree]) -> bool:
    fields = fields_of(record)
    return fields.has_clock and bool(fields.title)


def _open_record(found: Fields, key: str, value: dict[str, Tree]) -> None:
    meanings = header_of(key).meanings
    role = meanings[0][0] if meanings else None
    if role in TIME_ROLES and _open_time(found, key, value):
        return
    if role == "speakers":
        found.own.setdefault(key, Names.of(persons(_unwrapped(value))))
    elif is_map(value):
        found.children.append((key, value))
    elif (
        role in LABELS
        and meanings[0][1] >= 2
        and not (fields_of_place(value) if role in ("room", "track") else fields_of(value)).has_clock
    ):
        name = name_of(value)
        if name and _tells_hours(value):
            found.holders.append((key, value))
        elif name:
            found.own.setdefault(key, name)
        else:
            found.children.append((key, value))
    elif role in ("title", "abstract") and all(map(_is_wording, value.items())):
        text = name_of(value) or next((one for one in value.values() if one), "")
        found.own.setdefault(key, text)
    else:
        _open_inner(found, key, value)


def _is_wording(item: tuple[str, Tree]) -> bool:
    """Whether a value is a wording of the whole, such as that in one language, and no field of a time or zone."""
    key, value = item
    meanings = header_of(key).meanings
    return isinstance(value, str | None) and not (meanings and meanings[0][0] in TIME_ROLES and meanings[0][1] >= 3)


def _open_inner(found: Fields, key: str, value: dict[str, Tree]) -> None:
    """A record in a record: part of it if it is one talk's, else a child."""
    inner = fields_of(value)
    if any(isinstance(child, dict) or holds_records(child) for _, child in inner.children):
        found.children.append((key, value))
        return
    if _TALK.fullmatch(key) and found.title and inner.title not in ("", found.title):
        name = next(name for name, one in found.own.items() if one == found.title)
        found.own[name] = f"{found.title}: {inner.title}"  # {"title": "Keynote 1", "keynote": {"title": "On hives"}}
    for name, one in inner.own.items():
        found.own.setdefault(name if name not in found.own else f"{key} {name}", one)
    found.children += inner.children


def _open_time(found: Fields, key: str, value: dict[str, Tree]) -> bool:
    """``start: {date, time, tz}``, ``time: {start, end}``; whether it is one of these."""
    outer = header_of(key).meanings[0][0]
    if outer in ("start", "end") and (day := whole_day(value)) is not None:
        # Google's API: an event of whole days has a date where others have a dateTime, and ends on the day after
        found.own.setdefault("all day", True)
        found.own.setdefault(outer, (day - timedelta(days=outer == "end")).isoformat())
        return True
    opened = False
    beside: dict[str, Tree] = {}
    for name, one in value.items():
        if one is None or isinstance(one, dict | list):
            beside[name] = one
            continue
        meanings = header_of(name).meanings
        inner = meanings[0][0] if meanings else None
        if inner not in TIME_ROLES or (inner != "zone" and read_time(inner, one, None) is None):
            beside[name] = one
            continue
        opened = True
        if outer in ("start", "end") and inner in ("when", "date", "start"):
            name = outer if inner != "date" else "end date" if outer == "end" else "start date"
        found.own.setdefault(name, one)
    if opened and beside:
        _open_inner(found, key, beside)
    return opened


def _unwrapped(value: Tree) -> Tree:
    """What is in ``{"nodes": […]}``, ``{"data": […]}``, ``[{"node": …}]``."""
    while isinstance(value, dict) and len(value) == 1 and isinstance(one := next(iter(value.values())), dict | list):
        value = one
    if isinstance(value, list):
        return [_unwrapped(one) if isinstance(one, dict) and len(one) == 1 else one for one in value]
    return value


def _open_list(found: Fields, key: str, value: list[Tree]) -> None:
    meanings = header_of(key).meanings
    role = meanings[0][0] if meanings else None
    plain = not any(isinstance(one, dict | list) for one in value)
    if role == "speakers" and not any(isinstance(one, dict) and _tells_hours(one) for one in value):
        found.own.setdefault(key, Names.of(persons(_unwrapped(value))))
    elif role in ("when", "start") and plain and len(value) == 2 and all(read_cell(one) for one in value):
        found.own.setdefault("start", value[0])
        found.own.setdefault("end", value[1])
    elif plain and refers_to_talks(key):
        found.children.append((key, value))
    elif plain and (role in LABELS or role in ("tags", "abstract", "affiliation", "url", "video")):
        found.own.setdefault(
            key, ("\n" if role == "abstract" else ", ").join(str(one) for one in value if one is not None)
        )
    elif role == "tags":
        found.own.setdefault(key, ", ".join(filter(None, (name_of(one) for one in value))))
    else:
        found.children.append((key, value))


def _tells_hours(record: dict[str, Tree], depth: int = 3) -> bool:
    """Whether the record is a talk, or a person, room or session with talks in it."""
    fields = fields_of(record)
    return fields.has_clock or (
        depth > 0
        and any(
            isinstance(one, dict) and _tells_hours(one, depth - 1)
            for _, child in fields.children
            for one in (child if isinstance(child, list) else [child])
        )
    )
