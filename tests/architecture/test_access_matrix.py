"""Every address, every method, every kind of person: the running house against the policy in `rows`."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.headers import head_problems
from tests.architecture.house.network import House
from tests.architecture.rows import ROWS
from tests.architecture.rows.shapes import EVERYONE, NOT_SIGNED_IN, Row
from tests.architecture.visiting import WRITTEN_BY_READING, deviations, expected, visit

pytestmark = pytest.mark.django_db

# Addresses that are not ours: the sign-in library tests its own, under this one prefix.
NOT_OURS = {"account/": "allauth's own pages; tests/web/accounts holds what we set in it"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def own_patterns(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if route not in NOT_OURS:
                yield from own_patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


OWN = list(own_patterns(get_resolver().url_patterns))
NAMES = sorted({pattern.name or route for route, pattern in OWN})


@pytest.mark.parametrize(("route", "pattern"), OWN, ids=[pattern.name or route for route, pattern in OWN])
def test_every_address_has_a_row(route: str, pattern: URLPattern) -> None:
    rows = [row for row in ROWS if row.name == pattern.name]
    assert rows, (
        f"The address {route!r} (name {pattern.name!r}) has no row in the matrix. Add one to the file of "
        "its room in tests/architecture/rows/: who may open it, who is refused, a value the page must show."
    )
    assert any(row.shows or row.says or row.verb or row.goes_to for row in rows), (
        f"No row of {pattern.name!r} checks a value. Say in `shows`, `says`, `verb` or `goes_to` what "
        "a permitted person gets."
    )


def test_no_row_is_left_behind() -> None:
    assert not {row.name for row in ROWS} - set(NAMES), (
        "Rows for addresses that are gone: take them out of tests/architecture/rows/."
    )
    labels = [row.label for row in ROWS]
    assert not {label for label in labels if labels.count(label) > 1}, (
        "Two rows with one label: give one of them a `case`."
    )


@pytest.mark.parametrize("row", ROWS, ids=[row.label for row in ROWS])
def test_matrix(house: House, row: Row) -> None:
    wrong = []
    for name in sorted(EVERYONE | NOT_SIGNED_IN):
        seen = visit(house, row, name)
        wrong += deviations(house, row, name, seen)
        wrong += [f"{name}: {problem}" for problem in head_problems(seen.response)]
    assert not wrong, f"{row.method} {row.name} {row.case}:\n  " + "\n  ".join(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_other_methods_are_refused(house: House, name: str) -> None:
    """What has no row is not there: 405, or the same answer as for a stranger. Nothing is written."""
    rows = [row for row in ROWS if row.name == name]
    known, wrong = {row.method for row in rows}, []
    for method in (each for each in METHODS if each not in known):
        for person in ("lead", "away"):
            seen = visit(house, rows[0], person, method=method)
            refused = seen.status in {405, 404, 403, 429, *_refusal(rows[0], person)}
            if not refused or set(seen.tables) - WRITTEN_BY_READING:
                wrong.append(f"{method} as {person}: {seen.status}, wrote to {seen.tables}")
    assert not wrong, (
        f"{name}: {wrong}. Put @require_GET, @require_POST or @require_http_methods on the view."
    )


def _refusal(row: Row, person: str) -> tuple[int, ...]:
    """What the policy answers someone to whom the page is not open."""
    return () if person in row.allowed else expected(row, person)


def test_the_matrix_is_large_enough() -> None:
    """A matrix that asks too little proves nothing."""
    asked = len(ROWS) * len(EVERYONE | NOT_SIGNED_IN)
    assert asked >= 2000, asked
    assert all(row.allowed for row in ROWS if not row.case), (
        "A row that allows nobody needs a case that says why."
    )
