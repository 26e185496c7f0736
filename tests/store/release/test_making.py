"""From an edition to a release: what is decided, what is written, what is made again, and what is held."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.store.query.opening import opened
from groundswell.store.release import reading, tables
from groundswell.store.release.columns import NUMBERS
from groundswell.store.release.computing import Levels, compute_levels, decided
from groundswell.store.release.making import CannotRelease, check_release
from groundswell.store.release.manifest import ReleaseManifest
from groundswell.store.release.printed import key_of
from tests.store.release.small_store import ABSENCE, SIZES, SUSPENSION, library, make, publish_edition


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Edition 1 and release 1, of one indicator."""
    store = tmp_path_factory.mktemp("released") / "store"
    assert publish_edition(store) == 1
    assert make(store).number == 1
    return store


@pytest.fixture
def store(tmp_path: Path, released: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "store"))


def rows(
    store: Path, manifest: ReleaseManifest, kind: str = "school", name: str = ABSENCE
) -> list[ReleasedResult]:
    return reading.numbers(store, manifest, name, period="school_year", place_kind=kind)  # type: ignore[arg-type]


def test_one_decision_for_every_kind_of_place(store: Path) -> None:
    made = make(store)
    schools = {(row.place, row.group): row for row in rows(store, made)}
    assert schools["S003", "all"].numerator == Shown(10)
    assert schools["S003", "all"].students == Shown(84)
    assert schools["S002", "male"].students == Suppressed("small group")
    # Shown, the girls and the school would tell of the boys.
    assert Suppressed("protects a small group") in (
        schools["S002", "female"].students,
        schools["S002", "all"].students,
    )
    [district] = [row for row in rows(store, made, "district") if row.group_set == "all"]
    [network] = [row for row in rows(store, made, "network") if row.group_set == "all"]
    assert district.students == network.students == Shown(184)
    entry = made.table(ABSENCE, "school_year")
    assert entry is not None
    assert (entry.place_kinds, entry.school_years) == (("school", "district", "network"), (2026,))
    assert entry.group_sets == ("all", "grade", "grade_band", "sex")
    assert entry.authorities == {2026: "California Department of Education"}
    names = {
        key: (place.name, place.parent, place.grades) for key, place in reading.places(store, made).items()
    }
    assert names["school:S001"] == ("School S001", "D1", ("04",))
    assert names["district:D1"] == ("Fern Valley", "network", ())


def _sizes(true: dict, store: Path, *, shown: bool) -> set[int]:  # type: ignore[type-arg]
    """True numbers of students of the rows that are shown, or of those that are withheld."""
    every = [row for kind in ("school", "district", "network") for row in rows(store, make(store), kind)]
    return {
        true[row.place_kind, row.place, row.group].students
        for row in every
        if isinstance(row.students, Shown) == shown
    }


def test_no_withheld_number_is_anywhere_in_the_files(store: Path) -> None:
    """Sizes are chosen so that no other number of the table is one of those withheld."""
    make(store)
    with opened(store) as (engine, _):
        levels = compute_levels(
            engine,
            library(ABSENCE)[0],
            period="school_year",
            groups=("sex", "grade", "grade_band"),
            years=(2026,),
        )
    true = {(each.place_kind, each.place, each.group): each for each in levels.asked}
    hidden = _sizes(true, store, shown=False) - _sizes(true, store, shown=True)
    assert SIZES["S002"]["male"] in hidden
    seen = 0
    for file in (store / "releases").rglob("*.parquet"):
        table = pq.read_table(file)
        numbers = {
            value for name in table.column_names for value in table.column(name).to_pylist()
            if isinstance(value, int | float)
        }  # fmt: skip
        assert not numbers & hidden
        for row in table.to_pylist() if "value" in table.column_names else ():
            truth = true[row["place_kind"], row["place"], row["group"]]
            for name in NUMBERS:
                shown = row[f"{name}_code"] in {"whole", "number"}
                seen += not shown
                assert row[name] == (getattr(truth, name) if shown else None)
    assert seen >= 8


