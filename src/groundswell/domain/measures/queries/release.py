"""The one disclosure decision: which figures of one measure at one place may be seen, period by period."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.core.disclosure.protect import protect, remainder
from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.points import Figure
from groundswell.domain.places.groups import ALL_STUDENTS, group

RULE = SuppressionRule(threshold=11)
# Students in none of the listed groups have no line of their own: enough that nobody can count them exactly.
JUST_NOT_EXACT = replace(RULE, least_candidates=2)
WITHHELD = Suppressed("small group")


@dataclass(frozen=True)
class Row:
    """One live observation as it is stored. It stays inside this room."""

    group: str
    period: date
    value: float | None
    numerator: int | None
    denominator: int | None
    withheld: bool
    note: str = ""
    decided: bool = False


@dataclass(frozen=True)
class Released:
    """What may be seen of one row. `figure` None: nothing was reported."""

    figure: Figure | None
    size: Figure | None = None


def release_period(measure: Measure, rows: Sequence[Row]) -> dict[str, Released]:
    """Decide for all groups of one period together, so that nothing can be worked out from the rest.

    What a release of student data decided on stands: deciding again would print another table beside it.
    """
    if any(row.decided for row in rows):
        return {row.group: _as_decided(row) for row in rows if row.decided}
    if _is_a_bare_percent(rows):
        return {ALL_STUDENTS: _as_stored(rows[0])}
    hidden = frozenset[str]() if counts_adult_work(measure, rows) else hidden_groups(measure, rows)
    return {
        row.group: Released(WITHHELD, WITHHELD) if row.group in hidden else _as_stored(row) for row in rows
    }


def _is_a_bare_percent(rows: Sequence[Row]) -> bool:
    """All students alone, with no count beside it: nobody to protect, and by far the most common row."""
    return (
        len(rows) == 1
        and rows[0].group == ALL_STUDENTS
        and not rows[0].withheld
        and rows[0].denominator is None
        and rows[0].numerator is None
    )


def counts_adult_work(measure: Measure, rows: Sequence[Row]) -> bool:
    """A process or cycle measure without student groups counts what adults did: "5 of 6 families called"."""
    work = measure.kind in {Measure.Kind.PROCESS, Measure.Kind.CYCLE}
    return work and all(row.group == ALL_STUDENTS and not row.withheld for row in rows)


def hidden_groups(measure: Measure, rows: Sequence[Row]) -> frozenset[str]:
    """Groups withheld at the source, groups that are small, and those that would give a small one away."""
    cells = {row.group: cell for row in rows if (cell := cell_of(measure, row)) is not None}
    forced = frozenset(row.group for row in rows if row.withheld)
    hidden = forced | {code for code, cell in cells.items() if RULE.is_small(cell)}
    total = _total(rows, cells, hidden)
    if total is None:
        return hidden
    for parts in _sets(rows).values():
        hidden |= _with_protectors(parts, total, cells, forced)
    return hidden


def cell_of(measure: Measure, row: Row) -> Cell | None:
    """The students behind a number, as a cell: out of how many, and how many of them where that is known."""
    if row.denominator is not None:
        return Cell(row.group, row.denominator, _count(row))
    if row.group == ALL_STUDENTS or row.numerator is not None or row.value is None:
        return None
    return Cell(row.group, round(row.value)) if measure.unit == Measure.Unit.COUNT else None


def _count(row: Row) -> int | None:
    if row.numerator is not None or row.value is None or not 0 <= row.value <= 100:
        return row.numerator
    return round(row.value * (row.denominator or 0) / 100)


def _sets(rows: Sequence[Row]) -> Mapping[str, list[str]]:
    """Groups of this period by the set in which they add up; a group in no set stands against all others."""
    sets: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.group != ALL_STUDENTS:
            sets[group(row.group).set or row.group].append(row.group)
    return sets


def _total(rows: Sequence[Row], cells: Mapping[str, Cell], hidden: frozenset[str]) -> Cell | None:
    """All students; where no such row is published, the sum of a set that is shown in full gives it away."""
    if ALL_STUDENTS in cells:
        return cells[ALL_STUDENTS]
    sums = [
        Cell(ALL_STUDENTS, sum(cells[code].n for code in parts))
        for parts in _sets(rows).values()
        if len(parts) > 1 and all(code in cells and code not in hidden for code in parts)
    ]
    return max(sums, key=lambda cell: cell.n, default=None)


def _with_protectors(
    parts: Sequence[str], total: Cell, cells: Mapping[str, Cell], forced: frozenset[str]
) -> frozenset[str]:
    """The groups of one set that stay hidden.

    The small ones, and those that keep them from being worked out.
    """
    known = [cells[code] for code in parts if code in cells and code not in forced]
    rest = remainder("", total=total, parts=known)
    unknown = sorted(set(parts) - {cell.key for cell in known})
    if rest.n < 0 or (rest.count or 0) < 0 or (rest.count or 0) > rest.n:
        return frozenset(unknown)  # These groups overlap or come from another day: they add up to nothing.
    withheld = (
        _stand_ins(rest, unknown) if unknown else [Cell("(not listed)", rest.n, rest.count)] if rest.n else []
    )
    every = [*known, *withheld]
    whole = Cell("(total)", sum(cell.n for cell in every), _sum_of_counts(every))
    everyone = AdditiveSet(whole.key, tuple(cell.key for cell in every))
    private = unknown or any(RULE.is_small(cell) for cell in known)
    rule = RULE if private else JUST_NOT_EXACT
    return protect([whole, *every], [everyone], rule).hidden() - {whole.key, "(not listed)"}


def _stand_ins(rest: Cell, unknown: Sequence[str]) -> list[Cell]:
    """Groups withheld at the source, as small as the rule needs.

    Their true sizes are not ours to print or to guess.
    """
    size = min(RULE.threshold - 1, rest.n // len(unknown))
    count = None if rest.count is None else min(size, rest.count // len(unknown))
    return [Cell(code, size, count) for code in unknown]


def _sum_of_counts(cells: Sequence[Cell]) -> int | None:
    counts = [cell.count for cell in cells]
    return None if None in counts else sum(count or 0 for count in counts)


def _as_decided(row: Row) -> Released:
    return Released(WITHHELD, WITHHELD) if row.withheld else _as_stored(row)


def _as_stored(row: Row) -> Released:
    size = None if row.denominator is None else Shown(row.denominator)
    return Released(None if row.value is None else Shown(row.value), size)
