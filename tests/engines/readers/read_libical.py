"""libical, as Evolution and GNOME Calendar use it: Debian's ``gir1.2-ical-3.0`` under the system's Python."""

from __future__ import annotations

from common import answer

import gi  # isort: skip

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


class Refused(Exception):
    """It cannot be parsed, or breaks a restriction of RFC 5546."""


def read(path: str) -> list[dict[str, str]]:
    """The events of one file."""
    with open(path, encoding="utf-8", newline="") as file:
        calendar = ICalGLib.Component.new_from_string(file.read())
    if calendar is None or calendar.isa() != ICalGLib.ComponentKind.VCALENDAR_COMPONENT:
        raise Refused("no calendar")
    calendar.check_restrictions()
    if errors := calendar.count_errors():
        raise Refused(f"{errors} errors: {_errors(calendar)}")
    events = []
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        events.append(
            {
                "uid": event.get_uid() or "",
                "start": _moment(calendar, event, ICalGLib.PropertyKind.DTSTART_PROPERTY, event.get_dtstart()),
                "end": _moment(calendar, event, ICalGLib.PropertyKind.DTEND_PROPERTY, event.get_dtend()),
                "summary": event.get_summary() or "",
                "description": event.get_description() or "",
                "location": event.get_location() or "",
            }
        )
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    return events


def _moment(calendar: object, event: object, kind: object, time: object) -> str:
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    if not time.is_utc():
        parameter = event.get_first_property(kind).get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
        if parameter is None:
            return f"{time.as_ical_string()} floating"
        zone = calendar.get_timezone(parameter.get_tzid())  # the file's own VTIMEZONE, not a built-in one
        if zone is None:
            return f"{time.as_ical_string()} in unknown {parameter.get_tzid()}"
        time.set_timezone(zone)
        time = time.convert_to_zone(ICalGLib.Timezone.get_utc_timezone())
    text = time.as_ical_string()
    return f"{text[:4]}-{text[4:6]}-{text[6:11]}:{text[11:13]}:{text[13:15]}Z"


def _errors(component: object) -> str:
    found = []
    property_ = component.get_first_property(ICalGLib.PropertyKind.XLICERROR_PROPERTY)
    while property_ is not None:
        found.append(property_.as_ical_string().strip())
        property_ = component.get_next_property(ICalGLib.PropertyKind.XLICERROR_PROPERTY)
    inner = component.get_first_component(ICalGLib.ComponentKind.ANY_COMPONENT)
    while inner is not None:
        found.append(_errors(inner))
        inner = component.get_next_component(ICalGLib.ComponentKind.ANY_COMPONENT)
    return "; ".join(filter(None, found))


answer(read, Refused)
