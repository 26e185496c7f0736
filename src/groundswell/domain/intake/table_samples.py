"""What a page shows of a table that is about to be mapped: enough to know the columns, and nobody by name.

Codes, short numbers and dates are shown as they stand, each column by itself and in order of the alphabet, so that no
row can be put together. Names, ids, birth dates and free words are shown by their shape: Maria is Xxxxx, 00123 is 99999.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.store.read.columnar.dates import LOOKS_ISO, LOOKS_PARTED
from groundswell.store.read.mapped.previewing import MOST_CODES, Preview, Seen

SHOWN, LONGEST = 6, 24
_SHORT_NUMBER = re.compile(r"-?\d{1,4}([.,]\d{1,3})?%?")


@dataclass(frozen=True)
class ColumnSeen:
    """A column of the file. `says`: values or, where `is_shape`, what they look like; [] where all are empty."""

    name: str
    says: tuple[str, ...]
    is_shape: bool


# Columns of ours that name a person or are written by one, whatever they look like.
PERSONAL = (
    "student_id", "local_id", "given_name", "middle_name", "family_name", "birth_date", "respondent_id", "staff_id",
    "incident_id", "result_id", "reason", "answer_text",
)  # fmt: skip
_NAMING = re.compile(
    r"name|(?<![a-z])(id|ids|ssn|ssid|sasid|number|no|num|birth|born|dob|mail|phone|address|street|parent|guardian)(?![a-z])"
    r"|birth|permnum|e-?mail|comment|remark|note|nombre|apellido|nacimiento",
    re.IGNORECASE,
)


def columns_seen(found: Preview, *, plain: bool = False) -> list[ColumnSeen]:
    """Each column with a few samples. `plain`: as they stand, for who asked for it."""
    ours = {heading: name for name, heading in found.columns.items()}
    return [_seen(each, found.rows, ours.get(each.name, ""), plain=plain) for each in found.seen]


def _seen(column: Seen, rows: int, ours: str, *, plain: bool) -> ColumnSeen:
    filled = [text for text in column.texts if text]
    names_people = ours in PERSONAL or (not ours and bool(_NAMING.search(column.name)))
    if plain or (not names_people and _is_open(filled, rows)):
        return ColumnSeen(column.name, _some(filled), is_shape=False)
    return ColumnSeen(column.name, _some([_shape(text) for text in filled]), is_shape=bool(filled))


def _is_open(filled: Sequence[str], rows: int) -> bool:
    """Whether the values tell of no one: they come again and again, or are dates or short numbers."""
    comes_again = len(filled) <= MOST_CODES and rows >= 2 * len(filled)
    return comes_again or all(
        LOOKS_ISO.fullmatch(each) or LOOKS_PARTED.fullmatch(each) or _SHORT_NUMBER.fullmatch(each)
        for each in filled
    )


def _some(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text[:LONGEST] for text in sorted(set(texts))[:SHOWN])


def _shape(text: str) -> str:
    letters = re.sub(r"[^\W\d_]", lambda sign: "X" if sign[0].isupper() else "x", text)
    return re.sub(r"\d", "9", letters)
