import io
from datetime import date

import pytest
from PIL import Image

from groundswell.domain.audit.models import Look
from groundswell.domain.cycles.actions import photos
from groundswell.domain.cycles.models import Amendment, Cycle, Entry, EntryLink
from tests.factories import (
    make_actor,
    make_affiliation,
    make_cycle,
    make_entry_link,
    make_membership,
    make_person,
    make_question,
    make_ramp,
)
from tests.factories.people import NOW
from tests.web.cycles.team import queries_for, to_state

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_shows_ramps_and_the_short_way_in(sign_in, lead, project, cycle):
    page = text(sign_in(lead).get(f"/projects/{project.pk}/tests/"))
    assert "Call one class" in page
    assert "What will you try, with whom?" in page


def test_planning_starts_with_one_line(sign_in, lead, project):
    answer = sign_in(lead).post(f"/projects/{project.pk}/tests/", {"title": "Two-day call, one class"})
    made = Cycle.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/tests/{made.pk}/plan/")
    assert (made.title, made.state) == ("Two-day call, one class", "draft")


@pytest.mark.parametrize(
    "relation", ["same school", "school leader", "other school", "other district", "ex-member"]
)
def test_others_do_not_learn_that_a_test_exists(sign_in, network, project, decided, relation):
    person = make_person()
    if relation == "ex-member":
        make_membership(project, person, ends_on=date(2016, 6, 9))
    else:
        where = {"other school": network.other_school, "other district": network.far_school}.get(
            relation, network.school
        )
        make_affiliation(person, where, role="school_leader" if relation == "school leader" else "staff")
    client = sign_in(person)
    for path in (
        "",
        "plan/",
        "record/",
        "cards/",
        "paper/",
        "amend/",
        "cancel/",
        "again/",
        "study/",
        "decide/",
    ):
        assert client.get(f"/tests/{decided.pk}/{path}").status_code == 404, path
    for path in ("start/", "end/", "next/", "study/", "decide/"):
        assert client.post(f"/tests/{decided.pk}/{path}").status_code == 404, path
    assert client.get(f"/projects/{project.pk}/tests/").status_code == 404


def test_nobody_signed_out_gets_in(client, cycle):
    assert client.get(f"/tests/{cycle.pk}/").status_code == 302


def test_a_sponsor_reads_what_was_decided_and_nothing_else(sign_in, sponsor, project, decided):
    hidden = make_cycle(decided.ramp, title="Still being tried", state="doing", started_at=NOW)
    client = sign_in(sponsor)
    page = text(client.get(f"/tests/{decided.pk}/"))
    assert "My idea, and wrong." in page
    assert "Set down" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert "From the coach" not in page
    assert client.get(f"/tests/{hidden.pk}/").status_code == 404
    listed = text(client.get(f"/projects/{project.pk}/tests/"))
    assert "Call one class" in listed
    assert "Still being tried" not in listed
    assert "What will you try" not in listed
    assert client.get(f"/tests/{decided.pk}/cards/").status_code == 403


def test_a_coach_reads_but_gets_no_forms(sign_in, project, cycle):
    coach = make_person()
    make_membership(project, coach, role="coach")
    client = sign_in(coach)
    page = text(client.get(f"/tests/{to_state(cycle, 'studying').pk}/"))
    assert "4 of 6" in page
    assert "Decide" not in page.split("<main")[1].split("</main>")[0]
    assert client.post(f"/tests/{cycle.pk}/decide/", {"version": 1}).status_code == 403
    assert client.get(f"/tests/{to_state(cycle, 'draft').pk}/plan/").status_code == 403


PLAN = {
    "title": "Call one class",
    "learn": "",
    "scale": "1",
    "scale_unit": "class",
    "scale_total": "14",
    "starts_on": "2016-06-13",
    "ends_on": "2016-06-17",
    "study_on": "2016-06-20",
    "count_what": "How many reached?",
    "count_total": "6",
    "data_plan": "",
    "conditions": "",
    "kind": "test",
    "q0-text": "How many of 6?",
    "q0-prediction": "4 of 6",
    "q0-because": "half the numbers are old",
    "q0-no_prediction_why": "",
    "t0-who": "clerk",
    "t0-what": "prints the list",
    "t0-when": "9:00",
    "t0-where": "office",
}


