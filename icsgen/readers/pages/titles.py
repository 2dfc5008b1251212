"""A title as it stands on one line with the time: what is the title in it, and what the speakers, the type, the room.

The title keeps its words wherever there is doubt: a speaker that was recognised in it is named besides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.chrome import undecorated, without_tails
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.rooms import room_of, trailing_room


class Title(NamedTuple):
    """A title and what stood beside it."""

    text: str
    speakers: tuple[Speaker, ...] = ()
    type: str = ""
    room: str = ""


_KINDS = (
    r"(?:invited|contributed|keynote|plenary|spotlight|lightning|oral|short|long|accepted|opening|closing|live|virtual|remote|paper|poster|research|"
    r"industry|guest|sponsor(?:ed)?|best|test\sof\stime|featured|selected|flash|highlight|main|expo|affinity|social|in-person|eingeladener?)"
)
_NOUNS = (
    r"(?:talks?|speakers?|lectures?|keynotes?|address|orals?|spotlights?|presentations?|papers?|posters?|workshops?|tutorials?|panels?|demonstrations?|"
    r"demos?|competitions?|socials?|sessions?|events?|remarks|discussions?|vortr[aä]ge?|expos[eé]|conf[eé]rence)"
)
_TYPE = Pattern(
    rf"(?:{_KINDS}[\s-]+){{0,3}}{_NOUNS}(?:\s(?:session|presentation|talk|poster|workshop|panel|track))?(?:\s?#?\s?(?:\d{{1,3}}|[A-Z]|I{{1,3}}V?)\b)?",
    re.IGNORECASE,
)
_TYPE_LINE = Pattern(
    rf"(?:{_KINDS}[\s-]+){{0,3}}(?:{_NOUNS}|keynote|invited|oral|spotlight)(?:\s(?:presentation|poster|workshop|track))?(?:\s/\s[\w%]+(?:\s[\w%]+){{0,3}})?"
    r"|(?:honorable\smention|outstanding\spaper|best\spaper|runner.?up|test\sof\stime)(?:\s(?:award|runner.?up|honorable\smention))?"
    r"|registration\sdesk|town\shall|bird[s'’]*\sof\sa\sfeather|introduction|q\s?&\s?a|mentorship|expo\s(?:demonstration|talk\spanel|workshop)",
    re.IGNORECASE,
)
_SPOKEN = Pattern(r"talk|keynote|speaker|lecture|address|remarks|plenary|oral|vortrag", re.IGNORECASE)
_QUOTED = Pattern(
    r"(?P<lead>[^\"“”„«]{0,90}?)[\s:,–—-]*[\"“„«](?P<title>[^\"“”„«»]{3,400})[\"”“»][\s,.:;–—-]*(?P<rest>.*)", re.DOTALL
)
_EVENT = Pattern(
    r"\b(?:remarks|discussions?|introduction|q\s?&\s?a|(?<!expo\stalk\s)panel|(?:opening|closing|main)\s.*)\b",
    re.IGNORECASE,
)
_HEADS = frozenset({"speaker", "speakers", "event", "events", "session", "sessions"})
_BRACKETED = Pattern(r"(?P<lead>[^()]{2,80}?)\s*\((?P<inside>[^()]{2,120})\)\s*")
_COLON = Pattern(r"(?P<lead>[^:]{2,90}?)\s*:\s+(?P<rest>\S.*)", re.DOTALL)
_DASHED = Pattern(r"(?P<lead>\S.{1,300}?)\s+(?:[-–—|]|--|by)\s+(?P<rest>[^\W\d_][^–—|]{2,600})")
_BY = Pattern(r"^(?:by|with|speakers?|presenters?|presented by|given by|moderated by|chair)\b[\s:]*", re.IGNORECASE)
_LEADING = Pattern(r"^[\s:;,.|>»•·⋅*–—→)\]-]+(?=\S)")
_MINUTES = Pattern(r"^[(\[]?\d{1,3}\s?(?:min|mins|minutes|Min\.|['′’])[)\]]?\s*[:,–-]?\s*(?=\S)", re.IGNORECASE)
_LEADERS = Pattern(r"[\s.…·_-]{4,}$")
_OPEN_END = Pattern(r"^[-–—]\s?(?:tbd|tba|tbc|open end|late|end|\?+|\.{3}|…)(?=\s|$)[\s:–—-]*", re.IGNORECASE)
_COLUMNS = Pattern(r"\t+|\s{3,}|\s\|\s")
_NAMED = Pattern(rf"(?P<kind>{_TYPE.pattern})\s+(?:by\s)?(?P<name>[^\W\d_].{{3,80}})", re.IGNORECASE)
_REPLACED = Pattern(r"\breplaced by\s+(?P<name>.+)$", re.IGNORECASE)


def is_type(text: str) -> bool:
    """Whether the line says only what kind of talk follows: 'Invited Talk', 'Oral', '(Spotlight)'.

    >>> is_type("Invited Talk"), is_type("Poster"), is_type("Opening Remarks by the chairs")
    (True, True, False)
    """
    stripped = text.strip(" ()[]:")
    return len(text) <= 60 and stripped.lower() not in _HEADS and _TYPE_LINE.fullmatch(stripped) is not None


def is_kind(text: str) -> bool:
    """Whether the line is a kind of talk, and no event by itself as 'Opening Remarks' is.

    >>> is_kind("Invited Talk"), is_kind("Opening Remarks"), is_kind("Panel Discussion")
    (True, False, False)
    """
    return is_type(text) and not _EVENT.search(text)


def is_several(text: str) -> bool:
    """Whether the kind is one of several talks in one, which it then is the title of: 'Contributed Talks'.

    >>> is_several("Oral Presentations"), is_several("Oral presentation"), is_several("(Orals)")
    (True, False, False)
    """
    return text.rstrip(": ").endswith("s") and text[0] not in "(["


def type_in(title: str) -> str:
    """The kind of talk that a title begins with: the 'Oral' of 'Oral: Feature Learning'."""
    match = re.match(r"(?P<lead>[^:–—|(]{3,40}?)\s*(?:[:|(]|\s[-–—]\s)", title)
    return match["lead"] if match and _TYPE.fullmatch(match["lead"]) else ""


def kind_of(text: str) -> str:
    """The text if it is nothing but a kind of talk, also a numbered one.

    >>> kind_of("Invited Talk 1"), kind_of("Rain at Noon")
    ('Invited Talk 1', '')
    """
    return text if is_type(text) or _TYPE.fullmatch(text) else ""


def split_title(text: str) -> Title:
    """What a line holds beside its time.

    >>> split_title(': Invited Talk - "Better Transformers", Celine Lin, Georgia Tech')[:3]
    ('Better Transformers', (Speaker(name='Celine Lin', affiliation='Georgia Tech', url=''),), 'Invited Talk')
    >>> split_title("Invited talk (R Hahn)")[:2]
    ('Invited talk (R Hahn)', (Speaker(name='R Hahn', affiliation='', url=''),))
    """
    text = _LEADING.sub("", _OPEN_END.sub("", text.strip()))
    text = without_tails(undecorated(_LEADERS.sub("", _MINUTES.sub("", text))))
    text, room = trailing_room(text)
    columns = [part for part in _COLUMNS.split(text.strip()) if part.strip()]
    if len(columns) > 1:
        return _columns(columns, room or "")
    title = _split(text.strip())
    return title._replace(room=room or "")


def _columns(columns: list[str], room: str) -> Title:
    """Columns kept apart by space: the first is the title, the others people or a room, or they belong to the title."""
    first = _split(columns[0].strip())
    text, speakers = first.text, () if any(map(people_of, columns[1:])) else first.speakers
    for column in columns[1:]:
        column = undecorated(column)
        if people := people_of(column):
            speakers += people
        elif place := room_of(column):
            room = room or place
        elif is_type(column):
            first = first._replace(type=column)
        elif column and len(columns) == 2 and is_kind(text):
            first, text = first._replace(type=text), column
        elif column:
            text = f"{text} | {column}"
    return Title(text, speakers, first.type, room)


def _split(text: str) -> Title:
    found = _quoted(text) or _in_brackets(text) or _behind_colon(text) or _behind_dash(text) or _named(text)
    if found is None or not found.speakers:
        found = _people_in_brackets(text) or found
    return found or Title(text, type=type_in(text))


def _quoted(text: str) -> Title | None:
    """'Invited Talk - "Title", Ann Lee (MIT)'."""
    match = _QUOTED.fullmatch(text)
    if match is None:
        return None
    lead, rest = match["lead"].strip(" ,:-–—"), _BY.sub("", match["rest"].strip(" ,.-–—"))
    before = people_of(lead) if lead else ()
    if (kind := _COLON.fullmatch(lead)) and (_TYPE.fullmatch(kind["lead"]) or is_type(kind["lead"])):
        before = people_of(kind["rest"])
        lead = kind["lead"] if before else lead
    behind = people_of(rest) if rest else ()
    known_lead = not lead or before or _TYPE.fullmatch(lead) or is_type(lead)
    if not known_lead or (rest and not behind) or (not lead and not rest and match["title"] == text):
        return None
    return Title(match["title"].strip(" ,"), before + behind, lead if kind and before else "" if before else lead)


def _in_brackets(text: str) -> Title | None:
    """'Invited talk (Ann Lee)': a kind and who gives it. The title keeps all its words."""
    match = _BRACKETED.fullmatch(text)
    if match is None or not (_TYPE.fullmatch(match["lead"]) or is_type(match["lead"])):
        return None
    inside = _BY.sub("", match["inside"])
    if replaced := _REPLACED.search(inside):
        inside = replaced["name"]
    people = people_of(inside)
    if not people and is_name(inside, strict=False):
        people = (Speaker(name=inside),)
    return Title(text, people, match["lead"]) if people else None


def _people_in_brackets(text: str) -> Title | None:
    """'A title (Ann Lee, Bo Li)'."""
    match = _BRACKETED.fullmatch(text)
    if match is None or people_of(match["lead"]):
        return None
    people = people_of(_BY.sub("", match["inside"]))
    return Title(text, people, type_in(text)) if people else None


def _behind_colon(text: str) -> Title | None:
    """'Invited Talk: Ann Lee (MIT)', 'Ann Lee: A title'. The title keeps all its words."""
    match = _COLON.fullmatch(text)
    if match is None:
        return None
    lead, rest = match["lead"], match["rest"]
    if _TYPE.fullmatch(lead) or is_type(lead):
        inner = _quoted(rest)
        people = inner.speakers if inner else _certain(people_of(_moderated(rest)), lead) or _behind(rest)
        return Title(text, people, lead)
    if len(lead) < 80 and (people := people_of(lead)) and len(people_of(rest)) < 2:
        return Title(text, people)
    return None


def _certain(people: tuple[Speaker, ...], kind: str = "") -> tuple[Speaker, ...]:
    """The people, unless it is one bare name that nothing but its capitals makes one."""
    return people if len(people) > 1 or (people and people[0].affiliation) or _SPOKEN.search(kind) else ()


def _behind_dash(text: str) -> Title | None:
    """'A title - Ann Lee (MIT), Bo Li', 'Ann Lee (MIT) - A title'. One bare name stays in the title as well."""
    match = _DASHED.fullmatch(text)
    if match is None:
        return None
    lead = match["lead"].strip(' ,"“”„')
    if before := _certain(people_of(lead)):
        return Title(text, before)
    people = people_of(_moderated(_BY.sub("", match["rest"])))
    if not people:
        return None
    by = text[len(match["lead"]) :].lstrip().startswith("by ")
    certain = bool(_certain(people)) or by
    return Title(lead if certain and not _TYPE.fullmatch(lead) else text, people, type_in(lead))


def _named(text: str) -> Title | None:
    """'Invited talk Ann Lee', 'Ann Lee (MIT)': the title says who speaks, not on what."""
    if match := _NAMED.fullmatch(_moderated(text)):
        people = _certain(people_of(match["name"]), match["kind"])
        return Title(text, people, match["kind"]) if people else None
    people = _certain(people_of(text))
    return Title(text, people) if people else None


def _behind(text: str) -> tuple[Speaker, ...]:
    """The people at either side of a dash."""
    match = _DASHED.fullmatch(text)
    if match is None:
        return ()
    return _certain(people_of(match["lead"])) or people_of(_moderated(_BY.sub("", match["rest"])))


def _moderated(text: str) -> str:
    return re.sub(
        r"\s*\((?:virtual|remote|online|live|in.person|tentative|tbc|recorded)\)\s*$", "", text, flags=re.IGNORECASE
    )
