"""What an edition says of itself without a file being opened."""

import pytest

from groundswell.store.publish.editions import Edition, Part, PartKey, newest_students


def edition(*held: tuple[str, int | None, int]) -> Edition:
    keys = [PartKey("students", source, year) for source, year, _ in held]
    parts = {
        key: Part(key=key, path="a", rows=rows, size=1, digest="d", fingerprint="f")
        for key, (_, _, rows) in zip(keys, held, strict=True)
    }
    return Edition(1, 0, "load", "2026-11-22T00:00:00+00:00", parts=parts)


@pytest.mark.parametrize(
    ("held", "students"),
    [
        ((), 0),
        ((("oneroster", 2025, 90), ("oneroster", 2026, 100)), 100),
        ((("oneroster", 2026, 100), ("edfi", 2026, 98)), 100),
        ((("oneroster", 2025, 300), ("edfi", 2026, 98), ("table", 2026, 99)), 99),
    ],
)
def test_students_are_counted_once_and_in_the_newest_year(
    held: tuple[tuple[str, int | None, int], ...], students: int
) -> None:
    assert newest_students(edition(*held)) == students
