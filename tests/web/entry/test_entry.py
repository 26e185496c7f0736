import io
import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from groundswell.domain.cycles.models import Cycle, Entry, EntryLink
from tests.factories import make_cycle, make_entry_link, make_question, make_ramp
from tests.factories.people import NOW
from tests.web.cycles.team import to_state

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def card(cycle: Cycle) -> EntryLink:
    to_state(cycle, "doing")
    return make_entry_link(cycle, label="Gate 2")


def sent(**fields: object) -> dict[str, object]:
    return {"key": str(uuid4()), "on": "2016-06-10", "number": "5", "total": "6"} | fields


def test_a_card_opens_without_sign_in_and_asks_one_thing(client, card):
    page = text(client.get(f"/r/{card.token}/"))
    assert "How many of 6 do we reach?" in page
    assert 'name="total" value="6"' in page
    assert "Marisol" not in page
    assert "old numbers" not in page


def test_one_number_and_done(client, card):
    answer = client.post(f"/r/{card.token}/", sent(), follow=True)
    assert "Thank you. Friday is in." in text(answer)
    entry = Entry.objects.get()
    assert (entry.number, entry.total, entry.by_name, entry.link, entry.state) == (
        5,
        6,
        "Gate 2",
        card,
        "done",
    )


def test_sending_twice_keeps_one(client, card):
    body = sent()
    assert client.post(f"/r/{card.token}/", body).url == client.post(f"/r/{card.token}/", body).url
    assert Entry.objects.count() == 1


def test_a_draft_is_kept_while_typing_and_then_done(client, card):
    body = sent(number="3", surprise="The little ones")
    assert client.post(f"/r/{card.token}/", body, headers={"X-Requested-With": "draft"}).status_code == 204
    assert Entry.objects.get().state == "draft"
    again = text(client.get(f"/r/{card.token}/?entry={body['key']}"))
    assert "The little ones" in again
    assert "Draft saved" in again
    client.post(f"/r/{card.token}/", body | {"number": "4"})
    assert (Entry.objects.get().state, Entry.objects.get().number) == ("done", 4)


def test_a_counting_error_comes_back_with_every_word(client, card):
    answer = client.post(f"/r/{card.token}/", sent(number="9", surprise="Rain"))
    assert answer.status_code == 409
    assert "9 is more than 6" in text(answer)
    assert "Rain" in text(answer)
    assert not Entry.objects.exists()


def test_an_empty_entry_asks_for_a_number_or_a_word(client, card):
    answer = client.post(f"/r/{card.token}/", sent(number="", total=""))
    assert answer.status_code == 422
    assert "A number is enough" in text(answer)


def test_a_card_shows_nothing_of_another_test(client, card, cycle):
    other = make_cycle(
        make_ramp(cycle.project, name="Other"), title="Other test", state="doing", started_at=NOW
    )
    make_question(other, text="Another question")
    foreign = Entry.objects.create(
        cycle=other, on=NOW.date(), number=2, surprise="secret words", by_name="x", at=NOW
    )
    page = text(client.get(f"/r/{card.token}/?entry={foreign.key}"))
    assert "secret words" not in page
    assert "Thank you" not in text(client.get(f"/r/{card.token}/?done={foreign.key}"))
    answer = client.post(f"/r/{card.token}/", sent(key=str(foreign.key)))
    assert answer.status_code == 409
    foreign.refresh_from_db()
    assert (foreign.number, foreign.cycle) == (2, other)
    for path in (
        f"/tests/{other.pk}/",
        f"/tests/{cycle.pk}/",
        f"/tests/{cycle.pk}/record/",
        f"/projects/{cycle.project_id}/",
    ):
        assert client.get(path).status_code == 302  # to the sign-in


def test_an_entry_of_another_card_is_not_shown(client, card, cycle):
    theirs = make_entry_link(cycle)
    entry = Entry.objects.create(
        cycle=cycle, link=theirs, on=NOW.date(), surprise="their words", by_name="x", at=NOW
    )
    assert "their words" not in text(client.get(f"/r/{card.token}/?entry={entry.key}"))


