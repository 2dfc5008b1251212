"""What a page shows around its programme: menus, buttons, notices, footers, marks.

Chrome is what the site says, not the programme. The test is for whole lines, so that an abstract that mentions a
video keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from icsgen.patterns import Pattern

_WHOLE = frozenset(
    line
    for lines in (
        "main navigation|site navigation|toggle navigation|menu|close|search|home|my stuff|log in|log out|login|"
        "logout|sign in|sign up|sign out|register|"
        "register now|getting started|help|about|about us|faq|faqs|contact|contact us|press|careers|main conference|"
        "workshops|community|sponsors|"
        "organizers|organisers|exhibitor|exhibitors|expo|sponsor / exhibitor information|privacy policy|"
        "code of conduct",
        "chat is not available|rocketchat|rocket.chat|chat|zoom|slack|discord|gather|gathertown|gather.town|"
        "livestream|join chat|join the chat|"
        "join zoom|join gathertown|join livestream|visit the chat|lay summary|accept|accept all|accept cookies|"
        "accept all cookies",
        "show more|show less|show all|show detail|show details|show abstract|hide|hide abstract|view more|view all|"
        "view details|view paper|view pdf|"
        "view poster|view slides|view video|view schedule|view abstract|view full schedule|read more|see more|"
        "see all|load more|read paper|"
        "read abstract|more|less",
        "slideslive video|video|videos|recording|recordings|recording link|video link|talk page|project page|"
        "paper page|workshop page|event page|"
        "workshop website|event website|tutorial website|poster page|workshop link",
        "paper|paper pdf|pdf|slides|slide|openreview|code|arxiv|link|links|website|bibtex|doi|abstract|supplementary|"
        "supplementary material|"
        "poster pdf|pre-recorded talk|prerecorded talk|pre-recorded video|media|join|url",
        "favorite|favourite|bookmark|share|print|ical|ics|add to calendar|add to my calendar|add to schedule|"
        "add to my schedule|download|"
        "download ics|export|copy link|back|back to top|next|previous|prev|top|loading|successful page load|"
        "report abuse|google sites|click here|"
        "no events found|nothing found|previous day|next day|all days|session overview|talk overview|add to my agenda",
    )
    for line in lines.split("|")
)
"""Lines that are nothing else, without their brackets and arrows."""
_LINKS = frozenset((*_WHOLE, "poster", "oral", "session", "spotlight"))
"""What stands in brackets, several in a line."""
_VISITS = ("visit ", "livestream")
"""How a link in brackets begins that leads to another place of the site."""
_BEGINNINGS = (
    *(
        "skip to ",
        "select year",
        "toggle ",
        "login ",
        "log in to ",
        "log in and register",
        "please log in",
        "live content is unavailable",
    ),
    *(
        "we do not sell your personal",
        "our privacy policy",
        "page updated",
        "page details",
        "powered by ",
        "made with ",
        "please watch the pre",
    ),
    *("view: ", "view this program: ", "visit the ", "download the ", "( events)", "ends at "),
)
_LONGEST_BEGUN = 160
_ENDS = Pattern(r"\(?ends\s(?:at\s)?\d.{0,16}\)?", re.IGNORECASE)
_BRACKETED = re.compile(r"\[\s?([^\[\]]{1,70}?)\s?[»›]?\s?\]\s*")
_FLANKS = " \t\u00a0[]()»›‹«<>|•·…🔗.:,*_!-"
_FOOTER = re.compile(
    r"(?:the\s.{2,30}\slogo\sabove\smay|useful\slinks|copyright\b|©|\(c\)\s?\d{4}|all\srights\sreserved|follow\sus\b|"
    r"terms\sof\s|"
    r".{2,30}\suses\scookies|successful\spage\sload)",
    re.IGNORECASE,
)
_OTHERS = Pattern(
    r"\W*(?:related\s(?:events|sessions|content|talks)\b.{0,80}|more\sfrom\sthe\ssame\sauthors?)\W*", re.IGNORECASE
)
_LEADING = re.compile(r"[\s|>»\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]+")
_TRAILING = re.compile(r"[\s|>»🔗]+$")
_BUTTON = Pattern(
    r"(?<=\S)(?<!slideslive)\s+(?:slideslive\svideo|video|slides|link|paper|pdf|poster|zoom|website|recording)\s?[»›]\s*$",
    re.IGNORECASE,
)
"""A site's link behind a title: 'Keynote link »'."""
_LED_BY_VIDEO = Pattern(r"^\s*slideslive video\s?[»›]\s*", re.IGNORECASE)
_NAMES = r"(?:video|slides?|pdf|paper|poster|links?|recording|abstract|openreview|code|arxiv|bio|zoom|youtube)s?"
_TAIL_ENDS = (
    *("video", "videos", "slide", "slides", "pdf", "pdfs", "paper", "papers", "poster", "posters", "link", "links"),
    *("recording", "recordings", "abstract", "abstracts", "openreview", "code", "codes", "arxiv", "bio", "bios"),
    *("zoom", "youtube"),
)
"""The last words of such tails: few titles end so, and only for these the pattern is needed."""
_TAIL = Pattern(
    rf"\s*(?:[|·•]\s*)?(?:[\[(]\s?{_NAMES}(?:\s?[,|/·]\s?{_NAMES})*\s?[»›]?\s?[\])]|\s[|·•]\s{_NAMES}"
    rf"|\s(?:slides|videos?|pdf|recording|links?)(?:\s[|·•]\s{_NAMES})+"
    r"|\s[-–—]\s(?:recording\slink|recording|video|slides?|link|pdf|zoom(?:\slink)?)|\|\s(?:recording|zoom)\slink"
    r"|\bslideslive\svideo\s?[»›]?)\s*$",
    re.IGNORECASE,
)
"""Names of links behind a title; one that nothing but a space parts from it is one only in a row of them."""


