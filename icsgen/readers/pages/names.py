"""Lines of people: 'David Krueger · Amy Zhang', 'Boaz Barak and Gal Kaplun (Harvard)', 'Yiren Zhao, Duo Wang'.

A line is one of people only if all of it is: names, with affiliations in brackets or behind a comma. A doubtful line
stays text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.chrome import has_button, undecorated
from icsgen.readers.pages.words import NOT_NAMES, PARTICLES, PLACES

_DOTS = re.compile(r"\s*[·⋅•∙‧]\s*|\s+\|\s+")
_LONGEST = 4000
_LONGEST_NAME = 80


_POST = Pattern(
    r"(?:(?:associate|assistant|full|adjunct|visiting|emeritus|senior|principal|vice|managing|executive|research|"
    r"general|scientific)\s)*(?:professor|lecturer|president|director|chair|head|ceo|cto|cso|(?:co-?)?founder|"
    r"scientist|engineer|fellow|postdoc|phd\sstudent|manager|researcher)\b",
    re.IGNORECASE,
)
"""What somebody is, behind a name: 'Professor of Botany'."""
_JOINTS = PARTICLES | {"of", "for", "the", "and", "at", "in", "und", "für"}
_GIVEN = frozenset({"austin", "max"})
_PLACE_STEMS = ("universi", "institu", "laborator", "polytech", "technolog")
_TITLE = re.compile(r"^(?:prof(?:essor)?|dr|mr|mrs|ms|sir|dame)\b\.?\s+(?:dr\.?\s+)?", re.IGNORECASE)
_ROLE = re.compile(
    r"\s*\((?:he|she|they|moderator|chair|host|virtual|remote|online|in.person|speaker)\b[^()]*\)\s*$", re.IGNORECASE
)
_MODE = Pattern(r"\s*[;,/|]\s*(?:virtual|remote|online|in.person|live|speaker)\s*$", re.IGNORECASE)
"""How somebody takes part, behind the affiliation: '(Columbia; remote)'."""
_KIND_BEHIND = Pattern(
    r"\((?:(?:invited|contributed|short|long|live|joint|hands-on|half-day|full-day|parallel|closed|open)\s)?"
    r"(?:orals?|spotlights?|posters?|talk|q\s?&\s?a|break|paper|demos?|poster\ssession|workshops?|tutorials?|seminars?|"
    r"courses?|lectures?|panel|session|training|hackathon|excursion|discussion|social|lunch|dinner|reception|"
    r"part\s[\dIVX]{1,3})(?:\s\d{1,2})?\)$",
    re.IGNORECASE,
)
"""A kind of talk behind what then is a title, though it looks like a name."""
_BRACKETED = re.compile(
    r"^(?P<name>[^()]{2,60}?(?:\([^()]{1,30}\)\s[^()]{1,40})?)\s*[(\[](?P<where>[^()\[\]]{1,120})[)\]]?$"
)
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.(?:-?[^\W\d_]\.)*|[^\W\d_]{1,30}(?:['’.-]+[^\W\d_]{1,30})*\.?)")
_EAST_ASIAN = Pattern(
    r"[\u3400-\u9fff\u3041-\u306d\u306f-\u3096]{2,5}(?:\s[\u3400-\u9fff\u3041-\u3096]{1,4})?"
    r"|[\uac00-\ud7af]{2,4}|[\u30a1-\u30ff]{2,9}[・\s][\u30a1-\u30ff]{2,9}"
)
_NO_EAST_ASIAN = Pattern(
    r"大学|学院|研究|公司|会社|休|茶歇|午餐|晚餐|昼食|讨论|討論|报告|报到|签到|开幕|闭幕|開会|閉会|開幕|閉幕|懇親"
    r"|受付|合影|总结|致辞|挨拶|講演|講義|发表|発表|招待|特邀|会議|会议|セッション|점심|휴식|등록|개회|폐회"
)
"""What stands in words of schedules and institutions, and in no name."""
_BETWEEN = Pattern(r"\s*[(“\"][^()“”\"]{1,30}[)”\"]\s*")
"""A short name in a name: 'William (Bill) Oak'."""
_AND_FIRST = Pattern(r"[^,;()]+?\s(?:and|und|et)\s[^,;()]+,[^,;()]+", re.IGNORECASE)
"""'Wet Folds and Dry Folds, Eva Creek': a list would have its 'and' last, so what stands first is a title."""
_JUNIOR = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|msc|esq)\.?$", re.IGNORECASE)


def people_of(text: str, *, single: bool = True) -> tuple[Speaker, ...]:
    """The people that the whole line names; none if it is anything else.

    ``single``: whether a line may be one bare name.

    >>> [(one.name, one.affiliation) for one in people_of("Boaz Barak and Gal Kaplun (Harvard)")]
    [('Boaz Barak', ''), ('Gal Kaplun', 'Harvard')]
    >>> people_of("Poster Session"), people_of("Distributional shift is one of the obstacles.")
    ((), ())
    """
    stripped = undecorated(text)
    if not stripped or len(stripped) > _LONGEST or "://" in stripped or has_button(text):
        return ()
    if _DOTS.search(stripped):
        return _dotted([part for part in _DOTS.split(stripped) if part.strip()])
    if stripped.endswith(")") and _KIND_BEHIND.search(stripped):
        return ()
    if stripped.endswith(("?", "!", ":")) or (
        stripped.endswith(".") and not re.search(r"\b(?:[A-Z]|Jr|Sr|al)\.$", stripped)
    ):
        return ()
    return _named(stripped, single)


@lru_cache(maxsize=4096)
def _named(text: str, single: bool) -> tuple[Speaker, ...]:
    """Asked again and again: a page has the same people in many places, and a title is tried in several ways."""
    parts = _parts(text)
    if len(parts) == 1:
        return _single(parts[0]) if single else ()
    people = _listed(parts)
    bare = not any(one.affiliation for one in people)
    return () if bare and len(people) > 2 and _AND_FIRST.fullmatch(text) else people


def is_name(text: str, *, strict: bool = True) -> bool:
    """Whether the text could be one person's name. ``strict``: two words or more, each with a capital.

    >>> is_name("Balaraman Ravindran"), is_name("Coffee Break"), is_name("Pearl"), is_name("Pearl", strict=False)
    (True, False, False, True)
    """
    if text >= "\u3040" and _EAST_ASIAN.fullmatch(text):
        return _NO_EAST_ASIAN.search(text) is None
    if not text.isascii() or "(" in text or '"' in text:
        text = _BETWEEN.sub(" ", text)
    words = _TITLE.sub("", text).split()
    if not (2 if strict else 1) <= len(words) <= 6:
        return False
    capitals = 0
    for word in words:
        lower = word.lower().strip(",.")
        if lower in PARTICLES and word[0].islower():
            continue
        if not _NAME_WORD.fullmatch(word) or lower in NOT_NAMES:
            return False
        if word[0].isupper() or not word[0].islower():
            capitals += 1
        elif strict or capitals == 0:
            return False
    return capitals >= (2 if strict else 1)


def _dotted(parts: list[str]) -> tuple[Speaker, ...]:
    """Between dots nearly anything is a name, if most of it looks like one."""
    people = [_one(part) for part in parts]
    short = all(len(part) <= _LONGEST_NAME + 60 for part in parts)
    likely = sum(is_name(one.name, strict=False) for one in people)
    return tuple(people) if short and likely * 5 >= len(parts) * 3 else ()


def _single(part: str) -> tuple[Speaker, ...]:
    one = _one(part)
    words = one.name.split()
    return (one,) if len(words) <= 5 and is_name(one.name) else ()


def _listed(parts: list[str]) -> tuple[Speaker, ...]:
    """Names and affiliations between commas. Each part must be one or the other, the first a name."""
    people: list[Speaker] = []
    names = 0
    for part in parts:
        one = _one(part)
        if people and _JUNIOR.match(part):
            people[-1] = Speaker(name=f"{people[-1].name}, {part}", affiliation=people[-1].affiliation)
        elif is_name(one.name, strict=False) and not (people and (_is_place(one.name) or _is_post(part))):
            people.append(one)
            names += is_name(one.name)
        elif people and len(part) <= _LONGEST_NAME and (_is_place(part) or part.isupper() or _is_post(part)):
            where = f"{people[-1].affiliation}, {part}" if people[-1].affiliation else part
            people[-1] = Speaker(name=people[-1].name, affiliation=where)
        elif re.fullmatch(r"et al\.?|and others|others|\.{3}|…", part):
            continue
        else:
            return ()
    return tuple(people) if names * 3 >= len(people) * 2 else ()


def is_affiliation(text: str) -> bool:
    """Whether a line below a name says only where somebody works, or as what: 'Mud University', 'CEO, Mud Inc'.

    >>> is_affiliation("University of Fog"), is_affiliation("Research Track"), is_affiliation("Head, Fog Group")
    (True, False, True)
    """
    if len(text) > _LONGEST_NAME or text.endswith((".", "?", "!", ":")) or any(map(str.isdigit, text)):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    named = all(word[0].isupper() or word in _JOINTS for word in words)
    placed = any(word.lower().startswith(_PLACE_STEMS) for word in words) and len(words) <= 8
    return named and ((placed and not words[0].endswith("ing")) or (_is_post(text) and "," in text))


def _is_post(text: str) -> bool:
    """Whether the text says what somebody is: 'Professor of Botany', but not 'Professor Ann Lee'."""
    return _POST.match(text) is not None and not (_TITLE.match(text) and is_name(text))


def _is_place(text: str) -> bool:
    """Whether a word of the text is one of institutions, which a given name before others is not: 'Max Weber'."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) > 1 and words[0] in _GIVEN:
        words = words[1:]
    return any(word in PLACES or word.startswith(_PLACE_STEMS) for word in words)


