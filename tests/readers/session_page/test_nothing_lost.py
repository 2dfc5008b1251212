"""Whatever stands between a page's first time and its last is read, or told: no line vanishes.

Each line that is generated holds a word that no other line has. That word must come back in a talk or a session, or the
line in a problem.
"""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.errors import IcsgenError
from icsgen.model import Document, Policy, Reading
from icsgen.readers import session_page

SHAPES = (
    "Deep {} in the wild",
    "{}",
    "Wide {}",
    "Ann {}",
    "Ann {}, Bo Li",
    "Ann {} (MIT)",
    "Ann {} · Bo Li",
    "Cups and saucers (Ann {})",
    "Invited Talk: {} at large",
    "Speaker: Ann {}",
    "Chair: Ann {}",
    "Room: {}",
    "[ Room {} ]",
    "Hall {}",
    "Location: Hall {}",
    "Title: On {} and others",
    "Session: {} matters",
    "Session 2: {} matters",
    "Track: {}",
    "Type: {}",
    "({})",
    "In {} Learning",
    "Abstract: we study {}, and it is so.",
    "We study {} at length. It is as we thought.",
    "- {} is an item",
    "# {}",
    "## Part {}",
    "Note: bring {}",
    "The desk for {} closes at 6 pm",
    "Chair:",
    "PRESENTER: Ann {}",
    "ABSTRACT. {} is new, and so is all of it.",
    "| | {} talk | Ann Lee |",
    "| {} | |",
    "Keynote {}",
    "{} (Oral)",
    "(Q&A) {} asks",
    "Day 9",
    "Oral session",
    "Invited Talk",
    "(Oral)",
    "Break",
    "",
)
TIMES = (
    "{h}:00 - {h}:30",
    "{h}:00 - {h}:30 Talk of {w}",
    "{h}:00 {w} begins",
    "| {h}:00 - {h}:30 | {w} talk | Ann Lee |",
    "| {h}:00 - {h}:30 | Session<br>{w} talk<br>Ann Lee | |",
    "{h}:00 - {h}:30 Room 5",
)


def word(number: int) -> str:
    """A word of letters, another for each number."""
    return "Q" + "".join(chr(ord("a") + number // 17**place % 17) for place in range(3)) + "u"


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page of a day: times of one shape, or of all, and between them lines of any."""
    numbers = count()
    shapes = draw(st.lists(st.sampled_from(TIMES), min_size=1, max_size=2, unique=True))
    lines = ["Timezone: UTC", "3 May 2021", ""]
    for hour in range(9, 9 + draw(st.integers(2, 4))):
        lines += [
            draw(st.sampled_from(SHAPES)).format(word(next(numbers)))
            for _ in range(draw(st.integers(0, 6)) if hour > 9 else 0)
        ]
        lines.append(draw(st.sampled_from(shapes)).format(h=hour, w=word(next(numbers))))
    return "\n".join([*lines, "A last title"])


def texts(reading: Reading) -> str:
    """All that the talks and sessions say, and the problems quote."""
    said = [str(problem) for problem in reading.problems]
    for talk in reading.programme.talks:
        said += [talk.title, talk.abstract, talk.room, talk.session, talk.track, talk.type, talk.url]
        said += [f"{one.name} {one.affiliation}" for one in talk.speakers]
    for session in reading.programme.sessions:
        said += [session.title, session.description, session.room, *(one.name for one in session.moderators)]
    return "\n".join([reading.programme.title, *said])


def told(reading: Reading) -> set[int]:
    """The numbers of the lines that problems name."""
    numbers: set[int] = set()
    for problem in reading.problems:
        if problem.line is not None:
            until = re.search(r"to line (\d+)", problem.message)
            numbers |= set(range(problem.line, int(until[1]) + 1 if until else problem.line + 1))
    return numbers


@settings(max_examples=300, deadline=None)
@given(pages(), st.sampled_from(("page.txt", "page.md")))
def test_no_line_between_the_times_vanishes(text: str, name: str) -> None:
    document = Document(origin=name, name=name, content=b"", text=text)
    try:
        reading = session_page.read(document, Policy())
    except IcsgenError:
        return
    said, named = texts(reading), told(reading)
    timed = [number for number, line in enumerate(text.split("\n"), 1) if re.search(r"\d:00", line)]
    for number, line in enumerate(text.split("\n"), 1):
        own = re.search(r"Q[a-z]{3}u", line)
        if own and timed[0] <= number <= timed[-1]:
            assert own[0] in said or number in named, line
