"""Changes of a programme, told: in words, as Markdown for an announcement, as an Atom feed, as JSON.

Hours are told twice, by the clocks of the place and by those of the reader, unless the two agree.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timezone
from typing import Any

from icsgen.model import AllDay, Change, ChangeKind, Talk, Timed, When
from icsgen.outputs.atom import AtomEntry, AtomFeed, render_atom
from icsgen.times.zones import abbreviation, is_fixed, to_local, utc_offset

LABELS: dict[ChangeKind, str] = {
    "cancelled": "cancelled",
    "moved": "moved",
    "new": "new",
    "back": "back",
    "retitled": "retitled",
    "room": "new room",
    "speakers": "new speakers",
    "abstract": "abstract changed",
    "details": "details changed",
}
"""What people call the kinds, the most urgent first."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def summary_of(changes: Sequence[Change]) -> str:
    """'2 moved, 1 new room', or that there is nothing to tell."""
    counts = Counter(kind for change in changes for kind in change.kinds)
    return ", ".join(f"{counts[kind]:,} {label}" for kind, label in LABELS.items() if counts[kind]) or "no change"


# -- hours --------------------------------------------------------------------------------------------------


def hours(when: When, zone: str | None = None) -> str:
    """When something takes place, in the zone or else by the clocks of the place.

    >>> from datetime import UTC, timedelta
    >>> start = datetime(2021, 7, 21, 2, 0, tzinfo=UTC)
    >>> hours(Timed(start=start, end=start + timedelta(minutes=20), zone="America/Los_Angeles"))
    'Tue 20 July 2021 19:00–19:20 PDT'
    """
    if isinstance(when, AllDay):
        return _day(when.first) if when.first == when.last else f"{_day(when.first)} – {_day(when.last)}"
    zone = zone or when.zone
    return f"{_day(to_local(when.start, zone).date())} {_clock(when, zone)} {abbreviation(when.start, zone)}"


def move(old: When, new: When, zone: str | None = None) -> str:
    """From when to when, in the zone or else by the clocks of the place. The day stands once if it stays.

    >>> from datetime import UTC
    >>> at = lambda hour: datetime(2021, 7, 20, hour, tzinfo=UTC)
    >>> old, new = (Timed(start=at(hour), end=at(hour + 1), zone="Europe/Vienna") for hour in (12, 14))
    >>> move(old, new)
    'Tue 20 July 2021 14:00–15:00 → 16:00–17:00 CEST'
    """
    if isinstance(old, Timed) and isinstance(new, Timed):
        # a source that writes UTC, or an offset, doesn't say where its clocks hang
        before = zone or (new.zone if is_fixed(old.zone) else old.zone)
        after = zone or (old.zone if is_fixed(new.zone) else new.zone)
        same_day = to_local(old.start, before).date() == to_local(new.start, after).date()
        if same_day and abbreviation(old.start, before) == abbreviation(new.start, after):
            day = _day(to_local(old.start, before).date())
            return f"{day} {_clock(old, before)} → {_clock(new, after)} {abbreviation(new.start, after)}"
        return f"{hours(old, before)} → {hours(new, after)}"
    return f"{hours(old, zone)} → {hours(new, zone)}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"


def _clock(when: Timed, zone: str) -> str:
    start, end = to_local(when.start, zone), to_local(when.end, zone)
    later = (end.date() - start.date()).days
    return f"{start:%H:%M}–{end:%H:%M}" + (f"+{later}" if later > 0 else "")


# -- words --------------------------------------------------------------------------------------------------


def sentences(change: Change, zone: str | None = None) -> Iterator[tuple[ChangeKind, str, str]]:
    """Each kind of the change, with what to say of it, and the hours again by the clocks of ``zone``.

    The last is empty where nothing is to be said of hours, or both clocks show the same.
    """
    old, new = change.old, change.new
    for kind in (kind for kind in LABELS if kind in change.kinds):
        if kind in ("new", "back", "cancelled"):
            when = (old if kind == "cancelled" and old else change.talk).when
            yield kind, hours(when), _also(hours(when), zone and hours(when, zone))
        elif old is None or new is None:
            continue
        elif kind == "moved":
            yield (
                kind,
                move(old.when, new.when),
                _also(move(old.when, new.when), zone and move(old.when, new.when, zone)),
            )
        elif kind == "retitled":
            yield kind, f"was {old.title}", ""
        elif kind == "room":
            yield kind, f"{old.room or 'none'} → {new.room or 'none'}", ""
        elif kind == "speakers":
            yield kind, f"{_names(old)} → {_names(new)}", ""
        elif kind == "abstract":
            yield kind, "added" if not old.abstract else "removed" if not new.abstract else "rewritten", ""
        else:
            yield kind, ", ".join(_details(old, new)), ""


