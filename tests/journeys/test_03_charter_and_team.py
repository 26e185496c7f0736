"""Journey 3: who is in it, and how they work together."""

import pytest

from tests.journeys import given
from tests.journeys.visitor import Visitor

TEAM = [
    ("Teacher A", "member", "Grade 4 teacher", True),
    ("Teacher B", "member", "Grade 7 teacher", True),
    ("Counselor", "content_expert", "Counselor", False),
    ("Facilitator", "facilitator", "Keeps us on the question", False),
]


@pytest.fixture
def yolanda(enter, device) -> Visitor:
    return enter("prewitt", on=device)


def test_charter_and_team(yolanda):
    project = given.a_project(yolanda, "The four of us")
    when_she_welcomes_two_teachers_a_counselor_and_a_facilitator(yolanda, project)
    then_all_five_are_there_with_their_roles(yolanda)
    when_she_writes_how_they_work_together(yolanda, project)
    then_the_charter_keeps_its_first_words_when_it_changes(yolanda, project)


def test_someone_from_elsewhere_is_found_by_name(yolanda):
    project = given.a_project(yolanda, "A guest")
    yolanda.open(f"/projects/{project}/team/")
    yolanda.fill("find", "Marchetti")
    yolanda.press("Find")
    yolanda.sees("One person found")
    yolanda.pick("person", label="Teo Marchetti, " + title_of(yolanda))
    yolanda.pick("role", value="coach")
    yolanda.press("Welcome to the team")
    yolanda.sees("Teo Marchetti", "until 8 Sep")


def title_of(yolanda: Visitor) -> str:
    option = yolanda.field("person").locator("option", has_text="Teo Marchetti").first
    return str(option.text_content()).strip().removeprefix("Teo Marchetti, ")


def when_she_welcomes_two_teachers_a_counselor_and_a_facilitator(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/team/")
    yolanda.sees("Nobody from the classroom yet")
    for name, role, function, is_frontline in TEAM:
        option = yolanda.field("person").locator("option", has_text=name).first.get_attribute("value")
        yolanda.pick("person", value=option)
        yolanda.pick("role", value=role)
        yolanda.fill("function", function)
        if is_frontline:
            yolanda.tick("is_frontline")
        yolanda.press("Welcome to the team")


def then_all_five_are_there_with_their_roles(yolanda: Visitor):
    yolanda.sees("Yolanda Prewitt", *(name for name, *_ in TEAM), within=".team")
    yolanda.sees("Facilitator", "with students every day", within=".team")
    yolanda.does_not_see("Nobody from the classroom yet")


def when_she_writes_how_they_work_together(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/charter/")
    yolanda.fill("cadence", "Tuesdays 2:45 to 3:15, room 12")
    yolanda.fill("goal_students", "Ten more days in class for each of them")
    yolanda.fill("goal_team", "Ask families before we guess")
    yolanda.fill("scope_in", "Students with disabilities, all grades")
    yolanda.press("Save")


def then_the_charter_keeps_its_first_words_when_it_changes(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/charter/")
    yolanda.fill("cadence", "Thursdays 2:45 to 3:15, room 12")
    yolanda.fill("reason", "Tuesday is staff day")
    yolanda.press("Save as version 2")
    yolanda.open(f"/projects/{project}/charter/")
    yolanda.sees("Version 2", "Tuesday is staff day", "Version 1", within="#versions")
    assert yolanda.page.locator("#versions del").first.inner_text() == "Tuesdays"
    assert yolanda.page.locator("#versions ins").first.inner_text() == "Thursdays"
