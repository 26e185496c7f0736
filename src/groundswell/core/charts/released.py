"""From released values to points: what is withheld is a gap with a reason, never a number and never zero."""

from collections.abc import Sequence

from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed
from groundswell.core.stats import Point, X

BOUND = "Said as a bound: {value}."


def released_points(
    xs: Sequence[X], values: Sequence[Released | None], *, reason: str
) -> tuple[tuple[Point, ...], dict[int, str]]:
    """Points to chart, and by position why a number is kept private (for `Captions.kept`).

    `reason` is the one wording for every withheld value. A value said as a bound is not drawn either. Raises
    ValueError when there is not one value (or None) for each x, and TypeError for a bare number.
    """
    if len(xs) != len(values):
        raise ValueError(
            f"There are {len(values)} values for {len(xs)} periods. Give one (or None) for each."
        )
    kept = {i: _why(value, reason) for i, value in enumerate(values) if isinstance(value, Suppressed | Coded)}
    return tuple(Point(x, _number(value)) for x, value in zip(xs, values, strict=True)), kept


def _why(value: Suppressed | Coded, reason: str) -> str:
    return BOUND.format(value=value) if isinstance(value, Coded) else reason


def _number(value: Released | None) -> float | None:
    if value is None or isinstance(value, Suppressed | Coded):
        return None
    if not isinstance(value, Shown):
        raise TypeError(f"{value!r} has not been released. Protect the numbers first, then chart them.")
    return float(value.value)
