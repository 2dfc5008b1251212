"""People: the speakers in one cell or value, in whatever way a programme lists them.

'Ann Ash; Bob Birch', 'Ann Ash, Bob Birch and Cy Cole', 'Ann Ash (MIT)', 'Ann Ash, University of Oslo', one on a line.
What cannot be taken apart for sure stays together: a name too long is better than half a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.markup.html_text import is_html, plain

_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|&|\+)\s+|\s*&\s*|,\s*and\s+", re.IGNORECASE)
_STRONG = re.compile(r"\s*[;\n\r|·•⋅]\s*|\s+/\s+")
_PLAIN = re.compile(
    r"(?!www\.)(?!(?:and|und|et)\s)[^\W_][\w.'’-]*(?: (?!(?:and|und|et|y|e|og|och)\s|www\.)[^\W_][\w.'’-]*){1,4}",
    re.IGNORECASE,
)
"""A name and nothing else, as most are; no text in several parts is one."""
_COMMA = re.compile(r"\s*[,，、]\s*(?![^()\[\]]*[)\]])")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_BRACKETED = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_DASHED = re.compile(r"^(.+?)\s+[-–—@]\s+(.+)$")
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+\.\S+", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"(?i:\b(?:univ\w*|institut\w*|college|school|lab\w*|inc|ltd|gmbh|corp\w*|company|research|cent(?:er|re)|foundation|group|"
    r"academy|hospital|department|dept|ministry|agency|council|association|society|technolog\w*|polytechnic\w*|ag|llc|bank|"
    r"museum|library|consult\w*|software|systems|google|microsoft|deepmind|meta|nvidia|amazon|apple|ibm|intel|openai|"
    r"eth|epfl|inria|cnrs|riken|kaist|csail|fraunhofer|helmholtz)\b)"
    r"|^[A-Z][A-Z&.-]+$"
)
_DEGREE = re.compile(r"(?i)^(?:ph\.?\s?d|m\.?d|jr|sr|ii|iii|iv|mba|msc|m\.sc|bsc|esq|dr|prof|rn|mph|cpa|pmp)\.?$")
_PERSON = re.compile(
    r"^(?:(?:Prof|Dr|Mr|Mrs|Ms|Mx|Sir)\.?\s+)*"
    r"[^\W\d_][\w.'’`-]*(?:\s+(?:[A-Z]\.?|(?:van|von|de|der|den|del|della|di|da|dos|la|le|el|al|bin|ibn|ter|ten|zu|zur|y)|"
    r"[^\W\d_][\w.'’`-]*))+$"
)
_NO_ONE = frozenset(
    ("tba", "tbd", "tbc", "n/a", "na", "none", "-", "–", "—", "?", "null", "nan", "tbd.", "to be announced")
)
_ID = Pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\S+\.(?:md|ya?ml|json|html?)", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"(?i)\b(?:the|of|for|in|on|with|to|from|towards?|via|using|and|is|are|how|what|why|when|an|a|at|by|break|lunch|coffee|"
    r"talk|session|keynote|panel|opening|closing|remarks|welcome|poster|discussion|introduction|registration|dinner|reception|"
    r"awards?|workshop|tutorial|invited|networking|award|part|oral|spotlight)\b"
)


@lru_cache(maxsize=8192)
def people(text: str, affiliation: str = "") -> tuple[Speaker, ...]:
    """The people that the text names, in order.

    ``affiliation`` is that of all of them if there is one person, or is listed in parallel.

    >>> [speaker.name for speaker in people("Ann Ash, Bob Birch and Cy Cole")]
    ['Ann Ash', 'Bob Birch', 'Cy Cole']
    >>> people("Ann Ash, University of Oslo")
    (Speaker(name='Ann Ash', affiliation='University of Oslo', url=''),)
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _NO_ONE:
        return (Speaker(name=text, affiliation=affiliation),)
    if is_html(text):
        text = plain(text, links=False)
    elif "&" in text:
        text = unescape(text)
    links = {match[1].strip(): match[2] for match in _LINK.finditer(text)}
    text = _ADDRESS.sub(" ", _LINK.sub(r"\1", text))
    named = [_person(part) for part in _parts(text)]
    found = [(name, place) for name, place in named if not is_nobody(name)]
    places = _parallel(affiliation, len(found))
    made = (
        Speaker(name=name, affiliation=place or given, url=links.get(name, ""))
        for (name, place), given in zip(found, places, strict=True)
    )
    return tuple(one for one in made if one.name)  # control characters alone are no name


def is_nobody(name: str) -> bool:
    """Whether the text names no person: it is blank, says that nobody is known yet, or is an id or a file.

    >>> is_nobody("TBA"), is_nobody("12"), is_nobody("b2dae93f-c9a3-4a9c-9faa-922920203190"), is_nobody("Bo 9")
    (True, True, True, False)
    """
    return name.casefold() in _NO_ONE or not any(map(str.isalpha, name)) or bool(_ID.fullmatch(name))


def looks_like_person(text: str) -> bool:
    """Whether the text is a person's name and nothing else, as far as words can tell.

    >>> looks_like_person("Ann van der Ash"), looks_like_person("Skill Reuse in Deep Learning")
    (True, False)
    """
    text = text.strip()
    if not 3 < len(text) < 50 or _TITLE_WORDS.search(text) or not _PERSON.match(text):
        return False
    words = text.split()
    return 2 <= len(words) <= 5 and sum(word[0].isupper() for word in words) >= 2


def _parts(text: str) -> list[str]:
    text = text.strip(" \t\r\n,;")
    parts = [part for part in _STRONG.split(text) if part.strip()]
    if len(parts) > 1:
        return [piece for part in parts for piece in _ands(part)]
    return [piece for part in _commas(text) for piece in _ands(part)]


def _ands(text: str) -> list[str]:
    """'Ann and Bob Ash' stays together unless both sides are names; 'Ash & Sons' stays."""
    pieces = [piece.strip() for piece in _AND.split(text) if piece.strip()]
    if len(pieces) > 1 and all(
        _PERSON.match(_bare(piece)) and not _ORGANISATION.search(_bare(piece)) for piece in pieces
    ):
        return pieces
    return [text.strip()] if text.strip() else []


def _commas(text: str) -> list[str]:
    parts = [part.strip() for part in _COMMA.split(text) if part.strip()]
    joined: list[str] = []
    for part in parts:
        part = re.sub(r"^(?:and|und|et|&)\s+", "", part, flags=re.IGNORECASE)
        if joined and _DEGREE.match(part):
            joined[-1] += f", {part}"
        elif joined and not joined[-1].endswith(")") and _ORGANISATION.search(part):
            joined[-1] += f" ({part})"
        else:
            joined.append(part)
    if len(joined) < 2:
        return joined
    if len(joined) == 2 and "," in text and all(" " not in part for part in joined):
        return [", ".join(joined)]  # 'Ash, Ann'
    return joined


def _bare(text: str) -> str:
    match = _BRACKETED.match(text)
    return match[1] if match else text


def _person(text: str) -> tuple[str, str]:
    """Name and affiliation."""
    text = " ".join(text.split()).strip(" ,;*†")
    if match := _BRACKETED.match(text):
        return match[1].strip(" ,*"), match[2].strip(" *")
    if (match := _DASHED.match(text)) and _PERSON.match(match[1]):
        return match[1], match[2]
    return text, ""


def _parallel(affiliation: str, count: int) -> list[str]:
    if count == 1:
        return [affiliation]
    parts = [part.strip() for part in re.split(r"[;\n|]", affiliation)]
    return parts if len(parts) == count else [""] * count
