"""Reading what a definition gathers for each unit, and from which rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from groundswell.core.indicators.definition import (
    DATE_COLUMN,
    SESSION_COLUMN,
    TAKES,
    At,
    Gathered,
    Tables,
    Take,
    Window,
)
from groundswell.core.indicators.expressions import NUMBERS, Expression, Kind
from groundswell.core.indicators.mistakes import Part
from groundswell.core.indicators.parsing import RuleError, Vocabulary, parse, parse_flag

WINDOWS = ("period", "school_year", "year_before", "year_after", "ever", "all_years")
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_OF_KIND: Mapping[Take, tuple[Kind, ...]] = {
    "count": ("flag",), "any": ("flag",), "all": ("flag",), "sum": NUMBERS, "mean": NUMBERS,
    "min": ("whole", "number", "date"), "max": ("whole", "number", "date"),
}  # fmt: skip


def read_gathered(name: str, part: Part, tables: Tables, numbers: Vocabulary) -> Gathered:
    """One line under `gather`. Raises DefinitionError."""
    part.only("from", "take", "of", "where", "window", "at", "when_none", "covered_when")
    readable = sorted(table for table, columns in tables.items() if "student_id" in columns)
    table = part["from"].one_of(readable)
    columns = tables[table]
    take = cast("Take", part["take"].one_of(TAKES))
    words = Vocabulary(columns, numbers.thresholds, numbers.tables)
    of, where = _rule(part, "of", words, take), _rule(part, "where", words, take)
    if of is None and take != "count":
        raise part.wrong(f"take: {take} needs 'of', what to take it of.")
    return Gathered(
        name=name,
        table=table,
        take=take,
        of=of,
        where=where,
        window=_window(part, columns),
        at=_at(part, columns),
        when_none=_when_none(part, take),
        covered_when=_rule(part, "covered_when", words, take),
        kind=_kind(take, of),
    )


def _rule(part: Part, field: str, words: Vocabulary, take: Take) -> Expression | None:
    written = part.get(field)
    if written is None:
        return None
    try:
        expression = parse_flag(written.text(), words) if field != "of" else parse(written.text(), words)
    except RuleError as error:
        raise written.misread(error) from error
    if field == "of" and expression.kind not in _OF_KIND[take]:
        raise written.wrong(
            f"this is a {expression.kind}; take: {take} needs a {' or '.join(_OF_KIND[take])}."
        )
    return expression


def _window(part: Part, columns: Mapping[str, Kind]) -> Window:
    written = part.get("window")
    dated = DATE_COLUMN in columns
    if written is None:
        return Window("period" if dated else "school_year")
    if isinstance(written.value, str):
        kind = written.one_of(WINDOWS)
        if kind == "period" and not dated and SESSION_COLUMN not in columns:
            raise written.wrong("this table has no dates. Use school_year.")
        return Window(kind)  # type: ignore[arg-type]
    written.only("from", "to")
    if not dated:
        raise written.wrong("this table has no dates. Use school_year.")
    return Window("between", day_of_year(written["from"]), day_of_year(written["to"]))


def day_of_year(part: Part) -> int:
    """'10-01' as its place in a school year that begins in July: 301."""
    found = _DAY.fullmatch(str(part.value))
    if not found:
        raise part.wrong(f"here a month and day such as '10-01' is needed, in quotes, not {part.value!r}.")
    return (int(found[1]) + 5) % 12 * 100 + int(found[2])


def _at(part: Part, columns: Mapping[str, Kind]) -> At:
    written = part.get("at")
    has_place = "school_id" in columns
    if written is None:
        return "place" if has_place else "anywhere"
    at = cast("At", written.one_of(("place", "anywhere")))
    if at == "place" and not has_place:
        raise written.wrong("this table does not say where. Use anywhere.")
    return at


def _when_none(part: Part, take: Take) -> float | None:
    written = part.get("when_none")
    if written is None:
        return None
    if take in {"any", "all"}:
        if not isinstance(written.value, bool):
            raise written.wrong(f"take: {take} needs true or false here, not {written.value!r}.")
        return written.value
    return written.number()


def _kind(take: Take, of: Expression | None) -> Kind:
    if take == "count" or of is None:
        return "whole"
    return {"mean": "number", "any": "flag", "all": "flag"}.get(take, of.kind)  # type: ignore[return-value]
