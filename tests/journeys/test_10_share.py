"""Journey 10: nothing leaves the team before it lifts it out; leaders see that alone, and the team sees who looked."""

import pytest

from tests.journeys import given
from tests.journeys.conftest import STRANGER
from tests.journeys.pictures import take
from tests.journeys.visitor import Visitor

HEADLINES = {
    "desktop": "Most families answered the first call",
    "phone": "One class, and most of them were glad",
}
STORY = "We thought families did not care. We called one class, and most answered."


@pytest.fixture
def yolanda(enter, device) -> Visitor:
    return enter("prewitt", on=device)


def test_lift_a_storyboard_to_the_district(enter, device, yolanda):
    headline = HEADLINES[device]
    project = given.a_project(yolanda, f"To share on a {device}")
    given.an_aim(yolanda, project)
    given.a_decided_test(yolanda, project)
    rafael = enter("iniguez", on=device)
    then_the_leader_sees_nothing_yet(rafael, project, headline)
    when_she_writes_the_storyboard(yolanda, project, headline)
    then_the_leader_sees_nothing_yet(rafael, project, headline)
    board = when_she_shares_it_with_the_district(yolanda, headline)
    then_the_leader_finds_and_opens_it(rafael, headline, board)
    then_the_team_sees_who_looked(yolanda, project, headline)
    then_others_are_told_it_is_not_here(enter, device, project, board)


def then_the_leader_sees_nothing_yet(rafael: Visitor, project: int, headline: str):
    rafael.open("/shared/")
    rafael.does_not_see(headline)
    rafael.open(f"/projects/{project}/", status=404)


def when_she_writes_the_storyboard(yolanda: Visitor, project: int, headline: str):
    yolanda.open(f"/projects/{project}/storyboard/")
    yolanda.fill("headline", headline)
    yolanda.fill("story", STORY)
    yolanda.fill("ask", "Who has a list of numbers that work?")
    for box in yolanda.page.locator("[name=cycles], [name=measures]").all():
        assert box.is_checked(), "what the team measured and decided is offered first"
    yolanda.press("Keep as draft and look at it")
    yolanda.sees("As readers will see it", headline, "4 of 6")


def when_she_shares_it_with_the_district(yolanda: Visitor, headline: str) -> int:
    for level in ("school", "district", "network"):
        spot = yolanda.page.locator(f"[name=level][value={level}]")
        assert not spot.count() or not spot.is_checked(), "sharing has no default"
    yolanda.choose("level", "district")
    yolanda.press("Share this version")
    yolanda.sees(headline)
    link = yolanda.page.locator("a[href^='/storyboards/']").first.get_attribute("href")
    return given.number_in(yolanda.page.url if "/storyboards/" in yolanda.page.url else str(link))


def then_the_leader_finds_and_opens_it(rafael: Visitor, headline: str, board: int):
    rafael.open("/")
    rafael.go_to("Shared with me", on_phone="Shared")
    rafael.sees(headline, "Not opened by you yet", "They ask:")
    if not rafael.is_phone:
        take(rafael.page, "shared")
    rafael.follow(headline)
    rafael.sees(headline, STORY, "4 of 6", "The team sees that you opened this")
    with rafael.page.expect_download() as waiting:
        rafael.tap(rafael.page.get_by_role("link", name="One page PDF"))
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    assert given.number_in(rafael.page.url) == board


def then_the_team_sees_who_looked(yolanda: Visitor, project: int, headline: str):
    yolanda.open(f"/projects/{project}/looks/")
    yolanda.sees("Rafael Iñíguez", "Who looked at our work")


def then_others_are_told_it_is_not_here(enter, device: str, project: int, board: int):
    stranger = enter(STRANGER, on=device)
    stranger.open(f"/storyboards/{board}/", status=404)
    stranger.open(f"/projects/{project}/", status=404)
    rafael = enter("iniguez", on=device)
    rafael.open(f"/projects/{project}/", status=404)
    rafael.open(f"/projects/{project}/theory/", status=404)
