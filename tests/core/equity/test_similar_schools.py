"""Similar schools, on California's high schools of 2012."""

import numpy as np
import pytest

from groundswell.core.equity.expected import expected_results
from groundswell.core.equity.similar_schools import nearest_on_index, similar_schools
from tests.core.accountability.california import api_schools, high_schools

CHARACTERISTICS = ("MEALS", "AVG_ED", "P_EL", "CBMOB")
# fmt: off
ALL = [
    "PCT_AA", "PCT_AI", "PCT_AS", "PCT_FI", "PCT_HI", "PCT_PI", "PCT_WH", "PCT_MR", "MEALS",
    "P_GATE", "P_MIGED", "P_EL", "P_RFEP", "P_DI", "CBMOB", "AVG_ED", "FULL", "EMER",
    "PEN_2", "PEN_35", "PEN_6", "PEN_78", "PEN_91", "ACS_K3", "ACS_46", "ACS_CORE",
]
# fmt: on


def test_four_characteristics_come_near_californias_own_index() -> None:
    """California used more than twenty; the shipped file holds four of them."""
    rows = [r for r in high_schools() if r["SCI"] and all(r[c] for c in CHARACTERISTICS)]
    columns = {name: [float(r[name]) for r in rows] for name in CHARACTERISTICS}
    api = [float(r["API12B"]) for r in rows]
    spread = [100.0**2 / float(r["VALID"]) for r in rows]
    found = expected_results([r["CDS"] for r in rows], api, columns, variances=spread)
    assert len(rows) > 1000
    assert 0.6 < found.r_squared < 0.9
    published = np.corrcoef(found.index, [float(r["SCI"]) for r in rows])[0, 1]
    assert published == pytest.approx(0.884, abs=0.001)
    assert found.coefficients["AVG_ED"] > 0
    beside = similar_schools(found)[0]
    assert len(beside.peers) == 100
    assert beside.peers == tuple(sorted(beside.peers))
    assert beside.own.school not in beside.peers
    assert all(abs(s.residual.estimate) <= abs(s.residual.measured) + 1 for s in found.schools)


def known(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


@pytest.mark.parametrize(("kind", "agreement"), [("E", 0.990), ("M", 0.990), ("H", 0.967)])
def test_all_characteristics_give_nearly_californias_own_index(kind: str, agreement: float) -> None:
    rows = [r for r in api_schools("2012-base") if r["STYPE"] == kind and r["SCI"] and r["API12B"].isdigit()]
    columns = [name for name in ALL if sum(known(r[name]) for r in rows) > 0.97 * len(rows)]
    rows = [r for r in rows if all(known(r[name]) for name in columns)]
    values = {name: [float(r[name]) for r in rows] for name in columns}
    variances = [100.0**2 / float(r["VALID"]) for r in rows]
    found = expected_results(
        [r["CDS"] for r in rows], [float(r["API12B"]) for r in rows], values, variances=variances
    )
    assert np.corrcoef(found.index, [float(r["SCI"]) for r in rows])[0, 1] > agreement


def test_peers_lie_evenly_on_both_sides_except_at_the_ends() -> None:
    index = [float(i) for i in range(300)]
    near = nearest_on_index(index)
    assert near[150] == (*range(100, 150), *range(151, 201))
    assert near[0] == tuple(range(1, 101))
    assert near[299] == tuple(range(199, 299))
    assert nearest_on_index([3.0, 1.0, 2.0], each_side=5)[0] == (1, 2)


def test_words_say_expectation_and_not_place() -> None:
    rng = np.random.default_rng(4)
    meals = rng.uniform(0, 100, 40)
    rates = 90 - 0.3 * meals + rng.normal(0, 3, 40)
    names = [f"School {i}" for i in range(40)]
    found = expected_results(names, list(rates), {"meals": list(meals)}, variances=[4.0] * 40)
    assert found.coefficients["meals"] == pytest.approx(-0.3, abs=0.05)
    words = similar_schools(found, each_side=10)[7].words(unit="%")
    assert words.startswith("School 7: ")
    assert "Half of 20 similar schools lie below" in words
    assert "percentage points (90% interval" in words
    assert "rank" not in words


def test_missing_values_are_named() -> None:
    names = [f"S{i}" for i in range(12)]
    with pytest.raises(ValueError, match="School S3 has a missing value"):
        expected_results(names, [1.0] * 12, {"x": [*range(3), float("nan"), *range(8)]}, variances=[1.0] * 12)
    with pytest.raises(ValueError, match="Not enough data"):
        expected_results(names[:6], [1.0] * 6, {"x": [1.0] * 6}, variances=[1.0] * 6)
    with pytest.raises(ValueError, match="x has 3 values for 12 schools"):
        expected_results(names, [1.0] * 12, {"x": [1.0] * 3}, variances=[1.0] * 12)
