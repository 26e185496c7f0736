"""The acceptance scenarios: 30 interactions to a planned test; by keyboard alone; three cautions that block nothing."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys import given
from tests.journeys.notes import tell
from tests.journeys.visitor import Visitor

MOST_INTERACTIONS = 30
GUESS = ("q0-text", "q0-prediction", "q0-because")
WORDS = {
    "q0-text": "How many families can one teacher reach by day two?",
    "q0-prediction": "4 of 6",
    "q0-because": "most families answer before work",
}


def test_from_sign_in_to_a_planned_test_in_thirty(enter, device):
    yolanda = enter(on=device)
    yolanda.open("/")
    yolanda.press("Sign in as Yolanda Prewitt")
    yolanda.go_to("Our school", on_phone="Numbers")
    yolanda.follow("Chronic absence")
    yolanda.follow("Students with disabilities")
    yolanda.follow("Work on this")
    yolanda.fill("name", f"Thirty steps on a {device}")
    yolanda.choose("mode", "simple")
    yolanda.press("Start the project")
    yolanda.fill("target", "28")
    yolanda.fill("by_when", "2017-05-31")
    yolanda.choose("change_in", "points")
    yolanda.press("Save the aim")
    yolanda.fill("quick-test", "Two-day call, one class")
    yolanda.press("Plan this test")
    for field in GUESS:
        yolanda.fill(field, WORDS[field])
    yolanda.fill("starts_on", "2016-06-16")
    yolanda.fill("ends_on", "2016-06-16")
    yolanda.fill("count_what", "How many families did you reach?")
    yolanda.press("This is our plan")
    yolanda.sees("1 class", "4 of 6", "Start the test")
    tell(f"scenario 1, {device}: {yolanda.interactions} interactions")
    assert yolanda.interactions <= MOST_INTERACTIONS


def test_the_same_way_by_keyboard_alone(enter):
    yolanda = enter()
    page = yolanda.page
    yolanda.open("/")
    reach(page, "Sign in as Yolanda Prewitt")
    enter_key(yolanda)
    reach(page, "Our school")
    enter_key(yolanda)
    reach(page, "Chronic absence")
    enter_key(yolanda)
    reach(page, "Students with disabilities")
    enter_key(yolanda)
    reach(page, "Work on this")
    enter_key(yolanda)
    type_into(page, "name", "By keyboard alone")
    choose_by_arrows(page, "mode", "simple")
    reach(page, "Start the project")
    enter_key(yolanda)
    type_into(page, "target", "28")
    type_day(page, "by_when", "05312017")
    choose_by_arrows(page, "change_in", "points")
    reach(page, "Save the aim")
    enter_key(yolanda)
    type_into(page, "title", "Two-day call, one class")
    reach(page, "Plan this test")
    enter_key(yolanda)
    for field in GUESS:
        type_into(page, field, WORDS[field])
    reach(page, "This is our plan")
    enter_key(yolanda)
    yolanda.sees("Two-day call, one class", within="h1")
    yolanda.sees("4 of 6", "1 class", "Start the test")


# The parts of a day field and its calendar button show a focus of their own, inside the browser's part of the field.
NAME_OF_FOCUS = """() => { const one = document.activeElement;
    return { name: one.name || "", value: one.value || "", type: one.type || "",
        words: (one.innerText || one.textContent || "").replace(/\\s+/g, " ").trim(),
        outline: one === document.body || one.type === "date" || one.matches(":focus-visible") } }"""


def reach(page: Page, words: str, *, name: str = "", most: int = 150) -> None:
    """Tab until the focus is on it, and see that the focus shows."""
    for _press in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(NAME_OF_FOCUS)
        assert now["outline"], f"the focus on {now} is not shown"
        if (name and now["name"] == name) or (words and words in now["words"]):
            return
    raise AssertionError(f"no way to {words or name} by keyboard on {page.url}")


def enter_key(yolanda: Visitor) -> None:
    with yolanda.page.expect_navigation(wait_until="load"):
        yolanda.page.keyboard.press("Enter")
    yolanda.watch.check()


def type_into(page: Page, name: str, words: str) -> None:
    reach(page, "", name=name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)
    assert page.evaluate(NAME_OF_FOCUS)["value"] == words


def type_day(page: Page, name: str, digits: str) -> None:
    reach(page, "", name=name)
    page.keyboard.type(digits)
    assert (
        page.locator(f"[name={name}]:not([type=hidden])").input_value()
        == f"{digits[4:]}-{digits[:2]}-{digits[2:4]}"
    )


def choose_by_arrows(page: Page, name: str, value: str) -> None:
    reach(page, "", name=name)
    page.keyboard.press("Space")
    for _press in range(6):
        if page.locator(f"[name={name}][value={value}]").is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} of {name} cannot be chosen with the arrows")


CAUTIONS = {
    "K26": "A guess before the test",
    "K29": "A test of fitting size",
    "K31": "Data for each question",
}


def test_the_first_record_of_lindsay_marsh(enter, device):
    lindsay = enter("marsh", on=device)
    lindsay.open("/")
    lindsay.follow("Every Day Counts")
    lindsay.go_to("Tests")
    lindsay.follow("Whole-school assembly")
    then_there_are_hints(lindsay, [CAUTIONS["K26"], CAUTIONS["K31"]])
    number = re.search(r"\d+", str(lindsay.page.locator(".hint form").first.get_attribute("action")))
    assert number
    record = lindsay.path
    lindsay.open(f"/projects/{number.group()}/hints/")
    lindsay.sees("K29", "The principal asked for all classes")
    lindsay.press("Hear this hint again", within=lindsay.page.locator("li", has_text="K29"))
    lindsay.open(record)
    then_there_are_hints(lindsay, list(CAUTIONS.values()))
    when_she_sets_one_aside(lindsay, CAUTIONS["K29"], "The principal asked for all classes")
    lindsay.open(record)
    assert lindsay.page.locator(".hint").filter(has_text=CAUTIONS["K29"]).count() == 0
    lindsay.sees("Set aside: A test of fitting size", "The principal asked for all classes", within=".margin")


def test_no_guess_whole_school_first_try(enter, device):
    yolanda = enter("prewitt", on=device)
    project = given.a_project(yolanda, "All at once")
    given.an_aim(yolanda, project)
    yolanda.open(f"/projects/{project}/tests/")
    yolanda.fill("title", "Whole-school assembly")
    yolanda.press("Plan it")
    yolanda.fill("q0-text", "Will attendance improve?")
    yolanda.fill("starts_on", "2016-06-10")
    yolanda.choose("scale", "all")
    yolanda.pick("scale_unit", value="school")
    yolanda.fill("scale_total", "1")
    yolanda.press("This is our plan")
    if yolanda.path.endswith("/plan/"):
        raise AssertionError(f"the plan was held back: {yolanda.reads()[:500]}")
    then_there_are_hints(yolanda, list(CAUTIONS.values()))
    yolanda.press("Start the test")
    yolanda.sees("The test has started")


def then_there_are_hints(visitor: Visitor, titles: list[str]) -> None:
    """Each says what it saw, why it matters and one next step, and can be set aside; three at the most."""
    hints = visitor.page.locator(".hint")
    assert hints.count() <= 3
    for title in titles:
        hint = hints.filter(has_text=title).first
        visitor.sees("What I saw", "Why it matters", "One next step", "Not for us", within=hint)


def when_she_sets_one_aside(visitor: Visitor, title: str, reason: str) -> None:
    hint = visitor.page.locator(".hint").filter(has_text=title).first
    visitor.unfold("Not for us", within=hint)
    hint.locator("[name=reason]").fill(reason)
    visitor.press("Set this hint aside", within=hint)


@pytest.mark.parametrize("persona", ["prewitt"])
def test_skip_to_the_text(enter, persona):
    yolanda = enter(persona)
    yolanda.open("/")
    yolanda.page.keyboard.press("Tab")
    assert "Skip to the text" in yolanda.page.evaluate(NAME_OF_FOCUS)["words"]
    yolanda.page.keyboard.press("Enter")
    assert yolanda.page.evaluate("() => document.activeElement.id || location.hash.slice(1)") == "main"
