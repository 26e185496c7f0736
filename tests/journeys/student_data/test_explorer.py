"""A teacher explores her school's data on a phone and starts a project from a gap. A small group stays private."""

import io
import re

import pytest

from tests.journeys import given
from tests.journeys.notes import tell
from tests.journeys.student_data.conftest import TEACHER
from tests.journeys.student_data.files import can_read, text_of
from tests.journeys.student_data.released import ABSENT, SECRET, SECRET_SHARE
from tests.journeys.visitor import Visitor

DATA = "/places/LW-06/data/"
SMALL_GROUP = f"{DATA}{ABSENT}/?tab=groups&set=english_learner"
MOST_INTERACTIONS = 6
FILES = {"Table (CSV)": "csv", "Workbook (XLSX)": "xlsx", "Picture to print (PDF)": "pdf"}
LONE_SECRET = re.compile(rf"{re.escape(SECRET_SHARE)}|\b{SECRET} (?:of|out of) 13\b")
NAME = "Mornings for everyone"


@pytest.fixture(params=["phone", "desktop", "phone without scripts"])
def teacher(request, enter) -> Visitor:
    return enter(TEACHER, on=request.param)


def test_every_way_to_look(teacher):
    teacher.open("/")
    teacher.go_to("Indicators")
    teacher.sees("What the student data show", "Chronic absence", "Widest gap", "No numbers yet")
    teacher.follow("Chronic absence")
    teacher.sees("African American", "percentage points above", "Work on this", "How this is counted")
    look_at(teacher, "Over time", "2013-14", "2015-16")
    look_at(teacher, "Similar schools", "How these schools were chosen", "They are not named here")
    look_at(teacher, "Groups", "Gap, percentage points")


def look_at(teacher: Visitor, tab: str, *words: str):
    """With a script the tab changes in place; without one another page comes."""
    teacher.tap(teacher.page.locator(".tabs").get_by_role("link", name=tab))
    teacher.page.locator(".tabs a[aria-current=page]", has_text=tab).wait_for()
    teacher.sees(*words)
    teacher.watch.check()


def test_keeps_a_view(teacher):
    name = f"English learners {teacher.is_phone} {teacher.has_scripts}"
    teacher.open(SMALL_GROUP)
    teacher.unfold("Keep this view")
    teacher.fill("name", name)
    teacher.press("Keep", exact=True)
    teacher.sees("Kept as", "Your views", name)
    teacher.follow(name)
    teacher.sees("English learners, 2015-16", "withheld")
    teacher.open(DATA)
    teacher.press("Take away", within=teacher.page.locator(".kept-view", has_text=name))
    teacher.sees("Taken away.")
    teacher.does_not_see(name, within="main")


def test_the_story_to_read_aloud(teacher):
    teacher.open(DATA)
    teacher.follow("Our data story")
    teacher.sees("Our data story", "all students: ", "What do you notice?", "What can it not tell?")
    assert not LONE_SECRET.search(teacher.page.locator("main").inner_html())
    teacher.page.locator("[name=indicator]").first.uncheck(force=True)
    teacher.press("Tell this", within="body")
    assert teacher.page.locator(".chapter").count() == 1


def test_a_small_group_stays_private_in_page_and_files(teacher):
    teacher.open(SMALL_GROUP)
    teacher.sees("English learners", "withheld")
    assert not LONE_SECRET.search(teacher.page.locator("main").inner_html())
    for words, ending in FILES.items():
        file = downloaded(teacher, words)
        if can_read(ending):
            then_it_says_withheld_and_no_secret(text_of(file, ending), ending)
        else:
            tell("the PDF of a withheld group was not read: pdftotext is not installed here")


def then_it_says_withheld_and_no_secret(said: str, ending: str):
    assert re.search("english[ _]learner", said, re.I), ending
    assert re.search("withheld", said, re.I), ending
    assert not LONE_SECRET.search(said), ending


def downloaded(teacher: Visitor, words: str) -> io.BytesIO:
    with teacher.page.expect_download() as waiting:
        teacher.tap(teacher.page.get_by_role("link", name=words))
    return io.BytesIO(waiting.value.path().read_bytes())


def test_from_a_gap_to_a_project(teacher):
    teacher.open("/")
    before = teacher.interactions
    teacher.go_to("Indicators")
    teacher.follow("Chronic absence")
    row = teacher.page.locator("tr", has_text="African American").first
    teacher.follow("Work on this", within=row)
    assert "African American" in teacher.field("statement").input_value()
    assert "percentage points" in teacher.field("statement").input_value()
    teacher.fill("name", NAME)
    teacher.press("Start the project")
    used = teacher.interactions - before
    tell(
        f"from a gap in the student data to a project, {'phone' if teacher.is_phone else 'desktop'}: {used} interactions"
    )
    assert used <= MOST_INTERACTIONS
    project = teacher.path
    then_the_measure_has_its_points(teacher, project)
    then_the_pack_asks_four_things(teacher, project)


def then_the_measure_has_its_points(teacher: Visitor, project: str):
    teacher.sees(NAME, within="h1")
    teacher.open(f"{project}measures/")
    teacher.follow("Chronic absence")
    teacher.sees("Chronic absence (California Dashboard)", within="h1")
    teacher.sees("Student data")
    assert teacher.page.locator("main svg").count(), "its points are drawn"


def then_the_pack_asks_four_things(teacher: Visitor, project: str):
    teacher.open(project)
    teacher.follow("Starter data pack")
    teacher.sees("Starter data pack", "Notice", "Wonder", "So what", "What can it not tell", "27.")
    teacher.fill("notice", "More than every fourth child misses many days.")
    teacher.press("Keep", exact=True)
    teacher.sees("Kept, for your team alone.")
    assert teacher.field("notice").input_value() == "More than every fourth child misses many days."


@pytest.fixture
def pages(enter) -> tuple[str, ...]:
    """What is read together, and what is looked at alone."""
    teacher = enter(TEACHER)
    follow = {"indicator": ABSENT, "by": "school_year", "set": "", "group": "", "measure": ""}
    start = {"name": "In the dark", "statement": "Many miss many days.", "mode": "simple", "place": "LW-06"}
    project = given.number_in(given.send(teacher, "/projects/start/", start | follow))
    looks = [f"{DATA}{ABSENT}/?tab={tab}" for tab in ("groups", "time", "similar")]
    return (DATA, f"{DATA}story/", f"/projects/{project}/data-pack/", *looks)


def test_in_the_dark(enter, device, pages):
    teacher = enter(TEACHER, on=device, dark=True)
    for page in pages:
        teacher.open(page)


def test_on_paper(enter, pages):
    teacher = enter(TEACHER, paper=True)
    for page in pages:
        teacher.open(page)
        for furniture in (".rail", ".bar", ".no-print"):
            for spot in teacher.page.locator(furniture).all():
                assert not spot.is_visible(), f"{furniture} is printed on {page}"
        assert teacher.page.locator("main").inner_text().strip()
