"""A feed that exists and a new reading of its programme -> the feed as it should now be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from icsgen.calendar.feed import FeedOptions
from icsgen.calendar.identity import uid_of
from icsgen.calendar.revision import Revision
from icsgen.errors import RevisionError
from icsgen.ics.scan import scan
from icsgen.model import Programme, Session, Speaker, Talk
from tests.calendar.making import DAY_ONE, by_title, feed_of, moved, programme, revised, talk, written

ANN = talk("On cats", "20 09:00", by=["Ann Lee"], room="A", abstract="Of cats; and, of C:\\new ones.")
BOB = talk("On dogs", "20 10:00", by=["Bob Ray"], session="Pets")
EVE = talk("On birds", "21 09:00", by=["Eve"], zone="America/Los_Angeles")
LUNCH = talk("Lunch", "20 12:00")
ALL = programme(ANN, BOB, LUNCH, EVE, sessions=(Session(title="Pets", moderators=(Speaker(name="Mo"),), room="R"),))


def events(feed: bytes) -> dict[str, bytes]:
    """The bytes of each event by its UID."""
    found = scan(feed)
    assert found is not None
    return {event.text("UID"): event.raw for event in found.events}


def kinds(revision: Revision) -> dict[str, tuple[str, ...]]:
    """The kinds of change by title."""
    return {change.talk.title: change.kinds for change in revision.changes}


def without(title: str) -> Programme:
    """The programme without that talk."""
    return replace(ALL, talks=tuple(one for one in ALL.talks if one.title != title))


def instead(old: Talk, new: Talk) -> Programme:
    """The programme with one talk changed."""
    return replace(ALL, talks=tuple(new if one == old else one for one in ALL.talks))


def test_the_first_stamp_is_the_epoch_else_the_sources_revision_else_the_clock() -> None:
    epoch, stated = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 5, 5, tzinfo=UTC)
    dated = replace(ALL, revised=stated)
    assert {entry.stamp for entry in revised(None, dated, epoch=epoch).entries} == {epoch}
    assert {entry.stamp for entry in revised(None, dated).entries} == {stated}
    assert {entry.stamp for entry in revised(None, ALL).entries} == {DAY_ONE}


def test_the_same_input_over_the_same_feed_gives_the_same_bytes_on_any_day() -> None:
    feed = written(None, ALL)
    for day in (0, 1, 400):
        revision = revised(feed, ALL, day=day)
        assert feed_of(revision) == feed
        assert (revision.changes, revision.touched) == ((), 0)


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (moved(ANN, 90), "moved"),
        (replace(ANN, title="On felines"), "retitled"),
        (replace(ANN, room="B"), "room"),
        (replace(ANN, speakers=(Speaker(name="Zoe"),)), "speakers"),
        (replace(ANN, abstract="Another."), "abstract"),
        (replace(ANN, track="Pets"), "details"),
        (replace(ANN, url="https://conf.example/1"), "details"),
    ],
)
def test_a_changed_talk_moves_its_own_stamps_and_nobody_elses(new: Talk, kind: str) -> None:
    feed = written(None, ALL)
    revision = revised(feed, instead(ANN, new), day=1)
    before, after = events(feed), events(feed_of(revision))
    changed = [uid for uid in before if before[uid] != after[uid]]
    entry = by_title(revision)[new.title]
    assert changed == [entry.uid]
    assert (entry.sequence, entry.stamp) == (1, DAY_ONE + timedelta(days=1))
    assert kinds(revision) == {new.title: (kind,)}
    assert revision.touched == 1


def test_the_order_of_the_source_changes_no_event() -> None:
    feed = written(None, ALL)
    revision = revised(feed, replace(ALL, talks=ALL.talks[::-1]), day=1)
    assert events(feed_of(revision)) == events(feed)
    assert revision.touched == 0


def test_stamps_rise_even_if_the_clock_does_not() -> None:
    feed = written(None, ALL)
    revision = revised(feed, instead(ANN, moved(ANN, 5)), day=-10)
    assert by_title(revision)["On cats"].stamp == DAY_ONE + timedelta(seconds=1)


def test_what_is_gone_is_cancelled_and_stays_so_without_another_change() -> None:
    feed = written(None, ALL)
    revision = revised(feed, without("On dogs"), day=1)
    entry = by_title(revision)["On dogs"]
    assert (entry.cancelled, entry.sequence, entry.stamp) == (True, 1, DAY_ONE + timedelta(days=1))
    assert kinds(revision) == {"On dogs": ("cancelled",)}
    once = feed_of(revision)
    assert b"SUMMARY:Cancelled: On dogs\r\n" in once
    assert b"Session: Pets\\nModerator: Mo" in once  # it says all that it said before
    assert written(once, without("On dogs"), day=2) == once


def test_what_is_back_is_confirmed_under_its_old_uid_with_a_higher_sequence() -> None:
    feed = written(None, ALL)
    gone = written(feed, without("On dogs"), day=1)
    revision = revised(gone, ALL, day=2)
    entry = by_title(revision)["On dogs"]
    assert (entry.cancelled, entry.sequence) == (False, 2)
    assert entry.uid == by_title(revised(None, ALL))["On dogs"].uid
    assert kinds(revision) == {"On dogs": ("back",)}


def test_what_the_source_itself_cancels_is_cancelled() -> None:
    feed = written(None, ALL)
    revision = revised(feed, instead(BOB, replace(BOB, cancelled=True)), day=1)
    assert by_title(revision)["On dogs"].cancelled
    assert kinds(revision) == {"On dogs": ("cancelled",)}


def test_a_retitled_talk_keeps_its_uid_and_a_new_one_of_its_old_title_gets_another() -> None:
    feed = written(None, ALL)
    uid = by_title(revised(None, ALL))["On cats"].uid
    retitled = replace(ANN, title="On felines")
    feed = written(feed, instead(ANN, retitled), day=1)
    both = replace(ALL, talks=(retitled, *ALL.talks[1:], moved(ANN, 600)))
    revision = revised(feed, both, day=2)
    assert by_title(revision)["On felines"].uid == uid
    assert by_title(revision)["On cats"].uid != uid
    assert kinds(revision) == {"On cats": ("new",)}
    assert written(feed_of(revision), both, day=3) == feed_of(revision)


def test_a_talk_that_was_read_from_another_feed_of_ours_is_known_by_its_uid() -> None:
    feed = written(None, ALL)
    uid = by_title(revised(None, ALL))["On cats"].uid
    other = replace(moved(ANN, 600), title="On felines", speakers=(), abstract="", key=uid)
    revision = revised(feed, instead(ANN, other), day=1)
    assert by_title(revision)["On felines"].uid == uid


def test_deselected_is_left_out_and_not_cancelled() -> None:
    feed = written(None, ALL)
    revision = revised(feed, ALL, day=1, selected=lambda one: one.title != "Lunch")
    assert "Lunch" not in by_title(revision)
    assert not any(entry.cancelled for entry in revision.entries)
    assert revision.changes == ()


def test_what_was_deselected_and_is_gone_is_left_out_too() -> None:
    feed = written(None, ALL)
    revision = revised(feed, without("Lunch"), day=1, selected=lambda one: one.title != "Lunch")
    assert "Lunch" not in by_title(revision)


def test_the_sequence_of_what_was_left_out_does_not_fall_when_it_is_selected_again() -> None:
    feed = written(None, ALL)
    for day, lunch in enumerate([moved(LUNCH, 5), moved(LUNCH, 10)], start=1):
        feed = written(feed, instead(LUNCH, lunch), day=day)
    feed = written(feed, ALL, day=3, selected=lambda one: one.title != "Lunch")
    feed = written(feed, ALL, day=4, selected=lambda one: one.title != "Lunch")
    revision = revised(feed, ALL, day=5)
    assert by_title(revision)["Lunch"].sequence == 3
    assert by_title(revision)["On cats"].sequence == 0


def test_a_past_cancellation_leaves_but_only_in_a_run_that_changes_something() -> None:
    feed = written(None, ALL)
    less = without("On cats")
    feed = written(feed, less, day=1)
    assert written(feed, less, day=90) == feed
    changed = replace(less, talks=(*less.talks, talk("Party", "22 20:00")))
    same_day = by_title(revised(feed, changed, day=49))  # 20 July
    assert "On cats" in same_day
    later = revised(feed, changed, day=50)
    assert "On cats" not in by_title(later)
    assert kinds(later) == {"Party": ("new",)}
    back = revised(feed_of(later), replace(changed, talks=(*changed.talks, ANN)), day=51)
    assert by_title(back)["On cats"].sequence == 2


def test_what_is_cancelled_in_this_very_run_stays_though_its_day_is_past() -> None:
    feed = written(None, ALL)
    assert by_title(revised(feed, without("On cats"), day=90))["On cats"].cancelled


def test_an_incomplete_reading_cancels_nothing_unless_forced() -> None:
    feed = written(None, ALL)
    with pytest.raises(RevisionError, match=r"not read completely, and 1 of the feed's 4 talks .* 'On dogs'"):
        revised(feed, without("On dogs"), day=1, complete=False)
    forced = revised(feed, without("On dogs"), day=1, complete=False, force=True)
    assert by_title(forced)["On dogs"].cancelled


def test_an_incomplete_reading_that_misses_nothing_goes_on() -> None:
    feed = written(None, ALL)
    assert written(feed, ALL, day=1, complete=False) == feed


def test_what_was_skipped_the_last_time_too_is_no_talk_that_was_read_then() -> None:
    feed = written(None, ALL, complete=False, skipped=["19:50 - 19:55", "20:00 - 20:05"])
    assert written(feed, ALL, day=1, complete=False, skipped=["20:00 - 20:05", "19:50 - 19:55"]) == feed
    revision = revised(feed, without("On dogs"), day=1, complete=False, skipped=["19:50 - 19:55"])
    assert by_title(revision)["On dogs"].cancelled
    feed = feed_of(revision)
    for skipped in (["20:00 - 20:05"], ["19:50 - 19:55", "19:50 - 19:55"], []):
        with pytest.raises(RevisionError, match="not read completely, and 1 of the feed's 3 talks"):
            revised(feed, programme(*ALL.talks[:1], *ALL.talks[3:]), day=2, complete=False, skipped=skipped)


def test_losing_more_than_half_stops_unless_forced() -> None:
    feed = written(None, ALL)
    half, less = replace(ALL, talks=(ANN, BOB)), replace(ALL, talks=(ANN,))
    assert len(revised(feed, half, day=1).changes) == 2
    with pytest.raises(RevisionError, match=r"3 of the feed's 4 talks are missing from the source, more than half"):
        revised(feed, less, day=1)
    assert len(revised(feed, less, day=1, force=True).changes) == 3


def test_another_programme_is_refused_and_forced_begins_afresh() -> None:
    feed = written(None, ALL)
    other = programme(talk("On ships", "20 09:00"), talk("On trains", "20 10:00"), title="Transport")
    with pytest.raises(RevisionError, match="feed of another programme, 'conf 2021', not of 'transport 2021'"):
        revised(feed, other)
    forced = revised(feed, other, force=True)
    assert [entry.sequence for entry in forced.entries] == [0, 0]
    assert not any(entry.cancelled for entry in forced.entries)


def test_next_years_programme_of_the_same_titles_is_another_one() -> None:
    feed = written(None, ALL)
    year = 365 * 24 * 60
    again = replace(ALL, talks=tuple(moved(one, year) for one in ALL.talks))
    with pytest.raises(RevisionError, match="another programme, 'conf 2021', not of 'conf 2022'"):
        revised(feed, again)


def test_a_renamed_programme_is_the_same_one_and_keeps_its_uids() -> None:
    feed = written(None, ALL)
    renamed = replace(ALL, title="The Conference", talks=(*ALL.talks, talk("Party", "22 20:00")))
    revision = revised(feed, renamed, day=1)
    assert kinds(revision) == {"Party": ("new",)}
    assert by_title(revision)["Party"].uid == uid_of("conf 2021", "party / ")
    assert b"X-ICSGEN-PROGRAMME:conf 2021\r\n" in feed_of(revision)
    assert b"NAME:The Conference\r\n" in feed_of(revision)


def test_a_newcomer_starts_at_zero_with_the_stamp_of_its_day() -> None:
    feed = written(None, ALL)
    revision = revised(feed, replace(ALL, talks=(*ALL.talks, talk("Party", "22 20:00"))), day=1)
    entry = by_title(revision)["Party"]
    assert (entry.sequence, entry.stamp) == (0, DAY_ONE + timedelta(days=1))


def test_another_zone_or_option_is_a_change_of_the_bytes_but_no_news() -> None:
    feed = written(None, ALL)
    revision = revised(feed, ALL, day=1, options=FeedOptions(utc=True))
    assert {entry.sequence for entry in revision.entries} == {1}
    assert {kind for change in revision.changes for kind in change.kinds} <= {"details"}
    revision = revised(feed, ALL, day=1, options=FeedOptions(alarm=timedelta(minutes=10)))
    assert revision.changes == ()
    assert revision.touched == 4


def test_a_room_that_only_the_session_has_is_no_change_of_room() -> None:
    feed = written(None, ALL)
    revision = revised(feed, instead(BOB, moved(BOB, 5)), day=1)
    assert kinds(revision) == {"On dogs": ("moved",)}
