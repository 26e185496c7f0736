"""Risk ratios by 34 CFR 300.647."""

import pytest

from groundswell.core.equity.idea import MinimumSizes, disproportionality, idea_risk_ratio, pooled_years
from groundswell.core.stats.rate_intervals import Share


def test_risk_ratio() -> None:
    found = idea_risk_ratio(Share(40, 200), Share(60, 900))
    assert found.kind == "risk ratio"
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(3.0)
    assert found.words.startswith("Risk ratio 3 (2.07 to 4.34), beside all other children in the district")


@pytest.mark.parametrize("others", [Share(9, 900), Share(15, 29), None])
def test_alternate_ratio_when_the_district_comparison_is_too_small(others: Share | None) -> None:
    found = idea_risk_ratio(Share(40, 200), others, state_others=Share(10_000, 100_000))
    assert found.kind == "alternate risk ratio"
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(2.0)


@pytest.mark.parametrize("group", [Share(9, 200), Share(12, 29), None])
def test_small_groups_have_no_ratio(group: Share | None) -> None:
    found = idea_risk_ratio(group, Share(60, 900), state_others=Share(10_000, 100_000))
    assert (found.kind, found.ratio) == ("not calculated", None)
    assert "this group" in found.words


def test_no_ratio_when_both_comparisons_are_too_small() -> None:
    assert idea_risk_ratio(Share(40, 200), Share(2, 20), state_others=Share(3, 30)).kind == "not calculated"


def test_the_limits_themselves_are_large_enough() -> None:
    assert idea_risk_ratio(Share(10, 30), Share(10, 30)).kind == "risk ratio"
    assert MinimumSizes().presumptively_reasonable
    assert not MinimumSizes(cell=11).presumptively_reasonable


def test_years_add_up_and_are_at_most_three() -> None:
    assert pooled_years([Share(4, 20), None, Share(7, 25)]) == Share(11, 45)
    assert pooled_years([None]) is None
    with pytest.raises(ValueError, match="at most 3"):
        pooled_years([Share(1, 2)] * 4)


def test_threshold_has_to_be_passed_every_year() -> None:
    assert disproportionality([3.4, 3.2, 3.1], threshold=3).significant
    assert not disproportionality([3.4, 3.0, 3.1], threshold=3).significant
    assert not disproportionality([3.4, None, 3.1], threshold=3).significant
    assert not disproportionality([3.4, 3.1], threshold=3).significant
    assert disproportionality([2.0, 3.1, 3.1], threshold=3, years=2).significant


def test_reasonable_progress_in_each_of_two_prior_years() -> None:
    falling = disproportionality([4.0, 3.6, 3.2], threshold=3, reasonable_progress=0.3)
    assert (falling.above, falling.progress, falling.significant) == (True, True, False)
    assert disproportionality([4.0, 3.6, 3.5], threshold=3, reasonable_progress=0.3).significant
