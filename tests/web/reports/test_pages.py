"""The pages of a storyboard: written, shared, read, printed, taken back; and who looked."""

import re
import zlib

import pytest

from groundswell.domain.audit.models import Look
from groundswell.domain.reports.models import Storyboard
from tests.domain.reports.conftest import Desk
from tests.factories import make_membership, make_person

pytestmark = pytest.mark.django_db


def _person(desk: Desk, place: str = "school", role: str = "staff", name: str = ""):
    return make_person(place=getattr(desk.net, place), role=role, name=name)


def _words(desk: Desk, **more: object) -> dict[str, object]:
    chosen = {"measures": [desk.measure.pk], "cycles": [desk.decided.pk]}
    return (
        {"headline": "Calls on day two", "story": "Nobody noticed. We called.", "based_on": 0} | chosen | more
    )


def test_from_words_to_a_shared_page(sign_in, desk: Desk) -> None:
    client = sign_in(desk.project.created_by)
    url = f"/projects/{desk.project.pk}/storyboard/"
    assert client.post(url, _words(desk)).status_code == 302
    board = Storyboard.objects.get()
    assert board.shared_at is None
    answer = client.post(f"/storyboards/{board.pk}/share/", {"level": "school"})
    assert (answer.status_code, answer["Location"]) == (302, f"/storyboards/{board.pk}/")
    page = client.get(answer["Location"]).content.decode()
    assert "Calls on day two" in page
    assert "Calls made" in page
    assert "Letters come late" in page, "what was set down is told"
    assert "Set down" in page
    assert "abandon" not in re.sub(r"<[^>]+>", "", page).lower()


def test_nothing_typed_is_lost(sign_in, desk: Desk) -> None:
    client = sign_in(desk.project.created_by)
    answer = client.post(
        f"/projects/{desk.project.pk}/storyboard/", _words(desk, headline="", story="Kept as typed")
    )
    assert answer.status_code == 422
    assert "Kept as typed" in answer.content.decode()
    assert not Storyboard.objects.exists()


def test_two_writers_see_both_texts(sign_in, desk: Desk) -> None:
    client = sign_in(desk.project.created_by)
    url = f"/projects/{desk.project.pk}/storyboard/"
    client.post(url, _words(desk, headline="First"))
    answer = client.post(url, _words(desk, headline="Second"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First" in page
    assert "Second" in page


def test_no_level_is_chosen_for_the_team(sign_in, desk: Desk) -> None:
    board = desk.write()
    client = sign_in(desk.project.created_by)
    for level in ("", "everyone", "team"):
        client.post(f"/storyboards/{board.pk}/share/", {"level": level})
    assert Storyboard.objects.get().shared_at is None
    page = client.get(f"/projects/{desk.project.pk}/storyboard/").content.decode()
    assert 'name="level"' in page
    assert not re.search(r'name="level"[^>]*checked', page)


def test_the_frozen_page_stays_when_the_numbers_change(sign_in, desk: Desk) -> None:
    board = desk.share("school")
    reader = sign_in(_person(desk))
    before = _main(reader.get(f"/storyboards/{board.pk}/"))
    desk.measure.observations.update(value=1.0)
    desk.project.aims.update(what="something else")
    desk.decided.questions.update(result="changed")
    assert _main(reader.get(f"/storyboards/{board.pk}/")) == before


def _main(answer: object) -> str:
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_team_sees_who_looked_and_itself_is_not_counted(sign_in, desk: Desk) -> None:
    board = desk.share("district")
    for person in (
        desk.project.created_by,
        _person(desk, "district", "district_leader", "Dana Distriktsson"),
    ):
        sign_in(person).get(f"/storyboards/{board.pk}/")
    page = sign_in(desk.project.created_by).get(f"/projects/{desk.project.pk}/looks/").content.decode()
    assert "Dana Distriktsson" in page
    assert "District leader" in page
    assert "Calls on day two" in page
    assert Look.objects.count() == 1


def test_a_district_leader_does_not_see_what_stayed_at_school(sign_in, desk: Desk) -> None:
    board = desk.share("school")
    client = sign_in(_person(desk, "district", "district_leader"))
    assert client.get(f"/storyboards/{board.pk}/").status_code == 404
    assert client.get(f"/storyboards/{board.pk}/pdf/").status_code == 404
    assert "Calls on day two" not in client.get("/shared/").content.decode()
    assert not Look.objects.exists()


def test_taken_back_is_gone_for_readers_and_kept_for_the_team(sign_in, desk: Desk) -> None:
    board = desk.share("school")
    assert sign_in(desk.project.created_by).post(f"/storyboards/{board.pk}/withdraw/").status_code == 302
    assert (
        "Calls on day two"
        in sign_in(desk.project.created_by).get(f"/storyboards/{board.pk}/").content.decode()
    )
    client = sign_in(_person(desk))
    assert client.get(f"/storyboards/{board.pk}/").status_code == 404
    assert "Calls on day two" not in client.get("/shared/").content.decode()


def test_the_pdf_is_tagged_and_titled(sign_in, desk: Desk) -> None:
    """PDF/UA-1: a structure tree, marked content, a language, a title, and words for each chart."""
    board = desk.share("school")
    answer = sign_in(_person(desk)).get(f"/storyboards/{board.pk}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    raw = _opened(answer.content)
    assert answer.content.startswith(b"%PDF-1.7")
    for mark in (
        b"/StructTreeRoot",
        b"/MarkInfo",
        b"/Marked true",
        b"/Lang",
        b"pdfuaid:part",
        b"/Alt",
        b"/Figure",
    ):
        assert mark in raw, mark
    assert b"/Count 1" in raw, "one page"


def _opened(pdf: bytes) -> bytes:
    """The bytes with every compressed stream unpacked beside them."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL)
    unpacked = []
    for part in parts:
        try:
            unpacked.append(zlib.decompress(part))
        except zlib.error:
            unpacked.append(part)
    return b"\n".join([pdf, *unpacked])


def test_a_sponsor_reads_what_was_shared_and_no_draft(sign_in, desk: Desk) -> None:
    sponsor = _person(desk, role="school_leader")
    make_membership(desk.project, sponsor, role="sponsor")
    shared, draft = desk.share("school"), desk.write(based_on=1, headline="Still a draft")
    client = sign_in(sponsor)
    assert client.get(f"/storyboards/{shared.pk}/").status_code == 200
    assert client.get(f"/storyboards/{draft.pk}/").status_code == 404
    assert client.get(f"/projects/{desk.project.pk}/storyboard/").status_code == 403
