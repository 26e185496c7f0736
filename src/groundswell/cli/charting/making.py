"""The whole way: options, rows, charts, files."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from groundswell.cli.charting import many, printed, report, rows
from groundswell.cli.charting.kinds.fitting import require_fitting
from groundswell.cli.charting.kinds.making import KINDS, make_kind
from groundswell.cli.charting.loading import Loaded, load
from groundswell.cli.charting.periods import filled
from groundswell.cli.charting.refusing import Refusal
from groundswell.cli.charting.series import Charted, charted, series_of
from groundswell.cli.charting.settings import Settings, settings
from groundswell.cli.charting.telling import progress_bar, told_rows
from groundswell.cli.charting.writing import PICTURES, outputs, series_file, write_bytes, written
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.points import ChartOptions

# Up to here every chart is made in full, with its sentences; beyond, the scan gives verdicts and numbers.
IN_FULL = 500


@dataclass(frozen=True)
class Told:
    """What to print: `text` on standard output, `notices` on standard error."""

    text: str
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    """One request, read and understood."""

    options: argparse.Namespace
    loaded: Loaded
    settings: Settings
    notices: tuple[str, ...]


def make(options: argparse.Namespace, *, in_full: int = IN_FULL) -> Told:
    """Chart the file and write what was asked for. Raises `Refusal`."""
    require_fitting(options)
    paths = outputs(options.out, options.file)
    loaded = load(options)
    if options.chart in KINDS:
        return Told(*make_kind(options, loaded, paths))
    chosen = settings(options, loaded)
    if options.period:
        loaded = _with_periods(loaded, options)
    job = Job(
        options,
        loaded,
        chosen,
        (*loaded.notices, *chosen.notes, *_gaps(loaded), *_added_up(loaded, chosen.chart)),
    )
    number = _count(loaded)
    if options.false_discovery is not None:
        _require_scan(job, number)
    if number > in_full and many.can_scan(chosen.chart):
        return _many(job, paths, number)
    return _in_full(job, paths)


def _with_periods(loaded: Loaded, options: argparse.Namespace) -> Loaded:
    labels = filled(loaded.labels, options.period)
    place = {label: k for k, label in enumerate(labels)}
    moved = np.asarray([place[label] for label in loaded.labels], dtype=np.int32)
    return replace(loaded, labels=labels, at=moved[loaded.at])


def _gaps(loaded: Loaded) -> tuple[str, ...]:
    """How many rows have no number, and whether any of them shares its place with rows that have one."""
    known = ~np.isnan(loaded.values)
    if loaded.denominators is not None:
        known &= ~np.isnan(loaded.denominators)
    lost = int((~known).sum())
    if not lost:
        return ()
    words = "row has a number missing: a gap" if lost == 1 else "rows have a number missing: gaps"
    told = [f"{lost:,} of {len(known):,} {words}, never zero."]
    place = _joint(loaded) * len(loaded.labels) + loaded.at
    partly = len(np.intersect1d(place[known], place[~known]))
    if partly:
        told.append(
            f"In {partly:,} of the places some rows have numbers and some do not; the known ones are used."
        )
    return tuple(told)


def _added_up(loaded: Loaded, chart: ChartOptions) -> tuple[str, ...]:
    """Counts of one place add up; whoever forgot a column of --by should hear of it."""
    if chart.aggregate or CHARTS[chart.chart].by_subgroup:
        return ()
    place = _joint(loaded) * len(loaded.labels) + loaded.at
    together = len(place) - len(np.unique(place))
    if not together:
        return ()
    return (
        f"{len(place):,} rows make {len(place) - together:,} points: rows of one place and series are added up.",
    )


def _joint(loaded: Loaded) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """One number per row that tells its series."""
    joint = np.zeros(len(loaded.values), dtype=np.int64)
    for cells in loaded.keys.values():
        joint = joint * (len(cells.texts) + 1) + cells.codes + 1
    return joint


def _count(loaded: Loaded) -> int:
    return len(np.unique(_joint(loaded)))


def _require_scan(job: Job, number: int) -> None:
    if number < 2:
        raise Refusal(
            "--false-discovery looks over many charts. Name the columns that tell them apart with --by."
        )
    if not many.can_scan(job.settings.chart):
        raise Refusal(
            "--false-discovery cannot look over these charts; leave it out, or use --aggregate sum."
        )


def _in_full(job: Job, paths: Sequence[Path]) -> Told:
    with progress_bar("Charting") as told:
        charts = list(charted(job.loaded, series_of(job.loaded), job.settings, told))
    found = _discoveries(job)
    for path in paths:
        _write(job, path, charts, found)
    text = "" if paths else printed.printed(charts, job.settings)
    return Told(_with_discoveries(text, found, charts), job.notices)


def _discoveries(job: Job) -> "many.Scanned | None":
    rate = job.options.false_discovery
    return None if rate is None else many.scanned(job.loaded, job.settings, rate=rate)


def _with_discoveries(text: str, found: "many.Scanned | None", charts: Sequence[Charted]) -> str:
    if found is None or found.found is None:
        return text
    out = [each.series.label for each, out in zip(charts, found.found.stands_out, strict=True) if out]
    lines = [*found.found.sentences, *([f"They are: {'; '.join(out)}."] if out else [])]
    return "\n".join([text, "", *lines] if text else lines)


def _write(job: Job, path: Path, charts: Sequence[Charted], found: "many.Scanned | None") -> None:
    ending = path.suffix.lower()
    if ending in PICTURES:
        from groundswell.cli.charting.drawn import draw

        write_bytes(path, lambda: draw(ending, charts, job.settings, job.options))
    elif ending == ".json":
        extra, chosen = _extra(found, len(charts)), job.settings.chart
        each = (report.charted_json(chart, more, chosen) for chart, more in zip(charts, extra, strict=True))
        with written(path) as file, told_rows(f"Writing {path.name}", len(charts)) as counted:
            report.write_report(file, _head(job), counted(each))
    else:
        _write_csv(job, path, charts, found)


def _extra(found: "many.Scanned | None", number: int) -> list[dict[str, object]]:
    if found is None or found.found is None:
        return [{} for _ in range(number)]
    pairs = zip(found.found.p.tolist(), found.found.stands_out.tolist(), strict=True)
    return [{"p": None if p != p else p, "stands_out": out} for p, out in pairs]  # noqa: PLR0124


def _write_csv(job: Job, path: Path, charts: Sequence[Charted], found: "many.Scanned | None") -> None:
    keys = list(job.loaded.keys)
    total = sum(len(chart.result.points) for chart in charts)
    with written(path) as file, told_rows(f"Writing {path.name}", total) as counted:
        rows.write_rows(file, [*keys, *rows.POINT_COLUMNS], counted(rows.point_rows(charts)))
    if not keys:
        return
    extra = _extra(found, len(charts))
    more = ["p", "stands_out"] if found else []
    with written(series_file(path)) as file:
        table = ([*rows.series_row(c), *(e[k] for k in more)] for c, e in zip(charts, extra, strict=True))
        rows.write_rows(file, [*keys, *rows.SERIES_COLUMNS, *more], table)  # type: ignore[arg-type]


def _many(job: Job, paths: Sequence[Path], number: int) -> Told:
    pictures = [path for path in paths if path.suffix.lower() in PICTURES]
    if pictures:
        raise Refusal(
            f"--out {pictures[0]}: {number:,} charts do not fit in one picture. Write .csv or .json, or take fewer rows."
        )
    with progress_bar("Charting") as told:
        scanned = many.scanned(job.loaded, job.settings, rate=job.options.false_discovery, progress=told)
    for path in paths:
        _write_many(job, path, scanned)
    text = "" if paths else _printed_many(job, scanned, number)
    found = scanned.found.sentences if scanned.found else ()
    return Told("\n".join([*([text, ""] if text and found else [text] if text else []), *found]), job.notices)


def _printed_many(job: Job, scanned: many.Scanned, number: int) -> str:
    some = list(islice(many.series_rows(scanned), printed.LISTED))
    return printed.printed_many(some, len(scanned.keys), job.settings, number)


def _write_many(job: Job, path: Path, scanned: many.Scanned) -> None:
    if path.suffix.lower() == ".json":
        with written(path) as file, told_rows(f"Writing {path.name}", scanned.scan.n_series) as counted:
            report.write_report(file, _head(job), counted(report.scanned_json(scanned)))
        return
    more = ["p", "stands_out"] if scanned.found else []
    total = scanned.scan.n_series * len(scanned.scan.grid.xs)
    with written(path) as file, told_rows(f"Writing {path.name}", total) as counted:
        rows.write_rows(file, [*scanned.keys, *rows.POINT_COLUMNS], counted(many.point_rows(scanned)))
    with written(series_file(path)) as file:
        header = [*scanned.keys, *rows.SERIES_COLUMNS, *more]
        rows.write_rows(file, header, many.series_rows(scanned))


def _head(job: Job) -> report.Json:
    options = job.options
    columns = {
        "x": options.x,
        "value": options.value,
        "denominator": options.denominator,
        "by": options.by,
    }
    return report.head_of(job.settings, columns, job.notices)
