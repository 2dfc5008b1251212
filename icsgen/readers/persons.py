"""People and other fields of records, as JSON and YAML have them: text, lists of text, and records in many shapes.

A text that names several people is taken apart by :mod:`icsgen.readers.people`.
"""

from __future__ import annotations

from collections.abc import Iterable

from icsgen.model import Speaker
from icsgen.readers.markup.trees import Tree
from icsgen.readers.people import people

_WHOLE = (
    "public_name",
    "full_public_name",
    "name",
    "full_name",
    "fullName",
    "fullname",
    "display_full_name",
    "displayName",
    "title",
)
_PARTS = (("first_name", "middle_name", "last_name"), ("firstName", "lastName"), ("first", "last"))
_OTHER_WAY = ("family_name", "familyName")
_AFFILIATION = ("affiliation", "institution", "organization", "organisation", "company", "org", "team")


def persons(value: Tree) -> tuple[Speaker, ...]:
    """The speakers that a value names: text, a list, a record, or nothing.

    >>> [one.name for one in persons("Ann Lee, Bo Li and Cy Young")]
    ['Ann Lee', 'Bo Li', 'Cy Young']
    >>> persons([{"first_name": "Ann", "last_name": "Lee", "affiliation": "MIT"}])
    (Speaker(name='Ann Lee', affiliation='MIT', url=''),)
    """
    if isinstance(value, str):
        return people(value)
    if isinstance(value, dict):
        if any(key in value for key in (*_WHOLE, *(part for parts in _PARTS for part in parts), *_OTHER_WAY)):
            return tuple(one for one in (person(value),) if one)
        value = list(value.values())
    if isinstance(value, list):
        return tuple(one for one in map(person, value) if one)
    return ()


def person(value: Tree) -> Speaker | None:
    """One person, as text or record.

    >>> person({"fullName": "LEE, Ann", "first_name": "Ann", "last_name": "LEE"})
    Speaker(name='Ann LEE', affiliation='', url='')
    """
    if isinstance(value, str):
        return Speaker(name=value) if value.strip() else None
    if not isinstance(value, dict):
        return None
    name, url = _name(value), words(value, "url")
    if not name:
        return None
    url = url if url.startswith(("http://", "https://")) else ""
    return Speaker(name=name, affiliation=words(value, *_AFFILIATION), url=url)


def _name(record: dict[str, Tree]) -> str:
    for parts in _PARTS:
        found = [record.get(part) for part in parts]
        if found[0] and found[-1]:
            return " ".join(str(part) for part in found if part)
    given, surname = words(record, "name"), words(record, "surname")
    if given and surname:
        return given if given.endswith(surname) else f"{given} {surname}"
    first, last = record.get("firstName") or record.get("first_name"), words(record, *_OTHER_WAY)
    if first and last:
        return f"{first} {last}"
    return words(record, *_WHOLE) or last or words(record, *(part for parts in _PARTS for part in parts))


def words(record: dict[str, Tree], *names: str) -> str:
    """The first of these fields that has text or a number, as text.

    >>> words({"id": 7, "guid": "  "}, "guid", "id")
    '7'
    """
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            if value.strip():
                return value.strip()
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def without_repeats(texts: Iterable[str]) -> list[str]:
    """The texts in order, without empty ones and those that another one contains.

    >>> without_repeats(["One.", "", "One. Two.", "One. Two."])
    ['One. Two.']
    """
    kept: list[str] = []
    for text in (text.strip() for text in texts):
        if text and not any(text in other for other in kept):
            kept = [other for other in kept if other not in text]
            kept.append(text)
    return kept
