"""Strict typed reading as SQL: from a cell's text to its value, and when the text is no such value.

Each kind of field has a value expression that is NULL unless the text is exactly what the standard asks for
(or a spelling that leaves no doubt, which is then counted as odd).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from groundswell.store.engine import quoted
from groundswell.store.read.oneroster.fields import Field, Kind
from groundswell.store.read.oneroster.spec import GRADES

DateOrder = Literal["iso", "mdy", "dmy"]
LONGEST_ID = 255
TYPES: dict[Kind, str] = {
    "id": "VARCHAR",
    "ids": "VARCHAR[]",
    "text": "VARCHAR",
    "choice": "VARCHAR",
    "grades": "VARCHAR",
    "date": "DATE",
    "moment": "TIMESTAMP",
    "flag": "BOOLEAN",
    "year": "SMALLINT",
    "number": "DOUBLE",
}
_SLASHED = r"\d{1,2}/\d{1,2}/\d{4}"
_MOMENT = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
_STRICT_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})"
_SLASH_FORMAT = {"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read: the order of dates with slashes, and whether cells need no trimming."""

    dates: DateOrder = "iso"
    tidy: bool = False


def cell(raw: str, field: Field, reading: Reading) -> str:
    """The cell's text, NULL when blank. Spaces around all but free text are cut off."""
    return f"nullif({raw if reading.tidy or field.kind == 'text' else f'trim({raw})'}, '')"


def value(field: Field, x: str, reading: Reading) -> str:
    """SQL for the value of the text `x`, NULL when it is blank or no such value."""
    return _VALUES[field.kind](field, x, reading)


def wrong(field: Field, x: str, v: str, reading: Reading) -> str:
    """SQL: whether the text `x` is not what it should be; not true where it is blank. Empty: never."""
    if field.kind in {"id", "text"}:
        return _wrong_text(field, x, reading)
    if field.kind == "ids":
        return f"list_contains({v}, '') OR {_wrong_text(field, x, reading)}"
    return f"{x} IS NOT NULL AND {v} IS NULL"


def odd(field: Field, x: str, v: str) -> str:
    """SQL: whether the text was understood but is not written as the standard asks. Empty: never."""
    if field.kind in {"choice", "grades"}:
        return f"{x} <> {v}"
    if field.kind == "flag":
        return f"{x} NOT IN ('true', 'false')"
    if field.kind == "moment":
        return f"NOT regexp_full_match({x}, {quoted(_STRICT_MOMENT)})"
    return f"contains({x}, '/')" if field.kind == "date" else ""


def broken_rule(field: Field, x: str) -> str:
    """SQL for the name of the rule that a wrong cell breaks."""
    if field.kind == "date":
        return f"CASE WHEN regexp_full_match({x}, {quoted(_SLASHED)}) THEN 'ambiguous_date' ELSE 'date' END"
    if field.kind in {"id", "ids", "text"}:
        return (
            f"CASE WHEN starts_with({x}, '=\"') THEN 'formula' "
            f"WHEN regexp_matches({x}, '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]') THEN 'control_character' "
            f"ELSE '{field.kind}' END"
        )
    return quoted(field.kind)


def _wrong_text(field: Field, x: str, reading: Reading) -> str:
    """Ids hold no control character at all; free text may run over lines and hold tabs."""
    signs = r"[\x00-\x1F\x7F]" if field.kind != "text" else r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
    tests = [] if reading.tidy else [f"regexp_matches({x}, '{signs}')"]
    if field.kind != "text":
        tests.append(f"starts_with({x}, '=\"')")
    if field.kind == "id":
        tests.append(f"strlen({x}) > {LONGEST_ID} AND length({x}) > {LONGEST_ID}")
    return " OR ".join(tests)


def _date(_field: Field, x: str, reading: Reading) -> str:
    iso = _round_trip(x, "DATE", "DATE '1900-01-01'", "DATE '2100-12-31'")
    if reading.dates == "iso":
        return iso
    slashed = f"try_strptime({x}, {quoted(_SLASH_FORMAT[reading.dates])})::DATE"
    return f"CASE WHEN regexp_full_match({x}, {quoted(_SLASHED)}) THEN {slashed} ELSE {iso} END"


def _round_trip(x: str, kind: str, least: str, most: str) -> str:
    """The cast, where casting it back gives the same text: nothing is guessed or rounded."""
    cast = f"try_cast({x} AS {kind})"
    return f"CASE WHEN {cast}::VARCHAR = {x} AND {cast} BETWEEN {least} AND {most} THEN {cast} END"


def _choice(field: Field, x: str, _reading: Reading) -> str:
    exact = ", ".join(map(quoted, field.choices))
    others = " ".join(f"WHEN {quoted(name.lower())} THEN {quoted(name)}" for name in field.choices)
    return f"CASE WHEN {x} IN ({exact}) THEN {x} ELSE (CASE lower({x}) {others} END) END"


def _grades(_field: Field, x: str, _reading: Reading) -> str:
    known = f"[{', '.join(map(quoted, GRADES))}]"
    each = "CASE WHEN regexp_full_match(trim(g), '[1-9]') THEN '0' || trim(g) ELSE trim(g) END"
    found = f"list_transform(str_split({x}, ','), lambda g: {each})"
    return (
        f"CASE WHEN list_contains({known}, {x}) THEN {x} "
        f"WHEN list_has_all({known}, {found}) THEN array_to_string({found}, ',') END"
    )


def _ids(_field: Field, x: str, _reading: Reading) -> str:
    many = f"list_transform(str_split({x}, ','), lambda i: trim(i))"
    return f"CASE WHEN contains({x}, ',') THEN {many} WHEN {x} IS NOT NULL THEN [{x}] END"


def _moment(_field: Field, x: str, _reading: Reading) -> str:
    cast = f"try_cast({x} AS TIMESTAMPTZ)::TIMESTAMP"
    return f"CASE WHEN regexp_full_match({x}, {quoted(_MOMENT)}) THEN {cast} END"


def _number(_field: Field, x: str, _reading: Reading) -> str:
    return f"CASE WHEN regexp_full_match({x}, '[+-]?[0-9]+([.][0-9]+)?') THEN try_cast({x} AS DOUBLE) END"


def _as_it_is(_field: Field, x: str, _reading: Reading) -> str:
    return x


def _flag(_field: Field, x: str, _reading: Reading) -> str:
    others = f"CASE lower({x}) WHEN 'true' THEN true WHEN 'false' THEN false END"
    return f"CASE WHEN {x} = 'true' THEN true WHEN {x} = 'false' THEN false ELSE ({others}) END"


def _year(_field: Field, x: str, _reading: Reading) -> str:
    return _round_trip(x, "SMALLINT", "1900", "2100")


_VALUES: dict[Kind, Callable[[Field, str, Reading], str]] = {
    "id": _as_it_is,
    "text": _as_it_is,
    "ids": _ids,
    "choice": _choice,
    "grades": _grades,
    "date": _date,
    "moment": _moment,
    "flag": _flag,
    "year": _year,
    "number": _number,
}