def test_what_cannot_have_changed_is_not_made_again(store: Path) -> None:
    first = make(store, ABSENCE, SUSPENSION)
    assert make(store, ABSENCE, SUSPENSION) == first
    assert publish_edition(store, suspended=12) == 2
    second = make(store, ABSENCE, SUSPENSION)
    paths = {entry.indicator: entry.path[:6] for entry in second.tables}
    assert (second.number, second.edition) == (3, 2)
    assert paths == {ABSENCE: "000001", SUSPENSION: "000003"}
    assert rows(store, second) == rows(store, first)
    wider = make(store, ABSENCE, SUSPENSION, rule=SuppressionRule(threshold=5))
    assert {entry.path[:6] for entry in wider.tables} == {"000004"}


def test_an_indicator_alone_leaves_the_others_as_they_are(store: Path) -> None:
    first = make(store)
    second = make(store, SUSPENSION)
    assert second.number == 2
    assert second.table(ABSENCE, "school_year") == first.table(ABSENCE, "school_year")
    with pytest.raises(CannotRelease, match=f"also {ABSENCE}"):
        make(store, SUSPENSION, rule=SuppressionRule(threshold=5))


def test_an_indicator_without_numbers_has_no_table(store: Path) -> None:
    made = make(store, "college_going")
    assert made.table("college_going", "school_year") is None
    assert list(made.without) == ["college_going.school_year"]


def test_an_empty_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRelease, match="data load"):
        make(tmp_path)


def test_a_few_who_joined_are_not_told_by_comparing(store: Path) -> None:
    """Three girls joined a year that was over, one of them absent: 10 of 84 and 11 of 87 would tell of them."""
    first = make(store)
    publish_edition(store, late=3)
    second = make(store, at="2026-10-08T00:00:00+00:00")
    entry = second.table(ABSENCE, "school_year")
    assert entry is not None
    assert entry.state == "held"
    assert "2025-26 stays as it was released before" in entry.reason
    assert "for schools" in entry.reason
    assert rows(store, second) == rows(store, first)
    assert check_release(store).exposed == ()
    publish_edition(store, late=13)
    third = make(store, at="2026-10-15T00:00:00+00:00")
    assert third.table(ABSENCE, "school_year").state == "released"  # type: ignore[union-attr]
    assert [row.students for row in rows(store, third) if (row.place, row.group) == ("S003", "all")] == [
        Shown(97)
    ]


def test_while_the_year_goes_on_numbers_move(tmp_path: Path) -> None:
    """Those who stay may count differently from day to day, so a difference tells of nobody."""
    publish_edition(tmp_path)
    make(tmp_path, at="2025-11-01T00:00:00+00:00")
    publish_edition(tmp_path, late=3)
    second = make(tmp_path, at="2025-11-02T00:00:00+00:00")
    assert second.table(ABSENCE, "school_year").state == "released"  # type: ignore[union-attr]


def test_a_broken_build_is_held_at_the_gate(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make(store)
    publish_edition(store, suspended=1, late=30)

    def leaky(counted: Mapping[Period, Levels], *more: Any, **how: Any) -> dict[Period, list[ReleasedResult]]:
        """A build that protects the small groups, and not what they follow from."""
        true = {key_of(each): each for levels in counted.values() for each in levels.asked}
        return {
            period: [
                replace(row, students=Shown(each.students), numerator=Shown(round(each.numerator)))
                if row.students == Suppressed("protects a small group") and (each := true[key_of(row)])
                else row
                for row in held
            ]
            for period, held in decided(counted, *more, **how).items()
        }

    monkeypatch.setattr(tables, "decided", leaky)
    second = make(store)
    entry = second.table(ABSENCE, "school_year")
    assert entry is not None
    assert entry.state == "held"
    assert "could be worked out" in entry.reason
    assert "7" not in entry.reason
    assert entry.path == first.tables[0].path
    assert rows(store, second) == rows(store, first)
    assert not (store / "releases/000002" / f"{ABSENCE}.school_year.parquet").exists()
