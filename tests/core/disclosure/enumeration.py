"""The oracle: every complete solution of a small system, by trying them all. It shares no code with the product."""

from collections.abc import Iterator, Mapping, Sequence

from groundswell.core.disclosure.linear import System

Solution = dict[str, int]


def solutions(system: System) -> Iterator[Solution]:
    """All whole-number solutions. A limit is looked at once its last unknown has a value."""
    keys = sorted(system.bounds)
    due: dict[int, list[int]] = {}
    for index, limit in enumerate(system.limits):
        last = max((keys.index(key) for key, _ in limit.terms), default=0)
        due.setdefault(last, []).append(index)
    yield from _extended(system, keys, due, {})


def _extended(
    system: System, keys: Sequence[str], due: Mapping[int, Sequence[int]], chosen: Solution
) -> Iterator[Solution]:
    if len(chosen) == len(keys):
        yield dict(chosen)
        return
    place = len(chosen)
    low, high = system.bounds[keys[place]]
    for value in range(low, high + 1):
        chosen[keys[place]] = value
        if all(_holds(system, index, chosen) for index in due.get(place, ())):
            yield from _extended(system, keys, due, chosen)
        del chosen[keys[place]]


def _holds(system: System, index: int, chosen: Solution) -> bool:
    limit = system.limits[index]
    total = sum(chosen[key] * sign for key, sign in limit.terms)
    return (limit.low is None or limit.low <= total) and (limit.high is None or total <= limit.high)


def values(system: System) -> dict[str, set[int]]:
    """The values of every unknown over all solutions."""
    found: dict[str, set[int]] = {key: set() for key in system.bounds}
    for solution in solutions(system):
        for key, value in solution.items():
            found[key].add(value)
    return found
