"""Each page in ``cases`` is read as the JSON beside it says: talks, problems, or the refusal."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from icsgen.errors import IcsgenError
from icsgen.model import Document, Policy, Reading, Talk, Timed
from icsgen.readers import session_page
from icsgen.times.zones import to_local

CASES = Path(__file__).with_name("cases")


def cases() -> list[Path]:
    return [path for path in sorted(CASES.iterdir()) if path.suffix != ".json"]


def document_of(path: Path) -> Document:
    content = path.read_bytes()
    return Document(origin=path.name, name=path.name, content=content, text=content.decode())


def policy_of(options: dict[str, Any]) -> Policy:
    return Policy(
        year=options.get("year"),
        tz=options.get("tz"),
        date=date.fromisoformat(options["date"]) if "date" in options else None,
        date_order=options.get("date_order"),
    )


def shown(talk: Talk) -> dict[str, Any]:
    """A talk as a case writes it: fields that are empty are left out, hours are those of its zone."""
    assert isinstance(talk.when, Timed)
    local = [to_local(instant, talk.when.zone) for instant in (talk.when.start, talk.when.end)]
    fields = {
        "title": talk.title,
        "time": f"{written(local[0])} - {written(local[1], local[0])} {talk.when.zone}",
        "speakers": [f"{one.name} ({one.affiliation})" if one.affiliation else one.name for one in talk.speakers],
        "type": talk.type,
        "room": talk.room,
        "track": talk.track,
        "session": talk.session,
        "abstract": talk.abstract,
        "url": talk.url,
        "video": talk.video,
        "line": talk.line,
    }
    return {name: value for name, value in fields.items() if value}


def written(moment: datetime, after: datetime | None = None) -> str:
    return f"{moment:%H:%M}" if after and after.date() == moment.date() else f"{moment:%a %Y-%m-%d %H:%M}"


def told(reading: Reading) -> dict[str, Any]:
    """A reading as a case writes it."""
    sessions = [
        {
            "title": session.title,
            **({"moderators": [one.name for one in session.moderators]} if session.moderators else {}),
            **({"room": session.room} if session.room else {}),
            **({"description": session.description} if session.description else {}),
        }
        for session in reading.programme.sessions
    ]
    return {
        "title": reading.programme.title,
        **({"sessions": sessions} if sessions else {}),
        "talks": [shown(talk) for talk in reading.programme.talks],
        **(
            {"problems": [f"{p.kind}, line {p.line}: {p.message}" for p in reading.problems]}
            if reading.problems
            else {}
        ),
    }


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name)
def test_the_page_is_read_as_its_case_says(path: Path) -> None:
    case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    policy = policy_of(case.pop("options", {}))
    case.pop("shows")
    if "refused" in case:
        with pytest.raises(IcsgenError) as caught:
            session_page.read(document_of(path), policy)
        error = caught.value
        assert {"refused": type(error).__name__, "line": error.line, "says": error.message} == case
        assert error.hint, "a refusal says what to do next"
        return
    assert told(session_page.read(document_of(path), policy)) == case


def test_every_case_has_its_page() -> None:
    pages = {path.stem for path in cases()}
    assert pages == {path.stem for path in CASES.glob("*.json")}
    assert len(pages) > 60
