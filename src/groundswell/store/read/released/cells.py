"""A published table, row by row, as cells for the attack, with the sums they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from groundswell.core.disclosure.published import CEILING, Printed
from groundswell.core.disclosure.rules import AdditiveSet
from groundswell.store.read.faults import Fault, Unreadable
from groundswell.store.read.released.numbers import NotANumber, Share, Span, counted, share
from groundswell.store.read.released.spec import BadSource, Mark, ReleaseSpec
from groundswell.store.read.rows import Row
from groundswell.store.read.tables import Table, read_table

MOST_FAULTS = 20
Where = tuple[str, str, str]  # place, period, group


@dataclass
class Release:
    """A published table ready for the attack. `growing` pairs cumulative cells, the earlier one first."""

    cells: dict[str, Printed] = field(default_factory=dict)
    where: dict[str, Where] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    sets: list[AdditiveSet] = field(default_factory=list)
    growing: list[tuple[str, str]] = field(default_factory=list)
    rows: int = 0
    not_used: int = 0


def read_release(path: Path, spec: ReleaseSpec) -> Release:
    """Read all rows. Raises BadSource: nothing is judged on half a table."""
    try:
        with read_table(path) as table:
            return _Reading(table, spec, path.name).release()
    except Unreadable as refused:
        raise BadSource(path.name, [refused.fault]) from refused


class _Reading:
    def __init__(self, table: Table, spec: ReleaseSpec, name: str) -> None:
        self.table, self.spec, self.name = table, spec, name
        self.found, self.faults = Release(), list[Fault]()
        self.in_set: dict[str, set[str]] = {each: set(groups) for each, groups in spec.sets.items()}
        self.parents: dict[str, str] = dict(spec.parents)

    def release(self) -> Release:
        self._require_columns()
        for row in self.table.rows:
            self.found.rows += 1
            self._take(row)
            if len(self.faults) >= MOST_FAULTS:
                break
        if self.faults:
            raise BadSource(self.name, self.faults)
        self._add_up()
        return self.found

    def _require_columns(self) -> None:
        absent = [heading for heading in self.spec.columns.values() if heading not in self.table.header]
        fix = f"The columns here are: {', '.join(self.table.header)}."
        faults = [Fault(1, each, "no_column", "The table has no such column.", fix) for each in absent]
        if faults:
            raise BadSource(self.name, faults)

    def _take(self, row: Row) -> None:
        self.faults += row.faults
        if row.faults:
            return
        where = self._where(row)
        if where is None:
            self.found.not_used += 1
            return
        try:
            cell = self._cell(_key(where), row)
        except NotANumber as wrong:
            self.faults.append(Fault(row.line, wrong.column, "number", wrong.message, wrong.fix))
            return
        self._keep(cell, where, row)

    def _keep(self, cell: Printed, where: Where, row: Row) -> None:
        before = self.found.cells.get(cell.key)
        if before is not None and before != cell:
            words = f"This is a second row for {cell.key} (the first is line {self.found.lines[cell.key]})."
            fix = "Keep one of them, or name the column that tells them apart as 'set' or 'period'."
            self.faults.append(Fault(row.line, self.spec.columns["group"], "second_row", words, fix))
            return
        self.found.cells[cell.key] = cell
        self.found.where[cell.key] = where
        self.found.lines.setdefault(cell.key, row.line)

    def _where(self, row: Row) -> Where | None:
        """Place, period and group; None for a group that is in no set."""
        place, period = self._text(row, "place"), self._text(row, "period")
        group, chosen = self._text(row, "group"), self._text(row, "set")
        if parent := self._text(row, "parent"):
            self.parents[place] = parent
        if group == self.spec.whole and group:
            return place, period, group
        if "set" in self.spec.columns:
            group = f"{chosen}: {group}"
            self.in_set.setdefault(chosen, set()).add(group)
        elif not any(group in groups for groups in self.in_set.values()):
            return None
        return place, period, group

    def _text(self, row: Row, name: str) -> str:
        """A cell as text; the ="001" with which spreadsheets keep zeros is taken off."""
        text = row.values.get(self.spec.columns.get(name, ""), "").strip()
        return text[2:-1] if text.startswith('="') and text.endswith('"') else text

    def _cell(self, key: str, row: Row) -> Printed:
        count, mark = self._number(row, "count")
        total, total_mark = self._number(row, "total") if "total" in self.spec.columns else (None, None)
        marked = mark or total_mark
        n = None if "total" not in self.spec.columns else total or _span(total_mark, "total")
        return Printed(
            key,
            count or _span(mark, "count"),
            n,
            self._share(row) if n and (marked or n[0] < n[1]) else None,
            withheld=marked is not None or bool(count and count[0] < count[1]),
        )

    def _number(self, row: Row, name: str) -> tuple[Span | None, Mark | None]:
        """What is printed, or the mark that stands in its place; neither where the table has nothing."""
        text, column = self._text(row, name), self.spec.columns[name]
        if text in self.spec.withheld:
            return None, self.spec.withheld[text]
        if text in self.spec.missing:
            return None, None
        return counted(text, column=column, thousands=self.spec.thousands), None

    def _share(self, row: Row) -> Share | None:
        text = self._text(row, "rate")
        if not text or text in self.spec.withheld or text in self.spec.missing:
            return None
        column, spec = self.spec.columns["rate"], self.spec
        return share(text, column=column, decimals=spec.rate_decimals, cut=spec.rate_is_cut)

    def _add_up(self) -> None:
        for place, period in dict.fromkeys((place, period) for place, period, _ in self.found.where.values()):
            total = _key((place, period, self.spec.whole or "(all)"))
            for groups in self.in_set.values():
                self._sum(total, (_key((place, period, group)) for group in sorted(groups)))
        self._add_levels()
        if self.spec.cumulative:
            self._add_growth()

    def _sum(self, total: str, parts: Iterable[str]) -> None:
        printed = tuple(part for part in parts if part in self.found.cells)
        if printed:
            self.found.sets.append(AdditiveSet(total, printed))

    def _add_levels(self) -> None:
        """The same group over all places of a parent, where the parent is in the table too."""
        levels: dict[Where, list[str]] = {}
        for key, (place, period, group) in self.found.where.items():
            above = (self.parents.get(place, ""), period, group)
            if above[0] and _key(above) in self.found.cells:
                levels.setdefault(above, []).append(key)
        for above, parts in levels.items():
            self._sum(_key(above), parts)

    def _add_growth(self) -> None:
        series: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key, (place, period, group) in self.found.where.items():
            series.setdefault((place, group), []).append((period, key))
        for points in series.values():
            ordered = [key for _, key in sorted(points)]
            self.found.growing += pairwise(ordered)


def _span(mark: Mark | None, name: str) -> Span:
    if mark is None:
        return (0, CEILING)
    low, high = mark.count if name == "count" else mark.total
    return (low, CEILING if high is None else high)


def _key(where: Where) -> str:
    return " | ".join(part for part in where if part)
