"""Linear quantile regression by an interior point method."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Table = NDArray[np.float64]
MOST_STEPS = 100
SHORT_OF_EDGE = 0.99995
BLOCK = 512


@dataclass(frozen=True, slots=True)
class _Point:
    """Weights x of the rows and what is left of them (s = 1 − x), slacks z and w of both ends, coefficients b."""

    x: Column
    s: Column
    z: Column
    w: Column
    b: Column


def quantile_coefficients(table: Table, values: Column, quantile: float) -> Column:
    """Coefficients b that make the sum of check losses of values − table @ b smallest at this quantile (0 to 1).

    Solves the dual (weights between 0 and 1 of every row) by the predictor-corrector Frisch-Newton method of
    Portnoy & Koenker (1997), Statistical Science 12, 279-300. `table` needs independent columns. Raises
    ValueError when it does not settle.
    """
    if not 0 < quantile < 1:
        raise ValueError(f"A quantile lies between 0 and 1, not {quantile:g}.")
    tolerance = 1e-9 * max(1.0, float(np.abs(values).sum()))
    at = _start(table, values, quantile)
    for _ in range(MOST_STEPS):
        if float(at.z @ at.x + at.w @ at.s) < tolerance:
            return -at.b
        at = _step(table, at)
    raise ValueError("The quantile did not settle. Look for prior scores that are copies of each other.")


def _start(table: Table, values: Column, quantile: float) -> _Point:
    x = np.full(len(values), 1 - quantile)
    b: Column = np.linalg.solve(_cross(table, table), -_down(table, values)).astype(np.float64)
    left = -values - _along(table, b)
    small = 1e-3 * max(1e-12, float(np.abs(left).mean()))
    return _Point(x, 1 - x, np.maximum(left, 0) + small, np.maximum(-left, 0) + small, b)


def _step(table: Table, at: _Point) -> _Point:
    """Predict toward complementarity, then correct toward the central path by Mehrotra's rule."""
    zero = np.zeros_like(at.x)
    guess = _direction(table, at, zero, zero)
    primal, dual = _lengths(at, guess)
    now = float(at.z @ at.x + at.w @ at.s)
    ahead = _moved(at, guess, primal, dual)
    then = float(ahead.z @ ahead.x + ahead.w @ ahead.s)
    center = now * (then / now) ** 3 / (2 * len(at.x))
    down, up = center - guess.x * guess.z, center - guess.s * guess.w
    found = _direction(table, at, down, up)
    return _moved(at, found, *_lengths(at, found))


def _direction(table: Table, at: _Point, down: Column, up: Column) -> _Point:
    """The Newton step when x z is to become `down` and s w `up`, second order included by the caller."""
    weight = 1 / (at.z / at.x + at.w / at.s)
    wanted = at.z - at.w - down / at.x + up / at.s
    weighed = table * weight[:, None]
    b: Column = np.linalg.solve(_cross(weighed, table), _down(weighed, wanted)).astype(np.float64)
    x = weight * (_along(table, b) - wanted)
    z = down / at.x - at.z - at.z * x / at.x
    w = up / at.s - at.w + at.w * x / at.s
    return _Point(x, -x, z, w, b)


def _cross(weighed: Table, table: Table) -> Table:
    """weighed.T @ table by blocks: whole, it is spread over threads, which on a busy machine wait for each other.

    The two products below stay in one thread for the same reason.
    """
    total: Table = np.zeros((table.shape[1], table.shape[1]))
    for first in range(0, len(table), BLOCK):
        total += weighed[first : first + BLOCK].T @ table[first : first + BLOCK]
    return total


def _down(table: Table, values: Column) -> Column:
    return np.asarray(np.einsum("ij,i->j", table, values), dtype=np.float64)


def _along(table: Table, b: Column) -> Column:
    return np.asarray(np.einsum("ij,j->i", table, b), dtype=np.float64)


def _lengths(at: _Point, step: _Point) -> tuple[float, float]:
    """How far weights and slacks can go without leaving their range, at most the whole step."""
    primal = min(_room(at.x, step.x), _room(at.s, step.s))
    dual = min(_room(at.z, step.z), _room(at.w, step.w))
    return min(1.0, SHORT_OF_EDGE * primal), min(1.0, SHORT_OF_EDGE * dual)


def _room(now: Column, step: Column) -> float:
    falling = step < 0
    return float((-now[falling] / step[falling]).min()) if falling.any() else np.inf


def _moved(at: _Point, step: _Point, primal: float, dual: float) -> _Point:
    return _Point(
        at.x + primal * step.x,
        at.s + primal * step.s,
        at.z + dual * step.z,
        at.w + dual * step.w,
        at.b + dual * step.b,
    )
