"""A title as it stands on one line with the time: what is the title in it, and what the speakers, the type, the room.

The title keeps its words wherever there is doubt: a speaker that was recognised in it is named besides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.chrome import undecorated, without_tails
from icsgen.readers.pages.kinds import KIND, is_aside, is_kind, is_type, type_in
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.rooms import room_of, trailing_room


class Title(NamedTuple):
    """A title and what stood beside it."""

    text: str
    speakers: tuple[Speaker, ...] = ()
    type: str = ""
    room: str = ""


_SPOKEN = Pattern(r"talk|keynote|speaker|lecture|address|remarks|plenary|oral|vortrag", re.IGNORECASE)
_QUOTED = Pattern(
    r"(?P<lead>[^\"“”„«]{0,90}?)[\s:,–—-]*[\"“„«](?P<title>[^\"“”„«»]{3,400})[\"”“»][\s,.:;–—-]*(?P<rest>.*)", re.DOTALL
)
_BRACKETED = Pattern(r"(?P<lead>[^()]{2,80}?)\s*\((?P<inside>[^()]{2,120})\)\s*")
_KIND_IN_BRACKETS = Pattern(r"(?P<lead>.{2,300}?)\s*\((?P<kind>[^()]{2,40})\)\s*(?P<rest>[^()\s].{2,600})")
_KIND_FIRST = Pattern(r"[(\[](?P<kind>[^()\[\]]{2,40})[)\]]\s*[:–—-]?\s*(?P<rest>\S.*)", re.DOTALL)
_COLON = Pattern(r"(?P<lead>[^:]{2,90}?)\s*:\s+(?P<rest>\S.*)", re.DOTALL)
_DASHED = Pattern(r"(?P<lead>\S.{1,300}?)\s+(?:[-–—|]|--|by)\s+(?P<rest>[^\W\d_][^–—|]{2,600})")
_DASHES = Pattern(r"\s+[-–—|]\s+")
_BY = Pattern(r"^(?:by|with|speakers?|presenters?|presented by|given by|moderated by|chair)\b[\s:]*", re.IGNORECASE)
_GIVEN_BY = Pattern(
    r"\b(?:presented|given|led|delivered|held|moderated|chaired|hosted|facilitated|organi[sz]ed)$", re.IGNORECASE
)
_LEADING = Pattern(r"^[\s:;,.|>»•·⋅*–—→)\]-]+(?=\S)")
_MINUTES = Pattern(r"^[(\[]?\d{1,3}\s?(?:min|mins|minutes|Min\.|['′’])[)\]]?\s*[:,–-]?\s*(?=\S)", re.IGNORECASE)
_LEADERS = Pattern(r"[\s.…·_-]{4,}$")
_OPEN_END = Pattern(r"^[-–—]\s?(?:tbd|tba|tbc|open end|late|end|\?+|\.{3}|…)(?=\s|$)[\s:–—-]*", re.IGNORECASE)
_COLUMNS = Pattern(r"\t+|\s{3,}|\s\|\s")
_NAMED = Pattern(rf"(?P<kind>{KIND.pattern})\s+(?:(?:by|with|w/)\s)?(?P<name>[^\W\d_].{{3,80}})", re.IGNORECASE)
_PARTED = Pattern(r"[^\w\s.'’!?]|\s(?:by|and|und|et)\s")
"""Something of which stands in every line that is more than a title, but for a kind and who gives it."""
_REPLACED = Pattern(r"\breplaced by\s+(?P<name>.+)$", re.IGNORECASE)


def split_title(text: str) -> Title:
    """What a line holds beside its time.

    >>> split_title(': Invited Talk - "Better Transformers", Celine Lin, Georgia Tech')[:3]
    ('Better Transformers', (Speaker(name='Celine Lin', affiliation='Georgia Tech', url=''),), 'Invited Talk')
    >>> split_title("Invited talk (R Hahn)")[:2]
    ('Invited talk (R Hahn)', (Speaker(name='R Hahn', affiliation='', url=''),))
    """
    text = text.strip()
    if not text[:1].isalpha():
        text = _MINUTES.sub("", _LEADING.sub("", _OPEN_END.sub("", text)))
    if not text[-1:].isalnum():
        text = _LEADERS.sub("", text)
    text = without_tails(undecorated(text))
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
            text = without_tails(f"{text} | {column}")
    return Title(text, speakers, first.type, room)


def _split(text: str) -> Title:
    if _PARTED.search(text) is None:
        return _named(text) or Title(text)
    found = (
        _behind_kind(text)
        or _before_kind(text)
        or _quoted(text)
        or _in_brackets(text)
        or _behind_colon(text)
        or _between_dashes(text)
        or _behind_dash(text)
        or _named(text)
    )
    if found is None or not found.speakers:
        found = _people_in_brackets(text) or found
    return found or Title(text, type=type_in(text))


def _before_kind(text: str) -> Title | None:
    """'A title (Invited Talk)  Ann Lee, Bo Li'."""
    match = _KIND_IN_BRACKETS.fullmatch(text)
    if match is None or not is_aside(match["kind"]):
        return None
    people = people_of(match["rest"])
    return Title(match["lead"], people, match["kind"]) if people else None


def _behind_kind(text: str) -> Title | None:
    """'(Q&A) Questions for Ann': what stands behind a kind in brackets is read by itself."""
    match = _KIND_FIRST.fullmatch(text)
    if match is None or not is_aside(match["kind"]):
        return None
    return _split(match["rest"])._replace(type=match["kind"])


def _quoted(text: str) -> Title | None:
    """'Invited Talk - "Title", Ann Lee (MIT)'."""
    match = _QUOTED.fullmatch(text)
    if match is None:
        return None
    lead, rest = match["lead"].strip(" ,:-–—"), _BY.sub("", match["rest"].strip(" ,.-–—"))
    before = people_of(lead) if lead else ()
    if (kind := _COLON.fullmatch(lead)) and (KIND.fullmatch(kind["lead"]) or is_type(kind["lead"])):
        before = people_of(kind["rest"])
        lead = kind["lead"] if before else lead
    behind = people_of(rest) if rest else ()
    known_lead = not lead or before or KIND.fullmatch(lead) or is_type(lead)
    if not known_lead or (rest and not behind) or (not lead and not rest and match["title"] == text):
        return None
    return Title(match["title"].strip(" ,"), before + behind, lead if kind and before else "" if before else lead)


def _in_brackets(text: str) -> Title | None:
    """'Invited talk (Ann Lee)': a kind and who gives it. The title keeps all its words."""
    match = _BRACKETED.fullmatch(text)
    if match is None or not (KIND.fullmatch(match["lead"]) or is_type(match["lead"])):
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
    title, comma, name = match["lead"].rpartition(", ")
    if comma and is_name(name) and " " in title and not is_aside(match["inside"]):  # 'A title, Ann Lee (Mud U)'
        return Title(title, people_of(f"{name} ({match['inside']})"), type_in(text))
    people = people_of(_BY.sub("", match["inside"]))
    return Title(text, people, type_in(text)) if people else None


def _behind_colon(text: str) -> Title | None:
    """'Invited Talk: Ann Lee (MIT)', 'Ann Lee: A title'. The title keeps all its words."""
    match = _COLON.fullmatch(text)
    if match is None:
        return None
    lead, rest = _moderated(match["lead"]), match["rest"]
    if KIND.fullmatch(lead) or is_type(lead):
        inner = _quoted(rest)
        people = inner.speakers if inner else _certain(people_of(_moderated(rest)), lead) or _behind(rest)
        return Title(text, people, lead)
    if len(lead) < 80 and (people := people_of(lead)) and len(people_of(rest)) < 2:
        return Title(text, people)
    return None


def _certain(people: tuple[Speaker, ...], kind: str = "") -> tuple[Speaker, ...]:
    """The people, unless it is one bare name that nothing but its capitals makes one."""
    return people if len(people) > 1 or (people and people[0].affiliation) or _SPOKEN.search(kind) else ()


def _between_dashes(text: str) -> Title | None:
    """'Keynote #1 - Ann Lee - A title'."""
    parts = _DASHES.split(text)
    if len(parts) != 3 or not (KIND.fullmatch(parts[0]) or is_type(parts[0])):
        return None
    people = people_of(parts[1])
    return Title(parts[2], people, parts[0]) if people and not people_of(parts[2]) else None


def _behind_dash(text: str) -> Title | None:
    """'A title - Ann Lee (MIT), Bo Li', 'Ann Lee (MIT) - A title'. One bare name stays in the title as well."""
    match = _DASHED.fullmatch(text)
    if match is None:
        return None
    lead = match["lead"].strip(' ,"“”„')
    if before := _certain(people_of(lead)):
        return Title(text, before)
    by = text[len(match["lead"]) :].lstrip().startswith("by ")
    people = people_of(_moderated(_BY.sub("", match["rest"])))
    if " " not in lead and not (by or _BY.match(match["rest"])):
        people = _certain(people, lead)  # 'Theory – Quantum Computing': one word is what the title is about
    if not people:
        return None
    if by and (given := _GIVEN_BY.search(lead)):
        lead = lead[: given.start()].rstrip(" ,;(-–—")
        people = _with_panel(people)
        if not lead:
            return Title(text, people)
    certain = bool(_certain(people)) or by
    return Title(lead if certain and not KIND.fullmatch(lead) else text, people, type_in(lead))


def _with_panel(people: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """'Ann Lee (Bo Li, Cy Wu)', who moderates: what stands in the bracket are the others."""
    others = people_of(people[0].affiliation) if len(people) == 1 else ()
    return (Speaker(name=people[0].name), *others) if len(others) > 1 else people


def _named(text: str) -> Title | None:
    """'Invited talk Ann Lee', 'Ann Lee (MIT)': the title says who speaks, not on what."""
    if match := _NAMED.fullmatch(_moderated(text)):
        people = _certain(people_of(match["name"]), match["kind"])
        return Title(text, people, match["kind"]) if people else None
    people = _certain(people_of(text)) if _PARTED.search(text) else ()
    return Title(text, people) if people else None


def _behind(text: str) -> tuple[Speaker, ...]:
    """The people at either side of a dash."""
    match = _DASHED.fullmatch(text)
    if match is None:
        return ()
    return _certain(people_of(match["lead"])) or people_of(_moderated(_BY.sub("", match["rest"])))


def _moderated(text: str) -> str:
    if "(" not in text:
        return text
    text = re.sub(r"\s*\((?:moderat(?:or|ed\sby)|chair|host)s?:?\s[^()]+\)\s*$", "", text, flags=re.IGNORECASE)
    return re.sub(
        r"\s*\((?:virtual|remote|online|live|in.person|tentative|tbc|recorded)\)\s*$", "", text, flags=re.IGNORECASE
    )
