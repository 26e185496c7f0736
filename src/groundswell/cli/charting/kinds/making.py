"""From rows to charts of one kind, and to every file that was asked for."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from groundswell.cli.charting import report, rows
from groundswell.cli.charting.kinds.cusum import CUSUM
from groundswell.cli.charting.kinds.funnel import FUNNEL
from groundswell.cli.charting.kinds.made import Kind, Made
from groundswell.cli.charting.kinds.pareto import PARETO
from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.printed import aligned
from groundswell.cli.charting.refusing import Refusal, plain
from groundswell.cli.charting.series import Series, series_of
from groundswell.cli.charting.telling import progress_bar, told_rows
from groundswell.cli.charting.writing import PICTURES, series_file, write_bytes, written
from groundswell.core.stats import BadPointsError

KINDS: dict[str, Kind] = {"funnel": FUNNEL, "pareto": PARETO, "cusum": CUSUM}


def make_kind(
    options: argparse.Namespace, loaded: Loaded, paths: Sequence[Path]
) -> tuple[str, tuple[str, ...]]:
    """Write the files; the reading where there are none, and the notices. Raises `Refusal`."""
    kind, groups = KINDS[options.chart], series_of(loaded)
    notices = (*loaded.notices, *kind.notices(loaded, options))
    with progress_bar("Charting") as told:
        made = []
        for number, each in enumerate(groups, start=1):
            made.append(_made(kind, loaded, each, options))
            told(number, len(groups))
    for path in paths:
        _write(path, made, kind, options, notices)
    return "" if paths else _printed(made, kind), notices


def _made(kind: Kind, loaded: Loaded, series: Series, options: argparse.Namespace) -> Made:
    try:
        return kind.make(loaded, series, options)
    except BadPointsError as fault:
        where = f", {series.label}" if series.keys else ""
        # The engine speaks of its own parameter.
        raise Refusal(f"{loaded.name}{where}: {fault}".replace("`target`", "--target")) from fault


def _write(
    path: Path, made: Sequence[Made], kind: Kind, options: argparse.Namespace, notices: tuple[str, ...]
) -> None:
    ending = path.suffix.lower()
    if ending in PICTURES:
        from groundswell.cli.charting.drawn import draw_specs

        specs = [each.spec for each in made]
        write_bytes(path, lambda: draw_specs(ending, specs, _title(made), options))
    elif ending == ".json":
        with written(path) as file, told_rows(f"Writing {path.name}", len(made)) as counted:
            each = ({"keys": one.series.keys, **one.detail} for one in counted(made))
            report.write_report(file, _head(made, kind, options, notices), each)
    else:
        _write_csv(path, made)


def _write_csv(path: Path, made: Sequence[Made]) -> None:
    keys, first = list(made[0].series.keys), made[0]
    total = sum(len(each.rows) for each in made)
    with written(path) as file, told_rows(f"Writing {path.name}", total) as counted:
        rows.write_rows(file, [*keys, *first.columns], counted(_keyed(made)))
    if keys:
        with written(series_file(path)) as file:
            table = ([*each.series.keys.values(), *each.summary.values()] for each in made)
            rows.write_rows(file, [*keys, *first.summary], table)


def _keyed(made: Iterable[Made]) -> Iterator[list[rows.Cell]]:
    return ([*each.series.keys.values(), *row] for each in made for row in each.rows)


def _head(
    made: Sequence[Made], kind: Kind, options: argparse.Namespace, notices: tuple[str, ...]
) -> report.Json:
    spec = made[0].spec
    columns = {name: getattr(options, name) for name in ("x", "value", "denominator", "by")}
    return {
        "format": report.FORMAT,
        "version": report.VERSION,
        "title": _title(made),
        "unit": spec.unit,
        "source": spec.source,
        "columns": columns,
        "chart": {"name": options.chart, "title": kind.title},
        "rules": None,
        "options": kind.chosen(options),
        "notices": list(notices),
    }


def _title(made: Sequence[Made]) -> str:
    """What all charts are about."""
    first = made[0]
    return first.spec.title.removesuffix(f": {first.series.label}") if first.series.keys else first.spec.title


def _printed(made: Sequence[Made], kind: Kind) -> str:
    """One chart: its reading and its table. Several: each one's reading."""
    spec = made[0].spec
    if len(made) == 1:
        table = aligned([spec.table.header, *spec.table.rows])
        lines = [spec.title, f"{spec.method} Source: {spec.source}.", "", *made[0].lines, "", *table]
        return plain("\n".join(lines))
    lines = [_title(made), f"{kind.title}. Source: {spec.source}."]
    for each in made:
        lines += ["", each.series.label, *(f"  {line}" for line in each.lines)]
    return plain("\n".join(lines))
