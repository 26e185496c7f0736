"""Released numbers as files: CSV, XLSX, Parquet, JSON. A withheld number is empty, with the reason beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed, reason, text
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.releasing import ReleasedResult

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: dict[str, str] = {
    "indicator": "text", "school_year": "whole", "period": "text", "place_kind": "text", "place": "text",
    "place_name": "text", "group_set": "text", "group": "text", "students": "whole", "numerator": "number",
    "denominator": "number", "value": "number", "unit": "text", "reads": "text", "withheld": "text",
    "authority": "text", "edition": "whole",
}  # fmt: skip
WIDTHS = {"text": 18, "whole": 11, "number": 13}


@dataclass(frozen=True)
class Leaving:
    """Numbers that may leave, with all that a reader needs to tell what they are.

    threshold: groups of fewer students are withheld. names: of places, by id. authorities: whose threshold the
    indicator used, by school year. notes: sentences for the reader.
    """

    indicator: Indicator
    edition: int
    threshold: int
    rows: Sequence[ReleasedResult]
    names: Mapping[str, str] = field(default_factory=dict)
    authorities: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def as_bytes(table: Leaving, suffix: str) -> bytes:
    """The file's content. `suffix` is a key of `WRITERS`, such as ".csv"."""
    return WRITERS[suffix](table, [_row(table, row) for row in table.rows])


def _row(table: Leaving, row: ReleasedResult) -> dict[str, Cell]:
    percent = table.indicator.unit == "percent"
    return {
        "indicator": row.indicator,
        "school_year": row.school_year,
        "period": row.period,
        "place_kind": row.place_kind,
        "place": row.place,
        "place_name": table.names.get(row.place),
        "group_set": row.group_set,
        "group": row.group,
        "students": _whole(row.students),
        "numerator": _number(row.numerator),
        "denominator": _number(row.denominator),
        "value": _number(row.value),
        "unit": table.indicator.unit,
        "reads": text(row.value, percent=percent),
        "withheld": _why(row, table.threshold),
        "authority": table.authorities.get(row.school_year),
        "edition": table.edition,
    }


def _number(value: Released) -> float | None:
    return value.value if isinstance(value, Shown) else None


def _whole(value: Released) -> int | None:
    return int(value.value) if isinstance(value, Shown) else None


def _why(row: ReleasedResult, threshold: int) -> str | None:
    if isinstance(row.value, Coded):
        return "So near 0 % or 100 % that a bound is given, since the rate would tell of everybody."
    for value in (row.students, row.value, row.numerator):
        if isinstance(value, Suppressed):
            return reason(value, threshold=threshold)
    return None


def _csv(_: Leaving, rows: list[dict[str, Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _harmless(value: Cell) -> Cell:
    """A name that a spreadsheet would run as a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(_: Leaving, rows: list[dict[str, Cell]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _parquet(_: Leaving, rows: list[dict[str, Cell]]) -> bytes:
    import pyarrow.parquet  # noqa: PLC0415 (half a second, for who asks for it)

    from groundswell.store.query.engines import arrow_table  # noqa: PLC0415

    kinds: Any = COLUMNS
    sink = io.BytesIO()
    pyarrow.parquet.write_table(
        arrow_table({name: [row[name] for row in rows] for name in COLUMNS}, kinds), sink
    )
    return sink.getvalue()


def _xlsx(table: Leaving, rows: list[dict[str, Cell]]) -> bytes:
    """Two sheets: the numbers, every text as text, and how to read them."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    sink = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(sink, plain) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Numbers")
        sheet.write_row(0, 0, list(COLUMNS), bold)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
        for place, kind in enumerate(COLUMNS.values()):
            sheet.set_column(place, place, WIDTHS[kind])
        for line, row in enumerate(rows, start=1):
            _write_row(sheet, line, row)
        _about(book.add_worksheet("How to read them"), table, bold)
    return sink.getvalue()


def _write_row(sheet: Any, line: int, row: Mapping[str, Cell]) -> None:
    for place, value in enumerate(row.values()):
        if isinstance(value, str):
            sheet.write_string(line, place, value)
        elif value is not None:
            sheet.write_number(line, place, value)


def _about(sheet: Any, table: Leaving, bold: Any) -> None:
    indicator = table.indicator
    told = {
        "Indicator": indicator.name,
        "Why it matters": indicator.why,
        "Counted": indicator.numerator.words,
        "Out of": indicator.denominator.words,
        "The boundary": indicator.boundary,
        "Withheld": reason(Suppressed("small group"), threshold=table.threshold),
        "Edition of the data": str(table.edition),
    }
    lines = [*told.items(), *(("What it cannot tell", each) for each in indicator.caveats)]
    lines += [("Note", each) for each in table.notes]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    for line, (name, words) in enumerate(lines):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, words)


WRITERS: dict[str, Callable[[Leaving, list[dict[str, Cell]]], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".json": _json,
}
