"""Without a mouse: the explorer's tabs, its choices and the way of looking that is kept, by keys alone."""

from playwright.sync_api import Page, expect

from tests.journeys.student_data.conftest import TEACHER
from tests.journeys.student_data.released import ABSENT
from tests.journeys.visitor import Visitor

MOST_TABS = 60
FOCUSED = "() => document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"
FOCUSED_NAME = "() => document.activeElement.name || ''"
RING = "() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle + style.outlineWidth }"


def test_the_tabs_by_keys_alone(enter):
    teacher = enter(TEACHER)
    teacher.open(f"/places/LW-06/data/{ABSENT}/")
    for tab, words in (("Over time", "2013-14"), ("Similar schools", "How these schools were chosen")):
        when_keys_reach(teacher.page, tab)
        teacher.page.keyboard.press("Enter")
        then_the_tab_is_open(teacher, tab, words)
    when_keys_reach(teacher.page, "Groups")
    teacher.page.keyboard.press("Enter")
    then_the_tab_is_open(teacher, "Groups", "Gap, percentage points")


def test_choices_and_a_kept_view_by_keys_alone(enter):
    teacher = enter(TEACHER)
    teacher.open(f"/places/LW-06/data/{ABSENT}/")
    when_keys_reach_a_field(teacher.page, "set")
    teacher.page.keyboard.type("Sex")
    teacher.sees("Sex, 2015-16")
    when_keys_reach(teacher.page, "Keep this view")
    teacher.page.keyboard.press("Enter")
    when_keys_reach_a_field(teacher.page, "name")
    teacher.page.keyboard.type("Girls and boys")
    with teacher.page.expect_navigation():
        teacher.page.keyboard.press("Enter")
    teacher.watch.check()
    teacher.sees("Your views", "Girls and boys")
    when_keys_reach(teacher.page, "Girls and boys")
    with teacher.page.expect_navigation():
        teacher.page.keyboard.press("Enter")
    teacher.sees("Sex, 2015-16")


def when_keys_reach(page: Page, words: str):
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            assert page.evaluate(RING) not in {"none0px", "solid0px"}, (
                f"no ring shows where {words} is reached"
            )
            return
    raise AssertionError(f"{words} is not reached by {MOST_TABS} keys")


def when_keys_reach_a_field(page: Page, name: str):
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED_NAME) == name:
            return
    raise AssertionError(f"the field {name} is not reached by {MOST_TABS} keys")


def then_the_tab_is_open(teacher: Visitor, tab: str, words: str):
    """The part changes in place; whoever pressed the tab is still on it."""
    expect(teacher.page.locator(".tabs a[aria-current=page]")).to_have_text(tab)
    teacher.sees(words)
    assert teacher.page.evaluate(FOCUSED) == tab, "the tab that was pressed lost the focus"
    teacher.watch.check()
