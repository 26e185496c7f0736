"""From a long table (one row per series and period) to a grid."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.stable.v2.typing import IntoDataFrame
from numpy.typing import ArrayLike, NDArray

from groundswell.core.stats.columns import BadPointsError
from groundswell.core.stats.lines.segment import Flags, Numbers
from groundswell.core.stats.points import X
from groundswell.core.stats.scan.grid import Coded, Grid, Subgroups, Whole

Table = Mapping[str, ArrayLike | Coded] | IntoDataFrame
Column = NDArray[np.generic] | Coded


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a scan needs, all of one length."""

    keys: dict[str, Column]
    x: Column
    value: Numbers
    denominator: Numbers | None


def columns_of(table: Table, *, by: Sequence[str], x: str, value: str, denominator: str | None) -> Columns:
    """Pick the columns. Raises BadPointsError for a column that is not there or does not hold numbers."""
    wanted = [*by, x, value, *([denominator] if denominator else [])]
    found = _picked(table, wanted)
    lengths = {name: len(c.codes if isinstance(c, Coded) else c) for name, c in found.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise BadPointsError(f"The columns differ in length: {told}.")
    return Columns(
        keys={name: found[name] for name in by},
        x=found[x],
        value=_numbers(found[value], value),
        denominator=_numbers(found[denominator], denominator) if denominator else None,
    )


def _picked(table: Table, wanted: Sequence[str]) -> dict[str, Column]:
    if isinstance(table, Mapping):
        _refuse_absent(list(table), wanted)
        return {name: c if isinstance(c := table[name], Coded) else np.asarray(c) for name in wanted}
    frame = nw.from_native(table, eager_only=True)
    _refuse_absent(frame.columns, wanted)
    return {name: _from_series(frame[name]) for name in wanted}


def _from_series(series: "nw.Series[Any]") -> Column:
    if series.dtype in (nw.Categorical, nw.Enum):
        labels = series.cat.get_categories().to_list()
        codes = {label: code for code, label in enumerate(labels)}
        return Coded(np.asarray([codes[each] for each in series.to_list()]), labels)
    if series.dtype.is_numeric():
        return (
            series.cast(nw.Float64).to_numpy()
            if series.dtype.is_float() or series.null_count()
            else series.to_numpy()
        )
    if series.dtype == nw.Date:
        return np.asarray(series.to_list(), dtype="datetime64[D]")
    return series.to_numpy()


def _refuse_absent(there: Sequence[str], wanted: Sequence[str]) -> None:
    absent = [name for name in wanted if name not in there]
    if absent:
        raise BadPointsError(
            f"There is no column {', '.join(absent)}. The table has: {', '.join(map(str, there))}."
        )


def _numbers(column: Column, name: str) -> Numbers:
    values = column.codes if isinstance(column, Coded) else column
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BadPointsError(f"The column {name} holds something that is not a number: {error}.") from None


def grid_of(columns: Columns, *, adds_up: bool, by_subgroup: bool) -> Grid:
    """Lay the rows out. Rows of one series and period add up, make a subgroup, or are refused."""
    if not len(columns.value):
        return Grid(
            {name: Coded(np.zeros(0, np.intp), ()) for name in columns.keys}, (), np.zeros((0, 0)), None
        )
    if not by_subgroup and (dense := _dense(columns)):
        return dense
    return _scattered(columns, adds_up=adds_up, by_subgroup=by_subgroup)


def _dense(columns: Columns) -> Grid | None:
    """The table as it is, when its rows already stand series by series, each with the same periods in order."""
    x = _plain(columns.x)
    n_rows = len(x)
    starts = np.zeros(n_rows, dtype=np.bool_)
    starts[0] = True
    for key in columns.keys.values():
        plain = _plain(key)
        starts[1:] |= plain[1:] != plain[:-1]
    first = np.flatnonzero(starts)
    width = int(first[1]) if len(first) > 1 else n_rows
    if n_rows % width or len(first) != n_rows // width or (first != np.arange(len(first)) * width).any():
        return None
    periods = x.reshape(-1, width)
    if (periods != periods[:1]).any() or not _in_order(columns.x, periods[0]):
        return None
    keys = {name: _coded(key, first) for name, key in columns.keys.items()}
    if _repeats(keys):
        return None
    shape = (-1, width)
    counts, n = _known(columns.value, columns.denominator)
    return Grid(
        keys, _axis(columns.x, periods[0]), counts.reshape(shape), None if n is None else n.reshape(shape)
    )


def _known(counts: Numbers, n: Numbers | None) -> tuple[Numbers, Numbers | None]:
    """A count without its denominator is missing, and so is a denominator without its count."""
    if n is None:
        return counts, None
    lost = np.isnan(n)
    lost |= np.isnan(counts)
    if not lost.any():
        return counts, n
    return np.where(lost, np.nan, counts), np.where(lost, np.nan, n)


def _plain(column: Column) -> NDArray[np.generic]:
    return column.codes if isinstance(column, Coded) else column


def _in_order(column: Column, places: NDArray[np.generic]) -> bool:
    """Dates and numbers ascend; words only have to differ."""
    if isinstance(column, Coded) or places.dtype.kind in "OUT":
        return len(set(places.tolist())) == len(places)
    return bool(np.all(places[1:] > places[:-1]))  # type: ignore[operator]


def _axis(column: Column, places: NDArray[np.generic]) -> tuple[X, ...]:
    if isinstance(column, Coded):
        return tuple(_place(column.labels[int(code)]) for code in places.tolist())
    if places.dtype.kind == "M":
        places = places.astype("datetime64[D]")
    return tuple(_place(place) for place in places.tolist())


def _place(place: object) -> X:
    if isinstance(place, dt.datetime):
        return place.date()
    if isinstance(place, dt.date | str):
        return place
    if isinstance(place, int | float) and place == int(place):
        return int(place)
    raise BadPointsError(f"{place!r} is no place on the axis. Use dates, whole numbers or words.")


def _coded(column: Column, rows: Whole) -> Coded:
    """The key of each series, as codes."""
    if isinstance(column, Coded):
        return Coded(column.codes[rows], column.labels)
    return _factorized(column[rows])


def _factorized(values: NDArray[np.generic]) -> Coded:
    """Codes in order of first appearance; whole numbers that lie close together are their own codes."""
    if values.dtype.kind in "iu" and len(values):
        least, most = int(values.min()), int(values.max())
        if most - least < max(4 * len(values), 1000):
            return Coded(values.astype(np.int64) - least, range(least, most + 1))
    seen: dict[object, int] = {}
    codes = np.fromiter(
        (seen.setdefault(v, len(seen)) for v in values.tolist()), dtype=np.intp, count=len(values)
    )
    return Coded(codes, list(seen))


def _together(keys: Mapping[str, Coded], rows: int) -> NDArray[np.int64]:
    """One number per row that tells its series."""
    joint = np.zeros(rows, dtype=np.int64)
    for key in keys.values():
        joint = joint * len(key.labels) + key.codes
    return joint


def _repeats(keys: Mapping[str, Coded]) -> bool:
    rows = len(next(iter(keys.values())).codes) if keys else 1
    joint = np.sort(_together(keys, rows))
    return bool((joint[1:] == joint[:-1]).any())


def _scattered(columns: Columns, *, adds_up: bool, by_subgroup: bool) -> Grid:
    rows = len(columns.value)
    everywhere: Whole = np.arange(rows)
    keys = {name: _coded(key, everywhere) for name, key in columns.keys.items()}
    _, first, series = np.unique(_together(keys, rows), return_index=True, return_inverse=True)
    xs, period = _periods(columns.x)
    cell = series * len(xs) + period
    shape = (len(first), len(xs))
    names = {name: Coded(key.codes[first], key.labels) for name, key in keys.items()}
    if by_subgroup:
        return _subgrouped(names, xs, columns, cell, shape)
    counts, n = _known(columns.value, columns.denominator)
    _refuse_repeats(cell, shape, names, xs, allowed=adds_up or n is not None)
    return Grid(names, xs, _sums(counts, cell, shape), None if n is None else _sums(n, cell, shape))


def _periods(column: Column) -> tuple[tuple[X, ...], Whole]:
    if isinstance(column, Coded) or column.dtype.kind in "OUT":
        coded = column if isinstance(column, Coded) else _factorized(column)
        xs = tuple(_place(label) for label in coded.labels)
        if xs and isinstance(xs[0], str):
            return xs, coded.codes.astype(np.intp)
        order = sorted(range(len(xs)), key=lambda place: xs[place])
        rank = np.empty(len(xs), dtype=np.intp)
        rank[order] = np.arange(len(xs))
        return tuple(xs[place] for place in order), rank[coded.codes]
    places, period = np.unique(column, return_inverse=True)
    return _axis(column, places), period


def _refuse_repeats(
    cell: Whole, shape: tuple[int, int], keys: Mapping[str, Coded], xs: Sequence[X], *, allowed: bool
) -> None:
    if allowed:
        return
    order = np.argsort(cell, kind="stable")
    again = np.flatnonzero(cell[order][1:] == cell[order][:-1])
    if not len(again):
        return
    row = int(order[again + 1].min())
    series, period = divmod(int(cell[row]), shape[1])
    grid = Grid(dict(keys), tuple(xs), np.zeros((0, 0)), None)
    raise BadPointsError(
        f"Row {row + 1}: {grid.label(series)} already has a value at {xs[period]}. Combine such rows into one first."
    )


def _sums(values: Numbers, cell: Whole, shape: tuple[int, int]) -> Numbers:
    """Known values added up per cell; a cell without any is missing."""
    known: Flags = ~np.isnan(values)
    size = shape[0] * shape[1]
    sums = np.bincount(cell[known], weights=values[known], minlength=size)
    some = np.bincount(cell[known], minlength=size) > 0
    return np.where(some, sums, np.nan).reshape(shape)


def _subgrouped(
    keys: dict[str, Coded], xs: tuple[X, ...], columns: Columns, cell: Whole, shape: tuple[int, int]
) -> Grid:
    known = ~np.isnan(columns.value)
    cell, values, size = cell[known], columns.value[known], shape[0] * shape[1]
    sizes = np.bincount(cell, minlength=size).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        sums = np.bincount(cell, weights=values, minlength=size)
        means = sums / np.where(sizes > 0, sizes, np.nan)
        apart = np.bincount(cell, weights=(values - means[cell]) ** 2, minlength=size)
        spreads = np.sqrt(apart / np.where(sizes > 1, sizes - 1, np.nan))
    sizes, means, spreads = (each.reshape(shape) for each in (sizes, means, spreads))
    return Grid(keys, xs, means, None, Subgroups(sizes, means, spreads))
