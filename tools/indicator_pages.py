"""The reference page of indicators, from the definitions themselves."""

from typing import Any

from groundswell.core.indicators.definition import Example, Gathered, Indicator
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS

START = """# Indicators

What each number means: who is counted, out of whom, by whose threshold, and what it cannot tell. Each comes with
invented students whose answer was worked out by hand; the tests hold a slow engine in plain Python, DuckDB, Arrow,
Polars and (where it is installed) Spark to these answers. `groundswell indicators compute NAME` gives the numbers.

A value that is missing is never taken for 0: who lacks what a rule needs is left out of numerator and denominator.
Where silence means something (a student without an incident), it does so in districts that sent such rows at all.
A student counts at every place where they have days or were enrolled, and once in each place above it.
"""


def page() -> str:
    """Every indicator, by id."""
    return (
        "\n".join([START, *(line for each in indicators(TABLE_KINDS).values() for line in _one(each))]) + "\n"
    )


def _one(indicator: Indicator) -> list[str]:
    checked = f"checked by {indicator.checked_by}" if indicator.checked_by else "checked by nobody yet"
    lines = [f"## {indicator.name}\n", f"`{indicator.id}`. {indicator.why}\n", "| | |", "|---|---|"]
    for title, said in (
        ("population", indicator.population), ("numerator", indicator.numerator), ("denominator", indicator.denominator),
    ):  # fmt: skip
        lines.append(f"| {title} | {said.words}{f' `{said.text}`' if said.text else ''} |")
    lines += [f"| `{each.name}` | {_gathered(each)} |" for each in indicator.gathered]
    lines += [
        f"| boundary | {indicator.boundary} |",
        f"| unit | {indicator.unit}; {indicator.direction} is better |",
        f"| periods | {', '.join(indicator.periods)} |",
    ]
    lines += [f"| thresholds | {_thresholds(each)} |" for each in indicator.thresholds]
    lines += [
        f"| caveats | {' '.join(indicator.caveats)} |",
        f"| source | {indicator.source} |",
        f"| state | {indicator.status}; by {indicator.authored_by}, {checked}; look again by {indicator.review_by} |",
        "",
    ]
    return [*lines, *(line for example in indicator.examples for line in _example(example))]


def _gathered(each: Gathered) -> str:
    where = "where a rule holds, " if each.where is not None else ""
    none = "" if each.when_none is None else f"; {each.when_none} without such rows"
    window = each.window.kind.replace("_", " ")
    return f"{each.take} over {each.table}, {where}{window}, {each.at}{none}"


def _thresholds(each: Any) -> str:
    numbers = ", ".join(
        f"{name} = {_number(value)}" for name, value in {**each.values, **each.by_period}.items()
    )
    return f"{each.authority}, school years {each.first} to {each.last or 'now'}: {numbers} ({each.source})"


def _number(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {number:g}" for key, number in value.items()) + "}"
    return f"{value:g}"


def _example(example: Example) -> list[str]:
    written: Any = example.written
    students = [f"- {_student(student)}" for student in written.get("students") or []]
    rows = [
        f"- {table}: {_values(row)}" for table, held in (written.get("rows") or {}).items() for row in held
    ]
    expected = [
        f"- **{each.place}, {each.group.split('=')[1]}, {each.period}: {each.numerator:g} of {each.denominator:g} = "
        f"{each.value:g}**"
        for each in example.expect
    ]
    return [f"{example.about}\n", *students, *rows, *expected, ""]


def _student(given: dict[str, Any]) -> str:
    about = {name: value for name, value in given.items() if name != "id"}
    return f"{given['id']}: {_values(about)}" if about else str(given["id"])


def _values(row: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in row.items())


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(f"({_values(row)})" for row in value)
    return f"({_values(value)})" if isinstance(value, dict) else str(value)
