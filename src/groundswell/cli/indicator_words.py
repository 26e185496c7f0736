"""Indicators in words and tables on the command line."""

from __future__ import annotations

from rich.table import Column, Table

from groundswell.cli.data_report import plain
from groundswell.cli.indicator_numbers import ReleasedTable
from groundswell.core.disclosure.released import Released, Suppressed, text
from groundswell.core.indicators.definition import Indicator

SHOWN = 60


def listing(indicators: dict[str, Indicator]) -> Table:
    """Each with its name, and what it is counted by below. Two columns fit a narrow screen."""
    table = Table(Column("Indicator", no_wrap=True), "Name, unit, periods, who checked it", show_lines=True)
    for each in indicators.values():
        checked = f"{each.status}, checked by {each.checked_by}" if each.checked_by else each.status
        about = f"{each.unit}, {each.direction} is better; {', '.join(each.periods)}; {checked}"
        table.add_row(each.id, f"{plain(each.name)}\n{plain(about)}")
    return table


def described(indicator: Indicator) -> str:
    """All that is written about one indicator."""
    parts = [
        f"{indicator.name} ({indicator.id}, {indicator.unit}, {indicator.direction} is better)",
        f"Why: {indicator.why}",
        f"Population: {indicator.population.words}",
        f"Numerator: {indicator.numerator.words}",
        f"Denominator: {indicator.denominator.words}",
        f"Boundary: {indicator.boundary}",
        f"Periods: {', '.join(indicator.periods)}",
        f"Reads: {', '.join(indicator.tables)}",
    ]
    for each in indicator.thresholds:
        through = each.last or "now"
        numbers = ", ".join(f"{name} {value}" for name, value in {**each.values, **each.by_period}.items())
        parts.append(
            f"Thresholds of {each.authority}, school years {each.first} to {through}: {numbers} ({each.source})"
        )
    parts += [f"Caveat: {caveat}" for caveat in indicator.caveats]
    parts.append(f"Source: {indicator.source}")
    checked = indicator.checked_by or "nobody yet"
    parts.append(
        f"Written by {indicator.authored_by}; checked by {checked}; look again by {indicator.review_by}; {indicator.status}"
    )
    return "\n".join(plain(part) for part in parts)


def numbers(table: ReleasedTable) -> Table:
    """The first rows, as they may be printed."""
    found = Table("Period", "Place", "Group", "Students", "Numerator", "Denominator", "Value")
    percent = table.indicator.unit == "percent"
    for row in table.rows[:SHOWN]:
        group = row.group if row.group_set == "all" else f"{row.group_set}: {row.group}"
        cells = [plain(each) for each in (row.period, table.names.get(row.place, row.place), group)]
        counts: list[Released] = [row.students, row.numerator, row.denominator]
        found.add_row(*cells, *(text(each) for each in counts), text(row.value, percent=percent))
    return found


def summary(table: ReleasedTable) -> list[str]:
    """How much there is, how much is withheld, and why."""
    withheld = sum(isinstance(row.value, Suppressed) for row in table.rows)
    said = [f"{len(table.rows):,} numbers from edition {table.edition}, {withheld:,} of them withheld."]
    if withheld:
        said.append(
            f"Withheld: groups of fewer than {table.threshold} persons, and others from which these could be worked out."
        )
    if len(table.rows) > SHOWN:
        said.append("--out FILE writes all of them.")
    return [*said, *table.notes]
