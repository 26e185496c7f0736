"""Which values stay possible for a withheld number: the attacker's algebra.

Relations that form a network are answered exactly, at any size, from the true values. Others are searched:
fix a value, propagate bounds through every relation, look for one complete assignment. `steps` bounds that
work; when it runs out, the value counts as impossible, so that a publisher errs toward hiding more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from groundswell.core.disclosure.network import network_of
from groundswell.core.disclosure.relations import Bounds, Relation, Unknowns


def possible_values(unknowns: Unknowns, key: str, *, enough: int) -> tuple[int, ...]:
    """Up to `enough` different values that `key` can take; none when the relations contradict each other."""
    component = _component(unknowns, key)
    for system in (component, _pinned(component, key)):
        values = _by_flow(system, key, enough=enough)
        if values is not None and (len(values) >= enough or system is component):
            return values
    return _searched(component, key, enough=enough)


def _by_flow(system: Unknowns, key: str, *, enough: int) -> tuple[int, ...] | None:
    network = network_of(list(system.bounds), system.relations) if key in system.truth else None
    if network is None:
        return None
    value, most = system.truth[key], enough - 1
    rise = network.room(key, up=True, truth=system.truth, bounds=system.bounds, enough=most)
    fall = network.room(key, up=False, truth=system.truth, bounds=system.bounds, enough=most)
    return tuple(range(value - fall, value + rise + 1))[:enough]


def _pinned(component: Unknowns, key: str) -> Unknowns:
    """The same system for a reader who knows even more: numbers in more than two relations are given away."""
    uses = Counter(name for relation in component.relations for name in _keys(relation))
    given = {name for name, count in uses.items() if count > 2 and name != key and name in component.truth}
    relations = [_with_given(relation, given, component.truth) for relation in component.relations]
    bounds = {name: limits for name, limits in component.bounds.items() if name not in given}
    kept = [relation for relation in relations if _keys(relation)]
    return _component(Unknowns(bounds, kept, component.truth, component.steps), key)


def _with_given(relation: Relation, given: set[str], truth: Mapping[str, int]) -> Relation:
    moved = sum(truth[name] * sign for name, sign in relation.signed if name in given)
    added = tuple(name for name in relation.added if name not in given)
    subtracted = tuple(name for name in relation.subtracted if name not in given)
    return Relation(added, subtracted, relation.constant - moved)


def _searched(component: Unknowns, key: str, *, enough: int) -> tuple[int, ...]:
    bounds = _propagated(dict(component.bounds), component.relations)
    if bounds is None:
        return ()
    found: list[int] = []
    for value in _outward(bounds[key], component.truth.get(key)):
        if _is_possible(component, bounds, key, value):
            found.append(value)
        if len(found) >= enough:
            break
    return tuple(found)


def intervals(unknowns: Unknowns) -> Bounds | None:
    """Bounds of every unknown after propagation; None when the relations contradict each other."""
    return _propagated(dict(unknowns.bounds), unknowns.relations)


def _component(unknowns: Unknowns, key: str) -> Unknowns:
    """The part of the system that has anything to do with `key`."""
    reached, grown = {key}, True
    while grown:
        touching = [relation for relation in unknowns.relations if _keys(relation) & reached]
        wider = reached.union(*(_keys(relation) for relation in touching))
        grown, reached = wider != reached, wider
    return Unknowns(
        bounds={name: unknowns.bounds[name] for name in sorted(reached)},
        relations=[relation for relation in unknowns.relations if _keys(relation) <= reached],
        truth=unknowns.truth,
        steps=unknowns.steps,
    )


def _keys(relation: Relation) -> set[str]:
    return {*relation.added, *relation.subtracted}


def _outward(bounds: tuple[int, int], start: int | None) -> Iterable[int]:
    """Every whole number within bounds, nearest to `start` (or the middle) first."""
    low, high = bounds
    middle = min(max(start if start is not None else (low + high) // 2, low), high)
    yield middle
    for distance in range(1, high - low + 1):
        if middle + distance <= high:
            yield middle + distance
        if middle - distance >= low:
            yield middle - distance


def _is_possible(component: Unknowns, bounds: Bounds, key: str, value: int) -> bool:
    narrowed = _propagated({**bounds, key: (value, value)}, component.relations)
    return narrowed is not None and _has_assignment(component, narrowed, [component.steps])


def _has_assignment(component: Unknowns, bounds: Bounds, steps: list[int]) -> bool:
    open_keys = [key for key, (low, high) in bounds.items() if low < high]
    if not open_keys:
        return True
    key = min(open_keys, key=lambda name: (bounds[name][1] - bounds[name][0], name))
    for value in _outward(bounds[key], component.truth.get(key)):
        steps[0] -= 1
        if steps[0] < 0:
            return False
        narrowed = _propagated({**bounds, key: (value, value)}, component.relations)
        if narrowed is not None and _has_assignment(component, narrowed, steps):
            return True
    return False


def _propagated(bounds: Bounds, relations: Sequence[Relation]) -> Bounds | None:
    """Tighten bounds until nothing changes; None on contradiction."""
    changed = True
    while changed:
        changed = False
        for relation in relations:
            outcome = _tightened(bounds, relation)
            if outcome is None:
                return None
            changed = changed or outcome
    return bounds


def _tightened(bounds: Bounds, relation: Relation) -> bool | None:
    """Tighten `bounds` in place by one relation. True when something changed, None on contradiction."""
    signed = relation.signed
    lows = {key: sign * bounds[key][0 if sign > 0 else 1] for key, sign in signed}
    highs = {key: sign * bounds[key][1 if sign > 0 else 0] for key, sign in signed}
    low_sum, high_sum, changed = sum(lows.values()), sum(highs.values()), False
    if not low_sum <= relation.constant <= high_sum:
        return None
    for key, sign in signed:
        least = relation.constant - (high_sum - highs[key])
        most = relation.constant - (low_sum - lows[key])
        reachable = (least, most) if sign > 0 else (-most, -least)
        narrowed = (max(bounds[key][0], reachable[0]), min(bounds[key][1], reachable[1]))
        if narrowed[0] > narrowed[1]:
            return None
        changed = changed or narrowed != bounds[key]
        bounds[key] = narrowed
    return changed
