"""Bernoulli CUSUM chart: watches, case by case, whether an outcome becomes more or less frequent.

Each case adds the log likelihood ratio of the changed odds against the usual ones; the sum never goes past its
start and signals at the limit. Source: Reynolds & Stoumbos (1999), Journal of Quality Technology 31(1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.core.stats.columns import BadPointsError


@dataclass(frozen=True, slots=True)
class CusumPoint:
    """One case. `up` is the sum for more frequent, `down` (never above zero) for less; each after a reset."""

    case: bool
    up: float
    down: float
    signal_up: bool
    signal_down: bool


@dataclass(frozen=True, slots=True)
class BernoulliCusum:
    """The chart. `usual` is the share of cases taken as usual, `more` and `less` those it looks for."""

    points: tuple[CusumPoint, ...]
    usual: float
    more: float
    less: float
    odds_ratio: float
    limit: float

    @property
    def signals_up(self) -> tuple[int, ...]:
        """Positions where the outcome has become more frequent."""
        return tuple(i for i, point in enumerate(self.points) if point.signal_up)

    @property
    def signals_down(self) -> tuple[int, ...]:
        """Positions where it has become less frequent."""
        return tuple(i for i, point in enumerate(self.points) if point.signal_down)


def bernoulli_cusum(
    cases: Sequence[bool | int], *, target: float | None = None, odds_ratio: float = 2.0, limit: float = 3.5
) -> BernoulliCusum:
    """Watch cases (1 the outcome, 0 not, in order) for odds `odds_ratio` times higher or lower.

    `target` is the usual share where it is at most 1, else how many first cases show it; None takes all cases.
    Raises BadPointsError for a share of 0 or 1, which leaves nothing to compare with.
    """
    happened = _checked(cases, odds_ratio, limit)
    usual = _usual(happened, target)
    more, less = _with_odds(usual, odds_ratio), _with_odds(usual, 1 / odds_ratio)
    rises = {case: _log_ratio(case, more, usual) for case in (True, False)}
    falls = {case: -_log_ratio(case, less, usual) for case in (True, False)}
    points, up, down = [], 0.0, 0.0
    for case in happened:
        up, down = max(0.0, up + rises[case]), min(0.0, down + falls[case])
        signal_up, signal_down = up >= limit, down <= -limit
        # A sum past its limit starts anew; one exactly on it stays, as in the reference software.
        up, down = (0.0 if up > limit else up), (0.0 if down < -limit else down)
        points.append(CusumPoint(case, up, down, signal_up, signal_down))
    return BernoulliCusum(tuple(points), usual, more, less, odds_ratio, limit)


def _checked(cases: Sequence[bool | int], odds_ratio: float, limit: float) -> list[bool]:
    odd = next((i for i, case in enumerate(cases) if case not in (0, 1)), None)
    if odd is not None:
        raise BadPointsError(
            f"Case {odd + 1} is {cases[odd]!r}. Use 1 where it happened and 0 where it did not."
        )
    if not cases:
        raise BadPointsError("There are no cases. A Bernoulli CUSUM chart needs at least one.")
    if not odds_ratio > 1:
        raise BadPointsError(f"The odds ratio is {odds_ratio:g}. Use a number above 1, such as 2.")
    if not limit > 0:
        raise BadPointsError(f"The limit is {limit:g}. Use a number above zero, such as 3.5.")
    return [bool(case) for case in cases]


def _usual(cases: Sequence[bool], target: float | None) -> float:
    if target is not None and target > 1 and not (target == int(target) and target <= len(cases)):
        raise BadPointsError(
            f"The target is {target:g}. Use a share below 1, or a number of first cases up to {len(cases)}."
        )
    first = cases if target is None else cases[: int(target)]
    usual = target if target is not None and target <= 1 else sum(first) / len(first)
    if not 0 < usual < 1:
        raise BadPointsError(
            f"The usual share would be {usual:g}. Give a `target` between 0 and 1, or more cases to learn it from."
        )
    return usual


def _with_odds(share: float, ratio: float) -> float:
    odds = ratio * share / (1 - share)
    return odds / (1 + odds)


def _log_ratio(case: bool, changed: float, usual: float) -> float:  # noqa: FBT001  (a datum, not a switch)
    return math.log(changed / usual) if case else math.log((1 - changed) / (1 - usual))
