"""What is to be said of records that become no talks, or talks without what is theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from icsgen.errors import NoTimeError
from icsgen.model import Document, Problem
from icsgen.patterns import Pattern
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.markup.trees import Tree
from icsgen.readers.nested.record_fields import Fields
from icsgen.readers.nested.record_leaf import Leaf
from icsgen.readers.nested.record_walk import Walk
from icsgen.readers.tabular.fields import fit_of

_MOST_PROBLEMS = 200
_SLUG = Pattern(r"_*[a-z0-9]+(?:[_-]+[a-z0-9]+)*_*")
_FEWEST_TITLES = 5


class Reports:
    """Puts problems and notes to the findings of one document."""

    def __init__(self, document: Document, findings: Findings) -> None:
        self.document, self.findings = document, findings
        self._nameless = False

    def of(self, leaf: Leaf, message: str, text: str) -> None:
        """A talk that is skipped."""
        self._skipped(leaf.where, leaf.fields.line, message, text)

    def untimed(self, found: Walk, shapes: set[str]) -> None:
        """Records that lie beside talks and have no time themselves."""
        for where, shape, fields in found.untimed[:_MOST_PROBLEMS]:
            if shape in shapes:
                self._skipped(where, fields.line, "skipped: it has no time", fields.title)
        for leaf in found.later[:_MOST_PROBLEMS]:
            self.of(leaf, "skipped: only the hour is stated at which its day begins", leaf.fields.title)
        others = Counter(
            shape.replace("[]", "").strip("/")
            for _, shape, fields in found.untimed
            if shape not in shapes and any(fit_of(key, "title") >= 3 for key in fields.own)
        )
        self.findings.notes.extend(f"without a time: {count} under {path}" for path, count in others.items() if path)
        for where, text in found.unknown[:_MOST_PROBLEMS]:
            self._skipped(where, None, "skipped: this names a talk that is not in this file", text)

    def nameless(self, draft: Draft, cells: Sequence[Tree]) -> None:
        """People that are ids which stand for nothing; said once."""
        ids = [str(cell) for cell in cells if cell != "" and any(map(str.isdigit, str(cell)))]
        if ids and not draft.speakers and not self._nameless:
            self._nameless = True
            said = f"speakers are ids, such as {ids[0]!r}, which stand for nothing in this file; left out"
            self._doubt(said, draft.where)

    def titles(self, drafts: Sequence[Draft]) -> None:
        """Titles that are none: ids such as 'keynote_open', which another file may tell, and the types of talks."""
        titles = [draft.title for draft in drafts]
        typed = [draft for draft in drafts if draft.title.casefold() == draft.type.casefold()]
        spoken = [draft for draft in typed if draft.speakers]
        if spoken:  # the others are breaks, which may have no other name
            said = f"{len(spoken)} with speakers have no title; called by their type, such as {spoken[0].title!r}"
            self._doubt(said, spoken[0].where)
        elif len(typed) == len(drafts) > 1:
            self._doubt(f"none has a title; called by their type, such as {typed[0].title!r}", typed[0].where)
        slugs = [title for title in titles if _SLUG.fullmatch(title)]
        joined = [title for title in slugs if "_" in title or "-" in title or any(map(str.isdigit, title))]
        if len(titles) >= _FEWEST_TITLES and 2 * len(slugs) > len(titles) and 2 * len(joined) > len(slugs):
            self._doubt(f"the titles look like ids, such as {joined[0]!r}; are the titles in another file?")

    def _skipped(self, where: str, line: int | None, message: str, text: str) -> None:
        self.findings.problems.append(
            Problem(
                message=message,
                kind="skipped",
                origin=self.document.origin,
                line=line,
                where=where,
                text=" ".join(text.split())[:200],
            )
        )

    def _doubt(self, message: str, where: str = "") -> None:
        self.findings.problems.append(Problem(message=message, kind="doubt", origin=self.document.origin, where=where))


def no_times(found: Walk, document: Document) -> NoTimeError:
    """The refusal of records of which none has a time: what there is instead."""
    if found.unknown:
        where, id_ = found.unknown[0]
        return NoTimeError(
            f"the talks are named by ids, such as {id_!r} ({where}), which stand for nothing in this file",
            origin=document.origin,
            hint="put their titles into it too: {schedule: …, sessions: …, speakers: …}",
        )
    if not found.untimed:
        return NoTimeError("no record has a title and a time", origin=document.origin, hint=_LOOKED_FOR)
    where, _, fields = next((one for one in found.untimed if _said(one[2])), found.untimed[0])
    said = _said(fields)
    return NoTimeError(
        f"no record has a time; {len(found.untimed)} have a title, such as {fields.title!r} ({where})"
        + (f", which has {said} and no hour that can be read" if said else ""),
        origin=document.origin,
        line=fields.line,
        hint=_LOOKED_FOR,
    )


_LOOKED_FOR = "looked for fields such as start, time or date with hours in them"


def _said(fields: Fields) -> str:
    """What a record says of its time."""
    times = [
        f"{key} {str(value)!r}"
        for role, key, value in fields.times()
        if role in ("start", "when", "date") and fit_of(key, role) >= 2
    ]
    return ", ".join(times)[:120]
