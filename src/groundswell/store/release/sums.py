"""What a reader knows to add up: the groups of a set, grades of a band, schools of a district, districts of the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import ALL, CROSS, GRADE, GRADE_BAND, band_of
from groundswell.store.release.printed import Key, Numbers
from groundswell.store.release.reading import DataPlace

BY_PLACE = "place"
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Split(Generic[K]):
    """`total` taken apart `by` a group set, or by the places below."""

    total: K
    by: str
    parts: tuple[K, ...]


def splits_of(keys: Iterable[Key], places: Mapping[str, DataPlace]) -> list[Split[Key]]:
    """Every sum among these numbers whose total is one of them."""
    known = set(keys)
    parts: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in known:
        for total, by in (*_wider_groups(key), *_wider_place(key, places)):
            if total in known:
                parts[total, by].append(key)
    return [Split(total, by, tuple(sorted(held))) for (total, by), held in sorted(parts.items())]


def _wider_groups(key: Key) -> list[tuple[Key, str]]:
    kind, place, group_set, group = key
    if (group_set, group) == ALL:
        return []
    found = [(Key(kind, place, *ALL), group_set)]
    if CROSS in group_set:
        pairs = zip(group_set.split(CROSS), group.split(CROSS), strict=True)
        found += [(Key(kind, place, name, held), group_set) for name, held in pairs]
    band = band_of(GRADE_NUMBERS.get(group)) if group_set == GRADE else None
    return found + ([(Key(kind, place, GRADE_BAND, band), GRADE)] if band else [])


def _wider_place(key: Key, places: Mapping[str, DataPlace]) -> list[tuple[Key, str]]:
    place = places.get(f"{key.place_kind}:{key.place}")
    if place is None or place.parent is None:
        return []
    kind = "district" if f"district:{place.parent}" in places and place.kind == "school" else "network"
    return [(Key(kind, place.parent, key.group_set, key.group), BY_PLACE)]


def is_open(split: Split[K], numbers: Mapping[K, Numbers]) -> bool:
    """The parts do not add up to the total: some belong to none of them, or to several."""
    sizes = [numbers[key].n for key in (split.total, *split.parts)]
    counts = [numbers[key].count for key in (split.total, *split.parts)]
    return any(
        None not in found and found[0] != sum(part or 0 for part in found[1:]) for found in (sizes, counts)
    )