@pytest.mark.parametrize("key", ["nonsense", "1", "'; drop"])
def test_a_broken_key_is_just_a_new_entry(client, card, key):
    assert client.get(f"/r/{card.token}/", {"entry": key, "done": key}).status_code == 200


def test_cards_that_ended_or_are_unknown_say_so_kindly(client, card):
    EntryLink.objects.filter(pk=card.pk).update(ends_on=date(2016, 6, 9))
    answer = client.get(f"/r/{card.token}/")
    assert answer.status_code == 410
    assert "last day" in text(answer)
    EntryLink.objects.filter(pk=card.pk).update(ends_on=date(2016, 6, 30), revoked_at=NOW)
    answer = client.post(f"/r/{card.token}/", sent())
    assert answer.status_code == 410
    assert "took this card back" in text(answer)
    assert client.get("/r/not-a-card/").status_code == 404
    assert not Entry.objects.exists()


def test_a_closed_test_takes_no_more(client, card):
    Cycle.objects.filter(pk=card.cycle_id).update(state="cancelled")
    assert client.get(f"/r/{card.token}/").status_code == 410


def test_capital_letters_on_a_typed_address_are_forgiven(client, card):
    EntryLink.objects.filter(pk=card.pk).update(token="abcde-fghjk-mnpqr")
    assert client.get("/r/ABCDE-FGHJK-MNPQR/").status_code == 200


def test_forged_forms_are_refused(card):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/r/{card.token}/", sent()).status_code == 403


def test_a_photo_comes_with_the_entry(client, card):
    out = io.BytesIO()
    Image.new("RGB", (30, 30)).save(out, "PNG")
    client.post(f"/r/{card.token}/", sent(photo=SimpleUploadedFile("sheet.png", out.getvalue())))
    assert Entry.objects.get().photos.count() == 1


def test_a_script_in_a_picture_frame_is_refused_and_the_words_stay(client, card):
    bad = SimpleUploadedFile("x.jpg", b"<svg onload='alert(1)'/>", content_type="image/jpeg")
    answer = client.post(f"/r/{card.token}/", sent(photo=bad, surprise="Rain"))
    assert answer.status_code == 422
    assert "JPEG, PNG or WebP" in text(answer)
    assert "Rain" in text(answer)


def test_a_member_records_signed_in(sign_in, lead, cycle):
    to_state(cycle, "doing")
    answer = sign_in(lead).post(f"/tests/{cycle.pk}/record/", sent(), follow=True)
    assert "Thank you" in text(answer)
    assert "The team predicted: 4 of 6." in text(answer)
    assert (Entry.objects.get().by, Entry.objects.get().link) == (lead, None)


def test_a_sponsor_does_not_record(sign_in, sponsor, decided):
    assert sign_in(sponsor).get(f"/tests/{decided.pk}/record/").status_code == 403


def test_the_first_load_stays_under_100_kilobytes(client, card):
    answer = client.get(f"/r/{card.token}/")
    page = answer.content.decode()
    asked = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    style = Path(finders.find("css/entry.css")).read_text()
    asked |= {f"fonts/{name}" for name in re.findall(r"\.\./fonts/([\w.-]+)", style)}
    sizes = {name: Path(finders.find(name)).stat().st_size for name in asked}
    total = len(answer.content) + sum(sizes.values())
    assert {"css/entry.css", "js/tally.js", "js/drafts.js"} <= set(sizes)
    assert total < 100_000, sizes


@pytest.mark.parametrize("count", [3, 30])
def test_the_entry_costs_the_same_however_many_there_are(client, card, count, django_assert_max_num_queries):
    for _number in range(count):
        Entry.objects.create(cycle=card.cycle, link=card, on=NOW.date(), number=1, by_name="x", at=NOW)
    with django_assert_max_num_queries(4):
        client.get(f"/r/{card.token}/")


def test_a_photo_too_large_is_refused_before_it_is_read(client, card, settings):
    settings.PHOTO_MAX_BYTES = 10
    big = SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"0" * 20, content_type="image/jpeg")
    answer = client.post(f"/r/{card.token}/", sent(photo=big))
    assert "too large" in text(answer)
    assert not Entry.objects.exists()
