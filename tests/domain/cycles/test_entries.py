from datetime import date, timedelta
from uuid import uuid4

import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.cycles.actions import links
from groundswell.domain.cycles.actions.entries import (
    EntryText,
    link_actor,
    record_entry,
    record_entry_by_link,
)
from groundswell.domain.cycles.models import Cycle, Entry
from groundswell.domain.cycles.queries.record import record_of
from groundswell.domain.refusals import NotNow
from tests.factories import make_cycle, make_entry_link, make_question
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 10)
NOBODY = Actor(person_id=None, name="", now=NOW)


def text(**fields: object) -> EntryText:
    return EntryText(**({"key": uuid4(), "on": TODAY, "number": 5, "total": 6} | fields))


@pytest.fixture
def running(cycle: Cycle) -> Cycle:
    make_question(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(state="doing", started_at=NOW)
    cycle.refresh_from_db()
    return cycle


def test_sending_twice_is_sending_once(running, lead):
    entry = text()
    first = record_entry(lead, cycle=running, entry=entry)
    again = record_entry(lead, cycle=running, entry=entry)
    assert first.pk == again.pk
    assert Entry.objects.count() == 1
    assert Event.objects.filter(verb__startswith="cycles.entry").count() == 1


def test_a_draft_becomes_done_and_a_late_draft_changes_nothing(running, lead):
    key = uuid4()
    record_entry(lead, cycle=running, entry=text(key=key, number=3, is_done=False))
    assert record_of(running).entries == ()
    record_entry(lead, cycle=running, entry=text(key=key, number=5))
    late = record_entry(lead, cycle=running, entry=text(key=key, number=4, is_done=False))
    assert (late.number, late.state) == (5, "done")
    assert len(record_of(running).entries) == 1


def test_a_changed_entry_leaves_its_first_number_in_the_log(running, lead):
    key = uuid4()
    record_entry(lead, cycle=running, entry=text(key=key, number=5))
    record_entry(lead, cycle=running, entry=text(key=key, number=4))
    assert Event.objects.last().data["number_was"] == 5


def test_more_than_all_is_a_counting_error(running, lead):
    with pytest.raises(NotNow, match="7 is more than 6"):
        record_entry(lead, cycle=running, entry=text(number=7))
    with pytest.raises(NotNow, match="starts at 0"):
        record_entry(lead, cycle=running, entry=text(number=-1))
    assert not Entry.objects.exists()


def test_an_earlier_day_is_marked_and_a_later_one_refused(running, lead):
    record_entry(lead, cycle=running, entry=text(on=TODAY - timedelta(days=2)))
    assert record_of(running).entries[0].is_late
    with pytest.raises(NotNow, match="still to come"):
        record_entry(lead, cycle=running, entry=text(on=TODAY + timedelta(days=1)))


def test_the_first_entry_starts_a_planned_test_so_the_guess_is_locked(cycle, lead):
    make_question(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(state="planned", planned_at=NOW)
    cycle.refresh_from_db()
    record_entry(lead, cycle=cycle, entry=text(is_done=False))
    assert Cycle.objects.get(pk=cycle.pk).state == "planned"
    record_entry(lead, cycle=cycle, entry=text())
    assert Cycle.objects.get(pk=cycle.pk).state == "doing"


@pytest.mark.parametrize(("state", "words"), [("draft", "still being planned"), ("cancelled", "closed")])
def test_a_draft_or_closed_test_takes_no_entries(cycle, lead, state, words):
    Cycle.objects.filter(pk=cycle.pk).update(state=state)
    cycle.refresh_from_db()
    with pytest.raises(NotNow, match=words):
        record_entry(lead, cycle=cycle, entry=text())


def test_who_may_record(running, coach):
    with pytest.raises(Refused):
        record_entry(coach, cycle=running, entry=text())


def test_a_card_records_for_its_one_test(running):
    link = make_entry_link(running, label="Bus door")
    entry = record_entry_by_link(link_actor(NOBODY, link), link=link, entry=text())
    assert (entry.cycle, entry.link, entry.by, entry.by_name) == (running, link, None, "Bus door")
    assert Event.objects.last().person_name == "Bus door"


def test_a_key_of_another_test_opens_nothing(running, lead):
    other = make_cycle(running.ramp, state="doing")
    entry = text()
    record_entry(lead, cycle=other, entry=entry)
    with pytest.raises(NotNow, match="another test"):
        record_entry_by_link(NOBODY, link=make_entry_link(running), entry=entry)
    assert Entry.objects.get().cycle == other


def test_cards_end_and_are_taken_back(running, lead):
    ended = make_entry_link(running, ends_on=date(2016, 6, 9))
    with pytest.raises(NotNow, match="last day"):
        record_entry_by_link(NOBODY, link=ended, entry=text())
    taken = links.revoke(lead, link=make_entry_link(running))
    with pytest.raises(NotNow, match="took this card back"):
        record_entry_by_link(NOBODY, link=taken, entry=text())
    links.revoke(lead, link=taken)
    assert Event.objects.filter(verb="cycles.card_taken_back").count() == 1


def test_a_card_is_made_by_the_team_and_has_a_long_secret(running, lead, coach):
    card = links.make_card(lead, cycle=running, ends_on=date(2016, 6, 17), label="Gate 2")
    assert len(card.token) == 17
    assert card.token not in str(Event.objects.last().data)
    with pytest.raises(Refused):
        links.make_card(coach, cycle=running, ends_on=date(2016, 6, 17))
    with pytest.raises(NotNow, match="over already"):
        links.make_card(lead, cycle=running, ends_on=date(2016, 6, 9))


def test_a_flood_through_one_card_is_held_back(running):
    link = make_entry_link(running)
    for _number in range(30):
        record_entry_by_link(NOBODY, link=link, entry=text(is_done=False))
    with pytest.raises(NotNow, match="wait a little"):
        record_entry_by_link(NOBODY, link=link, entry=text(is_done=False))
