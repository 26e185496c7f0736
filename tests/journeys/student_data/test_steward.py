"""A data steward sends a small OneRoster package with a faulty row, learns what became of every row, and takes it back."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.store.oneroster.given import Export, export

FAULTY = "R-2026-S001-0-0001041"
CELL = "many"
LONGEST = 90_000


@pytest.fixture
def dwayne(enter, way) -> Visitor:
    return enter("littlejohn", on=way)


def test_a_package_with_a_faulty_row(dwayne, way):
    name = f"{way.replace(' ', '-')}.zip"
    dwayne.open("/student-data/")
    when_he_sends(dwayne, name, package(way))
    then_he_sees_what_would_happen(dwayne)
    when_he_brings_it_in(dwayne)
    then_the_report_explains_the_row(dwayne)
    when_he_looks_at_the_rows(dwayne)
    then_his_look_is_written_down(dwayne)
    when_he_takes_it_back(dwayne, name)


def test_a_stranger_finds_no_student_data(enter):
    yolanda = enter("prewitt")
    for address in ("/student-data/", "/student-data/new/"):
        with yolanda.expecting(403, 404):
            answer = yolanda.page.goto(address)
        assert answer is not None
        assert answer.status in {403, 404}


def package(mark: str) -> bytes:
    """Each visit its own: a package that came in before changes nothing."""
    given: Export = export()
    given.row("results", FAULTY)["score"] = CELL
    given.row("orgs", "S001")["name"] = f"School one, {mark}"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in given.contents().items():
            archive.writestr(name, content)
    return packed.getvalue()


def when_he_sends(dwayne: Visitor, name: str, content: bytes):
    dwayne.follow("Bring student data in")
    dwayne.pick("format", value="oneroster")
    file = {"name": name, "mimeType": "application/zip", "buffer": content}
    dwayne.page.locator("[name=file]").set_input_files(files=[file])  # type: ignore[list-item]
    dwayne.press("Look at the file")


def then_he_sees_what_would_happen(dwayne: Visitor):
    dwayne.sees("What would happen", "results.csv", "users.csv", "This load is")


def when_he_brings_it_in(dwayne: Visitor):
    dwayne.press("Bring it in")
    dwayne.sees(re.compile("How far it is|What became of every row"))
    expect(dwayne.page.locator("main")).to_contain_text("What became of every row", timeout=LONGEST)
    dwayne.open(dwayne.path)


def then_the_report_explains_the_row(dwayne: Visitor):
    dwayne.sees("What became of every row", "1 set aside", "rows read = came in + set aside + skipped")
    finding = dwayne.page.locator("#findings tbody tr").first
    dwayne.sees("results.csv", "score", "This is not a number", within=finding)
    assert re.search(r"\d", finding.locator("td").first.inner_text()), "the line is named"
    assert finding.locator("td").last.inner_text().strip(" –"), "and what to do"
    assert "0001041" not in dwayne.reads(), "no cell of a row is in the report"


def when_he_looks_at_the_rows(dwayne: Visitor):
    dwayne.follow("See the rows as they came")
    dwayne.sees("That you looked is written down", FAULTY, CELL)


def then_his_look_is_written_down(dwayne: Visitor):
    dwayne.page.go_back()
    dwayne.open(dwayne.path)
    dwayne.sees("Who looked at rows", "Dwayne Littlejohn", "1 row")


def when_he_takes_it_back(dwayne: Visitor, name: str):
    dwayne.follow("Take this load back")
    dwayne.sees("A new edition is made without")
    dwayne.fill("reason", "An export of a wrong day")
    dwayne.press("Take it back")
    expect(dwayne.page.locator("main")).to_contain_text("This is edition", timeout=LONGEST)
    dwayne.open("/student-data/")
    row = dwayne.page.locator("tr", has_text=name).filter(has_text="taken back")
    expect(row.first).to_be_visible()
