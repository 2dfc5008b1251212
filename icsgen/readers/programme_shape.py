"""The shape of icsgen's own format, as msgspec structs; its JSON Schema is made from them.

Only :mod:`icsgen.readers.programme_file` imports this, when there is such a file: msgspec takes its time to load.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

VERSION = 1

_Time = Annotated[
    str,
    Meta(
        description="Date and time of day, ISO 8601: with an offset ('2021-07-20T19:00:00-07:00'), or by the clocks of "
        "'timezone' ('2021-07-20 19:00').",
        examples=["2021-07-20T19:00:00-07:00", "2021-07-20 19:00"],
    ),
]
_Day = Annotated[str, Meta(description="A date, ISO 8601.", examples=["2021-07-20"])]
_Zone = Annotated[str, Meta(description="IANA name or fixed offset.", examples=["America/Los_Angeles", "UTC-03:00"])]
_Text = Annotated[str, Meta(description="Plain text, of several lines.")]


class Person(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody on the programme."""

    name: str
    affiliation: str = ""
    url: str = ""


class TalkRecord(Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A talk, a poster, a break: whatever has a title and a time. Either 'start' or 'day' is needed."""

    title: Annotated[str, Meta(min_length=1)]
    start: _Time | None = None
    end: _Time | None = None
    duration: Annotated[str, Meta(description="In place of 'end'.", examples=["20m", "1h30m"])] | None = None
    timezone: Annotated[str, Meta(description="Where it differs from the programme's.")] = ""
    day: _Day | None = None
    """Of something that takes all day."""
    last_day: _Day | None = None
    speakers: list[str | Person] = []
    abstract: _Text = ""
    abstract_html: Annotated[str, Meta(description="The same as HTML.")] = ""
    session: Annotated[str, Meta(description="Title of its session.")] = ""
    room: str = ""
    track: str = ""
    type: Annotated[str, Meta(examples=["Oral", "Poster", "Keynote"])] = ""
    tags: list[str] = []
    url: Annotated[str, Meta(description="The talk's page.")] = ""
    video: Annotated[str, Meta(description="A link to join or watch it.")] = ""
    key: Annotated[
        str, Meta(description="What makes it the same talk from one version of the programme to the next.")
    ] = ""
    cancelled: bool = False


class SessionRecord(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """A named group of talks."""

    title: Annotated[str, Meta(min_length=1)]
    moderators: list[str | Person] = []
    description: _Text = ""
    room: str = ""
    track: str = ""
    url: str = ""


class ProblemRecord(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What was skipped or doubted when this file was made from another source."""

    message: str
    kind: Literal["skipped", "doubt"]
    origin: str = ""
    line: int | None = None
    where: str = ""
    text: str = ""


class ProgrammeRecord(Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A programme in icsgen's own format."""

    icsgen: Annotated[int, Meta(description="Version of the format.", ge=1, le=VERSION)]
    title: str
    id: Annotated[str, Meta(description="What makes it the same programme; by default title and year.")] = ""
    description: _Text = ""
    url: Annotated[str, Meta(description="The page for people.")] = ""
    revised: Annotated[str, Meta(description="When it was last changed, ISO 8601 with an offset.")] = ""
    timezone: _Zone = ""
    sessions: list[SessionRecord] = []
    talks: list[TalkRecord]
    problems: list[ProblemRecord] = []
    truncated: Annotated[bool, Meta(description="The source of this file broke off.")] = False
