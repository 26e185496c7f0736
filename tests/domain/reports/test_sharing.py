"""A storyboard leaves the team frozen, for whom the team chose, and can be taken back."""

import json

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event, Look
from groundswell.domain.measures.models import Observation
from groundswell.domain.refusals import NotNow
from groundswell.domain.reports import actions
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.reports.queries import compose, looks_of, shared_with
from groundswell.domain.versions import Conflict
from tests.domain.reports.conftest import Desk
from tests.factories import make_actor, make_aim, make_membership, make_observations, make_person


def test_sharing_freezes_words_numbers_and_pictures(desk: Desk) -> None:
    board = desk.share("school")
    before = json.dumps(Storyboard.objects.get(pk=board.pk).content, sort_keys=True)
    assert "82" in before
    Observation.objects.filter(measure=desk.measure).update(value=1.0)
    desk.measure.name = "Another name"
    desk.measure.save()
    make_aim(desk.project, what="something else")
    desk.decided.learned = "Nothing at all"
    desk.decided.save()
    after = Storyboard.objects.get(pk=board.pk)
    assert json.dumps(after.content, sort_keys=True) == before
    assert compose(after, by=desk.lead) != after.content, "a fresh draft does follow the records"


def test_the_frozen_content_says_what_was_set_down(desk: Desk) -> None:
    content = desk.share("school").content
    assert [test["decision_words"] for test in content["tests"]] == ["Set down"]
    assert content["tests"][0]["questions"][0]["prediction"] == "9 of 12"
    assert content["measures"][0]["name"].startswith("Calls made")
    assert content["measures"][0]["wide"].startswith("<svg")


def _reader(desk: Desk, place: str, role: str = "staff") -> object:
    return make_actor(make_person(place=getattr(desk.net, place), role=role))


WHO = {
    "school": ("school", "staff"),
    "principal": ("school", "school_leader"),
    "next school": ("other_school", "staff"),
    "district leader": ("district", "district_leader"),
    "far school": ("far_school", "staff"),
    "far leader": ("other_district", "district_leader"),
    "hub": ("top", "hub"),
    "researcher": ("top", "researcher"),
}
READS = {
    "school": {"school", "principal"},
    "district": {"school", "principal", "next school", "district leader"},
    "network": set(WHO),
}


@pytest.mark.parametrize("level", READS)
def test_who_may_read(desk: Desk, level: str) -> None:
    board = desk.share(level)
    seen = {
        name for name, where in WHO.items() if board in Storyboard.objects.shared_with(_reader(desk, *where))
    }
    assert seen == READS[level]


@pytest.mark.parametrize("level", READS)
def test_the_list_and_the_page_agree(desk: Desk, level: str) -> None:
    board = desk.share(level)
    for where in WHO.values():
        by = _reader(desk, *where)
        listed = [slip.storyboard.pk for slip in shared_with(by)]
        assert (board.pk in listed) == Storyboard.objects.shared_with(by).filter(pk=board.pk).exists()


def test_nothing_leaves_before_it_is_shared(desk: Desk) -> None:
    desk.write()
    assert not any(shared_with(_reader(desk, *where)) for where in WHO.values())


def test_taking_back_leaves_a_trace_for_the_team_and_nothing_for_readers(desk: Desk) -> None:
    board = desk.share("network")
    reader = _reader(desk, "far_school")
    actions.open_shared(by=reader, storyboard=board)
    actions.withdraw(by=desk.lead, storyboard=board)
    kept = Storyboard.objects.get(pk=board.pk)
    assert (kept.shared_at, kept.withdrawn_at) == (desk.lead.now, desk.lead.now)
    assert kept.withdrawn_by_id == desk.lead.person_id
    assert not Storyboard.objects.shared_with(reader).exists()
    assert [look.name for look in looks_of(desk.project)] == [reader.name], "who read it stays known"
    assert Event.objects.filter(verb="storyboard.withdrawn", subject_id=board.pk).count() == 1
    with pytest.raises(NotNow, match="withdrawn already"):
        actions.withdraw(by=desk.lead, storyboard=kept)


def test_a_shared_version_is_never_shared_again_elsewhere(desk: Desk) -> None:
    board = desk.share("school")
    with pytest.raises(NotNow, match="shared already"):
        actions.share(by=desk.lead, storyboard=board, level="network")
    assert Storyboard.objects.get(pk=board.pk).level == "school"


