"""Numbers as people write them; nothing is guessed about commas, percent signs or words."""

import math
import re
from collections.abc import Set as AbstractSet

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from groundswell.store.read.columnar.buffers import numbers_of
from groundswell.store.read.columnar.refused import Described, Findings
from groundswell.store.read.columnar.sheet import Cells, Sheet, rows_with, words

Numbers = NDArray[np.float64]

PLAIN = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_PLAIN = re.compile(PLAIN)
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:[,'’ \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_POINTED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_PERCENT = re.compile(rf"{PLAIN}\s*%")


def numbers(sheet: Sheet, column: str, *, missing: AbstractSet[str], findings: Findings) -> Numbers:
    """The column as numbers, NaN where a cell is empty or says one of the `missing` words. Never zero for them.

    What is no number goes to `findings`, with the fix.
    """
    found = sheet.columns[column]
    if _is_number(found.type):
        return _typed(found, column, findings)
    if not (pa.types.is_string(found.type) or pa.types.is_dictionary(found.type) or _is_text(found.type)):
        words_of_type = (
            "not_a_number",
            f"The column holds {found.type} values.",
            "Choose a column of numbers.",
        )
        findings.add(np.arange(min(1, len(found))), column, lambda _row: words_of_type)
        return np.full(len(found), np.nan)
    cells = words(found)
    values = _parsed(cells, column, missing, findings)
    exact = sheet.exact.get(column)
    return values if exact is None else _sharpened(values, exact)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or pa.types.is_null(kind))


def _typed(found: pa.ChunkedArray, column: str, findings: Findings) -> Numbers:
    values = _floats(found.cast(pa.float64(), safe=False))
    infinite = "infinite", "This number is infinite.", "Leave the cell empty if it is not known."
    findings.add(np.flatnonzero(np.isinf(values)), column, lambda _row: infinite)
    return values


def _floats(column: pa.ChunkedArray) -> Numbers:
    stored, there = numbers_of(column, np.float64)
    return np.where(there, stored, np.nan)


def _parsed(cells: Cells, column: str, missing: AbstractSet[str], findings: Findings) -> Numbers:
    """Each different text is read once."""
    read = np.full(len(cells.texts) + 1, np.nan)
    bad = []
    for code, text in enumerate(cells.texts):
        if text in missing:
            continue
        number = float(text) if _PLAIN.fullmatch(text) else math.inf
        read[code] = number
        if math.isinf(number):
            bad.append(code)
    if bad:
        findings.add(rows_with(cells, bad), column, lambda row: _said(cells.texts[cells.codes[row]]))
    values: Numbers = read[cells.codes]
    return values


def _sharpened(values: Numbers, exact: pa.ChunkedArray) -> Numbers:
    stored = _floats(exact)
    return np.where(np.isnan(values) | np.isnan(stored), values, stored)


def _said(text: str) -> Described:
    quoted = f"“{text[:40]}”"
    if _PERCENT.fullmatch(text):
        plain = text.rstrip("% \u00a0")
        return "percent_sign", f"{quoted} carries a percent sign.", f"Write {plain} and say the unit instead."
    if _COMMA.fullmatch(text) or _THOUSANDS.fullmatch(text) or _POINTED.fullmatch(text):
        return _separated(text, quoted)
    if _PLAIN.fullmatch(text):
        return "too_large", f"{quoted} is larger than a number can be here.", "Check the cell."
    if _PLAIN.fullmatch(text.replace("−", "-").replace("–", "-")):
        return "minus_sign", f"{quoted} has a typographic minus sign.", "Write it with a plain hyphen."
    words_said = f"{quoted} is not a number."
    return "not_a_number", words_said, "Write a number, leave the cell empty, or name it as a missing word."


def _separated(text: str, quoted: str) -> Described:
    """A lone comma before three digits can be read both ways, so both are said."""
    as_decimal = text.replace(".", "").replace(",", ".")
    as_thousands = re.sub(r"[,'’ \u00a0\u202f]", "", text)
    if _POINTED.fullmatch(text):
        return "decimal_comma", f"{quoted} has a decimal comma.", f"Write {as_decimal}."
    if not _THOUSANDS.fullmatch(text):
        return "decimal_comma", f"{quoted} has a decimal comma.", f"Write {as_decimal}."
    if _COMMA.fullmatch(text):
        both = f"Write {as_thousands} or {as_decimal}, whichever is meant."
        return "separator", f"{quoted} has a comma that can be read two ways.", both
    return "thousands", f"{quoted} has thousands separators.", f"Write {as_thousands}."
