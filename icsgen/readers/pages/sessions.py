"""The page's own title, its sessions, and who moderates them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from icsgen.model import Session, Speaker
from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.chrome import is_chrome, is_footer, undecorated
from icsgen.readers.pages.kinds import is_type
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.pages.words import GENERIC
from icsgen.times.dates import find_dates

_SESSION = Pattern(
    r"(?:(?:oral|poster|spotlight|technical|paper|parallel|plenary|contributed|invited|special|keynote|morning|"
    r"afternoon|demo|industry|lightning)\s){0,2}"
    r"(?:session|track|part|block|sitzung|séance)\s+(?:[A-Z]?\d{1,2}[A-Z]?|[A-Z]|I{1,3}|IV|"
    r"V)\b(?P<name>\s*[:.–—-].{0,150}|\s*\([^()]{1,80}\))?",
    re.IGNORECASE,
)
_SESSION_WORDS = ("session", "track", "part", "block", "sitzung", "séance")
_CHAIRED = Pattern(
    r"(?P<title>.+?)[\s,;–—-]*[(\[]?(?:session\s)?(?:chairs?|moderators?|chaired\sby|"
    r"moderated\sby)\s?:?\s+(?P<chair>[^()\[\]]{3,80})[)\]]?",
    re.IGNORECASE,
)
_HELD = Pattern(r"\b(?:to\sbe\sheld|held|takes?\splace|co-?located)\b", re.IGNORECASE)
_OPEN_ENDS = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"})
"""No title ends with these: a picture stood behind them, or the line goes on."""
_FIRST_LINES = 8
_LONGEST = 160
_LONGEST_ROOM = 100


def is_generic(text: str) -> bool:
    """Whether the text says only that there is a schedule.

    >>> is_generic("The Schedule (PST)"), is_generic("Schedule of the Kite Days")
    (True, False)
    """
    return all(word.lower() in GENERIC for word in re.findall(r"[^\W\d_]+", text))


def session_line(text: str) -> bool:
    """Whether the line by itself heads a session: 'Session 2: Optimization'.

    >>> session_line("Oral Session 1A: Deep Learning"), session_line("Session chairs wanted")
    (True, False)
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST or not any(word in stripped.lower() for word in _SESSION_WORDS):
        return False
    return _SESSION.fullmatch(stripped) is not None


def words_of(line: Line) -> str:
    """What the line says; of a table's row the only cell that says anything, nothing if several do."""
    if line.kind != "row":
        return undecorated(line.text)
    filled = [cell for cell in line.cells if cell.strip()]
    return undecorated(filled[0]) if len(filled) == 1 else ""


def page_title(lines: Sequence[Line], taken: Collection[int]) -> tuple[str, int | None]:
    """The title that stands over the page's programme, and on which of the lines; empty if nothing could be it."""
    for index, line in enumerate(lines):
        if line.kind == "heading" and line.level <= 2 and index not in taken and _could_be(line):
            return undecorated(line.text), index
    seen = 0
    for index, line in enumerate(lines):
        text = undecorated(line.text)
        if not text or is_chrome(text) or line.kind == "row" or index in taken:
            continue
        if is_type(text) or room_of(text) is not None:
            continue
        seen += 1
        if seen > _FIRST_LINES or is_generic(text):
            break
        if _could_be(line):
            return text, index
    return "", None


def _could_be(line: Line) -> bool:
    text = undecorated(line.text)
    if not is_title(text) or len(text) > _LONGEST or text.endswith((":", ",")) or label_of(text) or is_generic(text):
        return False
    if text.rpartition(" ")[2] in _OPEN_ENDS:
        return False
    if len(re.split(r"\s{2,}", text)) > 2:  # a menu
        return False
    dated = find_dates(text)
    if dated and (_HELD.search(text) or is_generic(text[: dated[0][1][0]] + text[dated[0][1][1] :])):
        return False
    return not is_chrome(text) and len(people_of(text)) < 2 and "://" not in text and line.kind != "item"


