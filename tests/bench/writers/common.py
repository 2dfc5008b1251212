"""What the Python writers of the benchmark share: they time themselves by their processor."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo


def measure(write: Callable[[dict[str, Any]], bytes]) -> None:
    """Print the seconds that it takes to write the events whose file is named on the command line, and the octets."""
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    zone = ZoneInfo(given["zone"])
    given["stamp"] = datetime.fromisoformat(given["stamp"]).astimezone(UTC)
    for event in given["events"]:
        event["start"] = datetime.fromisoformat(event["start"]).replace(tzinfo=zone)
        event["end"] = datetime.fromisoformat(event["end"]).replace(tzinfo=zone)
    began = time.process_time()
    size = len(write(given))
    print(time.process_time() - began, size)
