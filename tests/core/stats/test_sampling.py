"""Estimates from samples of California's schools, against the numbers that survey methods are taught with."""

import math
from collections import defaultdict

import pytest

from groundswell.core.stats.sampling.design import Design, SampleError
from groundswell.core.stats.sampling.estimates import mean, mean_by, ratio, total
from tests.core.stats.school_data import column
from tests.core.stats.survey_files import Rows, survey_file


def test_districts_drawn_as_wholes() -> None:
    rows = survey_file("apiclus1")
    design = Design(
        column(rows, "pw"), clusters=[r["dnum"] for r in rows], clusters_in_all=column(rows, "fpc")
    )
    api = mean(design, column(rows, "api00"))
    assert (api.value, api.error) == pytest.approx((644.17, 23.542), abs=6e-3)
    pupils = total(design, column(rows, "enroll"))
    assert (pupils.value, pupils.error) == pytest.approx((3_404_940, 932_235), abs=0.7)
    assert pupils.design_effect == pytest.approx(31.311, abs=1e-3)
    by_type = mean_by(design, column(rows, "api99"), [r["stype"] for r in rows])
    expected = {"E": (607.7917, 22.81660), "H": (595.7143, 41.76400), "M": (608.6000, 32.56064)}
    assert by_type.keys() == expected.keys()
    for kind, pair in expected.items():
        assert (by_type[kind].value, by_type[kind].error) == pytest.approx(pair, abs=1e-4)
    tested = ratio(design, column(rows, "api.stu"), column(rows, "enroll"))
    assert (tested.value, tested.error) == pytest.approx((0.8497087, 0.008386297), abs=1e-7)


def test_schools_drawn_by_type() -> None:
    rows = survey_file("apistrat")
    design = Design(
        column(rows, "pw"), strata=[r["stype"] for r in rows], clusters_in_all=column(rows, "fpc")
    )
    api, pupils = mean(design, column(rows, "api00")), total(design, column(rows, "enroll"))
    assert (api.value, api.error) == pytest.approx((662.29, 9.4089), abs=6e-3)
    assert (pupils.value, pupils.error) == pytest.approx((3_687_178, 114_642), abs=0.7)


def test_schools_drawn_in_drawn_districts() -> None:
    rows = survey_file("apiclus2")
    design = Design(
        column(rows, "pw"),
        clusters=[r["dnum"] for r in rows],
        clusters_in_all=column(rows, "fpc1"),
        rows_in_cluster=column(rows, "fpc2"),
    )
    api = mean(design, column(rows, "api00"))
    assert (api.value, api.error) == pytest.approx((670.81, 30.099), abs=6e-3)
    # Schools that do not say how many pupils they have stand for none, and still tell how they were drawn.
    pupils = total(design, [float(r["enroll"] or 0) for r in rows])
    assert (pupils.value, pupils.error) == pytest.approx((2_639_273, 799_638), abs=0.7)


def test_the_schools_that_were_drawn_from() -> None:
    rows = survey_file("apipop")
    scores = column(rows, "api00")
    assert sum(scores) / len(scores) == pytest.approx(664.7126, abs=5e-5)
    assert sum(float(r["enroll"]) for r in rows if r["enroll"]) == 3_811_472
    by_type = _by_type(rows)
    assert {kind: len(found) for kind, found in by_type.items()} == {"E": 4421, "H": 755, "M": 1018}
    means = {kind: sum(found) / len(found) for kind, found in by_type.items()}
    assert means == pytest.approx({"E": 672.063, "H": 633.795, "M": 655.723}, abs=1e-3)
    assert sum(r["sch.wide"] == "Yes" for r in rows if r["stype"] == "E") == 3949


def _by_type(rows: Rows) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        found[row["stype"]].append(float(row["api00"]))
    return found


def test_rows_drawn_one_by_one_by_hand() -> None:
    """Four of ten: the mean 5, its variance (1 - 4/10) (20/3) / 4."""
    design = Design([2.5] * 4, clusters_in_all=[10] * 4)
    found = mean(design, [2, 4, 6, 8])
    assert (found.value, found.error) == pytest.approx((5, math.sqrt(0.6 * (20 / 3) / 4)))
    assert total(design, [2, 4, 6, 8]).design_effect == pytest.approx(1)


def test_all_of_them_have_no_error() -> None:
    found = total(Design([1.0] * 3, clusters_in_all=[3] * 3), [1, 2, 4])
    assert (found.value, found.error) == (7, 0)


@pytest.mark.parametrize(
    ("design", "words"),
    [
        ({"weights": [1.0]}, "fewer than two rows"),
        ({"weights": [1.0, 0.0]}, "not above 0"),
        ({"weights": [1.0, 1.0], "strata": ["a"]}, "strata has 1 entries"),
    ],
)
def test_a_design_that_does_not_fit(design: dict[str, list[float]], words: str) -> None:
    with pytest.raises(SampleError, match=words):
        Design(**design)  # type: ignore[arg-type]


def test_one_alone_in_a_stratum_is_refused() -> None:
    with pytest.raises(SampleError, match="Merge strata"):
        mean(Design([1.0, 1.0, 1.0], strata=["a", "a", "b"]), [1, 2, 3])


def test_more_drawn_than_there_are_is_refused() -> None:
    with pytest.raises(SampleError, match="More were drawn"):
        mean(Design([1.0] * 3, clusters_in_all=[2] * 3), [1, 2, 3])


def test_a_missing_value_is_not_zero() -> None:
    with pytest.raises(SampleError, match="missing"):
        mean(Design([1.0] * 2), [1, math.nan])
