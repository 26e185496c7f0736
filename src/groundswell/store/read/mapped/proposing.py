"""A proposal as a YAML file with remarks, for a person to correct. It holds codes and headings, and no one's data."""

import json

from groundswell.store.read.mapped.mapping import ASK
from groundswell.store.read.mapped.previewing import Preview
from groundswell.store.schema import TABLES, Column

_ABOUT = """\
# How to read files such as {file}. Look at every line, correct what is not so, then:
#   groundswell data load table {file} --mapping THIS_FILE
# A line that starts with # is a remark. Take the # away to use it.
"""
_CONSTANTS = {"school_year": "'?'", "type": "school", "respondent_type": "student", "assessment_id": "name-of-the-test",
              "title": "Name of the test", "survey_id": "name-of-the-survey", "event": "enrolled"}  # fmt: skip


def as_yaml(found: Preview) -> str:
    """The mapping to correct."""
    parts = [
        _ABOUT.format(file=found.file),
        f"table: {found.table}  # {TABLES[found.table].about}\n",
        _dates(found),
        _written(found),
        "columns:\n",
        *(_column(found, column) for column in TABLES[found.table].columns[:-1]),
        _wide(found),
        _constants(found),
        _unused(found),
    ]
    return "".join(parts)


def _dates(found: Preview) -> str:
    if found.question:
        return f"dates: {ASK}  # {found.question} Write mdy or dmy here: we do not guess.\n"
    return f"dates: {found.dates}  # iso 2026-08-31, mdy 8/31/2026, dmy 31/8/2026, compact 20260831, moment 2026-08-31T08:00Z\n"


def _written(found: Preview) -> str:
    told = ""
    if found.read_as.delimiter != "comma":
        told += f"delimiter: {found.read_as.delimiter}\n"
    if found.read_as.encoding:
        told += f"encoding: {found.read_as.encoding}  # the file is not UTF-8; look at names with accents\n"
    return told + (f"sheet: {_text(found.read_as.sheet)}\n" if found.read_as.sheet else "")


def _column(found: Preview, column: Column) -> str:
    needed = " Needed." if column in found.missing else ""
    if column.name in found.columns:
        return _given(found, column)
    if column.name == "school_year" or _later(found, column) or _follows(found, column):
        return ""
    if needed:
        return f"  {column.name}: '?'  # {column.meaning}{needed}\n"
    return f"  # {column.name}:  # {column.meaning}\n"


def _follows(found: Preview, column: Column) -> bool:
    return column.name == "attended" and "category" in found.columns


def _later(found: Preview, column: Column) -> bool:
    """Whether a constant or the columns named after days fill it."""
    by_days = bool(found.days) and column.name in {"date", "category", "attended"}
    return by_days or (column.name in _CONSTANTS and column in found.missing)


def _given(found: Preview, column: Column) -> str:
    heading = _text(found.columns[column.name])
    if column.name not in found.codes:
        return f"  {column.name}: {heading}  # {column.meaning}\n"
    codes = "".join(
        f"      {_text(code)}: {_meaning(meaning)}\n" for code, meaning in found.codes[column.name].items()
    )
    return f"  {column.name}:  # {column.meaning}\n    from: {heading}\n    values:  # what each code means; correct it\n{codes}"


def _meaning(meaning: str | None) -> str:
    return "'?'  # we do not know this code" if meaning is None else _text(meaning)


def _wide(found: Preview) -> str:
    if not found.days:
        return ""
    order = found.dates if found.dates in {"mdy", "dmy"} else "iso"
    return (
        f"wide:  # {len(found.days)} columns are named after a day, from {found.days[0]} to {found.days[-1]}\n"
        f"  dates: {order}\n  columns:\n    category:\n      values: {{P: present, A: absent, T: tardy}}  # correct it\n"
    )


def _constants(found: Preview) -> str:
    told = [column for column in found.missing if column.name in _CONSTANTS]
    if not told:
        return "# constants:  # the same for every row\n#   school_year: 2025-26\n"
    lines = "".join(f"  {column.name}: {_CONSTANTS[column.name]}  # {column.meaning}\n" for column in told)
    return f"constants:  # the same for every row\n{lines}"


def _unused(found: Preview) -> str:
    used = {*found.columns.values(), *found.days}
    names = [each.name for each in found.seen if each.name not in used]
    if not names:
        return ""
    return "# Columns of the file that are not used, and so are not kept:\n" + "".join(
        f"#   {_remark(name)}\n" for name in names
    )


def _remark(name: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)[:100]


def _text(value: str) -> str:
    """A YAML text that stays a text: JSON strings are."""
    return json.dumps(value, ensure_ascii=False)
