"""Makes the table of ``icsgen/times/recent.py``: ``python -m tests.times.compare_releases 2023.3.post1 2023.4 …``.

Takes releases of pytz in the order in which they came out, has pip install each into a folder of its own, and
compares what they say of every zone, each with the one before. Prints a zone with the first instant of which the two
disagree, from the year of the newer release on; one that is new, with the start of that year.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence

_ASK = """
import json, pytz
zones = {}
for name in pytz.all_timezones:
    zone = pytz.timezone(name)
    times = getattr(zone, "_utc_transition_times", [None])
    states = getattr(zone, "_transition_info", [(zone.utcoffset(None),)])
    zones[name] = [(str(time or ""), state[0].total_seconds()) for time, state in zip(times, states)]
print(json.dumps([pytz.OLSON_VERSION, zones]))
"""

Clocks = list[tuple[str, float]]
"""Offsets in seconds, each with the instant from which on it holds, in order."""


def main(releases: Sequence[str]) -> None:
    """Print the lines of the table."""
    before: dict[str, Clocks] = {}
    for release in releases:
        with tempfile.TemporaryDirectory() as folder:
            pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, f"pytz=={release}"]
            subprocess.run(pip, check=True)
            asked = subprocess.run(
                [sys.executable, "-S", "-c", _ASK],
                check=True,
                capture_output=True,
                cwd=folder,
                env={"PYTHONPATH": folder},
            )
        version, zones = json.loads(asked.stdout)
        print(f"    # tz database {version}")
        for name, clocks in zones.items() if before else ():
            if since := first_difference(before.get(name), clocks, version[:4]):
                print(f'    "{name}": "{since}",')
        before = zones


def first_difference(old: Clocks | None, new: Clocks, year: str) -> str:
    """The first instant from that year on of which the two disagree; empty if there is none.

    >>> first_difference([("", 0.0), ("2020-01-01 00:00:00", 60.0)], [("", 0.0), ("2021-05-01 00:00:00", 60.0)], "2021")
    '2021-01-01T00:00'
    >>> first_difference([("", 0.0)], [("", 0.0), ("2021-05-01 00:00:00", 60.0)], "2021")
    '2021-05-01T00:00'
    >>> first_difference(None, [("", 0.0)], "2021"), first_difference([("", 0.0)], [("", 0.0)], "2021")
    ('2021-01-01T00:00', '')
    """
    start = f"{year}-01-01 00:00:00"
    if old is None:
        return _minutes(start)
    instants = sorted({start, *(time for time, _ in (*old, *new) if time > start)})
    return next((_minutes(instant) for instant in instants if _at(old, instant) != _at(new, instant)), "")


def _at(clocks: Clocks, instant: str) -> float:
    return next((offset for time, offset in reversed(clocks) if time <= instant), clocks[0][1])


def _minutes(instant: str) -> str:
    return instant[:16].replace(" ", "T")


if __name__ == "__main__":
    main(sys.argv[1:])
