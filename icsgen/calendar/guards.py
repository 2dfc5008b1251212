"""What a revision must not do unless it is told to: take over a strange feed, or lose talks by accident."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.calendar.changes import kinds_of
from icsgen.calendar.expected import Expected
from icsgen.calendar.feed import FeedOptions
from icsgen.calendar.identity import programme_id
from icsgen.calendar.matching import match
from icsgen.calendar.previous import OldEvent, Previous, merged, read_previous
from icsgen.calendar.read_back import as_read_back
from icsgen.errors import RevisionError
from icsgen.model import Programme


def open_previous(
    feeds: Sequence[tuple[str, bytes]],
    programme: Programme,
    *,
    options: FeedOptions | None = None,
    force: bool = False,
) -> Previous | None:
    """The feed to revise, from its files: origin and content of each. ``None``: there is none, begin afresh.

    ``options``: how the programme's events will be written, so that those that stand so are soon read.

    :raises RevisionError: they are not ours, or another programme's, and ``force`` doesn't set them aside.
    """
    read = []
    expected = Expected(programme, options) if options and feeds else None
    for origin, content in feeds:
        if not content.strip():
            continue
        try:
            read.append(read_previous(content, origin, expected))
        except RevisionError:
            if not force:
                raise
    if not read:
        return None
    previous = merged(read, programme_id(programme))
    if _is_another(previous, programme):
        if force:
            return None
        raise RevisionError(
            "hardly a talk of this feed stands in the source as it stood, so it is perhaps another programme's"
            if programme.unnamed
            else f"this is the feed of another programme, {previous.programme!r}, not of {programme_id(programme)!r}",
            origin=previous.origin,
            hint="write to another file, or replace this one with --force",
        )
    return previous


def _is_another(previous: Previous, programme: Programme) -> bool:
    """Whether the ids differ and most talks don't stand where they stood.

    A programme may be renamed, or be read from another of its sources, and is the same programme all the same.
    Where its id is but the name of a file, talks alone decide: what was shortened has few of the feed's and no others.
    """
    if not previous.programme or previous.programme == programme_id(programme):
        return False
    standing = [event.talk for event in previous.events if not event.talk.cancelled]
    if not standing:
        return bool(previous.events)
    kept = 0
    talks = as_read_back(programme)
    for now, was in match(standing, talks).items():
        kinds = kinds_of(standing[was], talks[now])
        kept += "moved" not in kinds and "retitled" not in kinds
    return kept * 2 < (min(len(standing), len(talks)) if programme.unnamed else len(standing))


def guard(previous: Previous, standing: int, lost: Sequence[OldEvent], *, complete: bool) -> None:
    """Stop before talks are cancelled that perhaps only weren't read.

    ``standing`` counts the talks that the feed has, ``lost`` are those of them that the reading hasn't.

    :raises RevisionError: the feed or the reading is not whole, or the reading has less than half of the feed.
    """
    if previous.breaks_off:
        raise RevisionError(
            f"this feed breaks off {previous.breaks_off}; what followed is lost",
            origin=previous.origin,
            hint="restore it, or name a whole copy with --previous; --force goes on with what is left",
        )
    titles = ", ".join(event.talk.title for event in lost[:3]) + (" …" if len(lost) > 3 else "")
    if lost and not complete:
        raise RevisionError(
            f"the source was not read completely, and {len(lost)} of the feed's {standing} talks are missing from it",
            origin=previous.origin,
            text=titles,
            hint="mend the source, or cancel them with --force",
        )
    if len(lost) * 2 > standing:
        raise RevisionError(
            f"{len(lost)} of the feed's {standing} talks are missing from the source, more than half",
            origin=previous.origin,
            text=titles,
            hint="if they really are gone, cancel them with --force",
        )