class Sessions:
    """The sessions of a page, by where they begin."""

    def __init__(self, lines: Sequence[Line], first: int, title: str, covered: Collection[int]) -> None:
        """``first`` is the line of the first talk; ``covered`` are the lines that talks have taken."""
        self.title, at = page_title(lines[:first], covered)
        self.headed = bool(title) or (at is not None and lines[at].kind == "heading")
        """Whether the title is the page's by more than its place."""
        self.title = title or self.title
        self._starts: list[tuple[int, str]] = [(-1, self.title)] if self.title else []
        self._moderators: dict[str, list[Speaker]] = {}
        self._rooms: dict[str, str] = {}
        self._descriptions: dict[str, str] = {}
        self._texts: dict[int, str] = {}
        """What stands below headings and above the next talk, by its line; of a heading itself nothing."""
        self._told: set[int] = set()
        """Lines that say who moderates a session, or where it is."""
        self._read(lines, first, covered, at)

    def _read(self, lines: Sequence[Line], first: int, covered: Collection[int], title_at: int | None) -> None:
        level = 0
        for index, line in enumerate(lines):
            if index in covered or index == title_at or line.header:
                continue
            if is_footer(line.text):
                break
            text = words_of(line)
            heading = line.kind == "heading" and _could_be(line)
            if (heading and title_at is not None) or (heading and index >= first) or session_line(text):
                self._start(index, text)
                self._texts[index] = ""
                level = line.level
            elif line.kind in ("heading", "end") and 0 < line.level <= level and label_of(text) is None:
                self._starts.append((index, self.title))  # 'Schedule' names no session, and ends the one above it
            elif not self._take(index, line, before=index < first) and self._starts and self._starts[-1][0] > first:
                self._texts[index] = line.text.strip()

    def _take(self, index: int, line: Line, *, before: bool) -> bool:
        """Whether the line says who moderates, or where it is. ``before``: it stands before all talks."""
        label = label_of(line.text)
        known = False
        if label and label.role == "moderators":
            people = people_of(label.rest) or ((Speaker(name=label.rest),) if is_name(label.rest, strict=False) else ())
            self._moderators.setdefault(self.at(index), []).extend(people)
            known = bool(people)
        elif label and label.role == "room":
            known = self._place(index, label.rest)
        elif before and not label and (room := room_of(undecorated(line.text))):
            known = self._place(index, room)
        if known and self.at(index):
            self._told.add(index)
        return known

    def _place(self, index: int, room: str) -> bool:
        """Whether it is the room of the session that the line is in."""
        return 0 < len(room) < _LONGEST_ROOM and self._rooms.setdefault(self.at(index), room) == room

    def account(self, used: Collection[str]) -> set[int]:
        """Give the sessions that talks are in the text below their headings. The lines that are then somebody's."""
        texts: dict[str, list[str]] = {}
        for index, text in self._texts.items():
            texts.setdefault(self.at(index), []).append(text)
        for title in used:
            self.describe(title, "\n".join(filter(None, texts.get(title, ()))), "")
        return {index for index in (*self._texts, *self._told) if self.at(index) in used}

    def _start(self, index: int, text: str) -> None:
        if match := _CHAIRED.fullmatch(text):
            text = match["title"]
            self._moderators.setdefault(text, []).extend(people_of(match["chair"]))
        self._starts.append((index, text))

    def at(self, index: int) -> str:
        """The session that the line is in."""
        title = ""
        for start, name in self._starts:
            if start > index:
                break
            title = name
        return title

    def add(self, index: int, title: str) -> None:
        """A talk that turned out to be a session: its title holds from its line on."""
        self._starts.append((index, title))
        self._starts.sort(key=lambda start: start[0])

    def describe(self, title: str, text: str, room: str) -> None:
        """What is said of the session itself."""
        if text:
            self._descriptions.setdefault(title, text)
        if room:
            self._rooms.setdefault(title, room)

    def moderate(self, title: str, people: Sequence[Speaker]) -> None:
        """Moderators named elsewhere."""
        self._moderators.setdefault(title, []).extend(people)

    def values(self, used: Collection[str]) -> list[Session]:
        """Those sessions that have talks, in the order of the page."""
        titles = dict.fromkeys([name for _, name in self._starts if name in used] + [name for name in used if name])
        return [
            Session(
                title=title,
                moderators=_apart(self._moderators.get(title, ())),
                description=self._descriptions.get(title, ""),
                room=self._rooms.get(title, ""),
            )
            for title in titles
        ]


def _apart(people: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Each once, as it is said most fully: 'Ann Lee' and 'Ann Lee (Mud U)' are one."""
    known: dict[str, Speaker] = {}
    for one in people:
        if one.name not in known or not known[one.name].affiliation:
            known[one.name] = one
    return tuple(known.values())