def test_the_plan_is_kept_and_called_planned(sign_in, lead, cycle):
    question = cycle.questions.get()
    answer = sign_in(lead).post(
        f"/tests/{cycle.pk}/plan/", PLAN | {"version": 1, "q0-id": question.pk, "do": "plan"}
    )
    cycle.refresh_from_db()
    assert (answer.status_code, cycle.state, cycle.count_total) == (302, "planned", 6)
    question.refresh_from_db()
    assert (question.guess, question.guess_total, question.because) == (4, 6, "half the numbers are old")
    assert cycle.tasks.get().who == "clerk"


def test_adding_a_question_needs_no_script_and_loses_nothing(sign_in, lead, cycle):
    client = sign_in(lead)
    answer = client.post(
        f"/tests/{cycle.pk}/plan/", PLAN | {"version": 1, "q0-id": "", "do": "add"}, follow=True
    )
    page = text(answer)
    assert "half the numbers are old" in page
    assert 'name="q1-text"' in page
    assert (
        client.post(f"/tests/{cycle.pk}/plan/", PLAN | {"version": 2, "q0-id": "", "do": "keep"}).status_code
        == 302
    )


def test_a_plan_that_contradicts_itself_keeps_what_was_typed(sign_in, lead, cycle):
    answer = sign_in(lead).post(
        f"/tests/{cycle.pk}/plan/", PLAN | {"version": 1, "ends_on": "2016-06-01", "learn": "my own words"}
    )
    assert answer.status_code == 422
    assert "The last day is before the first day." in text(answer)
    assert "my own words" in text(answer)
    assert Cycle.objects.get(pk=cycle.pk).version == 1


def test_starting_without_a_date_says_what_is_missing_and_keeps_the_draft(sign_in, lead, cycle):
    answer = sign_in(lead).post(
        f"/tests/{cycle.pk}/plan/",
        PLAN | {"version": 1, "starts_on": "", "ends_on": "", "study_on": "", "do": "start"},
        follow=True,
    )
    assert "Give the day it starts." in text(answer)
    cycle.refresh_from_db()
    assert (cycle.state, cycle.count_what) == ("draft", "How many reached?")


def test_two_people_one_plan_shows_both_texts(sign_in, lead, cycle):
    client = sign_in(lead)
    client.post(f"/tests/{cycle.pk}/plan/", PLAN | {"version": 1, "title": "Theirs"})
    answer = client.post(f"/tests/{cycle.pk}/plan/", PLAN | {"version": 1, "title": "Ours"})
    assert answer.status_code == 409
    assert "Theirs" in text(answer)
    assert "Ours" in text(answer)


def test_a_started_plan_is_locked_with_its_amendments(sign_in, lead, cycle):
    client = sign_in(lead)
    client.post(f"/tests/{cycle.pk}/start/")
    page = text(client.get(f"/tests/{cycle.pk}/"))
    assert "Locked when the test began, Fri 10 June 2016" in page
    assert client.get(f"/tests/{cycle.pk}/plan/").status_code == 302
    client.post(f"/tests/{cycle.pk}/amend/", {"text": "The bell moved to 8:10.", "question": ""})
    assert Amendment.objects.get().by == lead
    page = text(client.get(f"/tests/{cycle.pk}/"))
    assert "The bell moved to 8:10." in page
    assert "4 of 6" in page


def test_study_and_decide_in_one_go_and_plan_the_next(sign_in, lead, cycle):
    to_state(cycle, "studying")
    key = cycle.questions.get().pk
    form = {
        "version": 1,
        "learned": "The hard part is the number.",
        f"r{key}-result": "5 of 6",
        f"r{key}-verdict": "held",
        f"r{key}-result_note": "",
        "decision": "expand",
        "decision_why": "Cheap and welcome.",
        "then": "next",
        "carried_out": "yes",
        "deviations": "",
        "belief_after": "3",
        "not_served": "Night shifts",
        "next_step": "",
    }
    answer = sign_in(lead).post(f"/tests/{cycle.pk}/decide/", form)
    cycle.refresh_from_db()
    made = Cycle.objects.exclude(pk=cycle.pk).get()
    assert (cycle.decision, cycle.not_served, answer.url) == (
        "expand",
        "Night shifts",
        f"/tests/{made.pk}/plan/",
    )
    page = text(sign_in(lead).get(f"/tests/{cycle.pk}/"))
    assert "5 of 6" in page
    assert "Guess 4, result 5." in page


def test_deciding_without_a_reason_keeps_every_word(sign_in, lead, cycle):
    to_state(cycle, "studying")
    key = cycle.questions.get().pk
    form = {
        "version": 1,
        "learned": "Long thoughts",
        f"r{key}-result": "5 of 6",
        "decision": "adopt",
        "decision_why": "",
    }
    answer = sign_in(lead).post(f"/tests/{cycle.pk}/decide/", form)
    cycle.refresh_from_db()
    assert (answer.status_code, cycle.state, cycle.learned) == (422, "studying", "")
    page = text(answer)
    assert "Say why in a sentence." in page
    assert "Long thoughts" in page
    assert 'value="5 of 6"' in page