def _also(here: str, there: str | None) -> str:
    return there if there and there != here else ""


def _names(talk: Talk) -> str:
    return ", ".join(speaker.name for speaker in talk.speakers) or "none"


def _details(old: Talk, new: Talk) -> Iterator[str]:
    for name in ("session", "track", "type", "tags", "url", "video"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            if name == "tags":
                before, after = ", ".join(before), ", ".join(after)
            yield f"{name} {before or 'none'} → {after or 'none'}"
    zones = [talk.when.zone for talk in (old, new) if isinstance(talk.when, Timed) and not is_fixed(talk.when.zone)]
    if len(set(zones)) == 2:
        yield f"zone {zones[0]} → {zones[1]}"
    if old.speakers != new.speakers and _names(old) == _names(new):
        yield "affiliations"


# -- forms --------------------------------------------------------------------------------------------------


def markdown(title: str, changes: Sequence[Change], zone: str | None = None) -> str:
    """An announcement: a heading, what changed in all, and a list of the talks by what became of them."""
    lines = [f"## {_plain(title)}: {summary_of(changes)}", ""]
    for kind, label in LABELS.items():
        concerned = [change for change in changes if _first(change) == kind]
        if concerned:
            lines += [f"### {label.capitalize()}", ""]
        for change in concerned:
            talk = change.talk
            name = f"[{_plain(talk.title)}](<{page}>)" if (page := _page(talk)) else _plain(talk.title)
            said = [_told(*sentence, alone=sentence[0] == kind) for sentence in sentences(change, zone)]
            lines.append(f"- **{name}**: {'; '.join(said)}")
        if concerned:
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _first(change: Change) -> ChangeKind:
    return next(kind for kind in LABELS if kind in change.kinds)


def _told(kind: ChangeKind, here: str, there: str, *, alone: bool) -> str:
    words = _plain(here if alone else f"{LABELS[kind]}: {here}")
    return f"{words} ({_plain(there)})" if there else words


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def atom(
    title: str, changes: Sequence[Change], *, at: datetime, identity: str, address: str = "", zone: str | None = None
) -> bytes:
    """A feed (RFC 4287) with one entry for each change. ``identity`` tells this programme's feed from any other's."""
    feed = AtomFeed(id=_tag(identity), title=title, updated=at, page=address)
    return render_atom(feed, (_entry(change, at, identity, zone) for change in changes))


def _entry(change: Change, at: datetime, identity: str, zone: str | None) -> AtomEntry:
    said = [
        f"{LABELS[kind]}: {here}" + (f" ({there})" if there else "") for kind, here, there in sentences(change, zone)
    ]
    labels = ", ".join(LABELS[kind] for kind in LABELS if kind in change.kinds)
    return AtomEntry(
        id=_tag(identity, _dump([change]), at.strftime("%Y-%m-%dT%H:%M:%SZ")),
        title=f"{change.talk.title}: {labels}",
        updated=at,
        page=_page(change.talk),
        categories=change.kinds,
        content="\n".join(said),
    )


def _page(talk: Talk) -> str:
    """The talk's page, if it is one on the web and nothing that a reader would rather not click."""
    return re.sub(r"[<>\s]", "", talk.url) if talk.url.lower().startswith(("https://", "http://")) else ""


def _tag(*parts: str) -> str:
    """A permanent id, as a name-based URN."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def as_json(changes: Sequence[Change]) -> bytes:
    """For programs: a list, each change with its kinds and the talk as it was and is, fields as in ``show --json``."""
    return _dump(changes).encode() + b"\n"


def _dump(changes: Sequence[Change]) -> str:
    data = [{"kinds": list(change.kinds), "old": _data(change.old), "new": _data(change.new)} for change in changes]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _data(talk: Talk | None) -> dict[str, Any] | None:
    if talk is None:
        return None
    when = talk.when
    fields: dict[str, Any] = {"title": talk.title}
    if isinstance(when, AllDay):
        fields |= {"day": when.first.isoformat(), "last_day": when.last.isoformat()}
    else:
        fields |= {"start": _iso(when.start, when.zone), "end": _iso(when.end, when.zone), "timezone": when.zone}
    people = [
        {key: value for key in ("name", "affiliation", "url") if (value := getattr(one, key))} for one in talk.speakers
    ]
    fields |= {"speakers": people, "abstract": talk.abstract, "tags": list(talk.tags), "cancelled": talk.cancelled}
    fields |= {name: getattr(talk, name) for name in ("session", "room", "track", "type", "url", "video", "key")}
    return {name: value for name, value in fields.items() if value}


def _iso(instant: datetime, zone: str) -> str:
    return instant.astimezone(timezone(utc_offset(instant, zone))).isoformat()
