"""Strict reading as SQL: from a cell's text to its value, and which rule a text breaks that has none."""

from collections.abc import Callable
from dataclasses import dataclass

from groundswell.store.engine import quoted
from groundswell.store.read.mapped.mapping import Cell
from groundswell.store.schema.columns import DUCKDB_TYPES, Column

LONGEST_ID = 255
GRADES = ("IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13",
          "PS", "UG", "Other")  # fmt: skip
CHOICES = {
    ("organizations", "type"): ("school", "district", "department", "local", "state", "national", "network"),
    ("sessions", "type"): ("schoolYear", "semester", "term", "gradingPeriod"),
    ("surveys", "respondent_type"): ("student", "staff", "family"),
    ("postsecondary", "event"): ("graduated", "applied", "accepted", "enrolled", "completed"),
    ("calendar_days", "marks"): ("all", "exceptions"),
    ("students", "sex"): ("female", "male", "other", "unspecified"),
}
SLASHED = r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})([T ].*)?"
_FULL_SLASHED = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_MIDNIGHT = r"\d{4}-\d{2}-\d{2}[T ]00:00(:00(\.0+)?)?(Z|\+00(:?00)?)?"
_MOMENT = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*"
_LOW, _HIGH = "DATE '1900-01-01'", "DATE '2100-12-31'"


@dataclass(frozen=True)
class Target:
    """The column of ours that a cell fills, and how dates of its file are written ("" when nobody said)."""

    table: str
    column: Column
    dates: str

    @property
    def kind(self) -> str:
        """What the text has to be: one of the kinds of the schema, or id, grade, year, share, choice."""
        name = self.column.name
        if (self.table, name) in CHOICES:
            return "choice"
        if name == "school_year":
            return "year"
        if name == "grade":
            return "grade"
        if name == "attended":
            return "share"
        return "id" if name.endswith("_id") or name == "identifier" else self.column.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return GRADES if self.kind == "grade" else CHOICES.get((self.table, self.column.name), ())

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPES[self.column.kind]


def text_of(raw: str, cell: Cell, empty: tuple[str, ...]) -> str:
    """SQL for the cell's text, NULL when it is blank or one of the marks that mean nothing."""
    if cell.constant is not None:
        return f"nullif({quoted(cell.constant)}, '')"
    nothing = ", ".join(map(quoted, ("", *empty)))
    return f"CASE WHEN trim({raw}) IN ({nothing}) THEN NULL ELSE trim({raw}) END"


def meant(x: str, cell: Cell) -> str:
    """SQL for what the text `x` stands for: a part of it, a code's meaning."""
    found = x
    if cell.pattern:
        found = f"nullif(regexp_extract({found}, {quoted(cell.pattern)}, 1), '')"
    if cell.prefix:
        found = f"{quoted(cell.prefix)} || {found}"
    if cell.values is None:
        return found
    listed = " ".join(
        f"WHEN {quoted(code)} THEN {'NULL' if value is None else quoted(value)}"
        for code, value in cell.values.items()
    )
    rest = found if cell.otherwise == "keep" else "NULL"
    return f"CASE {found} {listed} ELSE {rest} END" if listed else rest


def value_of_text(y: str, target: Target) -> str:
    """SQL for the value of the text `y`, NULL when it is no such value."""
    if target.kind == "date":
        return _date(y, target.dates)
    if target.kind == "choice":
        return f"CASE WHEN {y} IN ({', '.join(map(quoted, target.choices))}) THEN {y} END"
    return _VALUES[target.kind](y)


def wrong(x: str, y: str, v: str, cell: Cell, *, required: bool) -> str:
    """SQL: whether the cell does not do."""
    test = f"({y} IS NOT NULL AND {v} IS NULL)"
    if _may_be_unlisted(cell):
        test = f"({test} OR ({_unlisted(x, y, cell)}))"
    return f"({test} OR {v} IS NULL)" if required else test


def broken_rule(x: str, y: str, cell: Cell, target: Target) -> str:
    """SQL for the name of the rule that a wrong cell breaks."""
    unlisted = f"WHEN {_unlisted(x, y, cell)} THEN 'unlisted' " if _may_be_unlisted(cell) else ""
    special = ""
    if target.kind == "date" and not target.dates:
        special = f"WHEN regexp_full_match({y}, {quoted(SLASHED)}) THEN 'ambiguous_date' "
    return (
        f"CASE WHEN {x} IS NULL THEN 'required' {unlisted}WHEN {y} IS NULL THEN 'required' "
        f"{special}ELSE {quoted(target.kind)} END"
    )


def _may_be_unlisted(cell: Cell) -> bool:
    return bool(cell.pattern) or (cell.values is not None and cell.otherwise == "fault")


def _unlisted(x: str, y: str, cell: Cell) -> str:
    """A text that is in no list, or in which the pattern finds nothing."""
    part = x
    if cell.pattern:
        part = f"nullif(regexp_extract({part}, {quoted(cell.pattern)}, 1), '')"
    found = f"{quoted(cell.prefix)} || {part}" if cell.prefix else part
    if cell.values is None or cell.otherwise != "fault":
        return f"{x} IS NOT NULL AND {part} IS NULL"
    codes = ", ".join(map(quoted, cell.values)) or "NULL"
    return f"{x} IS NOT NULL AND coalesce({found} NOT IN ({codes}), true)"


