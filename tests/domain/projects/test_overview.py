from datetime import date

import pytest

from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import (
    CycleState,
    Standing,
    four_present,
    my_projects,
    next_step,
    overview,
    works_in,
)
from tests.factories import make_aim, make_membership, make_problem, make_project

TODAY = date(2016, 6, 10)


def cycle(state: str, number: int = 1, **fields) -> CycleState:
    return CycleState(id=number, title=f"Test {number}", state=state, **fields)


@pytest.mark.parametrize(
    ("standing", "key"),
    [
        (Standing(has_problem=False, has_aim=False), "problem"),
        (Standing(has_problem=True, has_aim=False), "aim"),
        (Standing(has_problem=True, has_aim=True), "first_test"),
        (Standing(has_problem=True, has_aim=True, is_guided=True), "theory"),
        (Standing(has_problem=True, has_aim=True, is_guided=True, drivers=1), "first_test"),
        (Standing(has_problem=True, has_aim=True, cycles=(cycle("decided"),)), "theory"),
        (Standing(has_problem=True, has_aim=True, drivers=1, cycles=(cycle("decided"),)), "next_test"),
        (Standing(has_problem=True, has_aim=True, cycles=(cycle("draft"),)), "plan"),
        (Standing(has_problem=True, has_aim=True, cycles=(cycle("draft"), cycle("planned", 2))), "start"),
        (Standing(has_problem=True, has_aim=True, cycles=(cycle("planned"), cycle("doing", 2))), "record"),
        (
            Standing(has_problem=True, has_aim=True, cycles=(cycle("doing", ends_on=date(2016, 6, 10)),)),
            "record",
        ),
        (
            Standing(has_problem=True, has_aim=True, cycles=(cycle("doing", ends_on=date(2016, 6, 9)),)),
            "study",
        ),
        (Standing(has_problem=True, has_aim=True, cycles=(cycle("doing"), cycle("studying", 2))), "study"),
        (Standing(has_problem=False, has_aim=False, cycles=(cycle("studying"),)), "study"),
    ],
)
def test_the_most_urgent_thing_comes_first(standing, key):
    assert next_step(standing, on=TODAY).key == key


def test_the_step_names_the_test_and_the_day():
    step = next_step(
        Standing(has_problem=True, has_aim=True, cycles=(cycle("planned", 7, starts_on=date(2016, 6, 16)),)),
        on=TODAY,
    )
    assert step.cycle_id == 7
    assert "Test 7" in step.title
    assert "Thursday 16 June" in step.why


def test_the_four_are_advice_and_say_what_is_there():
    lights = four_present(
        problem_is_specific=True, has_system_map=False, has_process_changes=False, has_frontline=True
    )
    assert [(light.key, light.is_there) for light in lights] == [
        ("problem", True),
        ("system", False),
        ("process", False),
        ("frontline", True),
    ]
    assert all(light.advice for light in lights)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "sees", "works"),
    [
        ("lead", True, True),
        ("facilitator", True, True),
        ("member", True, True),
        ("content_expert", True, True),
        ("coach", True, True),
        ("sponsor", True, False),
        ("principal", False, False),
        ("colleague", False, False),
        ("district", False, False),
        ("far", False, False),
    ],
)
def test_who_sees_a_project_and_who_works_in_it(house, who, sees, works):
    by = house.actor(who)
    assert Project.objects.visible_to(by).filter(pk=house.project.pk).exists() is sees
    assert bool(my_projects(by)) is sees
    assert works_in(by, house.project) is works


@pytest.mark.django_db
def test_the_overview_holds_the_latest_versions(house):
    make_problem(house.project, statement="old")
    make_problem(house.project, statement="new")
    make_aim(house.project)
    seen = overview(house.project, on=TODAY)
    assert (seen.problem.statement, seen.problem.number, seen.aim.number, seen.charter) == ("new", 2, 1, None)
    assert len(seen.team.present) == 6


@pytest.mark.django_db
def test_a_card_counts_versions_and_people_without_multiplying_them(house):
    for _ in range(3):
        make_problem(house.project)
    for _ in range(2):
        make_aim(house.project)
    make_membership(house.project, house.people["lead"], role="member")
    [card] = my_projects(house.actor("lead"))
    assert (card.problem_version, card.charter_version, card.aim_version, card.team_size) == (3, 0, 2, 6)
    assert card.roles == ("Team lead", "Team member")


@pytest.mark.django_db
def test_closed_projects_are_asked_for(house):
    Project.objects.update(state="closed")
    assert my_projects(house.actor("lead")) == ()
    assert len(my_projects(house.actor("lead"), closed=True)) == 1


@pytest.mark.django_db
def test_the_list_costs_one_query_whatever_its_length(house, django_assert_num_queries):
    for number in range(10):
        make_project(house.net.school, lead=house.people["lead"], name=f"More {number}")
    by = house.actor("lead")
    with django_assert_num_queries(1):
        assert len(my_projects(by)) == 11
