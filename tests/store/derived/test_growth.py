"""Growth percentiles in the store: from the tests of two years to an indicator by school."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundswell.core.growth.percentiles import growth_percentiles
from groundswell.core.indicators.results import Query
from groundswell.library.indicator_files import indicators
from groundswell.store.derived.growth import derive_growth
from groundswell.store.engine import run
from groundswell.store.publish.reading import reading
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.opening import opened
from groundswell.store.schema import TABLES
from tests.store.query.stores import AT, publish

STUDENTS = 600


def _row(table: str, **known: Any) -> dict[str, Any]:
    return dict.fromkeys(TABLES[table].names) | {"source": "table"} | known


def _test(student: int, year: int, grade: str, score: float, **more: Any) -> dict[str, Any]:
    given = {
        "school_year": year, "result_id": f"{student}-{year}-{more.get('title', 'ELA')}", "student_id": f"s{student:04}",
        "assessment_id": "sb", "title": "ELA", "category": "caaspp", "subject": "ELA", "grade": grade,
        "date": dt.date(year, 5, 4), "score": score, "school_id": f"S{student % 3}",
    }  # fmt: skip
    return _row("assessments", **(given | more))


@pytest.fixture(scope="module")
def scores() -> tuple[list[float], list[float]]:
    draw = np.random.default_rng(8)
    before = draw.normal(2400, 80, STUDENTS)
    return before.round().tolist(), (before + 40 + draw.normal(0, 40, STUDENTS)).round().tolist()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, scores: tuple[list[float], list[float]]) -> Path:
    """600 students with two years of tests; one skipped a grade, one has a second try and one a quiz."""
    store, (before, after) = tmp_path_factory.mktemp("growth") / "store", scores
    tests = [_test(i, 2025, "04", y) for i, y in enumerate(before)]
    tests += [_test(i, 2026, "05", y) for i, y in enumerate(after)]
    tests += [_test(900, 2025, "04", 2400), _test(900, 2026, "06", 2400)]
    tests += [_test(0, 2026, "05", 1.0, title="first try", date=dt.date(2026, 4, 1))]
    tests += [_test(1, 2026, "05", 9999.0, title="quiz", category="quiz")]
    everyone = [*range(STUDENTS), 900]
    rows = {
        "assessments": tests,
        "students": [_row("students", school_year=2026, student_id=f"s{i:04}", grade="05") for i in everyone],
        "enrollments": [
            _row("enrollments", school_year=2026, student_id=f"s{i:04}", school_id=f"S{i % 3}", grade="05",
                 enrollment_id=f"e{i}", entry_date=dt.date(2025, 8, 18))
            for i in everyone
        ],
    }  # fmt: skip
    publish(store, rows)
    return store


def test_percentiles_are_those_of_the_library(store: Path, scores: tuple[list[float], list[float]]) -> None:
    edition = derive_growth(store, made_at=AT)
    assert (edition.number, edition.kind) == (2, "derived")
    before, after = scores
    expected = growth_percentiles(after, [before]).tolist()
    with reading(store) as now:
        found = run(
            now.connection, "SELECT student_id, percentile, subject, grade, norm_group FROM growth ORDER BY 1"
        )
    assert [row[:2] for row in found] == [(f"s{i:04}", p) for i, p in enumerate(expected)]
    assert {row[2:] for row in found} == {("english", "05", STUDENTS)}


def test_again_is_no_new_edition(store: Path) -> None:
    first = derive_growth(store, made_at=AT)
    assert derive_growth(store, made_at=AT).number == first.number


def test_the_indicator_is_the_mean_of_each_school(store: Path) -> None:
    derive_growth(store, made_at=AT)
    with reading(store) as now:
        means = run(
            now.connection, "SELECT school_id, avg(percentile), count(*) FROM growth GROUP BY 1 ORDER BY 1"
        )
    with opened(store) as (engine, _):
        found = compute(engine, indicators(TABLE_KINDS)["growth_english"], Query(school_years=(2026,)))
    assert [(each.place, each.value, each.students) for each in found] == [
        (school, pytest.approx(mean), n) for school, mean, n in means
    ]
    # The student who skipped a grade has no percentile: missing, not low.
    assert sum(each.missing for each in found) == 1


def test_a_small_network_has_no_percentiles(tmp_path: Path) -> None:
    tests = [
        _test(i, year, grade, 2400.0 + i) for i in range(40) for year, grade in ((2025, "04"), (2026, "05"))
    ]
    publish(tmp_path / "store", {"assessments": tests})
    assert derive_growth(tmp_path / "store", made_at=AT).number == 1
