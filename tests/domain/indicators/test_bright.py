"""Bright spots: repeated evidence alone, by name, and named to those who may see the name."""

import pytest

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.queries.bright import bright_view
from groundswell.domain.indicators.queries.residuals import residuals_by_year
from tests.factories.student_data import ReleaseMaker, row

pytestmark = pytest.mark.django_db
ABSENT, MET = "chronic_absence_cde", "proficiency_english"
SCHOOLS = [f"101{number:04d}" for number in range(0, 24, 2)]
ALDER, BIRCH = SCHOOLS[4], SCHOOLS[2]


@pytest.fixture
def network(linked, tmp_path, settings):
    """Twelve schools of 1000 students, one of them counted in five; `rates` tells who differs, by school and year."""

    def made(rates, *, indicator=ABSENT, years=(2024, 2025, 2026), hidden=(), grades=("KG", "05"), count=12):
        settings.GROUNDSWELL_STORE = tmp_path / "bright"
        release = ReleaseMaker(settings.GROUNDSWELL_STORE)
        release.place("101", "district", "Quail Lake Unified", "network")
        rows = [row(indicator, "101", kind="district", of=1000, count=200, year=year) for year in years]
        for school in SCHOOLS[:count]:
            name = {ALDER: "Zinnia", BIRCH: "Aster"}.get(school, f"School {school}")
            release.place(school, "school", name, "101", grades)
            for year in years:
                part = 1000 * rates.get((school, year), 0.2)
                kept = (school, year) in hidden
                rows.append(
                    row(indicator, school, of=None if kept else 1000, count=None if kept else part, year=year)
                )
        release.table(indicator, rows)
        release.write()
        return lambda **asked: bright_view(
            linked.look("101", linked.person("101", "district_leader"), indicator, **asked)
        )

    return made


def low(school, *years, rate=0.05):
    return dict.fromkeys(((school, year) for year in years), rate)


def test_two_years_make_a_spot_and_one_does_not(network):
    view = network(low(ALDER, 2024, 2026) | low(BIRCH, 2025))()
    assert [each.name for each in view.schools] == ["Zinnia"]
    assert view.schools[0].years == "2023-24 and 2025-26"
    assert view.looked_at == 12
    # Two or more of three years, each by chance in 5 of 100: 12 x (3 x 0.05^2 x 0.95 + 0.05^3).
    assert view.by_chance == pytest.approx(12 * (3 * 0.05**2 * 0.95 + 0.05**3))


def test_the_residual_is_measured_less_the_level(network, settings, linked):
    """One of twelve at 5%, the others at 20%: 18.75% is expected of each, so 5% lies 13.75 points below."""
    network(low(ALDER, 2026))()
    here = linked.look("101", linked.person("101", "district_leader"), ABSENT)
    found = residuals_by_year(
        settings.GROUNDSWELL_STORE, here.manifest.number, here.entry.content, ABSENT, ("all", "all")
    )
    spot = found[2026][ALDER]
    assert spot.measured == pytest.approx(-13.75)
    assert spot.measured < spot.estimate < 0
    assert found[2026][BIRCH].measured == pytest.approx(1.25)


def test_by_name_and_never_by_size(network):
    """Aster differs less than Zinnia and stands first."""
    view = network(low(ALDER, 2025, 2026) | low(BIRCH, 2025, 2026, rate=0.1))()
    assert [each.name for each in view.schools] == ["Aster", "Zinnia"]


@pytest.mark.parametrize(("indicator", "rate", "word"), [(ABSENT, 0.05, "lower"), (MET, 0.6, "higher")])
def test_the_wanted_side_is_the_indicators_own(network, indicator, rate, word):
    view = network(low(ALDER, 2025, 2026, rate=rate), indicator=indicator)()
    assert [each.name for each in view.schools] == ["Zinnia"]
    assert all(f"percentage points {word} than expected" in each for each in view.schools[0].evidence)


def test_the_unwanted_side_is_not_listed(network):
    view = network(low(ALDER, 2025, 2026, rate=0.6))()
    assert ALDER not in [each.code for each in view.schools]
    assert "Zinnia" not in [each.name for each in view.schools]


def test_no_repeated_evidence_is_said(network):
    view = network({})()
    assert view.schools == ()
    assert view.why_none.startswith("No repeated evidence: we looked at 12 schools")


def test_a_withheld_year_is_no_evidence(network):
    """5% in both years, one of them withheld: one year is left, and one year makes no spot."""
    view = network(low(ALDER, 2025, 2026), years=(2025, 2026), hidden={(ALDER, 2025)})()
    assert view.schools == ()
    assert view.looked_at == 11


@pytest.mark.parametrize("more", [{"years": (2026,)}, {"count": 4}, {"grades": ()}])
def test_too_little_to_look_at(network, more):
    """One school year; four schools; schools of no known grades."""
    view = network({}, **more)()
    assert view.why_none == "It takes 2 school years in which enough schools of one level may be shown."


def test_who_may_not_be_named_is_counted(network):
    look = network(low(ALDER, 2025, 2026) | low(BIRCH, 2025, 2026))
    PlaceInData.objects.filter(organization_id=ALDER).delete()
    view = look()
    assert [each.name for each in view.schools] == ["Aster"]
    assert view.unnamed == 1


def test_totals_and_schools_have_none(linked):
    assert bright_view(linked.look("101", linked.person("1010000"), ABSENT)) is None
    assert bright_view(linked.look("1010000", linked.person("1010000"), ABSENT)) is None


@pytest.mark.parametrize("indicator", ["attendance_rate"])
def test_days_have_none(linked, indicator):
    assert bright_view(linked.look("101", linked.person("101", "district_leader"), indicator)) is None


def test_a_group_is_looked_at_by_itself(linked):
    here = linked.look("network", linked.person("network", "hub"), ABSENT, who="english_learner/yes")
    view = bright_view(here)
    assert view.group == "English learners"
    assert 0 < view.looked_at <= 28


def test_a_long_list_is_kept_to_what_people_can_visit(network, monkeypatch):
    """All three lie clearly below; those by 5 percentage points or more in each year are two."""
    monkeypatch.setattr("groundswell.domain.indicators.queries.bright.MOST", 2)
    near = low(SCHOOLS[0], 2025, 2026, rate=0.12)
    look = network(low(ALDER, 2025, 2026, rate=0.02) | low(BIRCH, 2025, 2026, rate=0.02) | near)
    view = look()
    assert [each.name for each in view.schools] == ["Aster", "Zinnia"]
    assert view.at_least >= 1
