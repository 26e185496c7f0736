import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.projects.actions import rename, set_mode, set_state, start_project
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.policies import ProblemDraft
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.factories import make_actor, make_measure, make_network, make_person

pytestmark = pytest.mark.django_db

DRAFT = ProblemDraft(
    statement="192 of 671 students missed 10% or more of their days.",
    current="28.6%",
    desired="20%",
    gap="8.6 points",
    group_name="English learners",
    period="2014-15",
    evidence=("numbers",),
)


def test_the_starter_leads_and_the_problem_is_version_one_as_prefilled():
    net = make_network()
    me = make_person(place=net.school)
    measure = make_measure(net.top)
    project = start_project(
        by=make_actor(me),
        place=net.school,
        name=" Every morning ",
        problem=DRAFT,
        measure=measure,
        group="EL",
    )
    assert project.name == "Every morning"
    assert project.path == f"{net.school.path}p{project.pk}/"
    assert (project.measure, project.group, project.mode, project.state) == (
        measure,
        "EL",
        "simple",
        "active",
    )
    problem = project.problems.get()
    assert (problem.number, problem.statement, problem.current, problem.gap) == (
        1,
        DRAFT.statement,
        "28.6%",
        "8.6 points",
    )
    assert problem.evidence == ["numbers"]
    assert project.memberships.get().role == "lead"
    assert make_actor(me).roles_within(project.path)[0] == "lead"
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "projects.start",
        "projects.revise_problem",
    ]
    assert set(Event.objects.values_list("path", flat=True)) == {project.path}


@pytest.mark.parametrize(
    "role", ["adviser", "researcher", "network_coach", "district_leader", "data_steward"]
)
def test_roles_that_do_not_start_projects_are_refused(role):
    net = make_network()
    with pytest.raises(Refused):
        start_project(
            by=make_actor(make_person(place=net.school, role=role)), place=net.school, name="X", problem=DRAFT
        )


def test_nobody_starts_a_project_at_another_school():
    net = make_network()
    with pytest.raises(Refused):
        start_project(
            by=make_actor(make_person(place=net.other_school)), place=net.school, name="X", problem=DRAFT
        )


def test_every_reason_is_said_and_nothing_is_written():
    net = make_network()
    by = make_actor(make_person(place=net.school))
    theirs = make_measure(net.other_school)
    with pytest.raises(NotNow) as refusal:
        start_project(
            by=by,
            place=net.school,
            name=" ",
            problem=ProblemDraft(statement=""),
            measure=theirs,
            mode="hurried",
        )
    assert len(refusal.value.reasons) == 4
    assert not Project.objects.exists()
    assert not Event.objects.exists()


def test_a_problem_the_room_does_not_know_rolls_the_project_back():
    net = make_network()
    by = make_actor(make_person(place=net.school))
    with pytest.raises(NotNow, match="rumor"):
        start_project(
            by=by,
            place=net.school,
            name="X",
            problem=ProblemDraft(statement="Something", evidence=("rumor",)),
        )
    assert not Project.objects.exists()


def test_switching_the_mode_changes_nothing_else(house):
    before = Project.objects.filter(pk=house.project.pk).values().get()
    set_mode(by=house.actor("member"), project=house.project, mode="guided")
    after = Project.objects.filter(pk=house.project.pk).values().get()
    assert after == before | {"mode": "guided"}
    set_mode(by=house.actor("member"), project=house.project, mode="guided")
    assert Event.objects.count() == 1  # the same choice twice is one event


@pytest.mark.parametrize("who", ["sponsor", "coach", "principal", "colleague", "far", "district"])
def test_who_may_not_set_the_mode_or_rename(house, who):
    with pytest.raises(Refused):
        set_mode(by=house.actor(who), project=house.project, mode="guided")
    with pytest.raises(Refused):
        rename(by=house.actor(who), project=house.project, name="Mine", version=1)


def test_a_rename_on_an_old_page_shows_both_names(house):
    rename(by=house.actor("lead"), project=house.project, name="First", version=1)
    with pytest.raises(Conflict) as conflict:
        rename(by=house.actor("member"), project=house.project, name="Second", version=1)
    assert conflict.value.theirs == {"name": "First"}
    assert conflict.value.yours == {"name": "Second"}
    assert Event.objects.get(verb="projects.rename").data == {"before": "Someone noticed", "after": "First"}


def test_pausing_and_closing_need_a_reason_and_the_team_lead(house):
    with pytest.raises(NotNow, match="why"):
        set_state(by=house.actor("lead"), project=house.project, state="closed", why=" ", version=1)
    with pytest.raises(Refused):
        set_state(
            by=house.actor("member"), project=house.project, state="paused", why="Testing weeks", version=1
        )
    set_state(
        by=house.actor("facilitator"), project=house.project, state="closed", why="We learned it", version=1
    )
    with pytest.raises(NotNow, match="closed"):
        rename(by=house.actor("lead"), project=house.project, name="Late", version=2)
    set_state(by=house.actor("lead"), project=house.project, state="active", why="", version=2)
    assert [event.data["state"] for event in Event.objects.order_by("id")] == ["closed", "active"]
