"""Two hundred publishers are killed at random moments; after each, every feed on the site is whole."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from icsgen.outputs.memory import decode
from tests.outputs.programmes import NOW, edited, moved, programme, publish

ROOT = Path(__file__).parents[2]
KILLS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here, to kill them cheaply")
def test_whoever_is_killed_leaves_whole_feeds(tmp_path: Path) -> None:
    """Each calendar is complete, UIDs stay, SEQUENCE never falls, and the next run brings the site up to date."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.outputs.test_site_kills", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["kills"] == KILLS
    assert told["half_way"] > KILLS // 4


def events(content: bytes) -> dict[str, int]:
    """UID to SEQUENCE of a calendar that must be whole."""
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert content.count(b"BEGIN:VEVENT\r\n") == content.count(b"END:VEVENT\r\n")
    found = re.findall(rb"\r\nUID:([^\r]+)\r\n.*?\r\nSEQUENCE:(\d+)\r\n", content, re.DOTALL)
    assert len(found) == content.count(b"BEGIN:VEVENT\r\n") > 0
    return {uid.decode(): int(sequence) for uid, sequence in found}


def main(folder: Path) -> None:
    """Publish two versions in turn, each time in a child that is killed."""
    one = programme(16)
    two = edited(one, {place: {"when": moved(one.talks[place], timedelta(minutes=5))} for place in range(0, 16, 3)})
    began = time.perf_counter()
    publish(one, folder)
    length = time.perf_counter() - began
    chance, known, half_way = random.Random(4), events((folder / "all.ics").read_bytes()), 0
    for kill in range(KILLS):
        child = os.fork()
        if not child:
            publish((two, one)[kill % 2], folder, now=NOW + timedelta(minutes=kill + 1))
            os._exit(0)
        time.sleep(chance.random() * length)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        half_way += os.WIFSIGNALED(status)
        decode((folder / "feeds.json").read_bytes(), "feeds.json")
        for path in folder.rglob("*.ics"):
            events(path.read_bytes())
        now = events((folder / "all.ics").read_bytes())
        assert now.keys() == known.keys()
        assert all(now[uid] >= known[uid] for uid in known)
        known = now
    publish(one, folder, now=NOW + timedelta(days=1))
    whole = events((folder / "all.ics").read_bytes())
    for path in folder.rglob("*.ics"):
        assert events(path.read_bytes()).items() <= whole.items()
    assert (folder / "index.html").read_bytes().rstrip().endswith(b"</html>")
    print(json.dumps({"kills": KILLS, "half_way": half_way}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
