"""The README's commands do what it says: each is run as it stands, the long ones in a copy of the project."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from tests.readme import README, commands

ROOT = README.parent
CASES = ROOT / "tests" / "readers"
PAGE = "icml-2021-deep-learning-algorithms-7"
EPOCH = "1626739200"  # the stamps of the calendar in examples/

FILES = {
    "page.txt": ROOT / "examples" / f"{PAGE}.txt",
    "saved.html": CASES / "web_page/cases/time-datetime.html",
    "pretalx.xml": CASES / "frab_xml/cases/pretalx_with_offsets.xml",
    "frab.json": CASES / "frab_json/cases/frab.json",
    "indico.json": CASES / "indico/cases/sessions.json",
    "main_calendar.json": CASES / "miniconf/cases/calendar.json",
    "sessionize.json": CASES / "sessionize/cases/all.json",
    "sched.json": CASES / "sched/cases/export.json",
    "program.yml": CASES / "jekyll_conference/cases/program.yml",
    "programme.csv": ROOT / "examples" / "tiny-systems-days-2027.csv",
    "other.ics": CASES / "icalendar/cases/google.ics",
}
RECORDS = '[{"name": "Of cats", "from": "2027-03-26 10:00", "to": "2027-03-26 10:30", "who": "Ann Lee"}]'


def examples() -> Iterator[tuple[str, str]]:
    """Group and text of every command that stands under ``<!-- examples: GROUP -->``."""
    text = README.read_text(encoding="utf-8")
    for group, body in re.findall(r"<!-- examples: (\w+) -->\n(.*?)(?:\n\n|\n```\n)", text, re.DOTALL):
        for command in re.findall(r"^icsgen .*$", body, re.MULTILINE):
            yield group, re.sub(r"\s+#.*", "", command)
        for command in re.findall(r"\| `(icsgen .*?)` \|$", body, re.MULTILINE):
            yield group, command.replace("\\|", "|")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the README's examples speak of."""
    for name, source in FILES.items():
        shutil.copy(source, tmp_path / name)
    (tmp_path / "examples").mkdir()
    shutil.copy(FILES["programme.csv"], tmp_path / "examples")
    (tmp_path / "records.json").write_text(RECORDS, encoding="utf-8")
    table = FILES["programme.csv"].read_text(encoding="utf-8")
    table = table.replace("2027-03-26,11:15,11:45,", "2027-03-26,11:20,11:50,", 1)
    (tmp_path / "changed.csv").write_text(table, encoding="utf-8")
    _spreadsheet(tmp_path / "sheet.xlsx")
    return tmp_path


def _spreadsheet(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Title", "Start", "End", "Time zone"])
    book.active.append(["Of cats", "2027-03-26 10:00", "2027-03-26 10:30", "Europe/Vienna"])
    book.save(path)


@pytest.fixture
def host(folder: Path) -> Iterator[str]:
    """The folder served on loopback."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "SOURCE_DATE_EPOCH": EPOCH, "XDG_CACHE_HOME": str(folder / ".cache")}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


GROUPS = sorted({group for group, _ in examples()})


@pytest.mark.parametrize("group", GROUPS)
def test_every_example_runs_in_the_order_it_stands(group: str, folder: Path, host: str) -> None:
    for _, command in (example for example in examples() if example[0] == group):
        done = _run(command.replace("https://conf.example", host), folder)
        differs = command.startswith("icsgen diff")
        assert (command, done.returncode, done.stderr if done.returncode else "") == (command, 3 if differs else 0, "")


def test_the_examples_are_there() -> None:
    assert GROUPS == ["formats", "page", "publish", "revision"]
    assert len(list(examples())) > 20


def test_the_example_calendar_is_what_the_example_page_gives(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / f"{PAGE}.txt", tmp_path)
    assert _run(f"icsgen generate {PAGE}.txt", tmp_path).returncode == 0
    assert (tmp_path / f"{PAGE}.ics").read_bytes() == (ROOT / "examples" / f"{PAGE}.ics").read_bytes()


@pytest.mark.slow
def test_the_first_command_sets_up_a_fresh_folder_and_makes_the_calendar(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": EPOCH}
    environment |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    done = subprocess.run(
        ["bash", "-c", commands()["main"]], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "7 of 7 verified" in done.stderr
    assert (tmp_path / f"{PAGE}.ics").read_bytes() == (ROOT / "examples" / f"{PAGE}.ics").read_bytes()
