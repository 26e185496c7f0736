"""The attack from print alone, on tables made by hand."""

from pathlib import Path

from groundswell.store.release.making import check_release
from tests.store.release.given import ALL, BESIDE, BOYS, GIRLS, SMALL, release_rows, row

OTHERS = ("sex", "x")
WHOLE = row("school", "S001", 2026, ALL, (9, 60))


def exposed(store: Path) -> set[tuple[str, str, str]]:
    return {(each.key.place, each.key.group, each.how) for each in check_release(store).exposed}


def test_a_sound_table_gives_nothing_away(tmp_path: Path) -> None:
    release_rows(tmp_path)
    check = check_release(tmp_path)
    assert (check.release, check.tables, check.numbers, check.withheld) == (1, 1, 16, 8)
    assert check.exposed == ()


def test_one_subtraction_is_found(tmp_path: Path) -> None:
    release_rows(
        tmp_path,
        [WHOLE, row("school", "S001", 2026, GIRLS, (5, 52)), row("school", "S001", 2026, BOYS, SMALL)],
    )
    assert exposed(tmp_path) == {("S001", "male", "sums")}


def test_a_school_follows_from_its_district(tmp_path: Path) -> None:
    district = row("district", "D1", 2026, ALL, (12, 68))
    release_rows(tmp_path, [district, WHOLE, row("school", "S002", 2026, ALL, SMALL)])
    assert exposed(tmp_path) == {("S002", "all", "sums")}


def test_two_releases_together_tell_more_than_each(tmp_path: Path) -> None:
    hidden = row("school", "S001", 2026, BOYS, SMALL)
    girls, others = row("school", "S001", 2026, GIRLS, (5, 30)), row("school", "S001", 2026, OTHERS, (2, 25))
    release_rows(tmp_path, [WHOLE, hidden, girls, row("school", "S001", 2026, OTHERS, BESIDE)])
    assert exposed(tmp_path) == set()
    release_rows(tmp_path, [WHOLE, hidden, row("school", "S001", 2026, GIRLS, BESIDE), others])
    assert exposed(tmp_path) == {("S001", "male", "sums")}


def test_a_small_group_is_found_even_where_it_is_printed(tmp_path: Path) -> None:
    release_rows(tmp_path, [row("school", "S001", 2026, BOYS, (1, 5))])
    assert exposed(tmp_path) == {("S001", "male", "sums")}


def test_a_difference_between_releases_is_a_group(tmp_path: Path) -> None:
    release_rows(tmp_path, [WHOLE])
    release_rows(tmp_path, [row("school", "S001", 2026, ALL, (10, 62))])
    assert exposed(tmp_path) == {("S001", "all", "releases compared")}
