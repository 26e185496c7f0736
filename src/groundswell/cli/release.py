"""Releases on the command line, and the attack on any published table: no server and no database needed."""

import argparse
import json
from pathlib import Path
from typing import Any

from rich.table import Table

from groundswell.cli.commands import Adder, CannotRun, console
from groundswell.cli.releasing import commands as releasing
from groundswell.core.disclosure.linear import Range
from groundswell.core.disclosure.published import CEILING, Finding, Findings, attack_published
from groundswell.store.read.released.cells import Release, read_release
from groundswell.store.read.released.spec import BadSource, ReleaseSpec, read_spec

NOTHING_RECOVERED, SOMETHING_RECOVERED = 0, 1
SHOWN = 40
EXAMPLE = """SPEC.yaml, for instance:
  columns: {place: school, group: group, count: graduates, total: students}
  whole: All students
  sets: {sex: [Girls, Boys]}
  withheld: {"*": {count: [1, 5]}}
All keys: the how-to page "Attack a published table"."""


def register(add: Adder) -> None:
    """The `release` command and what is below it."""
    release = add("release", help="decide what may leave, and look at what a published table gives away")
    actions = release.add_subparsers(title="what to do", required=True, metavar="ACTION")
    attack = actions.add_parser(
        "attack",
        help="list every withheld number that can be worked out",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    attack.add_argument("table", metavar="TABLE.csv", help="a published table as CSV or TSV, also gzipped")
    attack.add_argument("--spec", required=True, metavar="SPEC.yaml", help="what its columns and marks mean")
    attack.add_argument("--report", metavar="FILE.json", help="write every withheld cell with its bounds")
    attack.set_defaults(run=attack_table)
    releasing.register(actions.add_parser)


def attack_table(options: argparse.Namespace) -> int:
    """0: nothing can be worked out exactly; 1: something can. Raises `CannotRun` for a bad table or spec."""
    try:
        spec = read_spec(Path(options.spec))
        release = read_release(Path(options.table), spec)
    except BadSource as bad:
        raise CannotRun(str(bad)) from bad
    except OSError as fault:
        raise CannotRun(f"{fault.filename or 'the file'} cannot be read: {fault.strerror}.") from fault
    findings = attack_published(release.cells.values(), release.sets, growing=release.growing)
    _show(release, findings, spec)
    if options.report:
        _write(Path(options.report), _report(release, findings, spec))
    return SOMETHING_RECOVERED if findings.recovered else NOTHING_RECOVERED


def _show(release: Release, findings: Findings, spec: ReleaseSpec) -> None:
    if findings.recovered:
        table = Table("Line", "Cell", "Lowest", "Highest", "How", title="Withheld, and yet known")
        for cell in findings.recovered[:SHOWN]:
            low, high = _ends(cell.count)
            table.add_row(str(release.lines[cell.key]), cell.key, str(low), str(high), cell.how)
        console.print(table)
    for sentence in _sentences(release, findings, spec):
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _sentences(release: Release, findings: Findings, spec: ReleaseSpec) -> list[str]:
    counts = _summary(release, findings, spec)
    said = [
        f"{counts['rows']:,} rows read, {counts['not_used']:,} of them for groups in no set.",
        f"{counts['withheld']:,} withheld cells: {counts['recovered']:,} can be worked out exactly, "
        f"{counts['by_one_subtraction']:,} of them by one subtraction; "
        f"{counts['exposed']:,} more are known to within less than {spec.protection}.",
    ]
    if len(findings.recovered) > SHOWN:
        said.append(f"The first {SHOWN} are shown; --report FILE.json holds them all.")
    if findings.not_adding_up:
        few = "; ".join(findings.not_adding_up[:3])
        said.append(
            f"{len(findings.not_adding_up):,} sums do not add up as printed and were left out: {few}."
        )
    return said


def _summary(release: Release, findings: Findings, spec: ReleaseSpec) -> dict[str, int]:
    recovered = findings.recovered
    exposed = sum(cell.is_exposed(protection=spec.protection) for cell in findings.cells)
    return {
        "rows": release.rows,
        "not_used": release.not_used,
        "cells": len(release.cells),
        "withheld": sum(cell.withheld for cell in release.cells.values()),
        "recovered": len(recovered),
        "by_one_subtraction": sum(cell.how == "one subtraction" for cell in recovered),
        "exposed": exposed - len(recovered),
        "not_adding_up": len(findings.not_adding_up),
    }


def _report(release: Release, findings: Findings, spec: ReleaseSpec) -> dict[str, Any]:
    return {
        "summary": _summary(release, findings, spec) | {"protection": spec.protection},
        "not_adding_up": list(findings.not_adding_up),
        "cells": [_entry(release, cell, spec) for cell in findings.cells],
    }


def _entry(release: Release, cell: Finding, spec: ReleaseSpec) -> dict[str, Any]:
    place, period, group = release.where[cell.key]
    low, high = _ends(cell.count)
    return {
        "line": release.lines[cell.key],
        "place": place,
        "period": period,
        "group": group,
        "low": low,
        "high": high,
        "bounds": cell.count.proof,
        "recovered": cell.is_recovered,
        "exposed": cell.is_exposed(protection=spec.protection),
        "how": cell.how if cell.is_recovered else "",
    }


def _ends(found: Range) -> tuple[int, int | None]:
    """Nothing in the table limits a count that could be as large as we count at all."""
    return found.low, None if found.high > CEILING // 2 else found.high


def _write(path: Path, report: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as fault:
        raise CannotRun(f"{path} cannot be written: {fault.strerror}.") from fault
