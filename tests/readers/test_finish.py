"""What every reader's drafts become: the rules of zone, hour and end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from icsgen.errors import HourError, NoTimeError, ZoneError
from icsgen.model import AllDay, Document, Policy, Problem, Reading, Timed
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish

DOCUMENT = Document(origin="page.txt", name="page.txt", content=b"", text="")
JULY = datetime(2021, 7, 20, 19, 0)


def settle(*drafts: Draft, zone: str = "PDT", problems: list[Problem] | None = None, **policy: object) -> Reading:
    findings = Findings(drafts=list(drafts), title="Day", zone=zone, problems=problems or [])
    return finish(DOCUMENT, findings, Policy(**policy))  # type: ignore[arg-type]


def span(reading: Reading, index: int = 0) -> tuple[str, str, str]:
    when = reading.programme.talks[index].when
    assert isinstance(when, Timed)
    return f"{when.start:%d %H:%M}", f"{when.end:%d %H:%M}", when.zone


def talk(start: datetime = JULY, minutes: int | None = 20, **fields: object) -> Draft:
    end = start + timedelta(minutes=minutes) if minutes is not None else None
    return Draft(title="T", start=start, end=end, line=9, source="Tue 19:00", **fields)  # type: ignore[arg-type]


class TestZone:
    def test_an_abbreviation_names_its_zone(self) -> None:
        assert span(settle(talk())) == ("21 02:00", "21 02:20", "America/Los_Angeles")

    def test_the_line_wins_over_the_page(self) -> None:
        assert span(settle(talk(zone="CEST"), zone="PDT")) == ("20 17:00", "20 17:20", "Europe/Paris")

    def test_none_stated_is_refused(self) -> None:
        with pytest.raises(ZoneError, match=r"page\.txt, line 9: no zone is stated.*\n.*--tz"):
            settle(talk(), zone="")

    def test_the_option_stands_in_for_a_silent_page(self) -> None:
        assert span(settle(talk(), zone="", tz="Europe/Vienna"))[2] == "Europe/Vienna"

    def test_an_unknown_one_is_refused(self) -> None:
        with pytest.raises(ZoneError, match="unknown zone: 'XQT'"):
            settle(talk(), zone="XQT")

    def test_an_unknown_option_offers_what_is_near(self) -> None:
        with pytest.raises(ZoneError, match="Europe/Vienna"):
            settle(talk(), zone="", tz="Europe/Viena")

    def test_an_option_against_a_clear_zone_is_refused_and_points_to_show(self) -> None:
        with pytest.raises(ZoneError, match=r"contradicts.*\n.*show --in Europe/Vienna"):
            settle(talk(), tz="Europe/Vienna")

    def test_letters_of_an_option_that_the_zone_does_not_use_that_day_are_refused(self) -> None:
        message = (
            r"does not use PST on 20 July 2021: 02:00Z by the zone's clocks, 03:00Z by the letters.*\n.*--tz UTC-8"
        )
        with pytest.raises(ZoneError, match=message):
            settle(talk(), zone="", tz="PST")
        assert span(settle(talk(), zone="", tz="PDT")) == ("21 02:00", "21 02:20", "America/Los_Angeles")

    def test_an_option_that_agrees_is_taken(self) -> None:
        assert span(settle(talk(), tz="America/Vancouver")) == ("21 02:00", "21 02:20", "America/Vancouver")

    def test_winter_letters_in_summer_are_refused_with_both_instants(self) -> None:
        with pytest.raises(ZoneError, match=r"02:00Z by the zone's clocks, 03:00Z by the letters") as caught:
            settle(talk(), zone="PST")
        assert caught.value.hint == "--tz America/Los_Angeles takes the zone's clocks, --tz UTC-8 the letters"

    @pytest.mark.parametrize(("tz", "start"), [("America/Los_Angeles", "21 02:00"), ("UTC-8", "21 03:00")])
    def test_either_way_out_that_the_refusal_offers_works(self, tz: str, start: str) -> None:
        assert span(settle(talk(), zone="PST", tz=tz))[0] == start

    def test_an_ambiguous_abbreviation_is_taken_by_the_table_and_reported_once(self) -> None:
        reading = settle(talk(), talk(JULY + timedelta(hours=1)), zone="IST")
        assert span(reading)[2] == "Asia/Kolkata"
        assert [problem.kind for problem in reading.problems] == ["doubt"]
        assert "Europe/Dublin" in reading.problems[0].message

    def test_the_option_settles_an_ambiguous_abbreviation_without_a_word(self) -> None:
        reading = settle(talk(), zone="IST", tz="Europe/Dublin")
        assert (span(reading)[0], reading.problems) == ("20 18:00", ())

    def test_a_spoken_zone_is_the_zone_whatever_the_season(self) -> None:
        assert span(settle(talk(), zone="Pacific Time"))[0] == "21 02:00"
        assert span(settle(talk(datetime(2021, 1, 20, 19, 0)), zone="PT"))[0] == "21 03:00"


class TestOffset:
    AWARE = datetime(2021, 7, 20, 19, 0, tzinfo=timezone(timedelta(hours=2)))

    def test_a_stated_offset_needs_no_zone(self) -> None:
        assert span(settle(talk(self.AWARE), zone="")) == ("20 17:00", "20 17:20", "UTC+02:00")

    def test_a_named_zone_that_agrees_is_the_zone(self) -> None:
        assert span(settle(talk(self.AWARE), zone="Europe/Vienna"))[2] == "Europe/Vienna"

    def test_times_in_utc_take_the_named_zone(self) -> None:
        assert span(settle(talk(self.AWARE.astimezone(UTC)), zone="Asia/Kolkata"))[::2] == ("20 17:00", "Asia/Kolkata")

    def test_a_named_zone_that_contradicts_is_reported_and_the_times_stand(self) -> None:
        reading = settle(talk(self.AWARE), zone="Asia/Kolkata")
        assert span(reading)[::2] == ("20 17:00", "UTC+02:00")
        assert "Asia/Kolkata" in reading.problems[0].message

    def test_an_option_that_agrees_with_the_offset_names_the_zone(self) -> None:
        assert span(settle(talk(self.AWARE), zone="", tz="Europe/Rome"))[2] == "Europe/Rome"

    def test_an_option_that_contradicts_the_offset_is_refused(self) -> None:
        with pytest.raises(ZoneError, match="contradicts the offset"):
            settle(talk(self.AWARE), zone="", tz="Asia/Tokyo")


class TestHour:
    def test_an_hour_that_does_not_exist_is_refused_showing_both_offsets(self) -> None:
        with pytest.raises(HourError, match=r"line 9: this hour does not exist.*UTC-08:00 to UTC-07:00"):
            settle(talk(datetime(2021, 3, 14, 2, 30)), zone="PT")

    def test_letters_of_several_zones_are_refused_with_the_others_named(self) -> None:
        with pytest.raises(ZoneError, match=r"does not use CST") as caught:
            settle(talk(), zone="CST")
        assert (caught.value.hint or "").endswith("they can also mean Asia/Shanghai, America/Havana")

    def test_an_hour_that_comes_twice_is_refused(self) -> None:
        with pytest.raises(HourError, match=r"comes twice: 08:30Z \(PDT\) or 09:30Z \(PST\).*\n.*--repeated-hour"):
            settle(talk(datetime(2021, 11, 7, 1, 30)), zone="PT")

    @pytest.mark.parametrize(("choice", "start"), [("first", "07 08:30"), ("second", "07 09:30")])
    def test_the_option_settles_it(self, choice: str, start: str) -> None:
        assert span(settle(talk(datetime(2021, 11, 7, 1, 30)), zone="PT", repeated_hour=choice))[0] == start

    @pytest.mark.parametrize(("letters", "start"), [("PDT", "07 08:30"), ("PST", "07 09:30")])
    def test_the_letters_settle_it(self, letters: str, start: str) -> None:
        assert span(settle(talk(datetime(2021, 11, 7, 1, 30)), zone=letters))[0] == start


class TestEnd:
    def test_one_before_the_start_is_the_next_day(self) -> None:
        assert span(settle(talk(datetime(2021, 7, 20, 22, 30), -22 * 60 - 15)))[1] == "21 07:15"

    def test_one_that_would_make_more_than_eight_hours_is_skipped_and_reported(self) -> None:
        reading = settle(talk(), talk(JULY, -60))
        assert [problem.message for problem in reading.problems] == ["skipped: it ends before it starts"]
        assert not reading.complete

    def test_a_stated_duration_counts(self) -> None:
        assert span(settle(talk(minutes=None, duration=timedelta(minutes=45))))[1] == "21 02:45"

    def test_a_missing_one_is_the_next_start_in_that_room_and_reported(self) -> None:
        later = JULY + timedelta(minutes=50)
        reading = settle(
            talk(minutes=None, room="A"), talk(JULY + timedelta(minutes=10), room="B"), talk(later, room="A")
        )
        assert span(reading)[1] == "21 02:50"
        assert [(p.kind, p.message) for p in reading.problems] == [
            ("doubt", "no end is stated; took the next start, 19:50")
        ]

    def test_a_next_start_too_far_off_gives_way_to_the_default_length(self) -> None:
        reading = settle(talk(minutes=None), talk(JULY + timedelta(hours=2, minutes=1)), duration=timedelta(minutes=15))
        assert span(reading)[1] == "21 02:15"
        assert reading.problems[0].message == "no end is stated; took 15 minutes (--duration)"


def test_a_length_beyond_the_calendar_is_skipped_and_reported() -> None:
    reading = settle(talk(), talk(minutes=None, duration=timedelta(days=9_999_999)))
    assert [problem.message for problem in reading.problems] == ["skipped: it ends after the year 9999"]


@pytest.mark.parametrize(
    "start", [datetime(1, 1, 1), datetime(9999, 12, 31, 23), datetime(1, 1, 1, tzinfo=TestOffset.AWARE.tzinfo)]
)
def test_a_time_at_the_end_of_the_calendar_is_skipped_and_reported(start: datetime) -> None:
    reading = settle(talk(), Draft(title="T", start=start))
    assert [problem.message for problem in reading.problems] == ["skipped: no calendar reaches that year"]


def test_whole_days_need_no_zone() -> None:
    reading = settle(Draft(title="Camp", days=(date(2021, 7, 20), date(2021, 7, 22))), zone="")
    assert reading.programme.talks[0].when == AllDay(first=date(2021, 7, 20), last=date(2021, 7, 22))


def test_a_draft_without_a_title_is_a_problem_and_no_talk() -> None:
    reading = settle(talk(), Draft(title=" ", start=JULY, end=JULY + timedelta(hours=1), line=67, source="19:50"))
    assert len(reading.programme.talks) == 1
    assert [(p.line, p.kind, p.text) for p in reading.problems] == [(67, "skipped", "19:50")]


def test_nothing_found_is_refused_with_what_was_looked_for() -> None:
    with pytest.raises(NoTimeError, match=r"no talk with a time.*\n.*a title and a start time"):
        settle()


def test_nothing_settled_is_refused_with_the_first_reason() -> None:
    with pytest.raises(NoTimeError, match="ends before it starts"):
        settle(talk(minutes=-60))
