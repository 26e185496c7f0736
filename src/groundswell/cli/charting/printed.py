"""Charts as words and a table on standard output."""

from collections.abc import Iterator, Sequence

from groundswell.cli.charting.refusing import plain
from groundswell.cli.charting.series import Charted, rephase
from groundswell.cli.charting.settings import Settings
from groundswell.core.charts.voice import point_reading
from groundswell.core.stats import SHORT_WORDS, PointResult, counted, said
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.rules.sets import RULE_SETS
from groundswell.core.stats.wording import shown_unit

LISTED = 50
ASKED = "A new phase? Nothing was changed; these are questions for you:"
Lines = list[str]


def printed(charts: Sequence[Charted], settings: Settings) -> str:
    """One chart: its reading, its notes and a row per point. Several: each one's reading."""
    if len(charts) == 1:
        return plain(
            "\n".join(
                [*_head(settings), "", *_reading(charts[0], settings), "", *_table(charts[0], settings)]
            )
        )
    lines = _head(settings)
    for each in charts:
        lines += ["", each.series.label, *(f"  {line}" for line in _reading(each, settings))]
    return plain("\n".join(lines))


def _head(settings: Settings) -> Lines:
    chart, rules = settings.chart, RULE_SETS[settings.chart.rules]
    unit = f" ({settings.unit})" if settings.unit else ""
    made = f"{CHARTS[chart.chart].title}. {rules.title}, version {rules.version}. Source: {settings.source}."
    return [f"{settings.title}{unit}", made]


def _reading(each: Charted, settings: Settings) -> Lines:
    lines = [each.reading.headline, *each.reading.sentences, *each.result.notes, each.reading.cannot_tell]
    for asked in rephase(each, settings.chart):
        lines += [ASKED, *(f"  - {question}" for question in asked.questions), f"  {asked.advice}"]
    return lines


def _table(each: Charted, settings: Settings) -> Lines:
    with_n = any(point.n is not None for point in each.result.points)
    head = [
        settings.period_word,
        "value",
        *(["out of"] if with_n else []),
        "center",
        "lower",
        "upper",
        "reading",
    ]
    rows = [head]
    for index, point in enumerate(each.result.points):
        rows.append([*_numbers(each, point, settings, with_n=with_n), point_reading(each.result, index)])
    return list(aligned(rows))


def _numbers(each: Charted, point: PointResult, settings: Settings, *, with_n: bool) -> list[str]:
    part = each.result.parts[point.part]
    unit = shown_unit(settings.chart.chart, settings.unit)

    def cell(number: float | None, *, shown: bool = True) -> str:
        return "" if number is None or not shown else said(number, unit, settings.decimals)

    return [
        str(point.x),
        cell(point.y),
        *(["" if point.n is None else f"{point.n:g}"] if with_n else []),
        cell(point.center, shown=part.center_shown),
        cell(point.lower, shown=part.limits_shown),
        cell(point.upper, shown=part.limits_shown),
    ]


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Numbers to the right, words to the left."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    last = len(widths) - 1
    for row in rows:
        cells = [
            text.ljust(widths[k]) if k in (0, last) else text.rjust(widths[k]) for k, text in enumerate(row)
        ]
        yield "  ".join(cells).rstrip()


def printed_many(rows: Sequence[Sequence[object]], keys: int, settings: Settings, total: int) -> str:
    """The first series of a scan with their verdicts, in the order of the file."""
    lines = [*_head(settings), f"{counted(total, 'chart')}.", ""]
    for row in rows[:LISTED]:
        label = ", ".join(str(cell) or "(empty)" for cell in row[:keys])
        lines.append(f"{label}: {SHORT_WORDS[row[keys]]}")  # type: ignore[index]
    if total > LISTED:
        lines.append(f"... and {total - LISTED:,} more. Write all of them with --out FILE.csv.")
    return plain("\n".join(lines))
