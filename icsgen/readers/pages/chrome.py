"""What a page shows around its programme: menus, buttons, notices, footers, marks.

Chrome is what the site says, not the programme. The test is for whole lines, so that an abstract that mentions a video keeps its words.
"""

from __future__ import annotations

import re

_LINES = re.compile(
    r"""
    skip\sto\s.*(?:bar|content|navigation)\b.*
    | (?:main|site|toggle)\snavigation | toggle\b.{0,30} | menu | close | search | home | my\sstuff | log\s?(?:in|out) | sign\s(?:in|up|out)
    | login\b.{0,40} | register(?:\snow)? | select\syear:?.* | getting\sstarted | help | (?:about|faqs?|contact)(?:\sus)? | press | careers
    | main\sconference | workshops | community | sponsors | organi[sz]ers | exhibitors? | expo | sponsor\s/\sexhibitor.*
    | chat\sis\snot\savailable\.? | rocket\.?chat | (?:join\s)?(?:the\s)?(?:chat|zoom|gather(?:\.town|town)?|livestream|slack|discord)
    | live\scontent\sis\sunavailable.* | log\sin\sand\sregister\sto\sview.* | (?:please\s)?log\sin\sto\s.{0,60}
    | we\sdo\snot\ssell\syour\spersonal\sinformation.* | .*\buses\scookies\b.* | accept(?:\sall)?(?:\scookies)? | our\sprivacy\spolicy.*
    | (?:show|hide|view|read|see|load)\s(?:more|less|all|details?|abstracts?|full\sschedule|paper|pdf|poster|slides?|video|schedule)\b[\s»›]*
    | (?:slideslive\s)?(?:video|recording)s?(?:\slink)?[\s»›]* | (?:talk|project|paper|workshop|event|tutorial|poster)\s(?:page|website|link)[\s»›]*
    | [^\w\s]{0,2}\s?(?:paper|pdf|slides?|openreview|code|arxiv|video|link|website|bibtex|livestream|recording|doi|abstract)\s?[»›:]?\s?\]?
    | (?:\[\s?(?:paper(?:\spdf)?|pdf|slides?|poster|openreview|code|arxiv|video|link|website|project\spage|bibtex|supplementary(?:\smaterial)?
      |livestream|recording|doi|abstract|lay\ssummary|visit\s[^\[\]]{1,40}|chat|zoom|join|url|media)\s?[»›]?\s?\]\s*)+
    | (?:favorite|favourite|bookmark|share|print|ical|\.ics|add\sto\s(?:my\s)?(?:calendar|schedule)|download.{0,20}|export.{0,20}|copy\slink)[\s»›]*
    | (?:successful\spage\sload | page\s(?:updated|details).* | report\sabuse | google\ssites | powered\sby.* | made\swith.*)
    | \(?\s?\d*\s?events\)? (?:\s+time\s?zone:?.*)? | visit\s.{3,60}\s(?:page|website|site) | lay\ssummary | questions?\s?\?
    | (?:no\sevents?|nothing)\sfound\.? | back(?:\sto\s.{1,30})? | next | previous | prev | top | « | ‹ | › | loading\W* | \d+\s(?:views?|likes?)
    | \(?ends\s(?:at\s)?\d.{0,16}\)? | poster\spdf | pre-?recorded\s(?:talk|video)s? | please\swatch\sthe\spre-?recorded.* | \W+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FOOTER = re.compile(
    r"(?:the\s.{2,30}\slogo\sabove\smay|useful\slinks|copyright\b|©|\(c\)\s?\d{4}|all\srights\sreserved|follow\sus\b|terms\sof\s(?:use|service)|"
    r".{2,30}\suses\scookies|successful\spage\sload)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"[\s|>»🔗📅🕐⏰📍]+")
_TRAILING = re.compile(r"[\s|>»🔗]+$")
_LED_BY_VIDEO = re.compile(r"^\s*slideslive video\s?[»›]\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:[\[(]\s?(?:video|slides?|pdf|paper|poster|links?|recording|abstract|openreview|code|arxiv|bio|zoom|youtube)s?\s?[»›]?\s?[\])]"
    r"|\s[-–—|]\s(?:recording\slink|recording|video|slides?|link|pdf|zoom(?:\slink)?)|\bslideslive\svideo\s?[»›])\s*$",
    re.IGNORECASE,
)
_LONGEST = 200


def is_chrome(text: str) -> bool:
    """Whether the whole line is the site's own.

    >>> is_chrome("SlidesLive Video » "), is_chrome("[ Slides ]"), is_chrome("Video games as benchmarks")
    (True, True, False)
    """
    stripped = text.strip()
    return len(stripped) <= _LONGEST and _LINES.fullmatch(stripped) is not None


def is_footer(text: str) -> bool:
    """Whether the page's footer begins here."""
    return _FOOTER.match(text.strip()) is not None


def undecorated(text: str) -> str:
    """Without the bars, arrows and link signs at its ends.

    >>> undecorated("| Andrea Montanari 🔗 |")
    'Andrea Montanari'
    """
    text = _without_lead(text)
    return (text if text.rstrip().endswith("»") and "«" in text else _TRAILING.sub("", text)).strip("\ufe0f ")


def without_tails(text: str) -> str:
    """Without the names of links behind a title.

    >>> without_tails("Introduction to Deep Learning - Recording Link"), without_tails("A Talk [Video] [Slides]")
    ('Introduction to Deep Learning', 'A Talk')
    """
    while (shorter := _TAIL.sub("", text)) != text and shorter.strip():
        text = shorter
    return text


def without_video_lead(text: str) -> str:
    """An abstract's line without the link that runs into it."""
    return _LED_BY_VIDEO.sub("", text)


def _without_lead(text: str) -> str:
    match = _LEADING.match(text)
    return text[match.end() :] if match else text
