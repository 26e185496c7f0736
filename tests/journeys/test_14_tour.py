"""The guided tour: from step to step on real pages, to the end; and out of it at any time."""

from tests.journeys import given
from tests.journeys.visitor import Visitor

STEPS = 16


def test_through_the_whole_tour(enter, device):
    guest = enter(on=device)
    guest.open("/about-this-example/")
    guest.press("Take the five-minute tour")
    seen = [step_of(guest)]
    while guest.page.locator(".tour form[action*='/tour/'] button:not(:has-text('Leave'))").count():
        next_step(guest)
        seen.append(step_of(guest))
        assert len(seen) <= STEPS
    assert seen == list(range(2, STEPS + 1)), seen
    assert guest.path == "/start-yours/"


def test_the_tour_follows_the_visitors_own_project(enter):
    yolanda = enter()
    yolanda.open("/account/login/")
    yolanda.press("Sign in as Yolanda Prewitt")
    project = given.a_project(yolanda, "Mine, from the tour")
    assert given.number_in(given.send(yolanda, "/tour/6/", {})) == project
    yolanda.open(f"/projects/{project}/")
    yolanda.sees("Step 6 of 16")


def test_leaving(enter, device):
    guest = enter(on=device)
    guest.open("/about-this-example/")
    guest.press("Take the five-minute tour")
    guest.press("Leave the tour", within=".tour")
    assert guest.page.locator(".tour").count() == 0
    guest.open("/")
    assert guest.page.locator(".tour").count() == 0


def step_of(guest: Visitor) -> int:
    words = guest.page.locator(".tour__count").inner_text()
    number, _of, last = words.removeprefix("Step ").split(" ")
    assert int(last) == STEPS
    return int(number)


def next_step(guest: Visitor) -> None:
    button = guest.page.locator(".tour__do form").first
    guest.press("", within=button)
