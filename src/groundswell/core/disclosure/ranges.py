"""The attack: the tightest range of every unknown, cheapest means first.

Bounds are propagated through the sums; the system falls into blocks; a block that is a tree is done. Any other
block is a linear program: one corner shows how far many unknowns can go, so that few need a question of their
own, and whole-number programs are solved only where a corner is not whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.core.disclosure.blocks import blocks, is_tree
from groundswell.core.disclosure.linear import Contradiction, Range, System
from groundswell.core.disclosure.propagation import Tableau, propagate, tableau_of
from groundswell.core.disclosure.relations import Relation, Unknowns
from groundswell.core.disclosure.search import possible_values

NODES = 2_000
FEW = 24


@dataclass(frozen=True)
class Answers:
    """Ranges by unknown, and for what contradicts itself the reason instead."""

    found: Mapping[str, Range]
    contradictions: tuple[Contradiction, ...]


def ranges(
    system: System, *, enough: Mapping[str, int] | int | None = None, nodes: int = NODES
) -> dict[str, Range]:
    """Ranges of all unknowns. Raises Contradiction when nothing satisfies the system.

    `enough` candidates end the work on an unknown early; a mapping asks for these unknowns alone. `nodes`
    bounds the whole-number search per question, so that the answer does not depend on the machine's speed.
    """
    answers = answer(system, enough=enough, nodes=nodes)
    if answers.contradictions:
        raise answers.contradictions[0]
    return dict(answers.found)


def answer(system: System, *, enough: Mapping[str, int] | int | None = None, nodes: int = NODES) -> Answers:
    """The same for tables that may contradict themselves: the parts that do are left out and named."""
    whole = tableau_of(system)
    needs = dict(enough) if isinstance(enough, Mapping) else dict.fromkeys(whole.keys, enough)
    found = {key: Range(low, high) for key, low, high in zip(whole.keys, whole.low, whole.high, strict=True)}
    wrong = []
    for part in blocks(whole):
        try:
            found.update(_part_ranges(part, needs, system.truth, nodes))
        except Contradiction as contradiction:
            wrong.append(contradiction)
            needs = {key: need for key, need in needs.items() if key not in set(part.keys)}
    return Answers({key: found[key] for key in needs}, tuple(wrong))


def _part_ranges(
    part: Tableau, needs: Mapping[str, int | None], truth: Mapping[str, int], nodes: int
) -> dict[str, Range]:
    propagate(part)
    found = {key: Range(low, high) for key, low, high in zip(part.keys, part.low, part.high, strict=True)}
    for block in blocks(part):
        if not is_tree(block) and any(key in needs for key in block.keys):
            found.update(_block_ranges(block, needs, truth, nodes))
    return found


def _block_ranges(
    block: Tableau, needs: Mapping[str, int | None], truth: Mapping[str, int], nodes: int
) -> dict[str, Range]:
    asked = {key: needs[key] for key in block.keys if key in needs}
    known = all(key in truth for key in block.keys)
    if known and len(block.keys) <= FEW and _is_plain(block) and all(asked.values()):
        return _few_ranges(block, {key: need or 0 for key, need in asked.items()}, truth)
    return _programmed(block, asked, [truth[key] for key in block.keys] if known else None, nodes)


def _is_plain(block: Tableau) -> bool:
    """Exact sums of unknowns alone, as the search for a few unknowns takes them."""
    return all(each.low == each.high and set(each.signs) <= {1, -1} for each in block.sums)


def _few_ranges(block: Tableau, needs: Mapping[str, int], truth: Mapping[str, int]) -> dict[str, Range]:
    """For a publisher with a small table: possible values around the truth, without a solver."""
    relations = [
        Relation(
            tuple(block.keys[p] for p, s in zip(each.places, each.signs, strict=True) if s > 0),
            tuple(block.keys[p] for p, s in zip(each.places, each.signs, strict=True) if s < 0),
            each.low or 0,
        )
        for each in block.sums
    ]
    bounds = dict(zip(block.keys, zip(block.low, block.high, strict=True), strict=True))
    unknowns = Unknowns(bounds, relations, truth)
    found = {}
    for key, need in needs.items():
        values = possible_values(unknowns, key, enough=need) or (truth[key],)
        found[key] = Range(min(values), max(values), "at least" if len(values) >= need else "at most")
    return found


def _programmed(
    block: Tableau, needs: Mapping[str, int | None], start: list[int] | None, nodes: int
) -> dict[str, Range]:
    # a page with one small table needs no solver
    from groundswell.core.disclosure.probing import Probing  # noqa: PLC0415
    from groundswell.core.disclosure.solver import Infeasible  # noqa: PLC0415

    place = {key: index for index, key in enumerate(block.keys)}
    wanted = {place[key]: math.inf if need is None else need for key, need in needs.items()}
    try:
        probing = Probing(block, wanted, nodes=nodes, start=start)
        probing.run()
    except Infeasible as nothing:
        raise Contradiction(tuple((key, 1) for key in block.keys)) from nothing
    return {key: Range(*probing.ends(place[key])) for key in needs}
