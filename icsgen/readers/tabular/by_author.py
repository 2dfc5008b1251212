"""Talks that stand on a row for each of their authors, as review systems export them: once, with all of these."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.readers.draft import Findings
from icsgen.readers.tabular.moments import Row

_SHORTEST = 25
"""Characters; what is shorter may be the name of several talks: 'Lightning talk'."""


def talk_by_talk(rows: Sequence[Row], findings: Findings) -> list[Row]:
    """The rows, with those put together that differ in nothing but who speaks."""
    alike: dict[tuple[str, str, str], Row] = {}
    first: dict[object, Row] = {}
    kept: list[Row] = []
    for row in rows:
        draft = row.draft
        if len(draft.title) < _SHORTEST or not draft.speakers or not (draft.session or draft.room):
            kept.append(row)
            continue
        other = alike.setdefault((draft.title, draft.session, draft.room), row)
        one = row
        if other is not row:  # only then is it worth to look at all of it
            first.setdefault(_all_but_people(other), other)
            one = first.setdefault(_all_but_people(row), row)
        if one is row:
            kept.append(row)
        else:
            known = {person.name for person in one.draft.speakers}
            one.draft.speakers += tuple(person for person in draft.speakers if person.name not in known)
    if len(kept) < len(rows):
        findings.notes.append(f"{len(rows) - len(kept)} rows name further speakers of talks; they were put with these")
    return kept


def _all_but_people(row: Row) -> object:
    draft = row.draft
    return draft.title, row.moment, draft.session, draft.room, draft.track, draft.key, draft.url, draft.abstract
