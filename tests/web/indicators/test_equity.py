"""Gap over years, composition and bright spots on their pages: said right, by name, and nothing withheld told."""

import re

import pytest

from tests.factories.student_data import ReleaseMaker, row
from tests.web.indicators.test_pages import address, html

pytestmark = pytest.mark.django_db
ABSENT = "chronic_absence_cde"


@pytest.fixture
def hub(sign_in, linked):
    return sign_in(linked.person("network", "hub"))


def region(page, name):
    """The words of one part of a page; "" where it is not there."""
    if f'data-region="{name}"' not in page:
        return ""
    part = page[page.index(f'data-region="{name}"') :]
    ends = [part.index(tag) for tag in ("</section>", "</details>") if tag in part]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part[: min(ends)]))


@pytest.fixture
def school(linked, tmp_path, settings):
    """One school: learners 160 then 100 of 400 beside others at 120 then 108 of 600; `hidden` years are withheld."""

    def made(hidden=()):
        settings.GROUNDSWELL_STORE = tmp_path / "one"
        release = ReleaseMaker(settings.GROUNDSWELL_STORE)
        release.place("1010000", "school", "Alder", None, ["KG", "05"])
        rows = []
        for year, learners, others in ((2025, 160, 120), (2026, 100, 108)):
            rows.append(row(ABSENT, "1010000", of=1000, count=learners + others, year=year))
            for group, of, count in (("yes", 400, learners), ("no", 600, others)):
                parts = {"of": None, "count": None} if year in hidden else {"of": of, "count": count}
                rows.append(row(ABSENT, "1010000", year=year, group=("english_learner", group), **parts))
        release.table(ABSENT, rows)
        release.write()

    return made


def test_the_gap_over_years_says_points_and_ratio(hub, linked, school):
    school()
    page = html(hub, address(linked, "1010000", f"{ABSENT}/?tab=time&who=english_learner/yes"))
    words = region(page, "gap-change")
    for said in (
        "2024-25 to 2025-26: the gap in percentage points is closing.", "40% to 25%", "20% to 18%", "20 to 7",
        "down 13 percentage points", "2 to 1.39", "down 31 percent ", "What this cannot tell:",
    ):  # fmt: skip
        assert said in words


def test_withheld_years_leave_no_number_and_no_verdict(hub, linked, school):
    school(hidden=(2025,))
    page = html(hub, address(linked, "1010000", f"{ABSENT}/?tab=time&who=english_learner/yes"))
    words = region(page, "gap-change")
    assert "It takes two school years" in words
    for secret in ("40%", "20%", "closing."):
        assert secret not in words


def test_composition_is_folded_and_right(hub, linked, school):
    """2025-26: 100 of 400 and 108 of 600; 40% of all, 48.1% of those counted, 100 - 83.2 = 17 more."""
    school()
    page = html(hub, address(linked, "1010000", f"{ABSENT}/?tab=groups&set=english_learner"))
    assert '<details class="more equity" data-region="composition">' in page
    words = region(page, "composition")
    for said in ("English learners: 40% of all students and 48.1% of those counted.", "+8.1", "+17", "1.39",
                 "34 CFR 300.647", "Risk ratio", "What this cannot tell:"):  # fmt: skip
        assert said in words


def test_withheld_groups_have_no_composition(hub, linked, school):
    school(hidden=(2026,))
    assert not region(html(hub, address(linked, "1010000", f"{ABSENT}/?set=english_learner")), "composition")
    shown = html(hub, address(linked, "1010000", f"{ABSENT}/?set=english_learner&year=2025"))
    assert region(shown, "composition")


def test_the_small_school_says_withheld_in_its_composition(hub, linked):
    """Of 60 students few groups are 11. Rows that are withheld hold no figure at all."""
    page = html(hub, address(linked, "1010004", f"{ABSENT}/?set=race_ethnicity"))
    part = page[page.index('data-region="composition"') :]
    kept = re.findall(r'<th scope="row">([^<]+)</th>\s*<td class="withheld" colspan="5">([^<]+)</td>', part)
    assert kept
    assert all(words == "withheld" for _, words in kept)


def test_bright_spots_ask_a_question_by_name(hub, linked):
    page = html(hub, address(linked, "network", f"{ABSENT}/?tab=schools"))
    words = region(page, "bright-spots")
    assert "Bright spots to learn from: All students" in words
    assert "What might they do that we could learn?" in words
    assert "What this cannot tell:" in words
    part = page[page.index('data-region="bright-spots"') :]
    part = part[: part.index("</section>")]
    names = re.findall(r'<li><a href="/places/[^"]+">([^<]+)</a>', part)
    assert names
    assert names == sorted(names)
    for word in ("best", "worst", "top ", "rank"):
        assert word not in words


@pytest.mark.parametrize(
    ("organization", "query"),
    [("1010000", "tab=similar"), ("101", "tab=groups"), ("101", "tab=schools&period=month")],
)
def test_bright_spots_are_on_the_schools_tab_of_school_years_alone(hub, linked, organization, query):
    indicator = "attendance_rate" if "month" in query else ABSENT
    page = html(hub, address(linked, organization, f"{indicator}/?{query}"))
    assert not region(page, "bright-spots")


def test_totals_see_no_bright_spots(sign_in, linked):
    page = html(sign_in(linked.person("1010000")), address(linked, "101", f"{ABSENT}/?tab=schools"))
    assert not region(page, "bright-spots")


@pytest.mark.parametrize(
    ("organization", "query"),
    [
        ("1010000", "tab=groups&set=race_ethnicity"), ("1010000", "tab=time&who=english_learner/yes"),
        ("network", "tab=schools"), ("101", "tab=schools&who=english_learner/yes"),
    ],
)  # fmt: skip
def test_few_questions_to_the_database(hub, linked, django_assert_max_num_queries, organization, query):
    """As many as the tabs take without these parts, and one for the names of schools."""
    url = address(linked, organization, f"{ABSENT}/?{query}")
    html(hub, url)
    with django_assert_max_num_queries(13):
        html(hub, url)