def test_no_ending_is_chosen_beforehand(sign_in, lead, cycle):
    page = text(sign_in(lead).get(f"/tests/{to_state(cycle, 'studying').pk}/"))
    choices = page.split('class="five"')[1].split("</fieldset>")[0]
    assert choices.count('type="radio"') == 5
    assert "checked" not in choices


def test_ending_without_a_word_asks_for_one(sign_in, lead, cycle):
    answer = sign_in(lead).post(f"/tests/{to_state(cycle, 'doing').pk}/end/", {"deviations": ""})
    assert answer.status_code == 422
    assert "Note what happened" in text(answer)


def test_unlike_numbers_never_share_a_scale(sign_in, lead, decided):
    decided.questions.update(
        guess=80, guess_total=100, prediction="80%", result="14 of 17", result_number=14, result_total=17
    )
    page = text(sign_in(lead).get(f"/tests/{decided.pk}/"))
    assert "guess 80%, result 82.4%" in page.lower()


def test_pages_cost_the_same_however_long(sign_in, lead, project, cycle):
    client = sign_in(lead)
    to_state(cycle, "doing")
    pages = (f"/projects/{project.pk}/tests/", f"/tests/{cycle.pk}/")
    grow(cycle, 3)
    few = [queries_for(lambda path=path: client.get(path)) for path in pages]
    grow(cycle, 30)
    assert [queries_for(lambda path=path: client.get(path)) for path in pages] == few


def grow(cycle: Cycle, count: int) -> None:
    for number in range(count):
        make_cycle(cycle.ramp, state="planned")
        make_cycle(make_ramp(cycle.project, name=f"ramp {number}"), state="planned")
        make_question(cycle, text=f"question {number}")
        entry = Entry.objects.create(cycle=cycle, on=NOW.date(), number=number, by_name="x", at=NOW)
        entry.photos.create(sha256=str(number), file="x.jpg", at=NOW)
        cycle.amendments.create(text="later", by=cycle.project.created_by, at=NOW)


def test_cards_are_made_printed_and_taken_back(sign_in, lead, cycle):
    client = sign_in(lead)
    client.post(f"/tests/{cycle.pk}/cards/", {"label": "Gate 2", "ends_on": "2016-06-17"})
    card = EntryLink.objects.get()
    page = text(client.get(f"/tests/{cycle.pk}/cards/"))
    assert "<svg" in page
    assert f"/r/{card.token}/" in page
    client.post(f"/tests/{cycle.pk}/cards/{card.pk}/take-back/")
    card.refresh_from_db()
    assert card.revoked_at is not None
    assert "taken back" in text(client.get(f"/tests/{cycle.pk}/cards/"))


def test_a_card_of_another_test_is_not_found(sign_in, lead, cycle):
    other = make_entry_link(make_cycle(cycle.ramp))
    assert sign_in(lead).post(f"/tests/{cycle.pk}/cards/{other.pk}/take-back/").status_code == 404


def test_the_paper_form_has_a_line_for_each_weekday(sign_in, lead, cycle):
    page = text(sign_in(lead).get(f"/tests/{cycle.pk}/paper/"))
    assert page.count('<th scope="row">') == 5
    assert "Mon 6 June 2016" in page


@pytest.fixture
def photo(cycle, lead):
    entry = Entry.objects.create(cycle=cycle, on=NOW.date(), number=5, by_name="Joy", at=NOW)
    out = io.BytesIO()
    Image.new("RGB", (30, 30)).save(out, "PNG")
    return photos.add_photo(make_actor(lead), entry=entry, data=out.getvalue())


def test_a_photo_is_sent_as_a_file_and_the_look_is_kept(sign_in, lead, photo):
    answer = sign_in(lead).get(f"/photos/{photo.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer.content[:3] == b"\xff\xd8\xff"
    assert Look.objects.get().person_name == "Marisol Q"


def test_photos_are_for_the_team(sign_in, sponsor, network, photo):
    assert sign_in(sponsor).get(f"/photos/{photo.pk}/").status_code == 404
    leader = make_person(place=network.school, role="school_leader")
    assert sign_in(leader).get(f"/photos/{photo.pk}/").status_code == 404
    assert not Look.objects.exists()
