"""Journey 6: a one-class test, guessed before it starts; the guess locks, and later words are dated."""

from tests.journeys import given
from tests.journeys.visitor import Visitor

TITLE = "Two-day call, one class"


def test_plan_start_and_amend(enter, way):
    yolanda = enter("prewitt", on=way)
    project = given.a_project(yolanda, "One class on Thursday")
    when_she_plans_a_one_class_test(yolanda, project)
    then_the_plan_reads_back_what_she_wrote(yolanda)
    when_she_starts_it(yolanda)
    then_the_guess_is_locked(yolanda)
    when_she_adds_an_amendment(yolanda)
    then_it_stands_dated_under_the_first_words(yolanda)


def test_the_next_cycle_copies_the_plan(enter, way):
    yolanda = enter("prewitt", on=way)
    project = given.a_project(yolanda, "The next cycle")
    first = given.a_decided_test(yolanda, project)
    yolanda.open(f"/tests/{first}/")
    yolanda.press("Plan cycle 2")
    assert yolanda.path.endswith("/plan/")
    assert yolanda.field("q0-text").input_value() == "How many families can one teacher reach by day two?"
    assert yolanda.field("count_what").input_value() == "How many families did you reach?"
    assert yolanda.field("q0-prediction").input_value() == "", "a new test asks for a new guess"
    yolanda.sees("Last time you guessed 4 of 6 and saw 5 of 6")


def when_she_plans_a_one_class_test(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/tests/")
    yolanda.fill("title", TITLE)
    yolanda.press("Plan it")
    yolanda.fill("q0-text", "How many families can one teacher reach by day two?")
    yolanda.fill("q0-prediction", "4 of 6")
    yolanda.fill("q0-because", "most families answer before work")
    yolanda.choose("scale", "1")
    yolanda.fill("starts_on", "2016-06-10")
    yolanda.fill("ends_on", "2016-06-14")
    yolanda.fill("study_on", "2016-06-15")
    yolanda.fill("count_what", "How many families did you reach?")
    yolanda.fill("count_total", "6")
    yolanda.unfold("Who does what, when, where")
    yolanda.fill("t0-who", "Teacher A")
    yolanda.fill("t0-what", "calls home on day two")
    yolanda.fill("t0-when", "before lunch")
    yolanda.fill("t0-where", "room 12")
    yolanda.fill("data_plan", "Teacher A tallies the calls each day, on the card by the phone.")
    yolanda.press("This is our plan")


def then_the_plan_reads_back_what_she_wrote(yolanda: Visitor):
    yolanda.sees(TITLE, within="h1")
    yolanda.sees("4 of 6", "most families answer before work", "calls home on day two", "1 class")
    yolanda.sees("Starting locks the predictions")


def when_she_starts_it(yolanda: Visitor):
    yolanda.press("Start the test")


def then_the_guess_is_locked(yolanda: Visitor):
    unfold_plan(yolanda)
    yolanda.sees("Locked when the test began")
    number = yolanda.path.strip("/").split("/")[-1]
    yolanda.open(f"/tests/{number}/plan/")
    assert yolanda.path == f"/tests/{number}/", "the plan of a running test opens no form"
    assert yolanda.page.locator("[name='q0-prediction']").count() == 0


def when_she_adds_an_amendment(yolanda: Visitor):
    unfold_plan(yolanda)
    yolanda.follow("Add an amendment")
    yolanda.fill("text", "Teacher B calls on Monday, Teacher A is away")
    yolanda.press("Add it")


def then_it_stands_dated_under_the_first_words(yolanda: Visitor):
    unfold_plan(yolanda)
    yolanda.sees("Teacher B calls on Monday", "10 June 2016", "Yolanda Prewitt", within="#stage-p")
    yolanda.sees("4 of 6", within="#stage-p")


def unfold_plan(yolanda: Visitor):
    folded = yolanda.page.locator("#stage-p > details:not([open])")
    if folded.count():
        yolanda.unfold("Plan", within="#stage-p")
