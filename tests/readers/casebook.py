"""Cases of a reader: files in its ``cases`` folder, each beside what it should be read as.

``NAME.EXT`` is the input, ``NAME.EXT.reading`` the reading, as :func:`written` puts it: a line ``options: tz=…``
where the user must add something, then the programme, its talks and its problems, or the error. A new case is
two new files; the tests find them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from icsgen.decode import decode
from icsgen.errors import IcsgenError
from icsgen.model import AllDay, Document, Policy, Reading, Talk
from icsgen.readers.registry import choose, named
from icsgen.times.zones import to_local

EXPECTED = ".reading"


@dataclass(frozen=True)
class Case:
    """One input with its expectation."""

    reader: str
    path: Path

    @property
    def expected(self) -> str:
        return self.path.with_name(self.path.name + EXPECTED).read_text(encoding="utf-8")

    @property
    def document(self) -> Document:
        return document_of(self.path.read_bytes(), self.path.name)

    @property
    def policy(self) -> Policy:
        first = self.expected.split("\n", 1)[0]
        given = (
            dict(pair.split("=") for pair in first.removeprefix("options: ").split())
            if first.startswith("options: ")
            else {}
        )
        return Policy(
            tz=given.get("tz"),
            year=int(given["year"]) if "year" in given else None,
            date=date.fromisoformat(given["date"]) if "date" in given else None,
            date_order=given.get("date-order"),  # type: ignore[arg-type]
        )

    def actual(self) -> str:
        """What the reader that the document is for makes of it."""
        first = self.expected.split("\n", 1)[0]
        head = f"{first}\n" if first.startswith("options: ") else ""
        try:
            assert choose(self.document).name == self.reader
            return head + written(named(self.reader).load().read(self.document, self.policy))
        except IcsgenError as error:
            return f"{head}{type(error).__name__}: {error}\n"


def document_of(content: bytes, name: str) -> Document:
    """A document as it would have been fetched."""
    text, doubt = decode(content)
    return Document(origin=name, name=name, content=content, text=text, doubt=doubt)


def cases(folder: Path) -> Iterator[Case]:
    """The cases of the reader whose tests are in the folder; its name is the reader's, with underscores."""
    for path in sorted((folder / "cases").iterdir()):
        if not path.name.endswith(EXPECTED):
            yield Case(folder.name.replace("_", "-"), path)


def written(reading: Reading) -> str:
    """A reading as text: whatever is not empty, a line for each talk and problem."""
    programme = reading.programme
    lines = [f"programme: {programme.title}"]
    of_all = {name: getattr(programme, name) for name in ("id", "url", "revised")}
    lines += [f"{name}: {value}" for name, value in of_all.items() if value]
    lines += [f"description: {programme.description!r}"] if programme.description else []
    for session in programme.sessions:
        people = "; ".join(one.name for one in session.moderators)
        lines.append(f"session: {session.title}" + (f" | moderators: {people}" if people else ""))
    lines += [_talk(talk) for talk in programme.talks]
    lines += [
        f"{problem.kind}: {problem}".replace(f"{problem.origin}, ", "").replace(f"{problem.origin}: ", "")
        for problem in reading.problems
    ]
    if reading.truncated:
        lines.append("truncated")
    return "\n".join(lines) + "\n"


def _talk(talk: Talk) -> str:
    when = talk.when
    if isinstance(when, AllDay):
        time = f"{when.first} to {when.last}"
    else:
        start, end = to_local(when.start, when.zone), to_local(when.end, when.zone)
        time = (
            f"{start:%Y-%m-%d %H:%M} to {end:%H:%M}"
            if start.date() == end.date()
            else f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
        )
        time += f" {when.zone}"
    parts = [f"- {time}", talk.title]
    fields = {name: getattr(talk, name) for name in ("room", "session", "track", "type", "url", "video", "key")}
    parts += [f"{name}: {value}" for name, value in fields.items() if value]
    if talk.speakers:
        parts.append(
            "speakers: "
            + "; ".join(f"{one.name} ({one.affiliation})" if one.affiliation else one.name for one in talk.speakers)
        )
    if talk.tags:
        parts.append(f"tags: {', '.join(talk.tags)}")
    if talk.cancelled:
        parts.append("cancelled")
    if talk.abstract:
        parts.append(f"abstract: {talk.abstract!r}")
    if talk.abstract_html:
        parts.append(f"html: {talk.abstract_html!r}")
    if talk.where:
        parts.append(f"at {talk.where}")
    if talk.line:
        parts.append(f"line {talk.line}")
    return " | ".join(parts)
