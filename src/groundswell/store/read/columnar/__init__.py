"""A reader for whole columns of large tables: text first, typed by what each column is said to be."""

from groundswell.store.read.columnar.dates import DateOrder
from groundswell.store.read.columnar.numbers import numbers
from groundswell.store.read.columnar.opening import LIMITS, read_columns
from groundswell.store.read.columnar.places import PlaceKind, Places, places
from groundswell.store.read.columnar.refused import SHOWN, Findings, RefusedFile
from groundswell.store.read.columnar.sheet import Cells, Sheet, words

__all__ = [
    "LIMITS",
    "SHOWN",
    "Cells",
    "DateOrder",
    "Findings",
    "PlaceKind",
    "Places",
    "RefusedFile",
    "Sheet",
    "numbers",
    "places",
    "read_columns",
    "words",
]
