"""Releases in words, in tables and as reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from groundswell.cli.data_report import plain
from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.release.attacking import Exposed
from groundswell.store.release.checking import Check
from groundswell.store.release.manifest import ReleaseManifest, TableEntry

SHOWN = 40
_STAGES = {
    "reading": "Reading the edition",
    "settling": "Reading attendance day by day",
    "computing": "Counting",
    "deciding": "Deciding what may leave",
    "attacking": "Trying to work out what is withheld",
    "table_written": "Writing",
}


@contextmanager
def stages(console: Console) -> Iterator[Tell]:
    """What is being done right now, on a terminal; nothing in a file or pipe."""
    if not console.is_terminal:
        yield silent
        return
    with console.status("Opening the store") as status:
        table = [""]

        def tell(stage: str, detail: str) -> None:
            if stage == "table":
                table[0] = plain(detail)
                status.update(table[0])
            elif stage in _STAGES:
                status.update(f"{table[0]}: {_STAGES[stage]}" if table[0] else _STAGES[stage])

        yield tell


def made(manifest: ReleaseManifest, before: ReleaseManifest | None, console: Console) -> None:
    """One line per table, why some are held, and what that means."""
    table = Table(
        Column("Indicator", no_wrap=True),
        Column("By", no_wrap=True),
        "Now",
        "Numbers",
        "Withheld",
        "School years",
    )
    for entry in manifest.tables:
        years = _years(entry.school_years)
        table.add_row(
            plain(entry.indicator),
            entry.period.replace("_", " "),
            entry.state,
            f"{entry.rows:,}",
            f"{entry.withheld:,}",
            years,
        )
    if manifest.tables:
        console.print(table)
    held = [entry for entry in manifest.tables if entry.state == "held"]
    for entry in held:
        _say(console, f"Held: {entry.indicator} by {entry.period}. {entry.reason}{_meanwhile(entry)}")
    _say(console, _outcome(manifest, before))


def _years(school_years: Sequence[int]) -> str:
    """2024, 2025 and 2026 as 2023-24 to 2025-26; those with gaps between them one by one."""
    years = sorted(school_years)
    said = [f"{year - 1}-{year % 100:02d}" for year in years]
    is_row = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    return f"{said[0]} to {said[-1]}" if is_row else ", ".join(said)


def _meanwhile(entry: TableEntry) -> str:
    return "" if entry.path else " Nothing of it has been released."


def _outcome(manifest: ReleaseManifest, before: ReleaseManifest | None) -> str:
    if before is not None and before.number == manifest.number:
        return f"Nothing has changed: release {manifest.number} stays."
    if not manifest.tables:
        return (
            f"This is release {manifest.number}, of edition {manifest.edition}, with no numbers: they need to know in "
            "which school students are enrolled, and attendance, incidents, grades, or tests of a known subject."
        )
    rows = sum(entry.rows for entry in manifest.tables)
    return f"This is release {manifest.number}, of edition {manifest.edition}: {rows:,} numbers."


def checked(check: Check, console: Console) -> None:
    if check.exposed:
        table = Table("Indicator", "Period", "Place", "Group", "From", title="Withheld, and yet known")
        for each in check.exposed[:SHOWN]:
            key = each.key
            table.add_row(
                plain(each.indicator), each.period, plain(f"{key.place_kind} {key.place}"),
                plain(f"{key.group_set}: {key.group}"), each.how,
            )  # fmt: skip
        console.print(table)
        if len(check.exposed) > SHOWN:
            _say(console, f"The first {SHOWN} are shown; --report FILE.json holds them all.")
    _say(
        console,
        f"Release {check.release}: {check.tables:,} tables with {check.numbers:,} numbers, {check.withheld:,} of "
        f"them withheld; {len(check.exposed):,} can be worked out from all that has been released.",
    )


def listing(found: Sequence[ReleaseManifest], console: Console) -> None:
    if not found:
        _say(console, "There is no release yet. Make one with 'groundswell release make'.")
        return
    table = Table("Release", "Made", "Edition", "Tables", "Held", "Numbers", "Withheld", "Fewest persons")
    for each in found:
        held = sum(entry.state == "held" for entry in each.tables)
        rows, withheld = (sum(getattr(entry, name) for entry in each.tables) for name in ("rows", "withheld"))
        cells = (
            each.number,
            each.made_at,
            each.edition,
            len(each.tables),
            held,
            f"{rows:,}",
            f"{withheld:,}",
        )
        table.add_row(*map(str, cells), str(each.rule.threshold))
    console.print(table)


def report_of_making(manifest: ReleaseManifest) -> dict[str, Any]:
    names = ("indicator", "period", "state", "reason", "edition", "rows", "withheld", "school_years")
    return {
        "release": manifest.number,
        "edition": manifest.edition,
        "made_at": manifest.made_at,
        "threshold": manifest.rule.threshold,
        "tables": [{name: getattr(entry, name) for name in names} for entry in manifest.tables],
    }


def report_of_check(check: Check) -> dict[str, Any]:
    return {
        "release": check.release,
        "tables": check.tables,
        "numbers": check.numbers,
        "withheld": check.withheld,
        "exposed": [_entry(each) for each in check.exposed],
    }


def _entry(each: Exposed) -> dict[str, Any]:
    return {
        "indicator": each.indicator,
        "kind_of_period": each.kind,
        "school_year": each.school_year,
        "period": each.period,
        **each.key._asdict(),
        "how": each.how,
    }


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
