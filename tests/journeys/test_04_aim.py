"""Journey 4: the aim's sentence grows while its parts are written, with a script or without."""

import re

from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.visitor import Visitor


def test_write_an_aim_and_change_it(enter, way):
    yolanda = enter("prewitt", on=way)
    project = given.a_project(yolanda, "An aim with two lines")
    when_she_says_what_how_much_by_when_and_for_whom(yolanda, project)
    then_the_sentence_is_there_before_she_saves(yolanda)
    then_it_does_not_save_without_points_or_percent(yolanda)
    when_she_chooses_points_and_gives_a_group_its_own_target(yolanda)
    then_the_sentence_says_percentage_points(yolanda)
    when_she_saves_and_later_changes_the_day(yolanda, project)
    then_both_versions_and_their_difference_are_there(yolanda, project)


def when_she_says_what_how_much_by_when_and_for_whom(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/aim/")
    yolanda.choose("direction", "lower")
    yolanda.fill("what", "chronic absence")
    yolanda.fill("baseline", "36.8")
    yolanda.fill("target", "28")
    yolanda.pick("unit", value="percent")
    yolanda.fill("by_when", "2017-05-31")
    yolanda.fill("population", "students with disabilities")


def then_the_sentence_is_there_before_she_saves(yolanda: Visitor):
    if not yolanda.has_scripts:
        yolanda.press("Show the sentence")
    sentence = yolanda.page.locator("#sentence")
    expect(sentence).to_contain_text(
        re.compile("chronic absence.*36.8%.*28%.*31 May 2017|31 May 2017.*36.8%.*28%", re.S)
    )
    expect(sentence).to_contain_text("students with disabilities")
    yolanda.watch.check()


def then_it_does_not_save_without_points_or_percent(yolanda: Visitor):
    with yolanda.expecting(422):
        yolanda.press("Save the aim")
    yolanda.sees("Choose percent or percentage points")


def when_she_chooses_points_and_gives_a_group_its_own_target(yolanda: Visitor):
    yolanda.choose("change_in", "points")
    yolanda.fill("group-0-group_name", "English learners with disabilities")
    yolanda.fill("group-0-baseline", "45")
    yolanda.fill("group-0-target", "30")
    if yolanda.has_scripts:
        expect(yolanda.page.locator("#sentence")).to_contain_text("English learners with disabilities")
    else:
        yolanda.press("Show the sentence")
    yolanda.watch.check()


def then_the_sentence_says_percentage_points(yolanda: Visitor):
    sentence = yolanda.page.locator("#sentence")
    expect(sentence).to_contain_text("8.8 percentage points")
    expect(sentence).to_contain_text("English learners with disabilities")
    expect(sentence).not_to_contain_text(re.compile(r"8\.8 percent\b"))
    yolanda.sees("23.9")  # the same change in percent stands beside the other way to say it


def when_she_saves_and_later_changes_the_day(yolanda: Visitor, project: int):
    yolanda.press("Save the aim")
    yolanda.sees("28%", "Aim, version 1")
    yolanda.open(f"/projects/{project}/aim/")
    yolanda.fill("by_when", "2017-06-15")
    yolanda.fill("reason", "The district counts to mid June")
    yolanda.press("Save as version 2")


def then_both_versions_and_their_difference_are_there(yolanda: Visitor, project: int):
    yolanda.sees("15 June 2017", "Aim, version 2")
    yolanda.open(f"/projects/{project}/aim/")
    yolanda.sees("Version 2", "Version 1", "The district counts to mid June", within="#versions")
    assert "May" in yolanda.page.locator("#versions del").all_inner_texts()[0] + " ".join(
        yolanda.page.locator("#versions del").all_inner_texts()
    )
    yolanda.sees("English learners with disabilities", within="#sentence")
