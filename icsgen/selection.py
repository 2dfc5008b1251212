"""Which talks: ``--only`` and ``--skip``, the parts of ``--split``, one event per session."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias, get_args

from icsgen.errors import SelectionError
from icsgen.model import Programme, Session, Talk, Timed
from icsgen.times.zones import abbreviation, to_local

Field: TypeAlias = Literal["title", "speaker", "room", "track", "session", "day", "type", "text"]
FIELDS: tuple[Field, ...] = get_args(Field)
Part: TypeAlias = Literal["talk", "session", "day", "room", "track", "speaker"]

_ONE_DAY = timedelta(days=1)


class Condition(NamedTuple):
    """One ``FIELD=TEXT``: the field holds the text, whatever its case."""

    field: Field
    text: str

    @classmethod
    def parse(cls, words: str) -> Condition:
        """From ``FIELD=TEXT``.

        :raises SelectionError: it is not of that form, or there is no such field.

        >>> Condition.parse("speaker=Krueger")
        Condition(field='speaker', text='krueger')
        """
        field, equals, text = words.partition("=")
        name = field.strip().lower()
        if not equals or name not in FIELDS or not text.strip():
            raise SelectionError(
                "not of the form FIELD=TEXT", text=words, hint=f"FIELD is one of {', '.join(FIELDS)}, e.g. room=Hall A"
            )
        return cls(name, text.strip().casefold())

    def holds(self, talk: Talk) -> bool:
        """Whether the talk fits."""
        if self.field == "day":
            return any(_day_is(day, self.text) for day in days_of(talk))
        return any(self.text in value.casefold() for value in _VALUES[self.field](talk))


_VALUES: dict[Field, Callable[[Talk], Iterable[str]]] = {
    "title": lambda talk: (talk.title,),
    "speaker": lambda talk: (f"{speaker.name} {speaker.affiliation}" for speaker in talk.speakers),
    "room": lambda talk: (talk.room,),
    "track": lambda talk: (talk.track, *talk.tags),
    "session": lambda talk: (talk.session,),
    "type": lambda talk: (talk.type,),
    "text": lambda talk: (
        talk.title,
        talk.abstract,
        talk.session,
        talk.room,
        talk.track,
        talk.type,
        *talk.tags,
        *(speaker.name for speaker in talk.speakers),
    ),
}


def days_of(talk: Talk) -> tuple[date, ...]:
    """The days of a talk where it takes place: the one it starts on, or all of an all-day entry."""
    if isinstance(talk.when, Timed):
        return (to_local(talk.when.start, talk.when.zone).date(),)
    length = (talk.when.last - talk.when.first).days
    return tuple(talk.when.first + _ONE_DAY * offset for offset in range(min(length, 366) + 1))


def _day_is(day: date, text: str) -> bool:
    """'2021-07-20', '07-20', 'tue', 'tuesday', '20 july', 'july 20', 'jul 20', '20'."""
    if text.isdecimal() and len(text) < 3:
        return day.day == int(text)
    number = str(day.day)
    month, weekday = f"{day:%B}".casefold(), f"{day:%A}".casefold()
    words = re.findall(r"[^\W_]+", text)
    if re.fullmatch(r"(\d{4}-)?(\d\d-)?\d\d", text):
        return day.isoformat().endswith(text) or day.isoformat().startswith(text)
    if text == f"{day:%Y}" or text == f"{day:%Y-%m}":
        return True
    return bool(words) and all(
        word in (number, f"{day:%Y}", f"{day.day:02d}")
        or (len(word) > 2 and (month.startswith(word) or weekday.startswith(word)))
        for word in words
    )


class Selection(NamedTuple):
    """``--only`` and ``--skip``: values of one field are alternatives, fields must all hold, skip beats only."""

    only: tuple[Condition, ...] = ()
    skip: tuple[Condition, ...] = ()

    @classmethod
    def parse(cls, only: Iterable[str] = (), skip: Iterable[str] = ()) -> Selection:
        """From the options' words.

        :raises SelectionError: one is not understood.
        """
        return cls(tuple(map(Condition.parse, only)), tuple(map(Condition.parse, skip)))

    def __bool__(self) -> bool:
        return bool(self.only or self.skip)

    def takes(self, talk: Talk) -> bool:
        """Whether the talk is selected."""
        if not self:
            return True
        if any(condition.holds(talk) for condition in self.skip):
            return False
        fields = {condition.field for condition in self.only}
        return all(
            any(condition.holds(talk) for condition in self.only if condition.field == field) for field in fields
        )

    def check(self, talks: Sequence[Talk]) -> None:
        """Refuse a selection that leaves nothing, saying what there would be.

        :raises SelectionError: no talk is selected.
        """
        if not talks or any(map(self.takes, talks)):
            return
        for condition in self.only:
            if not any(map(condition.holds, talks)):
                raise SelectionError(
                    f"no talk has this {condition.field}", text=condition.text, hint=_choices(condition.field, talks)
                )
        raise SelectionError("no talk is left by --only and --skip", hint="loosen them; icsgen show lists the talks")


def _choices(field: Field, talks: Sequence[Talk]) -> str:
    if field in ("text", "title"):
        return "icsgen show lists the talks"
    values: dict[str, None] = {}
    for talk in talks:
        found = map(str, days_of(talk)) if field == "day" else _VALUES[field](talk)
        values.update(dict.fromkeys(value.strip() for value in found if value.strip()))
    if not values:
        return f"no talk here has a {field}"
    shown = list(values)[:8]
    return f"there are {', '.join(shown)}{' …' if len(values) > len(shown) else ''}"


# -- parts --------------------------------------------------------------------------------------------------


class Share(NamedTuple):
    """One part of a split programme."""

    title: str
    identity: str
    """What stays when the title is merely tidied, for the file name."""
    indices: tuple[int, ...]
    """Places of its talks in the sequence that was split."""


def split(talks: Sequence[Talk], by: Part, keys: Sequence[str]) -> list[Share]:
    """The parts, in the order in which they first appear. ``keys`` tells equal talks apart.

    Talks without the field stand together in a part of their own; one with three speakers in three parts.

    :raises SelectionError: no talk has the field.
    """
    if by == "talk":
        return [Share(talk.title, key, (index,)) for index, (talk, key) in enumerate(zip(talks, keys, strict=True))]
    groups: dict[str, list[int]] = {}
    for index, talk in enumerate(talks):
        for value in _parts_of(talk, by) or ("",):
            groups.setdefault(value, []).append(index)
    if not any(groups):
        raise SelectionError(
            f"no talk here has a {by}", hint="split by something else; icsgen show tells what there is"
        )
    return [Share(value or f"no {by}", value, tuple(indices)) for value, indices in groups.items()]


def _parts_of(talk: Talk, by: Part) -> tuple[str, ...]:
    if by == "day":
        return tuple(map(str, days_of(talk)))
    if by == "speaker":
        return tuple(dict.fromkeys(speaker.name for speaker in talk.speakers))
    value = {"session": talk.session, "room": talk.room, "track": talk.track}[by]
    return (value,) if value else ()


# -- one event per session ----------------------------------------------------------------------------------


def by_session(programme: Programme) -> Programme:
    """The programme with one entry for each session and day, its talks a timed list; others stay as they are.

    :raises SelectionError: no talk belongs to a session.
    """
    groups: dict[tuple[str, date], list[Talk]] = {}
    loose: list[Talk] = []
    for talk in programme.talks:
        if talk.session and isinstance(talk.when, Timed):
            groups.setdefault((talk.session, days_of(talk)[0]), []).append(talk)
        else:
            loose.append(talk)
    if not groups:
        raise SelectionError("no talk here belongs to a session", hint="leave --event session out")
    sessions = {session.title: session for session in programme.sessions}
    entries = [_session_entry(title, talks, sessions.get(title)) for (title, _), talks in groups.items()]
    return replace(programme, talks=(*entries, *loose))


def _session_entry(title: str, talks: Sequence[Talk], session: Session | None) -> Talk:
    ordered = sorted(talks, key=_start)
    first = ordered[0]
    assert isinstance(first.when, Timed)
    zone = first.when.zone
    rooms = {talk.room for talk in ordered}
    lines = [_line(talk, zone, with_room=len(rooms) > 1) for talk in ordered]
    if session and session.description:
        lines = [session.description, "", *lines]
    return Talk(
        title=title,
        when=Timed(start=first.when.start, end=max(map(_end, ordered)), zone=zone),
        abstract="\n".join(lines),
        session=title,
        room=(rooms.pop() if len(rooms) == 1 else "") or (session.room if session else ""),
        track=first.track if len({talk.track for talk in ordered}) == 1 else "",
        url=session.url if session else "",
        cancelled=all(talk.cancelled for talk in ordered),
        origin=first.origin,
        line=first.line,
        where=first.where,
        settled=first.settled,
    )


def _start(talk: Talk) -> tuple[datetime, str]:
    assert isinstance(talk.when, Timed)
    return talk.when.start, talk.title


def _end(talk: Talk) -> datetime:
    assert isinstance(talk.when, Timed)
    return talk.when.end


def _line(talk: Talk, zone: str, *, with_room: bool) -> str:
    """'19:00–19:20 PDT  Title (Ann Lee, Bo Li), Hall A'."""
    assert isinstance(talk.when, Timed)
    start, end = to_local(talk.when.start, zone), to_local(talk.when.end, zone)
    names = ", ".join(speaker.name for speaker in talk.speakers)
    line = f"{start:%H:%M}–{end:%H:%M} {abbreviation(talk.when.start, zone)}  {talk.title}"
    line += f" ({names})" if names else ""
    return f"{line}, {talk.room}" if with_room and talk.room else line
