"""What a page reads of a release."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from groundswell.core.disclosure.released import Coded, Shown, Suppressed
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release import reading
from groundswell.store.release.columns import sort_key
from tests.store.release.given import INDICATOR, PLACES, ROWS, release_rows


def test_before_the_first_release_there_is_none(tmp_path: Path) -> None:
    assert reading.current(tmp_path) is None
    with pytest.raises(StoreFault, match="no release 1"):
        reading.read(tmp_path, 1)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = release_rows(tmp_path)
    now = reading.current(tmp_path)
    assert now == made == reading.read(tmp_path, 1)
    assert reading.places(tmp_path, now) == {f"{place.kind}:{place.id}": place for place in PLACES}
    entry = now.table(INDICATOR, "school_year")
    assert entry is not None
    assert (entry.rows, entry.withheld, entry.school_years) == (16, 8, (2025, 2026))
    assert (entry.place_kinds, entry.group_sets) == (("school", "district", "network"), ("all", "sex"))
    found = [
        row
        for kind in ("district", "network", "school")
        for row in reading.numbers(tmp_path, now, INDICATOR, period="school_year", place_kind=kind)
    ]
    assert found == sorted(ROWS, key=sort_key)


def test_places_groups_and_years_are_chosen(tmp_path: Path) -> None:
    now = release_rows(tmp_path)

    def numbers(**asked: Any) -> list[ReleasedResult]:
        asked = {"period": "school_year", "place_kind": "school"} | asked
        return reading.numbers(tmp_path, now, INDICATOR, **asked)

    [one] = numbers(places=["S002"], group_sets=["all"], school_years=[2026])
    assert (one.numerator, one.value) == (Shown(3), Coded("at most", 10))
    girls = [row for row in numbers(places=["S002", "S001"], group_sets=["sex"]) if row.group == "female"]
    assert [(row.place, row.students) for row in girls[::2]] == [
        ("S001", Suppressed("protects a small group")),
        ("S002", Suppressed("small group")),
    ]
    assert (
        numbers(places=[]) == numbers(places=["S9"]) == numbers(place_kind="district", places=["S001"]) == []
    )
    assert numbers(period="month") == []


def test_a_place_of_many_rows_is_one_part_of_the_file(tmp_path: Path) -> None:
    many = [
        replace(ROWS[2], place=f"S{place:03d}", group=str(number))
        for place in range(9)
        for number in range(700)
    ]
    now = release_rows(tmp_path, many)
    for place in ("S000", "S004", "S008"):
        found = reading.numbers(
            tmp_path, now, INDICATOR, period="school_year", place_kind="school", places=[place]
        )
        assert len(found) == 700
        assert {row.place for row in found} == {place}


def test_a_later_release_is_read_at_once(tmp_path: Path) -> None:
    first = release_rows(tmp_path)
    second = release_rows(tmp_path, ROWS[:4])
    assert reading.current(tmp_path) == second
    assert [each.number for each in reading.history(tmp_path)] == [2, 1]
    sizes = [
        len(reading.numbers(tmp_path, each, INDICATOR, period="school_year", place_kind="school"))
        for each in (first, second)
    ]
    assert sizes == [12, 2]


def test_damage_is_told(tmp_path: Path) -> None:
    release_rows(tmp_path)
    (tmp_path / "releases/000001/release.json").write_text("{")
    with pytest.raises(StoreFault, match="damaged"):
        reading.current(tmp_path)