def _date(y: str, dates: str) -> str:
    midnight = f"regexp_full_match({y}, {quoted(_MIDNIGHT)})"
    iso = f"try_cast(CASE WHEN {midnight} THEN left({y}, 10) ELSE {y} END AS DATE)"
    iso = f"CASE WHEN {iso}::VARCHAR = left({y}, 10) AND (length({y}) = 10 OR {midnight}) THEN {iso} END"
    found = {
        "mdy": _strptime(y, _FULL_SLASHED, "%m/%d/%Y", iso),
        "dmy": _strptime(y, _FULL_SLASHED, "%d/%m/%Y", iso),
        "compact": _strptime(y, r"\d{8}", "%Y%m%d", iso),
        "mmddyyyy": _strptime(y, r"\d{8}", "%m%d%Y", iso),
        "mmyyyy": _strptime(y, r"\d{6}", "%m%Y", iso),
        "mmyy": _strptime(y, r"\d{4}", "%m%y", iso),
        "moment": f"CASE WHEN regexp_full_match({y}, {quoted(_MOMENT)}) THEN try_cast(left({y}, 10) AS DATE) ELSE {iso} END",
    }.get(dates, iso)
    careful = f"CASE WHEN ({found}) BETWEEN {_LOW} AND {_HIGH} THEN ({found}) END"
    return f"CASE WHEN {_looks_iso(y)} THEN {_iso(y)} ELSE ({careful}) END"


def _looks_iso(y: str) -> str:
    """No other way to write a date has its lines at these places. Most have, and patterns take longer."""
    return f"{y} LIKE '____-__-__'"


def _iso(y: str) -> str:
    sound = f"try_cast({y} AS DATE)::VARCHAR = {y} AND {y} BETWEEN '1900-01-01' AND '2100-12-31'"
    return f"CASE WHEN {sound} THEN try_cast({y} AS DATE) END"


def _strptime(y: str, shape: str, form: str, iso: str) -> str:
    plain = f"regexp_replace({y}, '[.-]', '/', 'g')" if "/" in form else y
    return f"CASE WHEN regexp_full_match({y}, {quoted(shape)}) THEN try_strptime({plain}, {quoted(form)})::DATE ELSE {iso} END"


def _year(y: str) -> str:
    """2026, 2025-26 and 2025-2026 are all the school year that ends in 2026."""
    whole, pair, short = r"(19|20)\d{2}", r"(19|20)\d{2}[-/](19|20)\d{2}", r"(19|20)\d{2}[-/]\d{2}"
    first = f"left({y}, 4)::INTEGER"
    return (
        f"CASE WHEN regexp_full_match({y}, {quoted(whole)}) THEN {y}::INTEGER "
        f"WHEN regexp_full_match({y}, {quoted(pair)}) AND right({y}, 4)::INTEGER = {first} + 1 THEN {first} + 1 "
        f"WHEN regexp_full_match({y}, {quoted(short)}) AND right({y}, 2)::INTEGER = ({first} + 1) % 100 THEN {first} + 1 END"
    )


def _grade(y: str) -> str:
    known = ", ".join(map(quoted, GRADES))
    return (
        f"CASE WHEN {y} IN ({known}) THEN {y} WHEN regexp_full_match({y}, '[1-9]') THEN '0' || {y} "
        f"WHEN upper({y}) IN ('K', 'KN') THEN 'KG' WHEN upper({y}) IN ({known}) THEN upper({y}) END"
    )


def _id(y: str) -> str:
    """An id that a spreadsheet program wrapped as ="0012" is 0012: the wrapping is there to keep the zeros."""
    wrapped = f"CASE WHEN regexp_full_match({y}, '=\"[^\"=]*\"') THEN nullif({y}[3:-2], '') ELSE {y} END"
    inner = f"CASE WHEN starts_with({y}, '=') THEN {wrapped} ELSE {y} END"
    sound = f"length({y}) <= {LONGEST_ID} AND NOT regexp_matches({y}, '[\\x00-\\x1F\\x7F]')"
    return f"CASE WHEN {sound} THEN {inner} END"


def _number(y: str) -> str:
    return f"CASE WHEN regexp_full_match({y}, '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)') THEN try_cast({y} AS DOUBLE) END"


def _share(y: str) -> str:
    careful = f"CASE WHEN ({_number(y)}) BETWEEN 0 AND 1 THEN try_cast({y} AS DOUBLE) END"
    return f"CASE WHEN {y} IN ('0', '1', '0.0', '1.0') THEN {y}::DOUBLE ELSE ({careful}) END"


def _whole(y: str) -> str:
    return f"CASE WHEN regexp_full_match({y}, '[+-]?[0-9]+') THEN try_cast({y} AS INTEGER) END"


def _flag(y: str) -> str:
    true, false = "('true', 'yes', 'y', '1')", "('false', 'no', 'n', '0')"
    return f"CASE WHEN lower({y}) IN {true} THEN true WHEN lower({y}) IN {false} THEN false END"


def _text(y: str) -> str:
    return f"CASE WHEN NOT regexp_matches({y}, '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]') THEN {y} END"


_VALUES: dict[str, Callable[[str], str]] = {
    "number": _number,
    "share": _share,
    "whole": _whole,
    "flag": _flag,
    "year": _year,
    "grade": _grade,
    "id": _id,
    "text": _text,
}
