"""khal: a real import into a fresh calendar, then a real list of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from common import answer, written
from dateutil.parser import isoparse
from dateutil.tz import UTC

CONFIG = """
[calendars]
[[talks]]
path = {folder}/talks
[locale]
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M:%S
longdatetimeformat = %Y-%m-%d %H:%M:%S
local_timezone = UTC
default_timezone = UTC
[default]
default_calendar = talks
[sqlite]
path = {folder}/khal.db
"""
FIELDS = ("uid", "start-long-full", "end-long-full", "title", "description", "location", "all-day")


class Refused(Exception):
    """The import or the list failed."""


def read(path: str) -> list[dict[str, str]]:
    """The events of one file."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "talks").mkdir()
        Path(folder, "config").write_text(CONFIG.format(folder=folder), encoding="utf-8")
        _khal(folder, "import", "--batch", "-a", "talks", path)
        wanted = [part for field in FIELDS for part in ("--json", field)]
        days = _khal(folder, "list", "--notstarted", *wanted, "1971-01-02", "2037-12-30")
    events = {}
    for line in days.splitlines():
        for one in json.loads(line):
            events.setdefault(one["uid"], one)
    return [
        {
            "uid": one["uid"],
            "start": _moment(one["start-long-full"], one["all-day"]),
            "end": _moment(one["end-long-full"], one["all-day"], days=1),  # its last day is the last day
            "summary": one["title"],
            "description": one["description"],
            "location": one["location"],
        }
        for one in events.values()
    ]


def _moment(text: str, all_day: str, *, days: int = 0) -> str:
    moment = isoparse(text)
    if all_day == "True":
        return written(moment.date() + timedelta(days=days))
    return written(moment.replace(tzinfo=UTC))


def _khal(folder: str, *arguments: str) -> str:
    khal = Path(sys.executable).parent / "khal"
    done = subprocess.run(
        [str(khal), "-c", f"{folder}/config", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder},
    )
    if done.returncode or "rror" in done.stderr:
        raise Refused(done.stderr[-500:])
    return done.stdout


answer(read, Refused)
