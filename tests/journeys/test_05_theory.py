"""Journey 5: what the team believes, drawn; and what changed their minds."""

import re

import pytest

from tests.journeys import given
from tests.journeys.pictures import take
from tests.journeys.visitor import Visitor

TEXT, CALL = "A text in the family's language", "Call home on day two"
NOTICED, WELCOME, TALK = (
    "Every absence is noticed by an adult",
    "Coming back is easy",
    "We reach families early",
)


@pytest.fixture
def yolanda(enter, device) -> Visitor:
    return enter("prewitt", on=device)


def test_draw_a_theory_and_change_it(yolanda):
    project = given.a_project(yolanda, "Someone calls")
    given.an_aim(yolanda, project)
    when_she_adds_drivers_and_ideas(yolanda, project)
    then_the_diagram_and_the_outline_show_them(yolanda)
    when_an_idea_serves_a_second_driver(yolanda, project)
    when_she_sets_a_focus_and_hangs_a_measure(yolanda, project)
    then_those_without_a_measure_are_counted(yolanda, project)
    when_she_keeps_a_version_and_then_changes_it(yolanda, project)
    then_the_difference_says_what_changed_their_minds(yolanda, project)


def test_a_theory_with_a_history(enter, device):
    marisol = enter("quinones", on=device)
    marisol.open("/")
    marisol.follow("Someone Noticed")
    marisol.go_to("Theory")
    marisol.sees("What changed our minds")
    assert marisol.page.locator("svg:visible").count() > 0
    if not marisol.is_phone:
        take(marisol.page, "theory")


def add(yolanda: Visitor, kind: str, text: str, parent: str = ""):
    details = yolanda.page.locator("details#add")
    if details.get_attribute("open") is None:
        yolanda.unfold("Add a driver or idea")
    details.locator("[name=kind]").select_option(kind)
    details.locator("[name=text]").fill(text)
    if parent:
        value = details.locator("[name=parent] option").filter(has_text=parent).first.get_attribute("value")
        details.locator("[name=parent]").select_option(value)
    yolanda.press("Add it", within=details)


def when_she_adds_drivers_and_ideas(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/theory/")
    yolanda.sees("No driver yet")
    add(yolanda, "primary", NOTICED)
    add(yolanda, "primary", WELCOME)
    add(yolanda, "secondary", TALK, parent=NOTICED)
    add(yolanda, "idea", CALL, parent=TALK)
    add(yolanda, "idea", TEXT, parent=TALK)


def then_the_diagram_and_the_outline_show_them(yolanda: Visitor):
    said = re.sub(r"\s+", " ", str(yolanda.page.locator(".drivers-scroll").text_content()))
    for words in ("noticed by an adult", "Call home"):
        assert all(word in said for word in words.split()), said
    yolanda.sees(NOTICED, TALK, CALL, TEXT, within=".outline")


def open_line(yolanda: Visitor, project: int, text: str):
    yolanda.open(f"/projects/{project}/theory/")
    line = (
        yolanda.page.locator("details.outline__node")
        .filter(has=yolanda.page.locator("summary", has_text=text))
        .first
    )
    yolanda.unfold(text, within=".outline")
    yolanda.follow("Change it", within=line)


def when_an_idea_serves_a_second_driver(yolanda: Visitor, project: int):
    open_line(yolanda, project, CALL)
    form = yolanda.page.locator("#links form").filter(has=yolanda.page.locator("[name=parent]"))
    value = form.locator("option").filter(has_text=WELCOME).first.get_attribute("value")
    form.locator("[name=parent]").select_option(value)
    yolanda.press("Add the link", within=form)
    yolanda.sees(WELCOME, TALK, within="#links")


def when_she_sets_a_focus_and_hangs_a_measure(yolanda: Visitor, project: int):
    open_line(yolanda, project, TALK)
    yolanda.press("Make it a focus")
    open_line(yolanda, project, NOTICED)
    form = yolanda.page.locator("form").filter(has=yolanda.page.locator("[name=measure]"))
    form.locator("[name=measure]").select_option(index=0)
    yolanda.press("Hang it here", within=form)


def then_those_without_a_measure_are_counted(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/theory/")
    yolanda.sees("focus", within=".outline")
    yolanda.sees("no measure yet", within=".outline")
    yolanda.sees(re.compile(r"1 of 3|2 of 3"), within=".theory-measured")
    yolanda.sees("Also serves", within=".outline")


def when_she_keeps_a_version_and_then_changes_it(yolanda: Visitor, project: int):
    yolanda.fill("why", "Our first picture")
    yolanda.press("Keep as a version")
    yolanda.sees("Version 1")
    yolanda.open(f"/projects/{project}/theory/")
    add(yolanda, "idea", "A buddy for the first day back", parent=WELCOME)
    yolanda.sees("Different since version 1")
    yolanda.fill("why", "Three students said the first day back is the worst")
    yolanda.press("Keep as a version")


def then_the_difference_says_what_changed_their_minds(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/theory/versions/2/")
    yolanda.sees(
        "Version 2", "Three students said the first day back is the worst", "A buddy for the first day back"
    )
    yolanda.follow("Version 1")
    yolanda.sees("The first version", "Our first picture")
