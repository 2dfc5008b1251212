"""Which reader a document gets, and how anybody adds one."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers import registry
from icsgen.readers.registry import Entry, built_in, choose, named
from tests.readers.casebook import document_of

PLUGIN = Path(__file__).parents[2] / "examples" / "plugin"
POCKET = """pocket programme: Tiny Systems Day, Europe/Vienna
2027-05-03 09:30 +45 Clocks for Ants @ Room 1 / Ida Lund, Olaf Berg
2027-05-03 10:15 +30 Coffee

2027-13-03 10:15 +30 No such month
and a good lunch
"""
PAGE = "<!doctype html><title>Day</title><h1>Day</h1><ul><li>9:00 - 9:30 One</li></ul>"


@dataclass
class Fake:
    """A reader with an opinion."""

    confidence: int
    summary: str = "a fake"

    def sniff(self, document: Document) -> int:
        return self.confidence

    def read(self, document: Document, policy: Policy) -> Reading:
        raise AssertionError("a choice among readers reads nothing")


Supply = Callable[..., None]


@pytest.fixture
def supply(monkeypatch: pytest.MonkeyPatch) -> Supply:
    """Other distributions with these readers."""

    def supply_(**readers: Fake) -> None:
        entries = {name: Entry(name, f"{__name__}:{name}", f"{name}-dist") for name in readers}
        monkeypatch.setattr(registry, "third_party", lambda: entries)
        monkeypatch.setattr(Entry, "load", _loader(readers, Entry.load))

    return supply_


def _loader(readers: dict[str, Fake], load: Callable[[Entry], registry.Reader]) -> Callable[[Entry], registry.Reader]:
    return lambda entry: readers[entry.name] if entry.name in readers else load(entry)


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_reader_keeps_the_protocol(name: str) -> None:
    reader = named(name).load()
    assert reader.summary
    assert callable(reader.read)
    for text in ("", "\0", "<", "{", "---", "BEGIN:", PAGE, None):
        confidence = reader.sniff(Document(origin="x", name="x", content=b"", text=text))
        assert 0 <= confidence <= 100, (text, confidence)


def test_a_tie_is_an_error_that_names_both_and_the_way_out(supply: Supply) -> None:
    supply(first=Fake(99), second=Fake(99))
    with pytest.raises(FormatError, match="could be read by first and second") as caught:
        choose(document_of(PAGE.encode(), "day.html"))
    assert caught.value.hint == "say which: --reader first"
    assert caught.value.origin == "day.html"


def test_the_surest_reader_is_taken_whoever_supplies_it(supply: Supply) -> None:
    supply(better=Fake(99), worse=Fake(1))
    assert choose(document_of(PAGE.encode(), "day.html")).distribution == "better-dist"
    supply(worse=Fake(1))
    assert choose(document_of(PAGE.encode(), "day.html")).name == "web-page"


def test_what_nobody_recognises_is_an_error_that_says_what_to_do(supply: Supply) -> None:
    supply()
    with pytest.raises(FormatError, match="no reader recognises this content") as caught:
        choose(Document(origin="x.bin", name="x.bin", content=b"\0\1", text=None))
    assert "--reader" in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(FormatError, match="no such reader: 'nonsense'") as caught:
        named("nonsense")
    assert "web-page" in str(caught.value)
    assert "session-page" in str(caught.value)


def test_the_content_decides_and_not_the_name_of_the_file() -> None:
    assert choose(document_of(PAGE.encode(), "schedule.txt")).name == "web-page"
    assert choose(document_of(b"Day\n\nMon 3 May 2027 9:00 - 9:30 CEST\n\nOne\n", "page.html")).name == "session-page"


# -- the example of somebody else's reader ----------------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder in which the example lies as an installer puts it there: its module, and what its project says of it."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    groups = project["entry-points"]
    lines = [f"[{group}]\n" + "".join(f"{n} = {v}\n" for n, v in points.items()) for group, points in groups.items()]
    (info / "entry_points.txt").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "icsgen_pocket.py").write_bytes((PLUGIN / "icsgen_pocket.py").read_bytes())
    (tmp_path / "day.txt").write_text(POCKET, encoding="utf-8")
    return tmp_path


def _icsgen(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "icsgen", *words]
    environment = {**os.environ, "PYTHONPATH": paths, "NO_COLOR": "1", "COLUMNS": "120"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_the_example_of_a_plug_in_is_listed_with_its_distribution(installed: Path) -> None:
    done = _icsgen(installed, "formats")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("pocket ")]
    assert "pocket programmes: one line a talk" in line
    assert line.rstrip().endswith("icsgen-pocket")


def test_the_example_of_a_plug_in_is_chosen_and_reads(installed: Path) -> None:
    done = _icsgen(installed, "generate", "day.txt", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "SUMMARY:Clocks for Ants" in done.stdout
    assert "DTSTART;TZID=Europe/Vienna:20270503T093000" in done.stdout
    assert "DTEND;TZID=Europe/Vienna:20270503T101500" in done.stdout
    assert "line 5: there is no such time: '2027-13-03 10:15 +30 No such month'" in done.stderr
    assert "line 6: this is no talk: 'and a good lunch'" in done.stderr


def test_a_reader_can_be_forced_by_name(installed: Path) -> None:
    done = _icsgen(installed, "generate", "day.txt", "-o", "-", "--reader", "table")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (installed / "page.txt").write_text("something else\n", encoding="utf-8")
    done = _icsgen(installed, "generate", "page.txt", "-o", "-", "--reader", "pocket")
    assert done.returncode == 1
    assert "page.txt, line 1: no 'pocket programme: TITLE, ZONE' at the top" in done.stderr


def test_the_example_is_as_short_as_it_is_said_to_be() -> None:
    lines = (PLUGIN / "icsgen_pocket.py").read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) <= 50


@pytest.mark.parametrize("bar", ["|", "\t"])
def test_a_table_below_a_line_that_names_its_zone_is_a_page(bar: str) -> None:
    rows = [("Time", "Title", "Speaker"), ("9:00", "Why Paper Creases", "Ann Lee"), ("10:00", "Why It Burns", "Bo Li")]
    table = "\n".join(bar.join(row) for row in rows)
    above = "Paper Days\nThursday 29 June 2023"
    chosen = [
        choose(document_of(f"{head}\n\n{table}\n".encode(), "programme.txt")).name for head in (f"{above} (PDT)", above)
    ]
    assert chosen == ["session-page", "table"]