@pytest.mark.parametrize("role", ["sponsor", "coach", "content_expert"])
def test_lifting_is_the_teams_choice(desk: Desk, role: str) -> None:
    person = make_person(place=desk.net.school)
    make_membership(desk.project, person, role=role)
    board = desk.write()
    with pytest.raises(Refused):
        actions.share(by=make_actor(person), storyboard=board, level="school")
    assert Storyboard.objects.get(pk=board.pk).shared_at is None


def test_a_leader_cannot_lift_it(desk: Desk) -> None:
    board = desk.write()
    for where in (("school", "school_leader"), ("district", "district_leader"), ("top", "hub")):
        with pytest.raises(Refused):
            actions.share(by=_reader(desk, *where), storyboard=board, level="network")


def test_two_writers_see_both_texts(desk: Desk) -> None:
    desk.write(headline="First")
    with pytest.raises(Conflict) as conflict:
        desk.write(headline="Second")
    assert conflict.value.theirs["headline"] == "First"
    assert conflict.value.yours["headline"] == "Second"


def test_looks_tell_who_in_which_role_and_leave_the_team_out(desk: Desk) -> None:
    board = desk.share("network")
    coach = make_person(name="Coach", place=desk.net.top, role="network_coach")
    make_membership(desk.project, coach, role="coach")
    leader = _reader(desk, "district", "district_leader")
    for by in (desk.lead, make_actor(coach), leader):
        actions.open_shared(by=by, storyboard=board)
    assert [(look.name, look.role, look.what) for look in looks_of(desk.project)] == [
        (leader.name, "District leader", board.headline)
    ]


def test_a_sponsor_who_reads_is_counted_as_a_reader(desk: Desk, sponsor) -> None:
    board = desk.share("school")
    actions.open_shared(by=sponsor, storyboard=board)
    assert [look.role for look in looks_of(desk.project)] == ["Sponsor"]


def test_a_small_group_is_withheld_and_never_a_zero(desk: Desk) -> None:
    _groups(desk, small=6)
    content = desk.share("school").content
    cells = [cell for panel in content["measures"] for row in panel["rows"] for cell in row]
    assert cells
    assert "33.3" not in json.dumps(content), "2 of 6 is a child's own number"
    assert "0" not in {str(cell) for cell in cells}


def test_what_would_show_a_small_group_is_held_back(desk: Desk) -> None:
    """The last look before sharing blocks a content in which a small group's number stands open."""
    from groundswell.core.methods.coach import choose, evaluate
    from groundswell.core.methods.facts import ProjectFacts, ReleaseCell, ReleaseFacts
    from groundswell.domain.reports.policies import why_not_shared
    from groundswell.library import check_definitions, scale_rules

    board = desk.write()
    open_cell = ReleaseCell("m:ell:2015", "Multilingual learners", 6, shown=True, value=2)
    release = ReleaseFacts(key=str(board.pk), title=board.headline, limit=11, cells=(open_cell,))
    facts = ProjectFacts(today=desk.lead.today, scale_rules=scale_rules(), releases=(release,))
    blocking = [finding for finding in choose(evaluate(facts, check_definitions())) if finding.blocking]
    assert [finding.check for finding in blocking] == ["K41"]
    reasons = why_not_shared(board, level="school", blocking=blocking)
    assert len(reasons) == 1
    assert "Multilingual learners" in reasons[0]


def _groups(desk: Desk, *, small: int) -> None:
    make_observations(desk.measure, desk.net.school, [60, 61, 62, 63], denominator=90, group="not_ell")
    make_observations(desk.measure, desk.net.school, [2, 2, 2, 2], denominator=small, group="ell")


def test_reading_the_list_costs_the_same_for_many(desk: Desk, django_assert_num_queries) -> None:
    reader = _reader(desk, "far_school")
    desk.share("network")
    with django_assert_num_queries(2):
        shared_with(reader)
    for number in range(4):
        person = make_person(place=desk.net.school)
        from tests.factories import make_project, make_storyboard

        project = make_project(desk.net.school, lead=person, name=f"Team {number}")
        actions.share(by=make_actor(person), storyboard=make_storyboard(project), level="network")
    with django_assert_num_queries(2):
        assert len(shared_with(reader)) == 5


def test_no_counter_of_a_persons_work_is_shared(desk: Desk) -> None:
    content = json.dumps(desk.share("network").content)
    assert "Lead" not in content
    assert Look.objects.count() == 0
