"""What stands beside a chart on its page stands in its PDF too, in the same words, and nothing withheld."""

import io
import shutil

import pytest

from groundswell.domain.indicators.queries import Choice, indicator_at
from groundswell.web.indicators.retold import of_tab
from tests.journeys.student_data.files import text_of
from tests.web.indicators.test_downloads import file
from tests.web.indicators.test_equity import ABSENT, hub, school

__all__ = ["hub", "school"]
pytestmark = pytest.mark.django_db
LEARNERS = Choice(group_set="english_learner", group="yes")


def retold(linked, tab, organization="1010000", choice=LEARNERS):
    here = indicator_at(linked.here(organization, linked.person("network", "hub")), ABSENT, choice)
    return {each.heading: each for each in of_tab(here, tab)}


def test_over_time_both_lines_and_the_gap_are_said(linked, school):
    school()
    told = retold(linked, "time")["Is the gap closing? English learners"]
    assert told.sentences[0].startswith("2024-25 to 2025-26: the gap in percentage points is closing.")
    assert told.sentences[-1] == (
        "2024-25 to 2025-26: English learners 40% to 25%; everyone else 20% to 18%; gap 20 to 7 percentage points."
    )


def test_a_withheld_year_is_said_to_be_missing(linked, school):
    school(hidden=(2025,))
    told = retold(linked, "time")["Is the gap closing? English learners"]
    assert told.sentences == ("It takes two school years in which the group and everyone else may be shown.",)


def test_groups_say_who_is_counted_and_who_is_withheld(linked, school):
    school()
    told = retold(linked, "groups")["Who is among those counted"]
    assert "English learners: 40% of all students, 48.1% of those counted." in told.sentences
    assert retold(linked, "similar") == {}


def test_withheld_groups_have_no_share(linked, school):
    school(hidden=(2026,))
    assert retold(linked, "groups") == {}


def test_schools_are_named(linked):
    told = retold(linked, "schools", "network", Choice())["Bright spots to learn from: All students"]
    assert any("clearly better than expected" in words for words in told.sentences)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed here")
def test_the_pdf_holds_the_words(hub, linked, school):
    school()
    content = file(
        hub, linked, "pdf", organization="1010000", query="?tab=time&set=english_learner&group=yes"
    ).content
    said = " ".join(text_of(io.BytesIO(content), "pdf").split())
    assert "Is the gap closing? English learners" in said
    assert "everyone else 20% to 18%" in said
