"""Journey 7 and scenario 4: one day's record on a phone, through a card, in at most three taps and one number."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import inside
from tests.journeys.notes import tell
from tests.journeys.pictures import take
from tests.journeys.visitor import Visitor

MOST_TAPS = 3


@pytest.fixture
def yolanda(enter) -> Visitor:
    return enter("prewitt")


def a_card(yolanda: Visitor, name: str) -> tuple[int, str]:
    """A running test, and the address on its card."""
    project = given.a_project(yolanda, name)
    given.an_aim(yolanda, project)
    test = given.a_running_test(yolanda, project)
    yolanda.open(f"/tests/{test}/cards/")
    yolanda.fill("label", "Gate 2")
    yolanda.press("Make the card")
    link = yolanda.page.locator(".entry-card__link").inner_text()
    return test, "/r/" + link.strip().rsplit("/r/", 1)[1]


@pytest.mark.parametrize("way", ["phone", "phone without scripts", "desktop"])
def test_three_taps_and_one_number(enter, yolanda, way):
    test, card = a_card(yolanda, "In the corridor")
    visitor = enter(on=way)
    visitor.open(card)
    visitor.sees("How many families did you reach?")
    given_the_count_starts_at_nothing(visitor)
    visitor.tap(visitor.field("number"))
    visitor.page.keyboard.type("5")
    if way == "phone":
        take(visitor.page, "entry-phone", phone=True)
    visitor.press("Done")
    assert visitor.interactions <= MOST_TAPS, visitor.interactions
    tell(f"scenario 4, {way}: {visitor.interactions} taps and one number")
    visitor.sees("Thank you", "5 of 6", "The team can see it now", "The team predicted: 4 of 6")
    then_the_team_reads(yolanda, test, "5 of 6")


def given_the_count_starts_at_nothing(visitor: Visitor):
    assert visitor.field("number").input_value() == "", "no number is there before one is counted"


def then_the_team_reads(yolanda: Visitor, test: int, *words: str):
    yolanda.open(f"/tests/{test}/")
    yolanda.sees(*words, within="#stage-d")
    assert yolanda.page.locator(".days li").count() == 1, "one day, stored once"


def test_a_draft_is_kept_while_typing(enter, yolanda):
    test, card = a_card(yolanda, "A bell rings")
    visitor = enter(on="phone")
    visitor.open(card)
    visitor.fill("surprise", "Two fathers called back")
    expect(visitor.page.locator("[data-draft-status]")).to_contain_text("Draft saved")
    visitor.watch.check()
    visitor.tap(visitor.page.get_by_role("button", name="One more"))
    visitor.tap(visitor.page.get_by_role("button", name="One more"))
    assert visitor.field("number").input_value() == "2"
    visitor.press("Done")
    then_the_team_reads(yolanda, test, "2 of 6", "Two fathers called back")


def test_sending_twice_stores_once(enter, yolanda):
    test, card = a_card(yolanda, "Twice")
    visitor = enter(on="phone")
    visitor.open(card)
    form = visitor.page.locator("form").first
    sent = {
        str(one.get_attribute("name")): one.input_value()
        for one in form.locator("input:not([type=file]), textarea").all()
    } | {"number": "4"}
    for _time in range(2):
        answer = visitor.page.context.request.post(card, form=sent, headers={"Referer": visitor.page.url})
        assert answer.ok, answer.status
    then_the_team_reads(yolanda, test, "4 of 6")


def test_a_photo_of_the_paper(enter, yolanda, tmp_path):
    test, card = a_card(yolanda, "On paper")
    picture = BytesIO()
    Image.new("RGB", (640, 480), "white").save(picture, "JPEG")
    visitor = enter(on="phone")
    visitor.open(card)
    visitor.fill("number", "3")
    paper = {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    visitor.page.locator("[name=photo]").set_input_files(files=[paper])  # type: ignore[list-item]
    visitor.press("Done")
    visitor.sees("a photo")
    yolanda.open(f"/tests/{test}/")
    yolanda.sees("Opening a photo is recorded")
    with yolanda.page.expect_download() as waiting:
        yolanda.page.get_by_role("link", name="Photo 1").click()
    with Image.open(waiting.value.path()) as kept:
        assert kept.format == "JPEG"


def test_what_is_no_picture_is_refused_kindly(enter, yolanda):
    _test, card = a_card(yolanda, "No picture")
    visitor = enter(on="phone")
    visitor.open(card)
    visitor.fill("number", "3")
    wrong = {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"}
    visitor.page.locator("[name=photo]").set_input_files(files=[wrong])  # type: ignore[list-item]
    with visitor.expecting(422):
        visitor.press("Done")
    assert visitor.field("number").input_value() == "3", "the number is still there"


def test_a_card_taken_back_says_so(enter, yolanda):
    _test, card = a_card(yolanda, "Taken back")
    yolanda.press("Take this card back")
    yolanda.sees("The card no longer works")
    visitor = enter(on="phone")
    visitor.open(card, status=410)
    visitor.sees("This card is closed", "Nothing you sent before is lost")
    visitor.open("/r/nobody-made-this-card/", status=404)
    visitor.sees("We do not know this card")


YESTERDAY = """import sys, django
django.setup()
from groundswell.domain.cycles.models import EntryLink
assert EntryLink.objects.filter(token=sys.argv[1]).update(ends_on="2016-06-09") == 1"""


def test_a_card_past_its_last_day_says_so(enter, yolanda, home):
    _test, card = a_card(yolanda, "Past its day")
    inside(home, YESTERDAY, card.strip("/").removeprefix("r/"))
    visitor = enter(on="phone")
    visitor.open(card, status=410)
    visitor.sees("This card is closed", "reached its last day")


def test_a_teacher_records_between_classes(enter):
    marisol = enter("quinones", on="phone")
    marisol.open("/")
    marisol.follow("Record now")
    assert marisol.path.endswith("/record/")
    marisol.sees("Names are not needed")
