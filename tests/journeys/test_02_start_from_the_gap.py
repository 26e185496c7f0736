"""Journey 2: from the gap to a project. The problem is filled in; two modes, and nothing is lost between them."""

from tests.journeys import given
from tests.journeys.visitor import Visitor

NAME = "Find out before day three"


def test_start_from_the_gap(enter, way):
    yolanda = enter("prewitt", on=way)
    when_she_chooses_to_work_on_the_gap(yolanda)
    then_the_problem_is_filled_in(yolanda)
    when_she_starts_in_simple_mode(yolanda)
    then_three_questions_stand_on_one_page(yolanda)
    when_she_writes_an_aim_and_switches_to_guided_and_back(yolanda)
    then_nothing_is_lost(yolanda)


def test_a_form_tells_where_it_belongs(enter, device):
    yolanda = enter("prewitt", on=device)
    project = given.a_project(yolanda, "Where am I")
    given.an_aim(yolanda, project)
    for page in ("problem", "charter", "team", "aim"):
        yolanda.open(f"/projects/{project}/{page}/")
        yolanda.sees("1 What are we trying to accomplish?", "Aim: 36.8% to 28%")


def when_she_chooses_to_work_on_the_gap(yolanda: Visitor):
    yolanda.open("/places/LW-06/measures/CM2/?view=gap&group=disability")
    yolanda.follow("Work on this")


def then_the_problem_is_filled_in(yolanda: Visitor):
    filled = yolanda.field("statement").input_value()
    for words in ("Students with disabilities 36.8%", "24.2%", "12.6 percentage points", "2015-16"):
        assert words in filled, filled
    yolanda.sees("From the chart", "You can switch at any time")


def when_she_starts_in_simple_mode(yolanda: Visitor):
    yolanda.fill("name", NAME)
    yolanda.choose("mode", "simple")
    yolanda.press("Start the project")


def then_three_questions_stand_on_one_page(yolanda: Visitor):
    yolanda.sees(NAME, within="h1")
    yolanda.sees(
        "What are we trying to accomplish?", "How will we know?", "What change can we try", "Simple mode"
    )
    yolanda.sees("12.6 percentage points")


def when_she_writes_an_aim_and_switches_to_guided_and_back(yolanda: Visitor):
    yolanda.fill("what", "chronic absence of students with disabilities")
    yolanda.fill("target", "28")
    yolanda.fill("by_when", "2017-05-31")
    yolanda.choose("change_in", "points")
    yolanda.press("Save the aim")
    yolanda.press("switch to Guided")
    yolanda.sees("Guided mode", "Problem")
    yolanda.sees("28%")
    yolanda.press("switch to Simple")


def then_nothing_is_lost(yolanda: Visitor):
    yolanda.sees("Simple mode", "36.8%", "28%", NAME)
    yolanda.follow("Problem")
    assert "12.6 percentage points" in yolanda.field("statement").input_value()
