from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.projects.actions import revise_aim, revise_charter, revise_problem, set_state
from groundswell.domain.projects.models import Aim
from groundswell.domain.projects.policies import AimDraft, CharterDraft, ProblemDraft, TargetDraft
from groundswell.domain.projects.queries import (
    aim_versions,
    charter_versions,
    problem_versions,
    word_difference,
)
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict

pytestmark = pytest.mark.django_db

AIM = AimDraft(
    direction="lower",
    what="chronic absence",
    population="all students",
    where="Near School",
    unit="percent",
    change_in="points",
    baseline=26,
    target=18,
    by_when=date(2016, 12, 16),
    targets=(TargetDraft(group_name="English learners", baseline=37, target=25),),
)


def test_each_save_is_a_new_version_and_the_old_one_stays(house):
    by, project = house.actor("member"), house.project
    revise_aim(by=by, project=project, draft=AIM, based_on=0)
    second = revise_aim(
        by=by, project=project, draft=replace(AIM, target=20.0), based_on=1, reason="18 was a wish"
    )
    assert second.number == 2
    assert list(project.aims.order_by("number").values_list("target", flat=True)) == [18, 20]
    assert [aim.targets.get().group_name for aim in project.aims.all()] == ["English learners"] * 2
    assert [event.data for event in Event.objects.order_by("id")] == [
        {"number": 1, "reason": ""},
        {"number": 2, "reason": "18 was a wish"},
    ]


def test_saving_the_same_again_makes_no_version(house):
    by, project = house.actor("lead"), house.project
    first = revise_aim(by=by, project=project, draft=AIM, based_on=0)
    assert revise_aim(by=by, project=project, draft=AIM, based_on=1) == first
    assert revise_aim(by=by, project=project, draft=AIM, based_on=0) == first  # a double press is no conflict
    assert Event.objects.count() == 1


def test_two_writers_see_both_texts(house):
    project = house.project
    revise_problem(
        by=house.actor("lead"), project=project, draft=ProblemDraft(statement="Theirs"), based_on=0
    )
    with pytest.raises(Conflict) as conflict:
        revise_problem(
            by=house.actor("member"), project=project, draft=ProblemDraft(statement="Yours"), based_on=0
        )
    assert conflict.value.theirs["statement"] == "Theirs"
    assert conflict.value.yours["statement"] == "Yours"
    assert conflict.value.by == "Lea Lead"
    assert project.problems.count() == 1


def test_a_conflict_in_the_groups_alone_is_a_conflict(house):
    project = house.project
    revise_aim(by=house.actor("lead"), project=project, draft=AIM, based_on=0)
    with pytest.raises(Conflict) as conflict:
        revise_aim(by=house.actor("lead"), project=project, draft=replace(AIM, targets=()), based_on=0)
    assert conflict.value.theirs["targets"] == "English learners: 37 to 25"
    assert conflict.value.yours["targets"] == ""


@pytest.mark.parametrize("who", ["sponsor", "coach", "principal", "colleague", "far", "district"])
def test_who_may_not_write(house, who):
    by, project = house.actor(who), house.project
    for call in (
        lambda: revise_problem(by=by, project=project, draft=ProblemDraft(statement="x"), based_on=0),
        lambda: revise_charter(by=by, project=project, draft=CharterDraft(why_now="x"), based_on=0),
        lambda: revise_aim(by=by, project=project, draft=AIM, based_on=0),
    ):
        with pytest.raises(Refused):
            call()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"change_in": ""}, "percentage points"),
        ({"target": 118.0}, "0% and 100%"),
        ({"targets": (TargetDraft(group_name="EL", baseline=-3.0),)}, "0% and 100%"),
        ({"by_when": date(2014, 10, 21)}, "before the work began"),
        ({"what": " ", "free_text": ""}, "what you want to change"),
        ({"targets": (TargetDraft(group_name=" ", target=3.0),)}, "Name the group"),
        ({"targets": (TargetDraft(group_name="EL"), TargetDraft(group_name="el "))}, "two lines"),
    ],
)
def test_what_an_aim_cannot_be(house, changes, words):
    with pytest.raises(NotNow, match=words):
        revise_aim(by=house.actor("lead"), project=house.project, draft=replace(AIM, **changes), based_on=0)
    assert not Aim.objects.exists()


def test_an_aim_may_start_as_a_loose_sentence(house):
    draft = AimDraft(free_text="More children at school", unit="percent", target=95.0)
    assert revise_aim(by=house.actor("lead"), project=house.project, draft=draft, based_on=0).number == 1


def test_a_target_against_its_direction_is_a_matter_for_the_coach_not_a_lock(house):
    draft = replace(AIM, direction="raise")
    assert revise_aim(by=house.actor("lead"), project=house.project, draft=draft, based_on=0).number == 1


def test_a_closed_project_is_read_not_written(house):
    set_state(by=house.actor("lead"), project=house.project, state="closed", why="Done", version=1)
    with pytest.raises(NotNow, match="closed"):
        revise_charter(by=house.actor("lead"), project=house.project, draft=CharterDraft(), based_on=0)


def test_histories_say_what_changed(house):
    by, project = house.actor("lead"), house.project
    revise_aim(by=by, project=project, draft=AIM, based_on=0)
    revise_aim(
        by=by,
        project=project,
        draft=replace(AIM, target=20.0, no_group_falls=True, targets=()),
        based_on=1,
        reason="We looked again",
    )
    newest, first = aim_versions(project)
    assert (newest.number, newest.by, newest.reason) == (2, "Lea Lead", "We looked again")
    assert first.changes == ()
    changes = {change.label: (change.before, change.after) for change in newest.changes}
    assert changes == {
        "To": ("18", "20"),
        "Groups with their own target": ("English learners from 37 to 25", ""),
        "No group falls below its own baseline": ("no", "yes"),
    }


def test_problem_and_charter_have_histories_too(house):
    by, project = house.actor("lead"), house.project
    revise_problem(by=by, project=project, draft=ProblemDraft(statement="Some miss days"), based_on=0)
    revise_problem(
        by=by,
        project=project,
        draft=ProblemDraft(statement="Many miss days", evidence=("voices",)),
        based_on=1,
    )
    change, evidence = problem_versions(project)[0].changes
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("gone", "Some"),
        ("new", "Many"),
        ("same", "miss days"),
    ]
    assert (evidence.before, evidence.after) == ("", "voices")
    revise_charter(by=by, project=project, draft=CharterDraft(cadence="Mondays"), based_on=0)
    assert [version.number for version in charter_versions(project)] == [1]


def test_histories_cost_the_same_number_of_queries_whatever_their_length(house, django_assert_num_queries):
    by, project = house.actor("lead"), house.project
    for number in range(12):
        revise_aim(by=by, project=project, draft=replace(AIM, target=float(number)), based_on=number)
    with django_assert_num_queries(2):
        assert len(aim_versions(project)) == 12


def test_word_difference_of_equal_and_of_empty_texts():
    assert [piece.kind for piece in word_difference("a b", "a b")] == ["same"]
    assert word_difference("", "") == ()
    assert [(p.kind, p.text) for p in word_difference("", "new words")] == [("new", "new words")]
