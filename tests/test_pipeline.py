"""What comes after what: reading, making, delivering."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from icsgen.delivery import Target, check_targets, deliver, feeds_to_revise, standing_at, stems_in_use, target_of
from icsgen.errors import DecodeError, FormatError, SelectionError, TargetError, VerifyError
from icsgen.model import Document, Policy, Reading
from icsgen.pipeline import Order, contents_of, make, read_document, verify_all
from icsgen.selection import Selection
from tests.cli.running import PAGE

NOW = datetime(2021, 7, 1, tzinfo=UTC)
LATER = datetime(2021, 7, 2, tzinfo=UTC)


def document(text: str | None = PAGE, *, content: bytes = b"", name: str = "page.txt", **fields: str) -> Document:
    return Document(origin=name or "-", name=name, content=content or (text or "").encode(), text=text, **fields)


def reading(text: str = PAGE) -> Reading:
    return read_document(document(text), Policy())


# -- reading ------------------------------------------------------------------------------------------------


def test_a_doubtful_encoding_is_a_problem_of_the_reading() -> None:
    problems = read_document(document(doubt="read as windows-1252"), Policy()).problems
    assert [(problem.kind, problem.message) for problem in problems] == [("doubt", "read as windows-1252")]


def test_what_is_no_text_and_no_known_format_is_refused_as_such() -> None:
    with pytest.raises(DecodeError, match="this is no text but image/png"):
        read_document(document(None, content=b"\x89PNG", name="x.png", media_type="image/png"), Policy())


def test_a_reader_that_was_named_is_not_second_guessed() -> None:
    with pytest.raises(FormatError):
        read_document(document(), Policy(), reader="icsgen")


# -- making -------------------------------------------------------------------------------------------------


def test_a_talk_has_the_same_bytes_in_every_calendar() -> None:
    [whole] = make(reading(), Order(now=NOW)).calendars
    parts = make(reading(), Order(now=NOW, split="talk")).calendars
    assert [part.stem for part in parts] == ["on-cats", "on-dogs", "on-mice"]
    for part in parts:
        event = b"BEGIN:VEVENT" + part.content.partition(b"BEGIN:VEVENT")[2].partition(b"END:VCALENDAR")[0]
        assert event in whole.content


def test_a_selection_does_not_change_who_a_talk_is() -> None:
    whole = make(reading(), Order(now=NOW)).calendars[0].entries
    some = make(reading(), Order(now=NOW, selection=Selection.parse(["title=dogs"]))).calendars[0].entries
    assert [entry.uid for entry in some] == [whole[1].uid]
    with pytest.raises(SelectionError):
        make(reading(), Order(now=NOW, selection=Selection.parse(["title=birds"])))


def test_the_first_stamp_is_the_epochs_else_the_sources_else_the_clocks() -> None:
    assert {entry.stamp for entry in make(reading(), Order(now=NOW)).calendars[0].entries} == {NOW}
    assert {entry.stamp for entry in make(reading(), Order(now=NOW, epoch=LATER)).calendars[0].entries} == {LATER}


def test_what_stands_is_revised() -> None:
    first = make(reading(), Order(now=NOW)).calendars[0].content
    changed = reading(PAGE.replace("On dogs", "On all dogs"))
    made = make(changed, Order(now=LATER), feeds=[("page.ics", first)])
    assert [change.kinds for change in made.changes] == [("retitled",)]
    assert [entry.sequence for entry in made.calendars[0].entries] == [0, 1, 0]
    assert make(reading(), Order(now=LATER), feeds=[("page.ics", first)]).calendars[0].content == first


def test_a_calendar_that_was_tampered_with_is_not_verified() -> None:
    made = make(reading(), Order(now=NOW))
    assert str(verify_all(made, "auto")) == "3 of 3 verified"
    assert str(verify_all(made, "none")) == "0 of 3 verified"
    one = made.calendars[0]
    tampered = made._replace(calendars=(one._replace(content=one.content.replace(b"T190000", b"T180000")),))
    with pytest.raises(VerifyError, match="the start of 'On cats'"):
        verify_all(tampered, "auto")


# -- delivering ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "output", "part", "target"),
    [
        ("page.txt", None, None, Target(Path("page.ics"))),
        ("schedule.v2.json", None, None, Target(Path("schedule.v2.ics"))),
        ("page.txt", "x.ics", None, Target(Path("x.ics"))),
        ("page.txt", "-", None, Target(None)),
        ("", None, None, Target(None)),
        ("", "x.ics", None, Target(Path("x.ics"))),
        ("page.txt", None, "day", Target(Path("page"), folder=True)),
        ("page.txt", "d", "day", Target(Path("d"), folder=True)),
        ("", None, "day", Target(Path("programme"), folder=True)),
        ("page.txt", "new/", None, Target(Path("new/page.ics"))),
    ],
)
def test_where_the_output_goes(name: str, output: str | None, part: str | None, target: Target) -> None:
    assert target_of([document(name=name)], output, part) == target  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("origin", "name", "title", "file"),
    [
        ("http://127.0.0.1:8000/", "127.0.0.1", "Pets & Co. 2021", "pets-co-2021.ics"),
        ("http://127.0.0.1:8000/", "127.0.0.1", "", "127.0.0.1.ics"),
        ("https://conf.example", "www.conf.example", "", "conf.example.ics"),
        ("http://[::1]:8000/", "::1", "", "1.ics"),
        ("https://conf.example/day.1.html", "day.1.html", "Pets", "day.1.ics"),
        ("conf.example", "conf.example", "Pets", "conf.ics"),
    ],
)
def test_an_address_that_is_a_host_alone_names_no_file(origin: str, name: str, title: str, file: str) -> None:
    """The programme's title does, else the whole host; not a piece of the host as if it were a file's stem."""
    assert target_of([replace(document(name=name), origin=origin)], None, None, title=title) == Target(Path(file))


def test_a_folder_that_is_there_gets_a_file(tmp_path: Path) -> None:
    assert target_of([document()], str(tmp_path), None) == Target(tmp_path / "page.ics")


def test_in_a_folder_only_our_calendars_are_revised_and_others_are_left_alone(tmp_path: Path) -> None:
    target = Target(tmp_path, folder=True)
    made = make(reading(), Order(now=NOW, split="talk"))
    (tmp_path / "other.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n")
    assert [one.state for one in deliver(contents_of(made, target), standing_at(target), target)] == ["new"] * 3
    standing = standing_at(target)
    assert len(standing) == 4
    assert [Path(origin).name for origin, _ in feeds_to_revise(standing, target)] == [
        "on-cats.ics",
        "on-dogs.ics",
        "on-mice.ics",
    ]
    assert sorted(stems_in_use(standing).values()) == ["on-cats", "on-dogs", "on-mice"]
    assert [one.state for one in deliver(contents_of(made, target), standing, target)] == ["unchanged"] * 3


def test_a_part_whose_name_a_foreign_file_has_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "on-cats.ics"
    foreign.write_text("mine")
    target = Target(tmp_path, folder=True)
    contents = contents_of(make(reading(), Order(now=NOW, split="talk")), target)
    with pytest.raises(TargetError, match="did not write"):
        check_targets(contents, standing_at(target), [], force=False)
    check_targets(contents, standing_at(target), [], force=True)


def test_standard_output_is_no_file() -> None:
    with pytest.raises(ValueError, match="no file"):
        contents_of(make(reading(), Order(now=NOW)), Target(None))
    assert standing_at(Target(None)) == {}
