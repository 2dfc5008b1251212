"""What a page says about its year: in its address, its file's name, its titles, its links and its dates.

What is said in passing (a reference, a copyright, an earlier edition, a deadline) is left out, and so is running
prose: an abstract names the years of data sets and of other people's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from icsgen.model import Document
from icsgen.patterns import Pattern
from icsgen.times.dates import DateWords, find_dates

_IN_PASSING = Pattern(
    r"©|\(c\)|copyright|rights reserved|et al|arxiv|\bdoi\b|\bpp\.|\bvol\.|previous|earlier|last year|past|since|"
    r"proceedings of|published|posted|updated|modified|archive|deadline|submi|accepted|founded|established|"
    r"first edition|was held|were held|awarded|winner|\bbest\b|funded|based on|introduced|dataset|challenge|"
    r"benchmark|camera|notification|retriev|accessed|cookies|\bdate: ?\d{4}-|licen[cs]e",
    re.IGNORECASE,
)
_ANNOUNCED = Pattern(r"will be|held (?:in|at|on|with|as)|take[s ] ?place|co-?located|join us|welcome to", re.IGNORECASE)
_FULL = r"(?:19[89]\d|20\d\d)"
_KIND = (
    "conference|workshops?|symposium|edition|school|poster|oral|spotlight|session|schedule|programme?|agenda|year|congress|meeting|"
    "forum|summit|days?|camp|colloquium|seminar|tutorials?|track|january|february|march|april|may|june|july|august|september|"
    "october|november|december"
)
_NAMED = Pattern(
    rf"\b(?:[A-Z][\w&+]*[A-Z][\w&+]*?|(?i:{_KIND}))[\s@,:(_-]{{0,4}}({_FULL})(?![\d.,]\d|\d|%)"
    rf"|(?<![\w.,-])({_FULL})\s(?i:{_KIND})\b|^\W*({_FULL})\W*$"
    rf"|(?<=\w\s)({_FULL})(?:/\d\d(?:\d\d)?)?\W*$"
)
_SHORT = Pattern(r"(?<!\w)[A-Z][\w&+]*[A-Z][\w&+]*?\s?(?:['’](\d\d)|(?<=[A-Z])(\d\d))(?![\d%]|[.:]\d)")
_URL = Pattern(r"https?://[^\s)>\]\"']+")
_FOREIGN = Pattern(
    r"arxiv|doi\.org|anthology|proceedings|openaccess|papers|youtube|github\.com|wikipedia", re.IGNORECASE
)
_IN_PATH = Pattern(rf"(?<=/)({_FULL})(?=[/?#]|$)|(?<=[a-z])[-_]?({_FULL})(?!\d)")
_IN_NAME = Pattern(rf"(?<!\d)({_FULL})(?:[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:[0-2]\d|3[01]))?(?!\d)")
_SHORT_IN_NAME = Pattern(r"(?<![A-Za-z])([A-Za-z]{2,})['_-]?(\d\d)(?!\d)")
_GENERIC = Pattern(
    r"^(?:day|talk|session|track|page|room|hall|part|copy|week|workshop|poster|paper|slot|no|v|ver|jan|feb|mar|"
    r"apr|may|june?|july?|aug|sept?|oct|nov|dec)$",
    re.IGNORECASE,
)
_ANY = Pattern(rf"(?<![\d.,])({_FULL})(?!\d|[.,]\d)")
_LONGEST_TITLE = 120
_HINT = Pattern(r"(?:19|20)\d\d|\d\d\b")


def any_year(lines: Iterable[str], latest: int) -> int | None:
    """The newest year that stands anywhere, to look for candidates around it; it proves nothing."""
    years = (int(match[0]) for line in lines for match in _ANY.finditer(line))
    return max((year for year in years if year <= latest), default=None)


def named_years(document: Document) -> dict[int, str]:
    """The years that the document's address or file name carries, and where.

    >>> from icsgen.model import Document
    >>> named_years(Document(origin="x/icml-2021-day.txt", name="icml-2021-day.txt", content=b"", text=""))
    {2021: 'in the file name'}
    """
    found = {int(match[1]): "in the file name" for match in _IN_NAME.finditer(document.name)}
    if document.origin.startswith(("http://", "https://")):
        for year in _url_years(document.origin):
            found[year] = "in the address"
    return found


def hinted_years(document: Document) -> dict[int, str]:
    """The years that two digits at the end of a name could mean: 'mlbench23', 'dlg-aaai21'."""
    names = [document.name]
    if document.origin.startswith(("http://", "https://")):
        names += document.origin.split("/")[3:]
    return {
        2000 + int(match[2]): "in the name"
        for name in names
        for match in _SHORT_IN_NAME.finditer(name)
        if not _GENERIC.match(match[1])
    }


def page_years(lines: Iterable[str]) -> dict[int, str]:
    """The years that titles, short lines and links of the page carry, and the words around each.

    >>> page_years(["NeurIPS'24 Workshop on Things", "we improve on (Brock, 2019) by far", "© 2017 the authors"])
    {2024: "NeurIPS'24"}
    """
    found: dict[int, str] = {}
    for line in lines:
        if not _HINT.search(line) or len(line) > 2000 or _IN_PASSING.search(line):
            continue
        for url in _URL.finditer(line):
            for year in _url_years(url[0]):
                found.setdefault(year, "in a link")
        rest = _URL.sub(" ", line).strip() if "://" in line else line.strip()
        if len(rest) > _LONGEST_TITLE or (rest.endswith((".", "!")) and not _ANNOUNCED.search(rest)):
            continue
        for match in _NAMED.finditer(rest):
            found.setdefault(int(match[1] or match[2] or match[3] or match[4]), match[0].strip())
        for match in _SHORT.finditer(rest):
            found.setdefault(2000 + int(match[1] or match[2]), match[0].strip())
    return found


def page_dates(lines: Iterable[str]) -> list[DateWords]:
    """The dates of the page that are written with their year, those said in passing left out."""
    return [
        words
        for line in lines
        if len(line) <= 2000 and _HINT.search(line) and not _IN_PASSING.search(line)
        for words, _ in find_dates(line)
        if words.year is not None and words.month is not None
    ]


def _url_years(url: str) -> list[int]:
    if _FOREIGN.search(url):
        return []
    return [int(match[1] or match[2]) for match in _IN_PATH.finditer(url)]
