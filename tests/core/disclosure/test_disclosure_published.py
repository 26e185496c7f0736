"""Real releases: what the attacker finds in them, and that our own release of the same data leaves nothing.

Counts are those of an independent audit of the same files (one subtraction in New York City; totals shared
by sister tables in Connecticut).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from groundswell.core.disclosure.attack import audit, solvable
from groundswell.core.disclosure.protect import protect, remainder
from groundswell.core.disclosure.published import Findings, Printed, attack_published
from groundswell.core.disclosure.rules import AdditiveSet, Cell, Release, SuppressionRule
from groundswell.store.read.released.cells import Release as Read
from groundswell.store.read.released.cells import read_release
from groundswell.store.read.released.spec import read_spec
from tests.core.disclosure import published_tables as source

NYC = source.SHIPPED / "nyc_graduation_2001-2004.csv.gz"
CT = source.SHIPPED / "ct_chronic_absence_2017-2019.csv.gz"
NYC_RULE = SuppressionRule(threshold=21)  # as the city: cohorts of 20 and fewer
CT_RULE = SuppressionRule(threshold=6, shows_zero=True)  # as the state: 1 to 5 withheld, 0 printed
SETS = {"sex": source.NYC_GROUPS[1:3], "english": source.NYC_GROUPS[3:]}


def attacked(table: Path, spec: str, folder: Path) -> tuple[Read, Findings]:
    described = folder / "spec.yaml"
    described.write_text(spec, encoding="utf-8")
    read = read_release(table, read_spec(described))
    return read, attack_published(read.cells.values(), read.sets)


@pytest.mark.parametrize(
    ("raw", "shipped", "rows"),
    [(source.NYC_RAW, NYC, source.nyc_rows), (source.CT_RAW, CT, source.ct_rows)],
    ids=["New York City", "Connecticut"],
)
def test_what_is_shipped_is_what_was_published(
    raw: Path, shipped: Path, rows: Callable[[], Sequence[dict[str, str]]]
) -> None:
    if not raw.exists():
        pytest.skip(f"{raw.name} is not in GROUNDSWELL_DATA: the shipped extract stands on its own")
    assert source.read(shipped) == rows()


@pytest.mark.parametrize("table", [NYC, source.NYC_RAW], ids=["shipped", "shared"])
def test_new_york_city_gives_724_counts_away_by_one_subtraction(table: Path, tmp_path: Path) -> None:
    if not table.exists():
        pytest.skip("the raw file is not in GROUNDSWELL_DATA")
    read, findings = attacked(table, source.NYC_SPEC, tmp_path)
    hidden = Counter(read.where[cell.key][2] for cell in findings.cells)
    found = Counter((read.where[cell.key][2], cell.how) for cell in findings.recovered)
    by_hand = {group: found[group, "one subtraction"] for group in hidden}
    assert [sum(hidden[group] for group in groups) for groups in SETS.values()] == [446, 939]
    assert [sum(by_hand[group] for group in groups) for groups in SETS.values()] == [75, 649]
    assert findings.not_adding_up == ()
    # Six more follow from 0 <= graduates <= cohort: everybody or nobody of a shown total graduated.
    assert sum(found.values()) - sum(by_hand.values()) == 6


def test_connecticut_gives_4_and_19_counts_away_through_sister_tables(tmp_path: Path) -> None:
    read, findings = attacked(CT, source.CT_SPEC, tmp_path)
    year = {cell.key: read.where[cell.key][1] for cell in findings.cells}
    assert Counter(year.values()) == {"2017-18": 1_119, "2018-19": 1_465}
    assert Counter(year[cell.key] for cell in findings.recovered) == {"2017-18": 4, "2018-19": 19}
    assert all(cell.count.low == 1 for cell in findings.recovered)
    pairs = _tables_with_holes(read, findings, holes=2)
    one_or_two = [cell for cell in findings.cells if (cell.count.low, cell.count.high) == (1, 2)]
    assert sum(year[cell.key] == "2018-19" and cell.key in pairs for cell in one_or_two) == 20


def _tables_with_holes(read: Read, findings: Findings, *, holes: int) -> set[str]:
    secret = {cell.key for cell in findings.cells}
    tables = [secret.intersection(each.parts) for each in read.sets]
    return {key for keys in tables if len(keys) == holes for key in keys}


@cache
def nyc_truth() -> tuple[list[Cell], list[AdditiveSet]]:
    """A complete table that prints as the city's: recovered counts as they are, the others filled in."""
    cohorts: dict[str, dict[str, tuple[int, int | None]]] = defaultdict(dict)
    for row in source.read(NYC):
        count = row["Total Grads - n"]
        told = None if count == "s" else int(count.replace(",", ""))
        size = int(row["Total Cohort"].replace(",", ""))
        cohorts[f"{row['DBN']} {row['Cohort']}"][row["Demographic"]] = (size, told)
    cells, sets = [], []
    for name, groups in cohorts.items():
        size, told = groups["Total Cohort"]
        total = Cell(f"{name} all", size, size // 2 if told is None else told)
        cells.append(total)
        for pair in SETS.values():
            listed = [(f"{name} {group}", *groups[group]) for group in pair if group in groups]
            parts = _filled(total, listed)
            if parts:
                cells += parts
                sets.append(AdditiveSet(total.key, tuple(part.key for part in parts)))
    return cells, sets


def _filled(total: Cell, listed: Sequence[tuple[str, int, int | None]]) -> list[Cell]:
    """Counts for the withheld parts: as the total leaves them, the first as small as can be."""
    left, room = total.count or 0, sum(n for _, n, told in listed if told is None)
    left -= sum(told or 0 for _, _, told in listed)
    parts = []
    for key, n, told in listed:
        room -= n if told is None else 0
        count = max(0, left - room) if told is None else told
        left -= count if told is None else 0
        parts.append(Cell(key, n, count))
    rest = remainder(f"{total.key}, not listed", total=total, parts=parts)
    return [*parts, rest] if rest.n else parts


def test_our_release_of_new_york_city_leaves_nothing_to_recover() -> None:
    cells, sets = nyc_truth()
    small = [cell.key for cell in cells if NYC_RULE.is_small(cell)]
    assert len(solvable(cells, sets, hidden=small)) > 700  # withholding small cohorts alone, as the city did
    release = protect(cells, sets, NYC_RULE)
    assert audit(cells, sets, release, NYC_RULE) == frozenset()
    assert attack_published(as_printed(cells, release), sets).recovered == ()


def as_printed(cells: Sequence[Cell], release: Release) -> list[Printed]:
    """Our release as a stranger reads it: a number or nothing. Cells without a count are counts themselves."""
    printed = []
    for cell in cells:
        shown = release[cell.key].is_shown
        count = cell.n if cell.count is None else cell.count
        size = None if cell.count is None else (cell.n, cell.n) if shown else (0, 10_000)
        span = (count, count) if shown else (0, 10_000)
        printed.append(Printed(cell.key, span, size, withheld=not shown))
    return printed


@cache
def ct_truth() -> tuple[list[Cell], list[AdditiveSet]]:
    """A complete table that prints as the state's, with the totals printed too: that only helps the reader."""
    places: dict[str, dict[str, list[tuple[str, int | None]]]] = defaultdict(lambda: defaultdict(list))
    for row in source.read(CT):
        count = row["Student Count"]
        place = f"{row['District Code']} {row['Year']}"
        cell = (f"{place} {row['Table']}: {row['Group']}", None if count == "*" else int(count))
        places[place][row["Table"]].append(cell)
    cells, sets = [], []
    for place, tables in places.items():
        least = [sum(1 if count is None else count for _, count in table) for table in tables.values()]
        full = [
            value
            for value, table in zip(least, tables.values(), strict=True)
            if None not in dict(table).values()
        ]
        total = Cell(place, full[0] if full else max(least))
        cells.append(total)
        for table in tables.values():
            parts = _at_least_one(total.n, table)
            if sum(part.n for part in parts) == total.n:
                cells += parts
                sets.append(AdditiveSet(place, tuple(part.key for part in parts)))
    return cells, sets


def _at_least_one(total: int, table: Sequence[tuple[str, int | None]]) -> list[Cell]:
    left = total - sum(1 if count is None else count for _, count in table)
    parts = []
    for key, count in table:
        extra = left if count is None else 0
        left -= extra
        parts.append(Cell(key, 1 + extra if count is None else count))
    return parts


def test_our_release_of_connecticut_leaves_nothing_to_recover() -> None:
    cells, sets = ct_truth()
    release = protect(cells, sets, CT_RULE)
    assert audit(cells, sets, release, CT_RULE) == frozenset()
    lowest_one = [
        Printed(cell.key, (1, cell.count[1]), None, withheld=True) if cell.withheld else cell
        for cell in as_printed(cells, release)
    ]
    assert attack_published(lowest_one, sets).recovered == ()
