"""`python -m benchmarks [--json FILE] [name ...]`: a table for each benchmark, and {name: ratio} in FILE."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import charts, imports, indicators, loading, pages, release
from benchmarks.line import Line

BENCHMARKS = {
    "charts": charts.measure,
    "imports": imports.measure,
    "indicators": indicators.measure,
    "loading": loading.measure,
    "pages": pages.measure,
    "release": release.measure,
}


def main() -> int:
    options = _options()
    console, ratios, failed = Console(), {}, 0
    for name in options.names or BENCHMARKS:
        console.print(f"Measuring {name} ...")
        lines = BENCHMARKS[name]()
        console.print(_table(name, lines))
        failed += sum(line.errors for line in lines)
        ratios |= {f"{name}.{line.name}": round(line.ratio, 3) for line in lines if line.ratio is not None}
    if options.json:
        Path(options.json).write_text(json.dumps(ratios, indent=2) + "\n")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    reader.add_argument("--json", metavar="FILE", help="write the ratios there as {name: value}")
    reader.add_argument("names", nargs="*", metavar="name", help=f"one or more of {', '.join(BENCHMARKS)}")
    options = reader.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        reader.error(
            f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}"
        )
    return options


def _table(name: str, lines: list[Line]) -> Table:
    table = Table(
        "what", "times", "errors", "median ms", "95th ms", "per second", "ratio to the floor", title=name
    )
    for line in lines:
        ratio = "the floor" if line.ratio is None else f"{line.ratio:.1f}"
        numbers = (f"{line.median_ms:.3g}", f"{line.high_ms:.3g}", f"{line.per_second:,.1f}")
        table.add_row(line.name, f"{line.times:,}", str(line.errors), *numbers, ratio)
    return table


if __name__ == "__main__":
    raise SystemExit(main())