def is_chrome(text: str) -> bool:
    """Whether the whole line is the site's own.

    >>> is_chrome("SlidesLive Video » "), is_chrome("[ Slides ] [ OpenReview ]"), is_chrome("Video games as benchmarks")
    (True, True, False)
    """
    if len(text) > 2 * _LONGEST_BEGUN:
        return False
    bare = text.strip(_FLANKS).lower()
    if not bare or bare in _WHOLE or not any(map(str.isalnum, bare)):
        return True
    if len(bare) <= _LONGEST_BEGUN and (
        bare.startswith(_BEGINNINGS) or " uses cookies" in bare or "events)   time" in bare
    ):
        return True
    if "|" in bare or "·" in bare:  # 'Slides | Video'
        return all(part.strip(_FLANKS) in _LINKS for part in bare.replace("·", "|").split("|"))
    if text.lstrip().startswith("["):
        parts = _BRACKETED.findall(text)
        beside = _BRACKETED.sub("", text).strip().lower()
        return (not beside or beside in _WHOLE) and all(
            part.lower().startswith(_VISITS) or part.lower() in _LINKS for part in parts
        )
    return bare.startswith("ends ") and _ENDS.fullmatch(text.strip()) is not None


def is_others(text: str) -> bool:
    """Whether what follows is of other pages of the site.

    >>> is_others("Related Events (a corresponding poster, oral, or spotlight)"), is_others("Related work")
    (True, False)
    """
    return _OTHERS.fullmatch(text.strip()) is not None


def is_footer(text: str) -> bool:
    """Whether the page's footer begins here."""
    return _FOOTER.match(text.strip()) is not None


def undecorated(text: str) -> str:
    """Without the bars, arrows and link signs at its ends.

    >>> undecorated("| Andrea Montanari 🔗 |")
    'Andrea Montanari'
    """
    text = _without_lead(text)
    if text.rstrip().endswith(("»", "›")):
        text = _BUTTON.sub("", text)
    return (text if text.rstrip().endswith("»") and "«" in text else _TRAILING.sub("", text)).strip("\ufe0f ")


def has_button(text: str) -> bool:
    """Whether a site's link stands behind the text, as it does behind titles: 'Keynote link »'."""
    return text.rstrip(" |").endswith(("»", "›")) and _BUTTON.search(text.rstrip(" |")) is not None


def without_tails(text: str) -> str:
    """Without the names of links behind a title.

    >>> without_tails("Introduction to Deep Learning - Recording Link"), without_tails("A Talk [Video] [Slides]")
    ('Introduction to Deep Learning', 'A Talk')
    """
    while (
        text.rstrip(" »›)]").lower().endswith(_TAIL_ENDS)
        and (shorter := _TAIL.sub("", text)) != text
        and shorter.strip()
    ):
        text = shorter
    return text


def without_links(text: str, links: Sequence[tuple[str, str]]) -> str:
    """Without what stands behind a title and is a link that only says what it leads to: 'A Talk Slides Video'."""
    for name, _ in reversed(links):
        shorter = text.rstrip(" |·,)]").removesuffix(name)
        if not name or shorter == text.rstrip(" |·,)]") or not shorter.strip() or not is_chrome(name):
            break
        text = shorter.rstrip(" |·,([")
    return text


def without_video_lead(text: str) -> str:
    """An abstract's line without the link that runs into it."""
    return _LED_BY_VIDEO.sub("", text)


def _without_lead(text: str) -> str:
    match = _LEADING.match(text)
    return text[match.end() :] if match and (match.end() < len(text) or "🔗" in text or text < "\u2600") else text


def is_struck(text: str) -> bool:
    """Whether all of the line is struck out, as Markdown writes it.

    >>> is_struck("- ~~11:30 A talk~~"), is_struck("~~11:30~~ 12:00 A talk")
    (True, False)
    """
    bare = text.strip(" \t*•-")
    return bare.startswith("~~") and bare.endswith("~~") and bare.count("~~") == 2
