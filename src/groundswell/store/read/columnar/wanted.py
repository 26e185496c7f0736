"""The columns that are asked for have to be there, by their exact names."""

from collections.abc import Sequence
from difflib import get_close_matches

from groundswell.store.read.faults import Fault, Unreadable


def require_columns(header: Sequence[str], wanted: Sequence[str], *, line: int = 1) -> None:
    """Raises `Unreadable` for a wanted column that the file does not have, with the nearest name it has."""
    for column in wanted:
        if column in header:
            continue
        near = get_close_matches(column, header, n=1, cutoff=0.6)
        there = ", ".join(header[:20]) + (", ..." if len(header) > 20 else "")
        fix = f"Did you mean “{near[0]}”? " if near else ""
        words = f"There is no column “{column}”."
        raise Unreadable(Fault(line, column, "no_column", words, f"{fix}The columns are: {there}."))
