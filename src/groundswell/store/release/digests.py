"""Whether a table's numbers can have changed: its definition, the rule, and the rows that it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Indicator, Period
from groundswell.store.publish.editions import Edition

METHOD = 3  # another number for a method of deciding that gives other numbers from the same rows
_READ_BY_ALL = (
    "students",
    "enrollments",
    "group_memberships",
    "organizations",
    "calendar_days",
    "sessions",
    "class_staff",
    "class_enrollments",
)


def of_definition(
    indicator: Indicator,
    period: Period,
    rule: SuppressionRule,
    *,
    crossings: Sequence[str] = (),
    beside: Sequence[Period] = (),
) -> str:
    """32 hexadecimal digits. What is said about an indicator (why, caveats, who has checked it) does not count.

    beside: the periods that are decided on together.
    """
    words = [repr(getattr(indicator, name)) for name in _RECKONED]
    return _digest([str(METHOD), period, repr(rule), *sorted(crossings), *sorted(beside), *words])


_RECKONED = (
    "id", "unit", "units", "periods", "population", "gathered", "numerator", "denominator", "thresholds",
)  # fmt: skip


def of_inputs(definition: str, indicator: Indicator, edition: Edition) -> str:
    """The definition's digest together with the fingerprints of every part of the edition that is read."""
    tables = dict.fromkeys((*indicator.tables, *_READ_BY_ALL))
    parts = sorted(
        f"{part.key.filename} {part.fingerprint}" for table in tables for part in edition.of(table)
    )
    return _digest([definition, *parts])


def _digest(words: Iterable[str]) -> str:
    return hashlib.blake2b("\x1f".join(words).encode(), digest_size=16).hexdigest()