def _one(part: str) -> Speaker:
    stripped = _ROLE.sub("", part.strip(" \t,;:*†‡§¹²³⁴°").strip())
    match = _BRACKETED.match(stripped)
    if match and not match["name"].strip().isdigit():
        return Speaker(name=match["name"].strip(" ,*†‡"), affiliation=_where(match["where"]))
    return Speaker(name=stripped.rstrip("*†‡ "))


def _where(text: str) -> str:
    """The affiliation in a bracket, without how somebody takes part."""
    return _MODE.sub("", text) if any(mark in text for mark in ";,/|") else text


def _parts(text: str) -> list[str]:
    """Split at semicolons, else at commas, 'and', '&' outside brackets. A bracket left open ends at the next name."""
    split = ";" in text and "(" not in text.split(";", 1)[0][-2:]
    parts: list[str] = []
    depth = start = 0
    for match in re.finditer(r"[()\[\]]|;|,|\s(?:and|&|und|et)\s", text):
        mark = match[0].strip()
        if mark in ("(", "["):
            depth += 1
        elif mark in (")", "]"):
            depth = max(depth - 1, 0)
        elif (mark == ";" if split and mark in (";", ",") else True) and (
            depth == 0
            or (
                mark in (",", ";")
                and re.match(r"\s*[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}\s\(", text[match.end() : match.end() + 80])
            )
        ):
            parts.append(text[start : match.start()])
            start, depth = match.end(), 0
    parts.append(text[start:])
    return [part for part in (re.sub(r"^(?:and|&)\s", "", part.strip()) for part in parts) if part]
