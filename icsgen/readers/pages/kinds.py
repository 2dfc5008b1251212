"""Kinds of talks as pages name them: 'Invited Talk', 'Oral Session 2', '(Spotlight)'."""

from __future__ import annotations

import re

from icsgen.patterns import Pattern

_KINDS = (
    r"(?:invited|contributed|keynote|plenary|spotlight|lightning|oral|short|long|accepted|opening|closing|live|"
    r"virtual|remote|paper|poster|research|"
    r"industry|guest|sponsor(?:ed)?|best|test\sof\stime|featured|selected|flash|highlight|main|expo|affinity|social|"
    r"in-person|eingeladener?)"
)
_NOUNS = (
    r"(?:talks?|speakers?|lectures?|keynotes?|address|orals?|spotlights?|presentations?|papers?|posters?|workshops?|"
    r"tutorials?|panels?|demonstrations?|"
    r"demos?|competitions?|socials?|sessions?|events?|remarks|discussions?|vortr[aä]ge?|expos[eé]|conf[eé]rence)"
)
KIND = Pattern(
    rf"(?:{_KINDS}[\s-]+){{0,3}}{_NOUNS}(?:\s(?:session|presentation|talk|poster|workshop|panel|"
    rf"track))?(?:\s?#?\s?(?:\d{{1,3}}|[A-Z]|I{{1,3}}V?)\b)?",
    re.IGNORECASE,
)
_TYPE_LINE = Pattern(
    rf"(?:{_KINDS}[\s-]+){{0,3}}(?:{_NOUNS}|keynote|invited|oral|spotlight)(?:\s(?:presentation|poster|workshop|"
    rf"track))?(?:\s/\s[\w%]+(?:\s[\w%]+){{0,3}})?"
    r"|(?:honorable\smention|outstanding\spaper|best\spaper|runner.?up|test\sof\stime)(?:\s(?:award|runner.?up|"
    r"honorable\smention))?"
    r"|registration\sdesk|town\shall|bird[s'’]*\sof\sa\sfeather|introduction|q\s?&\s?a|mentorship|"
    r"expo\s(?:demonstration|talk\spanel|workshop)",
    re.IGNORECASE,
)
_EVENT = Pattern(
    r"\b(?:remarks|discussions?|introduction|q\s?&\s?a|(?<!expo\stalk\s)panel|(?:opening|closing|main)\s.*)\b",
    re.IGNORECASE,
)
_HEADS = frozenset({"speaker", "speakers", "event", "events", "session", "sessions"})
_ASIDE = Pattern(
    r"(?:live|virtual|recorded|pre-recorded|remote|short|opening|closing)?\s?"
    r"(?:intro(?:duction)?|q\s?&\s?a|qa|talks?|panel|break|discussion|remarks|opening|closing|welcome|social|awards?|"
    r"announcements?|lunch)",
    re.IGNORECASE,
)


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
    return match["lead"] if match and KIND.fullmatch(match["lead"]) else ""


def kind_of(text: str) -> str:
    """The text if it is nothing but a kind of talk, also a numbered one.

    >>> kind_of("Invited Talk 1"), kind_of("Rain at Noon")
    ('Invited Talk 1', '')
    """
    return text if is_type(text) or KIND.fullmatch(text) else ""


def is_aside(text: str) -> bool:
    """Whether the text, in brackets beside a title, says what kind of talk it is.

    >>> is_aside("Invited Talk"), is_aside("Q&A"), is_aside("Live Intro"), is_aside("Part 2")
    (True, True, True, False)
    """
    return KIND.fullmatch(text) is not None or is_type(text) or _ASIDE.fullmatch(text) is not None
