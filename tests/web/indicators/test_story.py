"""The data story: what a principal reads aloud, of three indicators at most, with nothing withheld in it."""

import re

import pytest

from groundswell.domain.indicators.models import PlaceInData
from tests.web.indicators.given import ABSENT, SCHOOL, SECRETS, one_school
from tests.web.indicators.test_equity import hub, school

__all__ = ["hub", "school"]
pytestmark = pytest.mark.django_db


def story(client, linked, query="", organization=SCHOOL):
    return client.get(f"/places/{linked.places[organization].code}/data/story/{query}")


def said(answer):
    """The words of the page itself, without tags."""
    main = answer.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def teacher(sign_in, linked):
    return sign_in(linked.person(SCHOOL))


def test_three_chapters_one_of_each_family(teacher, linked):
    page = story(teacher, linked).context["page"]
    assert [chapter.title for chapter in page.chapters] == [
        "Chronic absence (California Dashboard)", "Attendance rate", "Suspension rate",
    ]  # fmt: skip
    assert [each.id for each in page.offered if each.chosen] == [
        "attendance_rate", "chronic_absence_cde", "suspension_rate",
    ]  # fmt: skip


def test_each_chapter_can_be_read_aloud_and_says_what_it_cannot_tell(teacher, linked):
    answer = story(teacher, linked)
    for chapter in answer.context["page"].chapters:
        assert len(chapter.paragraphs) >= 2
        assert all(words.endswith(".") for words in chapter.paragraphs)
        assert chapter.cannot_tell
        assert chapter.drawing
    words = said(answer)
    assert words.count("What can this not tell?") == 3
    assert "What do you notice?" in words
    assert "fewer than 11 students" in words
    for word in ("caused", "failed", "poor ", "at risk"):
        assert word not in words


def test_the_gap_over_years_and_who_is_counted_are_told_in_the_words_of_the_pages(hub, linked, school):
    school()
    page = story(hub, linked).context["page"].chapters[0]
    told = {each.heading: each.sentences for each in page.more}
    assert told["Is the gap closing? English learners"][0].startswith(
        "2024-25 to 2025-26: the gap in percentage points is closing."
    )
    assert told["Who is among those counted"] == (
        "English learners: 40% of all students and 48.1% of those counted.",
    )
    assert any(words.startswith("Why the gap changed") for words in page.cannot_tell)
    assert "Is the gap closing? English learners" in said(story(hub, linked))


def test_a_withheld_year_is_in_no_sentence_of_the_story(hub, linked, school):
    school(hidden=(2025,))
    page = story(hub, linked).context["page"].chapters[0]
    assert [each.heading for each in page.more] == ["Who is among those counted"]


def test_withheld_groups_are_told_of_nowhere_in_the_story(hub, linked, school):
    school(hidden=(2025, 2026))
    assert story(hub, linked).context["page"].chapters[0].more == ()


def test_bright_spots_are_told_by_name_to_who_may_see_them(hub, linked):
    page = story(hub, linked, f"?indicator={ABSENT}", organization="network").context["page"]
    (told,) = [each for each in page.chapters[0].more if each.heading.startswith("Bright spots")]
    assert "What might they do that we could learn?" in told.sentences
    assert any("clearly better than expected" in words for words in told.sentences)


def test_who_sees_totals_hears_of_no_school(teacher, linked):
    totals = story(teacher, linked, f"?indicator={ABSENT}", organization="101").context["page"]
    assert not any(each.heading.startswith("Bright") for each in totals.chapters[0].more)


def test_one_chooses_what_is_told(teacher, linked):
    page = story(teacher, linked, "?indicator=proficiency_english&indicator=nothing").context["page"]
    assert [chapter.url.split("/")[-2] for chapter in page.chapters] == ["proficiency_english"]


def test_three_are_told_at_most(teacher, linked):
    every = ("proficiency_english", "suspension_rate", "attendance_rate", ABSENT)
    page = story(teacher, linked, "?" + "&".join(f"indicator={name}" for name in every)).context["page"]
    assert [chapter.url.split("/")[-2] for chapter in page.chapters] == list(every[:3])


def test_another_word_gives_the_first_three(teacher, linked):
    assert len(story(teacher, linked, "?indicator=happiness").context["page"].chapters) == 3


@pytest.mark.parametrize("hidden", [True, False], ids=["withheld", "open"])
def test_no_withheld_number_is_told(teacher, linked, settings, tmp_path, hidden):
    settings.GROUNDSWELL_STORE = tmp_path / "student-data"
    one_school(settings.GROUNDSWELL_STORE, hidden=hidden)
    assert (SECRETS[0] in story(teacher, linked).content.decode()) == (not hidden)


def test_other_places_tell_no_story_here(teacher, linked, sign_in):
    assert story(teacher, linked, organization="1010002").status_code == 404
    assert story(sign_in(linked.person("network", "researcher")), linked).status_code == 403


def test_totals_make_a_story_of_totals(teacher, linked):
    answer = story(teacher, linked, organization="101")
    assert answer.status_code == 200
    assert "Bay" not in said(answer), "no school is named"


def test_before_any_release_and_before_a_link(teacher, linked, settings, tmp_path):
    PlaceInData.objects.filter(place=linked.places[SCHOOL]).delete()
    assert "There are no numbers to tell a story of yet." in said(story(teacher, linked))
    settings.GROUNDSWELL_STORE = tmp_path / "nothing"
    assert "There are no numbers to tell a story of yet." in said(story(teacher, linked))
