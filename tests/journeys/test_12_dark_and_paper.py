"""The main pages in the dark and on paper: readable, complete, without a violation."""

import pytest

from tests.journeys import given

PAGES = (
    "/", "/places/LW-06/", "/places/LW-06/measures/CM2/?view=gap&group=disability", "/places/LW-06/measures/CM1/",
    "/projects/{project}/", "/projects/{project}/aim/", "/projects/{project}/team/", "/projects/{project}/theory/",
    "/projects/{project}/tests/", "/tests/{test}/", "/tests/{test}/record/", "/projects/{project}/storyboard/",
    "/shared/", "/contents/", "/you/", "/design/",
)  # fmt: skip


@pytest.fixture
def where(enter) -> dict[str, int]:
    yolanda = enter("prewitt")
    project = given.a_project(yolanda, "In the dark and on paper", mode="guided")
    given.an_aim(yolanda, project)
    return {"project": project, "test": given.a_decided_test(yolanda, project)}


def test_in_the_dark(enter, device, where):
    yolanda = enter("prewitt", on=device, dark=True)
    for page in PAGES:
        yolanda.open(page.format(**where))
    paper = yolanda.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in paper.removeprefix("rgb(").removesuffix(")").split(",")[:3]) < 90, paper


def test_on_paper(enter, where):
    yolanda = enter("prewitt", paper=True)
    for page in (*PAGES, "/tests/{test}/cards/", "/tests/{test}/paper/"):
        yolanda.open(page.format(**where))
        for furniture in (".rail", ".bar", ".no-print"):
            for spot in yolanda.page.locator(furniture).all():
                assert not spot.is_visible(), f"{furniture} is printed on {page}"
