"""The term of a mark: marks have no day, so it is the last term begun when their session or class ends."""

from __future__ import annotations

from datetime import date

import narwhals.stable.v2 as nw

from groundswell.core.indicators.definition import DATE_COLUMN
from groundswell.store.query.engines import Frame
from groundswell.store.query.year import PERIOD, YearOfData, distinct
from groundswell.store.schema import TABLES

_SESSION, _CLASS, _TAUGHT = "_session_ends", "_class_ends", "_taught_until"


def in_periods(year: YearOfData, table: str, rows: Frame) -> Frame:
    """Rows with the number of their period; those of none are left out."""
    if year.query.period == "school_year" or DATE_COLUMN in TABLES[table].names:
        return year.dated(rows)
    return in_terms(year, rows)


def in_terms(year: YearOfData, rows: Frame) -> Frame:
    """Marks with the number of their term.

    A mark's session says when it ends; where it has none, its class does, or the sessions of its class. A class of
    the whole year ends with the last term.
    """
    ends = nw.coalesce(nw.col(_SESSION), nw.col(_CLASS))
    term = nw.lit(None).cast(nw.Int64)
    for number, span in enumerate(year.spans):
        term = nw.when(ends >= span.first).then(nw.lit(number).cast(nw.Int64)).otherwise(term)
    found = rows.join(_sessions(year), on="session_id", how="left").join(
        _classes(year), on="class_id", how="left"
    )
    return found.with_columns(term.alias(PERIOD)).filter(~nw.col(PERIOD).is_null())


def _sessions(year: YearOfData) -> Frame:
    sessions = year.engine.table("sessions").filter(nw.col("school_year") == year.number)
    return sessions.group_by("session_id").agg(nw.col("end_date").max().alias(_SESSION))


def _classes(year: YearOfData) -> Frame:
    classes = year.engine.table("classes").filter(nw.col("school_year") == year.number)
    taught = year.once(
        "until when classes of these sessions are taught", lambda: _taught_until(year, classes)
    )
    small = year.engine.small(
        {"session_ids": list(taught), _TAUGHT: list(taught.values())},
        {"session_ids": "text", _TAUGHT: "date"},
    )
    ends = nw.coalesce(nw.col("end_date"), nw.col(_TAUGHT)).alias(_CLASS)
    found = classes.join(small, on="session_ids", how="left").with_columns(ends)
    return found.group_by("class_id").agg(nw.col(_CLASS).max())


def _taught_until(year: YearOfData, classes: Frame) -> dict[str, date]:
    """The last day of each list of sessions that some class has. There are few such lists."""
    ends = {row["session_id"]: row["end_date"] for row in year.rows_of_year("sessions")}
    listed = [row["session_ids"] for row in year.engine.rows(distinct(classes, "session_ids"))]
    known = {each: [ends[name] for name in each.split(",") if name in ends] for each in listed if each}
    return {each: max(days) for each, days in known.items() if days}
