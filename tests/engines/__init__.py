"""Calendar engines that are not ours, each behind the same small face: what does it make of this file?

An engine is a script in ``readers/`` that is run by the interpreter it needs. It takes the paths of .ics files
and prints, as JSON, a list for each, of the events in it: uid, start, end, summary, description, location. Start
and end are instants in UTC (``2021-07-21T02:00:00Z``) or days (``2021-07-20``); the end of a day is exclusive.
A file that the engine does not accept gives an object with ``error`` instead. ``install.py`` installs them all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
INSTALL = "python3 tests/engines/install.py installs it"
VENV_PYTHON = HERE / ".venv" / "bin" / "python"
"""The interpreter that has the Python engines, khal and vdirsyncer among them."""
NODE_MODULES = HERE / "node_modules"


@dataclass(frozen=True, slots=True)
class Seen:
    """One event as an engine sees it."""

    uid: str
    start: str
    end: str
    summary: str
    description: str
    location: str


class Rejected(Exception):  # it is an answer, not a fault of ours
    """The engine does not accept the file."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine."""

    name: str
    script: str
    interpreter: Callable[[], str | None]
    """The path of what runs the script; ``None`` if the engine is not installed."""

    @property
    def installed(self) -> bool:
        """Whether it can be asked."""
        return self.interpreter() is not None

    def read(self, data: bytes) -> list[Seen]:
        """What it makes of one file.

        :raises Rejected: it does not accept it.
        """
        return self.read_all([data])[0]

    def read_all(self, files: Sequence[bytes]) -> list[list[Seen]]:
        """What it makes of several files, in one process.

        :raises Rejected: it does not accept one of them.
        """
        answers = self.ask(files)
        for answer in answers:
            if isinstance(answer, dict):
                raise Rejected(f"{self.name}: {answer['error']}")
        return [[Seen(**event) for event in answer] for answer in answers]

    def ask(self, files: Sequence[bytes]) -> list[list[dict[str, str]] | dict[str, str]]:
        """Its bare answers, one a file: a list of events, or an object that says why not."""
        interpreter = self.interpreter()
        assert interpreter is not None, f"{self.name} is not installed: {INSTALL}"
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, f"{number:05}.ics") for number in range(len(files))]
            for path, data in zip(paths, files, strict=True):
                path.write_bytes(data)
            done = subprocess.run(
                [interpreter, str(HERE / "readers" / self.script)],
                input="\n".join(map(str, paths)),
                capture_output=True,
                text=True,
                check=False,
                env=os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
                timeout=300,
            )
        assert done.returncode == 0, f"{self.name} broke down: {done.stderr[-2000:]}"
        answers: list[list[dict[str, str]] | dict[str, str]] = json.loads(done.stdout)
        assert len(answers) == len(files), self.name
        return answers


def _system_python(module: str) -> Callable[[], str | None]:
    def find() -> str | None:
        python = "/usr/bin/python3"
        asked = [python, "-c", f"import gi; gi.require_version('{module}', '3.0')"]
        found = os.path.exists(python) and subprocess.run(asked, capture_output=True, check=False).returncode == 0
        return python if found else None

    return find


def _node(package: str) -> Callable[[], str | None]:
    return lambda: shutil.which("node") if (NODE_MODULES / package).is_dir() else None


def _venv(package: str) -> Callable[[], str | None]:
    def find() -> str | None:
        found = any(HERE.glob(f".venv/lib/python*/site-packages/{package}"))
        return str(VENV_PYTHON) if found else None

    return find


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("libical", "read_libical.py", _system_python("ICalGLib")),
        Engine("ical.js", "read_icaljs.mjs", _node("ical.js")),
        Engine("node-ical", "read_node_ical.mjs", _node("node-ical")),
        Engine("vobject", "read_vobject.py", _venv("vobject")),
        Engine("ics", "read_ics.py", _venv("ics")),
        Engine("ical", "read_ical.py", _venv("ical")),
        Engine("icalendar", "read_icalendar.py", _venv("icalendar")),
        Engine("khal", "read_khal.py", _venv("khal")),
    )
}
"""Every engine by name."""
