"""Reads pocket programmes: a first line ``pocket programme: TITLE, ZONE``, then one line a talk.

pocket programme: Tiny Systems Day, Europe/Vienna
2027-05-03 09:30 +45 Clocks for Ants @ Room 1 / Ida Lund
"""

import re
from datetime import datetime, timedelta

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Problem, Reading
from icsgen.readers.draft import Draft, Findings, speakers_of
from icsgen.readers.finish import finish

summary = "pocket programmes: one line a talk"

HEAD = re.compile(r"pocket programme: (?P<title>.+), (?P<zone>\S+)")
TALK = re.compile(
    r"(?P<start>\d{4}-\d\d-\d\d \d\d:\d\d) \+(?P<minutes>\d+) (?P<title>[^@/]+)(@ (?P<room>[^/]+))?(/ (?P<by>.+))?"
)


def sniff(document: Document) -> int:
    """100: the first line says so."""
    return 100 if (document.text or "").startswith("pocket programme: ") else 0


def read(document: Document, policy: Policy) -> Reading:
    """Find what the source states, and let icsgen settle the zone, the hour and the end of each talk."""
    lines = (document.text or "").splitlines()
    head = HEAD.fullmatch(lines[0]) if lines else None
    if head is None:
        raise FormatError("no 'pocket programme: TITLE, ZONE' at the top", origin=document.origin, line=1)
    findings = Findings(drafts=[], title=head["title"], zone=head["zone"])
    for number, line in enumerate(lines[1:], 2):
        try:
            findings.drafts += [draft(match, number, line)] if (match := TALK.fullmatch(line)) else []
            problem = "" if match or not line.strip() else "this is no talk"
        except (ValueError, OverflowError):
            problem = "there is no such time"
        if problem:
            findings.problems.append(
                Problem(message=problem, kind="skipped", origin=document.origin, line=number, text=line)
            )
    return finish(document, findings, policy)


def draft(match: re.Match[str], number: int, line: str) -> Draft:
    """One talk as it stands there."""
    return Draft(
        title=match["title"],
        start=datetime.fromisoformat(match["start"]),
        duration=timedelta(minutes=int(match["minutes"])),
        room=match["room"] or "",
        speakers=speakers_of((match["by"] or "").split(",")),
        line=number,
        source=line,
    )
