"""What a definition gathers per unit, in one pass over each table and window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import compiled
from groundswell.core.indicators.definition import Gathered
from groundswell.core.indicators.expressions import names_in
from groundswell.store.query.engines import Frame
from groundswell.store.query.year import YearOfData
from groundswell.store.schema import TABLES

_ROWS = "_rows"


@dataclass(frozen=True)
class Pass:
    """One pass over a table: what it puts beside each row, and what it adds up per unit."""

    year: YearOfData
    gathered: tuple[Gathered, ...]

    def summed(self, rows: Frame, keys: tuple[str, ...], *more: nw.Expr) -> Frame:
        """One row per key with everything gathered, not yet settled; `more` is added up beside it."""
        inputs = [column for each in self.gathered for column in self._inputs(each)]
        totals = [total for each in self.gathered for total in self._totals(each)]
        prepared = rows.with_columns(*inputs) if inputs else rows
        return prepared.group_by(*keys).agg(nw.len().alias(self._all_rows), *totals, *more)

    def settled(self, units: Frame) -> Frame:
        """Units with the gathered values under their names, once the sums are joined to them."""
        return units.with_columns(*(self._settle(each).alias(each.name) for each in self.gathered))

    @property
    def _all_rows(self) -> str:
        return f"{_ROWS}_{self.gathered[0].name}" if self.gathered else _ROWS

    def columns(self) -> list[str]:
        """The columns that `summed` makes."""
        per_fact = [
            name
            for each in self.gathered
            for name in (self._total(each), self._rows(each), *self._unknowns(each))
        ]
        return list(dict.fromkeys([self._all_rows, *per_fact]))

    def _rows(self, each: Gathered) -> str:
        return self._all_rows if each.where is None else f"{_ROWS}_of_{each.name}"

    def _total(self, each: Gathered) -> str:
        return self._rows(each) if each.of is None else f"_total_{each.name}"

    def _unknowns(self, each: Gathered) -> list[str]:
        strict = each.take in {"count", "sum", "any", "all"} and each.of is not None
        return [f"_unknown_{each.name}"] if strict and self._may_be_missing(each) else []

    def _may_be_missing(self, each: Gathered) -> bool:
        columns = {column.name: column for column in TABLES[each.table].columns}
        assert each.of is not None  # noqa: S101 (asked only where there is one)
        return not all(columns[name].required for name in names_in(each.of))

    def _inputs(self, each: Gathered) -> list[nw.Expr]:
        chosen = compiled(each.where, self.year.constants) if each.where is not None else None
        of = compiled(each.of, self.year.constants) if each.of is not None else None
        found = []
        if chosen is not None:
            found.append(
                nw.when(chosen).then(nw.lit(1)).otherwise(nw.lit(0)).alias(f"{_ROWS}_of_{each.name}")
            )
        if of is not None:
            value = of.cast(nw.Int64) if each.take in {"count", "any", "all"} else of
            found.append(
                (value if chosen is None else nw.when(chosen).then(value)).alias(f"_total_{each.name}")
            )
            if self._unknowns(each):
                gone = of.is_null() if chosen is None else of.is_null() & chosen
                found.append(
                    nw.when(gone).then(nw.lit(1)).otherwise(nw.lit(0)).alias(f"_unknown_{each.name}")
                )
        return found

    def _totals(self, each: Gathered) -> list[nw.Expr]:
        total = self._total(each)
        found = [nw.col(name).sum() for name in self._unknowns(each)]
        if each.where is not None:
            found.append(nw.col(self._rows(each)).sum())
        if each.of is None:
            return found  # the number of rows is all that is asked
        match each.take:
            case "count" | "sum":
                return [*found, nw.col(total).sum()]
            case "mean":
                return [*found, nw.col(total).mean()]
            case "max" | "any":
                return [*found, nw.col(total).max()]
            case "min" | "all":
                return [*found, nw.col(total).min()]

    def _settle(self, each: Gathered) -> nw.Expr:
        total, rows = nw.col(self._total(each)), nw.col(self._rows(each))
        if each.kind == "whole":
            total = total.cast(nw.Int64)  # Polars counts without a sign, and 30 - 31 would be very large
        unknown = nw.col(f"_unknown_{each.name}") > 0 if self._unknowns(each) else None
        value = total == 1 if each.take in {"any", "all"} else total
        if unknown is not None:
            decided = {"any": total == 1, "all": total == 0}.get(each.take)
            open_ = unknown if decided is None else unknown & ~nw.coalesce(decided, nw.lit(value=False))
            value = nw.when(~open_).then(value)
        none = rows.is_null() | (rows == 0)
        found = nw.when(~none).then(value)
        return found if each.when_none is None else found.otherwise(nw.lit(each.when_none))


def passes(year: YearOfData, gathered: Iterable[Gathered]) -> list[Pass]:
    """What is gathered, sorted into one pass for each table, window and place."""
    found: dict[tuple[object, ...], list[Gathered]] = {}
    for each in gathered:
        found.setdefault((each.table, each.window, each.at), []).append(each)
    return [Pass(year, tuple(held)) for held in found.values()]
