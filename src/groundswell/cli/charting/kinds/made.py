"""What every kind hands over, whatever it draws."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.report import Json
from groundswell.cli.charting.rows import Cell
from groundswell.cli.charting.series import Series
from groundswell.core.charts import ChartSpec

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Made:
    """One chart, ready for every kind of file.

    `lines` are its reading, `rows` its numbers by `columns`, `summary` its row among several charts, `detail`
    what JSON says beside its keys.
    """

    series: Series
    spec: ChartSpec
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Rows
    summary: Mapping[str, Cell]
    detail: Json


@dataclass(frozen=True)
class Kind:
    """How one kind is made. `title` names it in sentences; `chosen` are its own options as understood.

    `notices` says what was taken as given before any chart is made.
    """

    title: str
    make: Callable[[Loaded, Series, argparse.Namespace], Made]
    chosen: Callable[[argparse.Namespace], Json]
    notices: Callable[[Loaded, argparse.Namespace], tuple[str, ...]]


def titled(title: str, series: Series) -> str:
    """The title with what tells this chart from its neighbors."""
    return f"{title}: {series.label}" if series.keys else title


def source_of(options: argparse.Namespace, loaded: Loaded) -> str:
    """Where the numbers are from."""
    return str(options.source or Path(loaded.name).name)


def reading_json(lines: Sequence[str], cannot_tell: str) -> Json:
    """As of charts over time: the first sentence heads the others."""
    return {"headline": lines[0], "sentences": list(lines[1:]), "cannot_tell": cannot_tell}
