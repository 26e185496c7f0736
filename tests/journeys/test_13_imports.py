"""A data steward reads what a file left out, brings in a small one, and takes it back."""

import re

import pytest

from tests.journeys.visitor import Visitor

ROWS = """measure_code,place_code,group_code,period_start,percent
CM2,LW-05,,2009-09-01,21.5
CM2,LW-05,,2010-09-01,not a number {mark}
CM2,LW-03,,2009-09-01,19.0
"""


@pytest.fixture
def dwayne(enter, device) -> Visitor:
    return enter("littlejohn", on=device)


def test_what_was_not_submitted_is_explained(dwayne):
    dwayne.open("/")
    dwayne.go_to("Schools", on_phone="Numbers")
    dwayne.follow("Bring numbers in")
    dwayne.follow("attendance_daily")
    dwayne.sees("215 rows, skipped", "did not submit a number", "The chart shows a gap", "First on line 167")


def test_a_file_with_one_bad_row(dwayne, device):
    dwayne.open("/places/LW/imports/")
    when_he_sends(dwayne, ROWS.format(mark=device))
    then_the_preview_names_line_column_and_fix(dwayne)
    when_he_brings_it_in(dwayne)
    then_two_rows_came_in_and_one_stays_aside(dwayne)
    when_he_takes_it_back(dwayne)


def when_he_sends(dwayne: Visitor, text: str):
    file = {"name": "chronic.csv", "mimeType": "text/csv", "buffer": text.encode()}
    dwayne.page.locator("[name=file]").set_input_files(files=[file])  # type: ignore[list-item]
    dwayne.press("Look at the file")


def then_the_preview_names_line_column_and_fix(dwayne: Visitor):
    dwayne.sees("What would happen", "What would stay aside, and why")
    row = dwayne.page.locator("#aside tbody tr").first
    dwayne.sees("3", "percent", "not a number", within=row)
    assert str(row.locator("td").last.text_content()).strip(), "one way to put it right"


def when_he_brings_it_in(dwayne: Visitor):
    dwayne.press("Bring it in")
    dwayne.page.get_by_text("What came in").wait_for()
    dwayne.open(dwayne.path)


def then_two_rows_came_in_and_one_stays_aside(dwayne: Visitor):
    dwayne.sees("2 rows came in, 1 set aside", "Put line 3 right")


def when_he_takes_it_back(dwayne: Visitor):
    dwayne.follow("Take this file back")
    dwayne.sees("2 numbers leave the charts")
    dwayne.press("Take it back")
    dwayne.sees(re.compile("taken back|is back", re.I))
