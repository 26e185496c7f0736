"""Is the gap closing: both lines, points beside ratio, and "closing" for nothing less than a gain of those behind."""

import pytest

from groundswell.core.disclosure.released import Coded
from groundswell.domain.indicators.queries.gap_over_years import gap_over_years
from tests.factories.student_data import ReleaseMaker, row

pytestmark = pytest.mark.django_db
ABSENT, DAYS, MET = "chronic_absence_cde", "attendance_rate", "proficiency_english"
LEARNERS = ("english_learner", "yes")
WHO = "english_learner/yes"


@pytest.fixture
def over_years(linked, tmp_path, settings):
    """Learners and all students by year, as (of, count) each; None is withheld. 600 others beside 400 learners."""

    def made(years, *, indicator=ABSENT, **asked):
        settings.GROUNDSWELL_STORE = tmp_path / "years"
        release = ReleaseMaker(settings.GROUNDSWELL_STORE)
        release.place("1010000", "school", "Alder", None, ["KG", "05"])
        rows = []
        for year, (learners, everyone) in years.items():
            of, count = learners or (None, None)
            rows.append(row(indicator, "1010000", of=of, count=count, year=year, group=LEARNERS))
            rows.append(row(indicator, "1010000", of=everyone[0], count=everyone[1], year=year))
        release.table(indicator, rows)
        release.write()
        asked = {"who": WHO} | asked
        return gap_over_years(linked.look("1010000", linked.person("1010000"), indicator, **asked))

    return made


def test_a_gap_that_closes_upward(over_years):
    """Learners 160 then 100 of 400: 40% to 25%. Others 120 then 108 of 600: 20% to 18%.

    So 20 then 7 points, and 2 then 1.39 times.
    """
    view = over_years({2025: ((400, 160), (1000, 280)), 2026: ((400, 100), (1000, 208))})
    (span,) = view.spans
    change = span.change
    assert (span.first, span.last) == ("2024-25", "2025-26")
    assert (change.gap_before.value, change.gap_after.value) == (pytest.approx(20), pytest.approx(7))
    assert change.points.value == pytest.approx(-13)
    assert change.ratio_before == pytest.approx(2.0)
    assert change.ratio_after == pytest.approx(25 / 18)
    assert change.ratio_percent.value == pytest.approx(100 * (25 / 18 / 2 - 1))
    assert change.points_interval.high.value < 0
    assert "is closing" in span.sentence
    assert "percentage points" in span.sentence


def test_a_gap_that_shrinks_since_the_others_fall_back_is_not_closing(over_years):
    """Learners 160 of 400 both times; others 120 then 210 of 600: 20% to 35% absent."""
    view = over_years({2025: ((400, 160), (1000, 280)), 2026: ((400, 150), (1000, 360))})
    (span,) = view.spans
    assert span.change.points.value == pytest.approx(37.5 - 35 - 20)
    assert "closing" not in span.sentence
    assert "those ahead fell back (everyone else)" in span.sentence


def test_a_smaller_gap_without_a_clear_gain_is_not_closing(over_years):
    """40% then 39% for learners, 28% then 35% for others, too few to say the others fell back clearly."""
    view = over_years({2025: ((4000, 1600), (4300, 1684)), 2026: ((4000, 1580), (4300, 1682))})
    assert "closing" not in view.spans[0].sentence


def test_chance_is_no_verdict(over_years):
    """40% to 35% of 40 learners beside 20% of 60 others."""
    view = over_years({2025: ((40, 16), (100, 28)), 2026: ((40, 14), (100, 26))})
    assert "no more than chance" in view.spans[0].sentence
    assert "closing" not in view.spans[0].sentence


def test_a_wider_gap_and_points_beside_ratio_that_disagree(over_years):
    """Met: learners 10% to 25%, others 40% to 65%. In points 30 to 40, as a ratio 4 to 2.6."""
    years = {2025: ((400, 40), (1000, 280)), 2026: ((400, 100), (1000, 490))}
    (span,) = over_years(years, indicator=MET).spans
    assert span.change.points.value == pytest.approx(10)
    assert span.change.ratio_after == pytest.approx(2.6)
    assert "got wider" in span.sentence
    assert "in points it got larger, as a ratio smaller" in span.sentence


def test_first_to_latest_and_the_last_two(over_years):
    years = {
        2024: ((400, 180), (1000, 300)),
        2025: ((400, 160), (1000, 280)),
        2026: ((400, 100), (1000, 220)),
    }
    view = over_years(years)
    assert [(span.first, span.last) for span in view.spans] == [
        ("2023-24", "2025-26"),
        ("2024-25", "2025-26"),
    ]


def test_a_withheld_year_is_passed_over(over_years):
    """2024-25 is withheld, so the first and the latest year are also the last two."""
    years = {2024: ((400, 180), (1000, 300)), 2025: (None, (1000, 280)), 2026: ((400, 100), (1000, 220))}
    view = over_years(years)
    assert [(span.first, span.last) for span in view.spans] == [("2023-24", "2025-26")]


def test_others_too_few_to_be_told_make_no_span(over_years):
    """Ten others could be worked out by taking the group from all; they are not said."""
    view = over_years({2025: ((190, 60), (200, 64)), 2026: ((190, 60), (200, 64))})
    assert view.spans == ()
    assert "takes two school years" in view.why_none


def test_a_bound_is_no_number(over_years, linked, tmp_path, settings):
    settings.GROUNDSWELL_STORE = tmp_path / "coded"
    release = ReleaseMaker(settings.GROUNDSWELL_STORE)
    release.place("1010000", "school", "Alder", None, ["KG", "05"])
    rows = [row(ABSENT, "1010000", of=300, count=60, year=year) for year in (2025, 2026)]
    coded = {"of": 150, "count": 1, "group": LEARNERS, "value": Coded("at most", 2)}
    release.table(ABSENT, [*rows, *(row(ABSENT, "1010000", year=year, **coded) for year in (2025, 2026))])
    release.write()
    assert (
        gap_over_years(linked.look("1010000", linked.person("1010000"), ABSENT, who=WHO)).spans == ()
    )  # fmt: skip


def test_a_change_that_is_none_does_not_disagree(over_years):
    """Learners 40% to 44%, others 20% to 23%: a point wider, but no more than chance gives; ratio 2 to 1.91."""
    view = over_years({2025: ((400, 160), (1000, 280)), 2026: ((400, 176), (1000, 314))})
    assert view.spans[0].change.disagree
    assert "disagree" not in view.spans[0].sentence


def test_days_have_no_interval(linked):
    view = gap_over_years(linked.look("1010000", linked.person("1010000"), DAYS, who=WHO))
    assert not view.by_chance_known
    assert len(view.spans) == 2
    assert all(span.change.points_interval is None for span in view.spans)


@pytest.mark.parametrize("asked", [{}, {"who": WHO, "period": "month"}])
def test_no_group_or_no_school_years_no_question(linked, asked):
    assert gap_over_years(linked.look("1010000", linked.person("1010000"), DAYS, **asked)) is None
