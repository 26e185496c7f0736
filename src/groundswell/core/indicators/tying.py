"""How the numbers of one table hang together: groups add up to totals, and places to the places above them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from groundswell.core.disclosure.rules import AdditiveSet, Cell
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import ALL, CROSS, GRADE, GRADE_BAND, Result, band_of

Group = tuple[str, str]  # group set, group
Key = tuple[str, str, str]  # place, group set, group
Split = tuple[Key, str]  # a total, and the name of the sets that it is split by

_MARK = "\x1e"
_DEPTH = {"school": 0, "district": 1, "network": 2}


class OfAPlace(Protocol):
    """A number of one group at one place, as it was counted or as it was printed."""

    @property
    def place_kind(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def group_set(self) -> str: ...
    @property
    def group(self) -> str: ...


def key_of(result: OfAPlace) -> Key:
    """Places above schools are marked, so that a school and a district of one id stay apart."""
    return (_MARK * _DEPTH[result.place_kind] + result.place, result.group_set, result.group)


def name_of(key: Key) -> str:
    return "\x1f".join(key)


@dataclass
class Tied:
    """Cells by name, and the sums between them. No sum is listed that follows from the others."""

    cells: dict[str, Cell] = field(default_factory=dict)
    sets: list[AdditiveSet] = field(default_factory=list)


def tied(
    schools: Iterable[Result],
    asked: Iterable[Result],
    above: Mapping[str, str],
    cell_of: Callable[[Result], Cell],
) -> Tied:
    """The results of one period with everything a reader can add up.

    What the places below a place add up to is a cell too. above: the next place up for each place. cell_of: the
    cell of a result, under the name of its key.
    """
    tying = _Tying(above)
    for result in schools:
        tying.cells[key_of(result)] = cell_of(result)
    tying.add_places_above()
    for result in asked:
        tying.cells.setdefault(key_of(result), cell_of(result))
    tying.add_sums()
    return Tied({cell.key: cell for cell in tying.cells.values()}, tying.sets)


class _Tying:
    """Of sums that follow from each other, those are kept in which a cell of a school is in two at most."""

    def __init__(self, above: Mapping[str, str]) -> None:
        self.above = above
        self.cells: dict[Key, Cell] = {}
        self.sets: list[AdditiveSet] = []
        self.below: dict[Key, list[Key]] = {}
        self.split: dict[Split, dict[Group, Cell]] = {}
        self.rest: dict[Split, Cell] = {}

    def add_places_above(self) -> None:
        """What the places below each place add up to, as cells."""
        for level in (1, 2):
            below: dict[Key, list[Key]] = defaultdict(list)
            for place, group_set, group in self.cells:
                up = self._up(place, level)
                if up is not None:
                    below[up, group_set, group].append((place, group_set, group))
            self.cells |= {
                key: _sum(name_of(key), [self.cells[each] for each in keys]) for key, keys in below.items()
            }
            self.below |= below

    def _up(self, place: str, level: int) -> str | None:
        depth = len(place) - len(place.lstrip(_MARK))
        up = self.above.get(place.lstrip(_MARK)) if depth == level - 1 else None
        return None if up is None else _MARK * level + up

    def add_sums(self) -> None:
        """Groups and places add up to their totals. Those of unknown group are a cell of their own."""
        following = set[Key]()
        for split, held in self._splits():
            rest = _rest(self.cells[split[0]], list(held.values()), split[1])
            if rest is None or self._follows_from_finer(split, held):
                continue
            self.split[split] = held
            follows = self._follows_from_below(split)
            if rest.n:
                self._keep_rest(split, rest, adds_up=follows)
            if not follows or (split[0][1:] != ALL and split[0] not in following):
                self._add(split[0], [*held.values(), *([rest] if rest.n else [])])
                following |= {split[0]} if follows else set()
        for key, keys in self.below.items():
            if key not in following:
                self._add(key, [self.cells[each] for each in keys])

    def _splits(self) -> list[tuple[Split, dict[Group, Cell]]]:
        """Totals with their parts: schools first, and what follows from finer splits after these."""
        parts: dict[Split, dict[Group, Cell]] = defaultdict(dict)
        for key, cell in self.cells.items():
            for total, by in _totals(key):
                if total in self.cells:
                    parts[total, by][key[1:]] = cell
        return sorted(parts.items(), key=lambda each: _order(each[0]))

    def _add(self, total: Key, parts: list[Cell]) -> None:
        self.sets.append(AdditiveSet(self.cells[total].key, tuple(part.key for part in parts)))

    def _keep_rest(self, split: Split, rest: Cell, *, adds_up: bool) -> None:
        """Where all splits below are known, those of unknown group here are those of unknown group there."""
        self.rest[split] = rest
        key = (rest.key, "", "")
        self.cells[key] = rest
        if adds_up:
            below = [(each, split[1]) for each in self.below[split[0]]]
            self._add(key, [self.rest[each] for each in below if each in self.rest])

    def _follows_from_finer(self, split: Split, held: Mapping[Group, Cell]) -> bool:
        """Grades add up to bands and these to all; so do crossed groups, by way of either set."""
        total, by = split
        if total[1:] != ALL or not (by == GRADE or CROSS in by):
            return False
        between = {each for group in held for each, _ in _totals((total[0], *group)) if each != total}
        return any(
            all((each, by) in self.split for each in between if each[1] == name)
            and all(any(each[1] == name for each, _ in _totals((total[0], *group))) for group in held)
            for name in {each[1] for each in between}
            if self._is_split(total, name)
        )

    def _is_split(self, total: Key, by: str) -> bool:
        return (total, by) in self.split

    def _follows_from_below(self, split: Split) -> bool:
        """The same splits of all places below add up to this one, group by group."""
        total, by = split
        places = {key[0] for key in self.below.get(total, ())}
        splits = [self.split.get((key, by)) for key in self.below.get(total, ())]
        here = self.split[split]
        return (
            bool(places)
            and all(each is not None and each.keys() <= here.keys() for each in splits)
            and all(self._is_below(group, split, places) for group in here)
        )

    def _is_below(self, group: Group, split: Split, places: set[str]) -> bool:
        (place, *_), by = split
        whole = (split[0][1], split[0][2])
        below = self.below.get((place, *group), [])
        return bool(below) and all(
            key[0] in places and group in self.split[(key[0], *whole), by] for key in below
        )


def _order(split: Split) -> tuple[int, bool, bool]:
    total, by = split
    return total[0].count(_MARK), total[1:] == ALL, by == GRADE or CROSS in by


def _totals(key: Key) -> list[Split]:
    """The totals that a group is a part of, each with the name of the split."""
    place, group_set, group = key
    if (group_set, group) == ALL:
        return []
    found: list[Split] = [((place, *ALL), group_set)]
    if CROSS in group_set:
        sets, groups = group_set.split(CROSS), group.split(CROSS)
        found += [((place, name, held), group_set) for name, held in zip(sets, groups, strict=True)]
    if group_set == GRADE:
        found.append(((place, GRADE_BAND, band_of(GRADE_NUMBERS.get(group)) or ""), GRADE))
    return found


def _sum(name: str, parts: list[Cell]) -> Cell:
    counted = all(part.count is not None for part in parts)
    count = sum(part.count or 0 for part in parts) if counted else None
    bounded = all(part.most is not None for part in parts)
    most = sum(part.most or 0 for part in parts) if bounded else None
    return Cell(name, sum(part.n for part in parts), count, most=most)


def _rest(total: Cell, parts: list[Cell], by: str) -> Cell | None:
    """Those in the total and in no part; None where the parts do not fit into it."""
    n = total.n - sum(part.n for part in parts)
    counted = total.count is not None
    count = (total.count or 0) - sum(part.count or 0 for part in parts) if counted else None
    if n < 0 or (count is not None and not 0 <= count <= n):
        return None
    bounded = total.most is not None and all(part.most is not None for part in parts)
    most = max(n, (total.most or 0) - sum(part.most or 0 for part in parts)) if bounded else None
    return Cell(f"{total.key}\x1frest of {by}", n, count, most=most)
