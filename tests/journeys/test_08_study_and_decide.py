"""Journey 8: what was guessed beside what happened, and a decision that says why."""

from tests.journeys import given
from tests.journeys.pictures import take
from tests.journeys.visitor import Visitor

CHOICES = ("adopt", "adapt", "expand", "repeat", "abandon")


def test_setting_an_idea_down_is_an_honorable_end(enter, way):
    yolanda = enter("prewitt", on=way)
    test = given.a_running_test(yolanda, given.a_project(yolanda, "Set down with thanks"))
    given_one_day_was_recorded(yolanda, test)
    when_the_test_is_over(yolanda, test)
    then_guess_and_result_stand_side_by_side(yolanda)
    then_no_choice_is_made_for_her(yolanda)
    then_a_decision_without_a_reason_is_asked_again(yolanda)
    when_she_sets_it_down_and_says_what_was_learned(yolanda)
    then_it_reads_as_a_good_ending(yolanda)


def test_a_decided_test_reads_as_a_story(enter, device):
    marisol = enter("quinones", on=device)
    marisol.open("/")
    marisol.follow("Someone Noticed")
    if not marisol.is_phone:
        take(marisol.page, "project")
    marisol.go_to("Tests")
    marisol.follow("A4")
    marisol.sees("We predicted", "What happened", "Locked when the test began")
    if not marisol.is_phone:
        take(marisol.page, "test")


def given_one_day_was_recorded(yolanda: Visitor, test: int):
    yolanda.open(f"/tests/{test}/record/")
    yolanda.fill("number", "2")
    yolanda.fill("surprise", "Most numbers were out of date")
    yolanda.press("Done")


def when_the_test_is_over(yolanda: Visitor, test: int):
    yolanda.open(f"/tests/{test}/")
    yolanda.unfold("The test is over")
    yolanda.choose("carried_out", "yes")
    yolanda.press("Study it now")


def then_guess_and_result_stand_side_by_side(yolanda: Visitor):
    yolanda.sees(
        "We predicted", "4 of 6", "What happened", "most families answer before work", within="#stage-s"
    )


def then_no_choice_is_made_for_her(yolanda: Visitor):
    for choice in CHOICES:
        spot = yolanda.page.locator(f"[name=decision][value={choice}]")
        assert spot.count() == 1, choice
        assert not spot.is_checked(), f"{choice} is chosen before anyone chose"
    yolanda.does_not_see("Abandon", "abandon", within="#stage-a")


def then_a_decision_without_a_reason_is_asked_again(yolanda: Visitor):
    yolanda.fill("learned", "The call works when there is a number that works.")
    yolanda.choose("decision", "abandon")
    with yolanda.expecting(422, 409):
        yolanda.press("Decide only")
    assert yolanda.page.locator(".error-summary, .field__error").count() > 0
    assert "number that works" in yolanda.field("learned").input_value(), "nothing she wrote is lost"


def when_she_sets_it_down_and_says_what_was_learned(yolanda: Visitor):
    result = yolanda.page.locator("#stage-s [name$='-result']").first
    yolanda.tap(result)
    result.fill("2 of 6")
    yolanda.page.locator("#stage-s [name$='-verdict']").first.select_option("not")
    yolanda.choose("decision", "abandon")
    yolanda.fill("decision_why", "Half of the numbers are dead; first we mend the list.")
    yolanda.fill("next_step", "Ask families for a number at the gate.")
    yolanda.press("Decide only")


def then_it_reads_as_a_good_ending(yolanda: Visitor):
    yolanda.sees("Set down", "Half of the numbers are dead", "Ask families for a number", within="#stage-a")
    yolanda.sees("2 of 6", "4 of 6", "What we learned", "a number that works", within="#stage-s")
    yolanda.does_not_see("abandon", "failed")
