"""What can be typed after `groundswell chart`."""

import argparse

# Names of the engine's, said here so that other commands need not load it; a test compares them.
CHARTS = (
    "run", "i", "mr", "xmr", "ip", "xbar", "s", "t", "c", "u", "up", "p", "pp", "g", "funnel", "pareto", "cusum",
)  # fmt: skip
RULES = ("anhoej", "mdc", "ihi", "western_electric", "nelson")
RUNS_METHODS = ("anhoej", "bestbox", "cutbox")
AGGREGATES = ("mean", "median", "sum", "sd")
PERIODS = ("day", "week", "month", "quarter", "year")


def add_options(chart: argparse.ArgumentParser) -> None:
    chart.add_argument("file", help="CSV or TSV (also gzipped), XLSX or Parquet; - for standard input")
    _add_columns(chart.add_argument_group("columns"))
    _add_reading(chart.add_argument_group("how the file is written"))
    _add_method(chart.add_argument_group("chart"))
    _add_kinds(chart.add_argument_group("funnel and CUSUM charts"))
    _add_words(chart.add_argument_group("words and size"))
    chart.add_argument(
        "--out",
        action="append",
        default=[],
        metavar="FILE",
        help="write .svg, .png, .pdf, .html, .json or .csv; repeatable; without it, print the reading",
    )


def _add_columns(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--value", metavar="COLUMN", help="what is plotted, or counted (cusum: 1 or 0)")
    group.add_argument("--denominator", metavar="COLUMN", help="what the counts are out of")
    group.add_argument(
        "--x", metavar="COLUMN", help="dates, whole numbers, or words in order; funnel: places; pareto: kinds"
    )
    group.add_argument(
        "--by", type=_names, default=[], metavar="COLUMN,...", help="one chart for each of their values"
    )


def _add_reading(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--dates", choices=("iso", "mdy", "dmy"), help="how dates are written (default: iso)")
    group.add_argument(
        "--x-kind", choices=("date", "number", "word"), help="what x holds, if it is not clear"
    )
    group.add_argument(
        "--missing", type=_names, default=[], metavar="WORD,...", help='words that mean missing: "*,s,N/A"'
    )
    group.add_argument("--sheet", default="", metavar="NAME", help="sheet of a workbook (default: the first)")


def _add_method(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--chart", choices=CHARTS, default="run", help="kind of chart (default: run)")
    group.add_argument("--rules", choices=RULES, default="anhoej", help="rule set (default: anhoej)")
    group.add_argument(
        "--runs-method", choices=RUNS_METHODS, default="anhoej", help="how the Anhøj rules judge runs"
    )
    group.add_argument(
        "--phase",
        action="append",
        default=[],
        metavar="DATE[:REASON[:NAME]]",
        help="judge anew from this date",
    )
    group.add_argument(
        "--freeze",
        action="append",
        default=[],
        metavar="DATE",
        help="last baseline date of the phase it lies in",
    )
    group.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="DATE:REASON",
        help="show, but keep out of lines and rules",
    )
    group.add_argument(
        "--target",
        type=_number,
        metavar="NUMBER",
        help="in the shown unit; cusum: the usual share (0 to 1), or how many first cases show it",
    )
    group.add_argument("--direction", choices=("up", "down", "neither"), default="neither", help="hoped for")
    group.add_argument("--center", type=_number, metavar="NUMBER", help="a given center, in the shown unit")
    group.add_argument("--unscreened", action="store_true", help="keep unusually large steps in the limits")
    group.add_argument("--floor-at-zero", action="store_true", help="no limit below zero where no value is")
    group.add_argument("--side-by-side", action="store_true", help="x are places, not times: no runs rules")
    group.add_argument("--aggregate", choices=AGGREGATES, help="how several values of one x become one")
    group.add_argument("--period", choices=PERIODS, help="show missing periods as gaps")
    group.add_argument(
        "--false-discovery",
        type=_share,
        metavar="RATE",
        help="with --by: which charts stand out, such as 0.05",
    )


def _add_kinds(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--kind", choices=("p", "u"), help="funnel: shares (p, the usual) or rates (u)")
    group.add_argument(
        "--overdispersion",
        action="store_true",
        help="funnel: limits for places that differ more than by chance",
    )
    group.add_argument("--odds-ratio", type=_number, metavar="NUMBER", help="cusum: looked for (default: 2)")
    group.add_argument(
        "--limit", type=_number, metavar="NUMBER", help="cusum: signal at this sum (default: 3.5)"
    )


def _add_words(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--title", default="")
    group.add_argument("--source", default="", help="where the numbers are from (default: the file's name)")
    group.add_argument("--unit", help='such as "%%" or days (default: %% on P charts)')
    group.add_argument(
        "--multiply",
        type=_number,
        metavar="NUMBER",
        help="from the raw to the shown unit (default: 100 on P charts)",
    )
    group.add_argument("--decimals", type=int, choices=range(7), metavar="0-6", help="in words and tables")
    group.add_argument("--period-word", default="", metavar="WORD", help="what one point is, such as week")
    group.add_argument(
        "--own-scales", action="store_true", help="several charts: each its own scale (default: one for all)"
    )
    group.add_argument("--width", type=_pixels, metavar="PIXELS", help="of each drawing")
    group.add_argument("--height", type=_pixels, metavar="PIXELS", help="of each drawing's plot")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _number(text: str) -> float:
    number = float(text)
    if number != number or abs(number) == float("inf"):  # noqa: PLR0124
        raise argparse.ArgumentTypeError(f"{text} is not a number to work with")
    return number


def _share(text: str) -> float:
    number = float(text)
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError("a share between 0 and 1, such as 0.05")
    return number


def _pixels(text: str) -> float:
    number = float(text)
    if not 80 <= number <= 10_000:
        raise argparse.ArgumentTypeError("between 80 and 10000 pixels")
    return number
