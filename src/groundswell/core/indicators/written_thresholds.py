"""Reading the numbers that authorities set, with the school years for which they hold."""

from __future__ import annotations

from groundswell.core.indicators.definition import PERIODS, Thresholds
from groundswell.core.indicators.expressions import Constant
from groundswell.core.indicators.mistakes import Part


def read_thresholds(part: Part) -> tuple[Thresholds, ...]:
    """Every version, none of which may overlap another. Raises DefinitionError."""
    found: list[Thresholds] = []
    for each in part.each():
        version = _version(each)
        twins = [other for other in found if _overlap(version, other)]
        if twins:
            raise each.wrong(f"it overlaps the version that begins in {twins[0].first}. End that one first.")
        found.append(version)
    if not found:
        raise part.wrong("the list is empty. Leave the field out, or give the authority's numbers.")
    return tuple(found)


def _version(part: Part) -> Thresholds:
    part.only("authority", "from", "through", "source", "values")
    last = part.get("through")
    first, end = part["from"].year(), last.year() if last else None
    if last is not None and end is not None and end < first:
        raise last.wrong(f"it ends in {end}, before it begins in {first}.")
    values: dict[str, Constant] = {}
    by_period: dict[str, dict[str, float]] = {}
    for name, value in part["values"].items():
        if not name.isidentifier():
            raise value.wrong(f"{name} cannot be used as a name. Use letters, digits and _.")
        if not isinstance(value.value, dict):
            values[name] = value.number()
        elif set(value.value) <= set(PERIODS):
            by_period[name] = _numbers(value)
        else:
            values[name] = _numbers(value)
    return Thresholds(
        authority=part["authority"].text(),
        first=first,
        last=end,
        source=part["source"].text(),
        values=values,
        by_period=by_period,
    )


def _numbers(part: Part) -> dict[str, float]:
    for key, value in part.mapping().items():
        if not isinstance(key, str):
            raise part.wrong(f"the key {key!r} is not a text. Put it in quotes, such as '08'.")
        del value
    return {key: each.number() for key, each in part.items()}


def _overlap(one: Thresholds, other: Thresholds) -> bool:
    return (other.last is None or one.first <= other.last) and (one.last is None or other.first <= one.last)
