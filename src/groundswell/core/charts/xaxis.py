"""Where periods stand, where the line breaks, and which periods to label."""

import datetime as dt
import itertools
import statistics
from collections.abc import Iterator, Sequence

from groundswell.core.charts import words
from groundswell.core.charts.marks import Axis, Break
from groundswell.core.stats import X

LONGEST_PAUSE = 3.0
TERM_STEP = 25
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def axis(
    xs: Sequence[X], known: Sequence[bool], *, pause_word: str = "summer", ends_only: bool = False
) -> Axis:
    """Places for the periods: one step apart, pauses at most three steps wide. `known`: has a value."""
    numbers = [_number(x, i) for i, x in enumerate(xs)]
    kept = [i for i, ok in enumerate(known) if ok] or list(range(len(xs)))
    typical = _typical_step(numbers)
    at = {kept[0]: 0.0} if kept else {}
    breaks: list[Break] = []
    for i, j in itertools.pairwise(kept):
        steps = (numbers[j] - numbers[i]) / typical
        at[j] = at[i] + min(steps, LONGEST_PAUSE)
        summer = _holds_july(xs[i], xs[j])
        if steps > LONGEST_PAUSE + 1 or (summer and steps > LONGEST_PAUSE - 0.5):
            breaks.append(Break((at[i] + at[j]) / 2, pause_word if summer else ""))
    return Axis(tuple(xs), tuple(_filled(at, len(xs), numbers, typical)), tuple(breaks), ends_only)


def _number(x: X, index: int) -> float:
    if isinstance(x, str):
        return float(index)
    return float(x) if isinstance(x, int) else float(x.toordinal())


def _typical_step(numbers: Sequence[float]) -> float:
    steps = [b - a for a, b in itertools.pairwise(numbers) if b > a]
    return statistics.median(steps) if steps else 1.0


def _holds_july(earlier: X, later: X) -> bool:
    if not isinstance(earlier, dt.date) or not isinstance(later, dt.date):
        return False
    return any(earlier < dt.date(year, 7, 15) < later for year in range(earlier.year, later.year + 1))


def _filled(at: dict[int, float], count: int, numbers: Sequence[float], typical: float) -> list[float]:
    """Places for periods without a value: between their neighbors, or a step beyond the ends."""
    if not at:
        return [float(i) for i in range(count)]
    first, last = min(at), max(at)
    places = []
    for i in range(count):
        if i in at:
            places.append(at[i])
        elif i < first:
            places.append(max(at[first] - (numbers[first] - numbers[i]) / typical, -LONGEST_PAUSE))
        elif i > last:
            places.append(at[last] + min((numbers[i] - numbers[last]) / typical, LONGEST_PAUSE))
        else:
            before, after = max(k for k in at if k < i), min(k for k in at if k > i)
            part = (numbers[i] - numbers[before]) / (numbers[after] - numbers[before] or 1.0)
            places.append(at[before] + part * (at[after] - at[before]))
    return places


def labels(
    axis_: Axis, pixels: Sequence[float], *, size: float, gap: float = 12.0
) -> list[tuple[float, str]]:
    """As many period labels as fit, as (pixel, text). Months for dates a school term or more apart."""
    narrowest = NARROWEST_DATE if axis_.xs and isinstance(axis_.xs[0], dt.date) else NARROWEST
    most = abs(pixels[-1] - pixels[0]) / (gap + narrowest * size) + 2 if pixels else 0.0
    for chosen in _candidates(axis_, most):
        if _fits([(pixels[i], text) for i, text in chosen], size, gap):
            return [(pixels[i], text) for i, text in chosen]
    return [(pixels[0], _plain(axis_.xs[0], with_year=True))] if axis_.xs else []


def _fits(placed: list[tuple[float, str]], size: float, gap: float) -> bool:
    spans = [(x - words.width(t, size) / 2, x + words.width(t, size) / 2) for x, t in placed]
    return all(left[1] + gap <= right[0] for left, right in itertools.pairwise(spans))


# No label is narrower, in widths of a letter: one digit; a day with its month.
NARROWEST, NARROWEST_DATE = 0.3, 2.4
STRIDES = (1, 2, 3, 4, 5, 6, 8, 10, 13, 20, 26, 52)


def _candidates(axis_: Axis, most: float) -> Iterator[list[tuple[int, str]]]:
    """Label choices from the finest to the coarsest, those left out that have more than `most` labels."""
    xs, count = axis_.xs, len(axis_.xs)
    if not axis_.ends_only and _long(xs):
        yield from (_months(xs, every) for every in (1, 2, 3, 4, 6, 12))
    elif not axis_.ends_only:
        yield from ([(i, _plain(xs[i])) for i in range(0, count, k)] for k in STRIDES if count / k <= most)
    yield [(i, _plain(xs[i], with_year=True)) for i in sorted({0, count - 1})] if count else []


def _long(xs: Sequence[X]) -> bool:
    if len(xs) < 2 or not isinstance(xs[0], dt.date) or not isinstance(xs[-1], dt.date):
        return False
    days = (xs[-1] - xs[0]).days
    # A median is at most twice the mean, so most series need no median at all.
    if days > 250 or 2 * days <= TERM_STEP * (len(xs) - 1):
        return days > 250
    return _typical_step([_number(x, 0) for x in xs]) > TERM_STEP


def _months(xs: Sequence[X], every: int) -> list[tuple[int, str]]:
    """First period of every k-th month counted from September; the year where it changes."""
    out: list[tuple[int, str]] = []
    seen, year = (0, 0), 0
    for i, x in enumerate(xs):
        if isinstance(x, dt.date) and (x.year, x.month) != seen:
            seen = (x.year, x.month)
            if (x.month - 9) % every == 0:
                out.append((i, f"{MONTHS[x.month - 1]} {x.year}" if x.year != year else MONTHS[x.month - 1]))
                year = x.year
    return out


def _plain(x: X, *, with_year: bool = False) -> str:
    if not isinstance(x, dt.date):
        return str(x)
    return f"{MONTHS[x.month - 1]} {x.year}" if with_year else f"{x.day} {MONTHS[x.month - 1]}"
