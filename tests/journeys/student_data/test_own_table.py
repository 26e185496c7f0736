"""A data steward sends a table of an office: says once which column holds what, keeps it, and uses it again."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.student_data.test_steward import LONGEST
from tests.journeys.visitor import Visitor
from tests.web.student_data import tables

FORM = "/student-data/new/"


@pytest.fixture
def dwayne(enter, way) -> Visitor:
    return enter("littlejohn", on=way)


def test_a_table_is_mapped_once(dwayne, way):
    name = f"office-{way.replace(' ', '-')}"
    when_he_sends(dwayne, f"{name}.csv", tables.rows())
    then_nobody_is_named(dwayne)
    when_he_leaves_questions_open(dwayne)
    when_he_answers(dwayne, name)
    then_he_sees_how_it_is_read(dwayne, name)
    when_he_sends(dwayne, "next.csv", tables.rows(("03/06/2026",)))
    dwayne.sees("We know these columns")
    when_he_takes_the_kept_one(dwayne, name)
    then_he_brings_it_in(dwayne)
    then_he_takes_the_mapping_away(dwayne, name)


def when_he_sends(dwayne: Visitor, name: str, rows: list[tuple[str, ...]]):
    dwayne.open(FORM)
    dwayne.pick("format", value="table")
    file = {"name": name, "mimeType": "text/csv", "buffer": tables.as_csv(rows)}
    dwayne.page.locator("[name=file]").set_input_files(files=[file])  # type: ignore[list-item]
    dwayne.press("Look at the file")
    dwayne.sees("Which column holds what")


def then_nobody_is_named(dwayne: Visitor):
    dwayne.sees("Student ID", "9999999", "Xxxxxxx", "A · P · Q")
    for told in (*tables.SECRET, *tables.STUDENTS):
        assert told not in dwayne.reads()


def when_he_leaves_questions_open(dwayne: Visitor):
    with dwayne.expecting(422):
        dwayne.press("Read it this way")
    dwayne.sees("Say what “Q” means", "Choose how the dates of this file are written")


def when_he_answers(dwayne: Visitor, name: str):
    form = dwayne.page.locator("form.mapping")
    choice(form, "“Q” means").select_option("excused")
    form.locator("[name=dates][value=mdy]").check(force=True)
    dwayne.fill("keep_as", name)
    dwayne.press("Read it this way")


def choice(form: Locator, label: str) -> Locator:
    return form.get_by_label(label, exact=True)


def then_he_sees_how_it_is_read(dwayne: Visitor, name: str):
    dwayne.sees("What would happen", "student id = Student ID", name)
    file = dwayne.page.request.get(
        dwayne.page.get_by_role("link", name="Take the mapping along").get_attribute("href")
    )
    assert "table: attendance" in file.text()
    dwayne.press("Not this file")


def when_he_takes_the_kept_one(dwayne: Visitor, name: str):
    dwayne.press(f"Read it by “{name}”")
    dwayne.sees("What would happen")


def then_he_brings_it_in(dwayne: Visitor):
    """Students of whom no roster tells: the load is refused, and says what to send first."""
    dwayne.press("Bring it in")
    dwayne.sees(re.compile("How far it is|What became of every row|not brought in"))
    expect(dwayne.page.locator("main")).to_contain_text("What became of every row", timeout=LONGEST)
    dwayne.open(dwayne.path)
    dwayne.sees("next.csv")


def then_he_takes_the_mapping_away(dwayne: Visitor, name: str):
    dwayne.open("/student-data/words/")
    dwayne.press("Take away", within=dwayne.page.locator("tr", has_text=name))
    dwayne.sees("Taken away.")


def test_own_words_with_a_fault(enter, device):
    dwayne = enter("littlejohn", on=device)
    dwayne.open("/student-data/words/oneroster/")
    dwayne.fill("text", "subjects:\n  reading: Story time\n")
    with dwayne.expecting(422):
        dwayne.press("Keep these words")
    dwayne.sees("Line 2", "followed by a list")
    dwayne.fill("text", "subjects:\n  reading: [Story time]\n")
    dwayne.press("Keep these words")
    dwayne.sees("Kept. The next load of this kind uses it.")


def test_the_rule_of_the_next_release(enter, device):
    dwayne = enter("littlejohn", on=device)
    dwayne.open("/student-data/rule/")
    dwayne.sees("Smallest group shown", "All tables are made again")
    dwayne.fill("threshold", "20")
    dwayne.press("Keep this rule")
    dwayne.sees(
        "Kept. The next release is made by this rule.",
        "Another rule is chosen, and waits for the next release.",
    )
    dwayne.fill("threshold", "11")
    dwayne.press("Keep this rule")


def test_the_columns_by_keys_alone(enter):
    dwayne = enter("littlejohn")
    when_he_sends(dwayne, "keys.csv", tables.rows())
    keys = dwayne.page.keyboard
    dwayne.page.locator("[name=column_3]").focus()
    keys.type("reason")
    dwayne.page.locator("[name=code_category_2]").focus()
    keys.type("tardy")
    dwayne.page.locator("[name=dates]").first.focus()
    keys.press("ArrowDown")
    dwayne.page.locator("[name=keep_as]").focus()
    keys.press("ControlOrMeta+a")
    keys.press("Delete")
    with dwayne.page.expect_navigation():
        keys.press("Enter")
    dwayne.watch.check()
    dwayne.sees("reason = Last name")
