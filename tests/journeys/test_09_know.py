"""Journey 9: numbers of the team's own, a baseline frozen by choice, notes, phases, and a point explained."""

import re

import pytest

from tests.journeys import given
from tests.journeys.pictures import take
from tests.journeys.visitor import Visitor

WEEKS = [
    ("2016-03-07", 20), ("2016-03-14", 24), ("2016-03-21", 18), ("2016-03-28", 22), ("2016-04-04", 25),
    ("2016-04-11", 19), ("2016-04-18", 23), ("2016-04-25", 21), ("2016-05-02", 24), ("2016-05-09", 20),
    ("2016-05-16", 30), ("2016-05-23", 33),
]  # fmt: skip


@pytest.fixture
def yolanda(enter, device) -> Visitor:
    return enter("prewitt", on=device)


def test_a_measure_of_our_own(yolanda):
    project = given.a_project(yolanda, "Count what we do")
    given.an_aim(yolanda, project)
    when_she_makes_a_measure(yolanda, project)
    when_she_adds_numbers(yolanda)
    then_the_chart_reads_them(yolanda)
    when_she_freezes_the_baseline(yolanda)
    when_she_notes_what_else_was_going_on(yolanda)
    then_a_phase_needs_a_reason(yolanda)
    then_a_point_is_explained(yolanda)


def test_the_chart_carries_cycles_and_notes(enter, device):
    annette = enter("baptiste", on=device)
    annette.open("/")
    annette.follow("Someone Noticed")
    annette.go_to("Measures", on_phone="Measures")
    annette.follow("Attendance")
    drawing = annette.page.locator(".measure-chart svg:visible").first
    said = str(drawing.text_content())
    assert "A4" in said or "A1" in said, "the cycles ride on the chart"
    annette.sees("frozen by Marisol Quiñones", within=".margin")
    if not annette.is_phone:
        take(annette.page, "measure")
    annette.follow("Table", within=".tabs")
    annette.follow("11 May 2015")
    annette.sees(
        "11 May 2015", "What this cannot tell", within=annette.page.locator(".point-note:visible").first
    )


def when_she_makes_a_measure(yolanda: Visitor, project: int):
    yolanda.open(f"/projects/{project}/measures/new/")
    yolanda.fill("name", "Families reached by day two")
    yolanda.pick("kind", value="process")
    yolanda.fill("question", "Do we reach families early?")
    yolanda.fill("numerator", "Families reached by day two")
    yolanda.pick("unit", value="count")
    yolanda.pick("better", value="up")
    yolanda.pick("grain", value="week")
    yolanda.press("Add the measure")
    yolanda.sees("No numbers yet")


def when_she_adds_numbers(yolanda: Visitor):
    page = yolanda.path
    yolanda.follow("Add the first number")
    yolanda.fill("period", WEEKS[0][0])
    yolanda.fill("value", str(WEEKS[0][1]))
    yolanda.press("Add it")
    for week, number in WEEKS[1:]:
        given.send(yolanda, f"{page}number/", {"period": week, "value": number})
    yolanda.open(page)


def then_the_chart_reads_them(yolanda: Visitor):
    yolanda.sees("12 weeks", "What this cannot tell")
    yolanda.sees("33", within="table")


def when_she_freezes_the_baseline(yolanda: Visitor):
    yolanda.follow("Freeze the baseline", within="body")
    yolanda.pick("until", value="2016-05-09")
    yolanda.fill("reason", "The last week before the first test")
    yolanda.press("Freeze it")
    yolanda.sees("The baseline is frozen", "Let the baseline move again")


def when_she_notes_what_else_was_going_on(yolanda: Visitor):
    yolanda.follow("Add a context note", within="body")
    yolanda.fill("starts_on", "2016-05-16")
    yolanda.fill("text", "Testing week")
    yolanda.press("Keep the note")
    yolanda.sees("The note is under the chart", "Testing week")


def then_a_phase_needs_a_reason(yolanda: Visitor):
    yolanda.follow("Start a new phase", within="body")
    yolanda.fill("starts_on", "2016-05-16")
    yolanda.fill("name", "Calls daily")
    yolanda.page.locator("form [required]").evaluate_all(
        "(all) => all.forEach((one) => one.removeAttribute('required'))"
    )
    with yolanda.expecting(422):
        yolanda.press("Start the phase")
    assert yolanda.field("name").input_value() == "Calls daily"
    yolanda.fill("reason", "Two people make the calls every day")
    yolanda.press("Start the phase")
    yolanda.sees("The chart shows the new phase", "Take away the phase “Calls daily”")


def then_a_point_is_explained(yolanda: Visitor):
    yolanda.follow("23 May 2016")
    note = yolanda.page.locator(".point-note:visible").first
    yolanda.sees("33", "What this cannot tell", within=note)
    assert not re.search(r"caused|because of", note.inner_text())
