"""What a feed of ours keeps beside the standard properties, so that its next revision knows its talks again.

iCalendar has no place for a talk's speakers, session or source id, and a calendar's reader should not have to
find the abstract inside a description. They stand in ``X-`` properties (RFC 5545 §3.8.8.2), which every
calendar app passes over. All are TEXT; an empty one is left out. The form of a property never changes from
release to release: a new form gets a new name.

===========================  ===============================================================================
in VCALENDAR
X-ICSGEN-PROGRAMME           the id of the programme
X-ICSGEN-HIGHEST             the highest SEQUENCE in the feed, in case the file breaks off
X-ICSGEN-LEFT                the highest SEQUENCE of an event that has left the feed; newcomers start above it
X-ICSGEN-SKIPPED             a mark of each time in the source that became no talk, one a line
in VEVENT
X-ICSGEN-KEY                 the source's own id of the talk
X-ICSGEN-SPEAKERS            one a line: name, tab, affiliation, tab, URL; trailing tabs left out
X-ICSGEN-SESSION             the title of its session; its room is LOCATION
X-ICSGEN-TRACK, -TYPE        as in the talk
X-ICSGEN-TAGS                one a line
X-ICSGEN-ABSTRACT            where in DESCRIPTION the abstract stands: first character ``-`` one past the last
===========================  ===============================================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from icsgen.model import Speaker, Talk

PROGRAMME = "X-ICSGEN-PROGRAMME"
HIGHEST = "X-ICSGEN-HIGHEST"
LEFT = "X-ICSGEN-LEFT"
SKIPPED = "X-ICSGEN-SKIPPED"
KEY = "X-ICSGEN-KEY"
SPEAKERS = "X-ICSGEN-SPEAKERS"
SESSION = "X-ICSGEN-SESSION"
TRACK = "X-ICSGEN-TRACK"
TYPE = "X-ICSGEN-TYPE"
TAGS = "X-ICSGEN-TAGS"
ABSTRACT = "X-ICSGEN-ABSTRACT"


def kept_of(talk: Talk, abstract_at: int | None) -> Iterator[tuple[str, str]]:
    """Names and values, unescaped, of the properties that a VEVENT keeps of the talk.

    ``abstract_at`` counts the characters of DESCRIPTION before the abstract; ``None``: it isn't there whole.

    >>> from datetime import date
    >>> from icsgen.model import AllDay
    >>> when = AllDay(first=date(2021, 7, 20), last=date(2021, 7, 20))
    >>> list(kept_of(Talk(title="T", when=when, key="42", abstract="Of cats.", session="Cats"), 9))
    [('X-ICSGEN-KEY', '42'), ('X-ICSGEN-SESSION', 'Cats'), ('X-ICSGEN-ABSTRACT', '9-17')]
    """
    if talk.key:
        yield KEY, talk.key
    if talk.speakers:
        yield SPEAKERS, pack_speakers(talk.speakers)
    if talk.session:
        yield SESSION, talk.session
    if talk.track:
        yield TRACK, talk.track
    if talk.type:
        yield TYPE, talk.type
    if talk.tags:
        yield TAGS, "\n".join(talk.tags)
    if talk.abstract and abstract_at is not None:
        yield ABSTRACT, f"{abstract_at}-{abstract_at + len(talk.abstract)}"


def marks_of(skipped: Iterable[str]) -> tuple[str, ...]:
    """Marks by which what was skipped is known again, in an order of their own.

    >>> marks_of(["Tue 20 July 19:50 - 19:55 PDT"])
    ('6a727179',)
    """
    return tuple(sorted(hashlib.sha256(words.encode()).hexdigest()[:8] for words in skipped))


def pack_speakers(speakers: tuple[Speaker, ...]) -> str:
    """Speakers as one text. Their fields hold neither tabs nor newlines (``clean_line``)."""
    return "\n".join([f"{one.name}\t{one.affiliation}\t{one.url}".rstrip("\t") for one in speakers])


def unpack_speakers(text: str) -> tuple[Speaker, ...]:
    """The inverse; forgiving, for people edit files.

    >>> unpack_speakers("Ann Lee\\tMIT\\nBo Li")
    (Speaker(name='Ann Lee', affiliation='MIT', url=''), Speaker(name='Bo Li', affiliation='', url=''))
    """
    rows = (line.split("\t") for line in text.split("\n") if line.strip())
    return tuple(
        Speaker(name=name, affiliation=affiliation, url=url)
        for name, affiliation, url, *_ in ([*row, "", ""] for row in rows)
    )


def abstract_in(description: str, span: str) -> str:
    """The abstract, cut from a description by the value of X-ICSGEN-ABSTRACT; empty if that doesn't fit.

    >>> abstract_in("Ann Lee\\n\\nOf cats.", "9-17"), abstract_in("edited", "9-17")
    ('Of cats.', '')
    """
    first, _, last = span.partition("-")
    if not (first.isdecimal() and last.isdecimal()) or len(span) > 20 or int(last) > len(description):
        return ""
    return description[int(first) : int(last)]
