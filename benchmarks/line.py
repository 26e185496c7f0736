"""One line of a benchmark's table, from the times that were taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Clock = Callable[[], float]


@dataclass(frozen=True)
class Line:
    """`ratio` is time per piece of work over the floor's, in this run; None on the floor's own line."""

    name: str
    times: int
    errors: int
    median_ms: float
    high_ms: float
    per_second: float
    ratio: float | None


def line(
    name: str, seconds: Sequence[float], *, ratio: float | None, per_second: float = 0.0, errors: int = 0
) -> Line:
    return Line(
        name=name,
        times=len(seconds),
        errors=errors,
        median_ms=1000 * median(seconds),
        high_ms=1000 * quantiles(seconds, n=20)[-1],
        per_second=per_second or len(seconds) / sum(seconds),
        ratio=ratio,
    )


def in_turn(
    works: dict[str, Callable[[], object]], *, rounds: int, clock: Clock = perf_counter
) -> dict[str, list[float]]:
    """Seconds of each piece of work. They take turns, so that what slows the machine slows all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            started = clock()
            work()
            taken[name].append(clock() - started)
    return taken
