"""Journey 1: a principal sees the gap, and what is kept private stays private."""

import csv
import re
from io import StringIO

from tests.journeys.pictures import take
from tests.journeys.visitor import Visitor

LONE_SIX = re.compile(r"\b6 (?:of|out of|students)\b|Foster youth[^\n]*\b6\b")


def test_see_the_gap(enter, device):
    yolanda = enter(on=device)
    given_she_steps_into_the_example(yolanda)
    when_she_opens_our_school(yolanda)
    then_she_sees_what_the_numbers_show(yolanda)
    when_she_opens_chronic_absence(yolanda)
    then_she_sees_both_lines_and_the_gap_in_points(yolanda)
    then_foster_youth_are_withheld_in_the_chart_the_table_and_the_download(yolanda)
    when_she_opens_attendance(yolanda)
    then_the_chart_reads_itself_in_words(yolanda)


def given_she_steps_into_the_example(yolanda: Visitor):
    yolanda.open("/")
    yolanda.sees("Step into the example", "Yolanda Prewitt")
    yolanda.press("Sign in as Yolanda Prewitt")
    yolanda.sees("Today", within="h1")


def when_she_opens_our_school(yolanda: Visitor):
    yolanda.go_to("Our school", on_phone="Numbers")


def then_she_sees_what_the_numbers_show(yolanda: Visitor):
    yolanda.sees("What our numbers show", "Attendance", "Chronic absence", "1 group withheld")
    assert not LONE_SIX.search(yolanda.reads())
    if not yolanda.is_phone:
        take(yolanda.page, "school")


def when_she_opens_chronic_absence(yolanda: Visitor):
    yolanda.follow("Chronic absence")


def then_she_sees_both_lines_and_the_gap_in_points(yolanda: Visitor):
    yolanda.sees("points apart", "Students with disabilities")
    yolanda.follow("Students with disabilities")
    yolanda.sees("12.6 points apart", "What this cannot tell", "Too few points to say")
    drawing = yolanda.page.locator(".measure-chart svg:visible").first
    assert drawing.get_attribute("role") == "img" or drawing.get_attribute("aria-label")
    assert drawing.locator("path, polyline, line, circle").count() > 4, "both lines are drawn"
    yolanda.unfold("The same numbers as a table")
    yolanda.sees("36.8%", "24.2%", within=".gap-table")
    assert not re.search(r"percent(?!age)", yolanda.page.locator(".reading").first.inner_text())


def then_foster_youth_are_withheld_in_the_chart_the_table_and_the_download(yolanda: Visitor):
    yolanda.sees("Withheld here: Foster youth")
    assert not LONE_SIX.search(yolanda.reads())
    assert not LONE_SIX.search(yolanda.page.locator("main").first.inner_html())
    rows = downloaded(yolanda)
    foster = [row for row in rows if row["group"] == "Foster youth"]
    assert foster, "a withheld group is named, not left out"
    assert all("withheld" in row["value"] and "withheld" in row["students"] for row in foster)
    assert all(row["students"] != "6" for row in rows)
    yolanda.follow("Table", within=".tabs")
    yolanda.sees("Foster youth", re.compile("[Ww]ithheld"))
    assert not LONE_SIX.search(yolanda.reads())


def downloaded(yolanda: Visitor) -> list[dict[str, str]]:
    with yolanda.page.expect_download() as waiting:
        yolanda.tap(yolanda.page.get_by_role("link", name="Download CSV").first)
    return list(csv.DictReader(StringIO(waiting.value.path().read_text())))


def when_she_opens_attendance(yolanda: Visitor):
    yolanda.go_to("Our school", on_phone="Numbers")
    yolanda.follow("Attendance")


def then_the_chart_reads_itself_in_words(yolanda: Visitor):
    yolanda.sees("99 weeks", "mean 88.7%", "What this cannot tell", "Download CSV")
    yolanda.follow("Run chart", within=".tabs")
    yolanda.sees("median", "What this cannot tell")
    yolanda.follow("Control chart", within=".tabs")
    yolanda.sees("limits from moving ranges")
