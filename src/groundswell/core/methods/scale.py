"""How large a test may sensibly be: belief x cost of failure x readiness, the 1-3-5-all ladder, times five.

After table 7.1 of The Improvement Guide (Langley and others); published editions differ in some cells, so the
table is data that a network may edit. Sizes in school units are this project's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LEVELS = ("very small", "small", "large", "implement")
BELIEFS = ("low", "high")
COSTS = ("large", "small")
READINESS = ("resistant", "indifferent", "ready")


class ScaleRulesError(ValueError):
    """The scale-of-test data has a mistake. The message says where and what to do."""


@dataclass(frozen=True)
class ScaleRules:
    """`units` gives, per unit, the largest count still very small and still small; None = always large."""

    table: Mapping[tuple[str, str, str], str]
    units: Mapping[str, tuple[int, int] | None]
    high_belief_from: int
    largest_step: float
    ladder: tuple[int, ...]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], *, file: str = "scale_of_test") -> ScaleRules:
        """Build from parsed YAML. Raises ScaleRulesError with file, field and remedy."""
        return cls(
            table=_table(data.get("table"), file),
            units={
                str(unit): _unit(unit, limits, file) for unit, limits in dict(data.get("units") or {}).items()
            },
            high_belief_from=int(_number(data, "high_belief_from", file)),
            largest_step=float(_number(data, "largest_step", file)),
            ladder=tuple(int(step) for step in data.get("ladder") or ()),
        )

    def level(self, *, count: int, unit: str, total: int | None = None) -> str:
        """Size of a test of `count` units. Touching every unit of a site with more than one is large."""
        limits = self.units.get(unit.strip().lower(), (1, 5))
        if limits is None:
            return "large"
        very_small, small = limits
        if count <= very_small:
            return "very small"
        everything = total is not None and total > small and count >= total
        return "large" if everything or count > small else "small"

    def belief_word(self, belief: int | None) -> str:
        """Belief on the 0-4 scale as "low" or "high"; not yet said counts as low."""
        return "high" if belief is not None and belief >= self.high_belief_from else "low"

    def suggested(self, *, belief: str, cost: str, readiness: str) -> str:
        """The table's cell, e.g. "very small"."""
        return self.table[(belief, cost, readiness)]

    def is_larger(self, level: str, than: str) -> bool:
        return LEVELS.index(level) > LEVELS.index(than)

    def next_step(self, count: int) -> int | None:
        """Next rung of the 1-3-5-all ladder above `count`; None means all."""
        return next((step for step in self.ladder if step > count), None)

    def is_too_big_a_step(self, *, before: int, after: int) -> bool:
        """True when `after` is more than `largest_step` times `before`."""
        return before > 0 and after > before * self.largest_step


def _number(data: Mapping[str, Any], field: str, file: str) -> float:
    value = data.get(field)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ScaleRulesError(f"{file}: {field}: expected a number, got {value!r}.")
    return value


def _unit(unit: object, limits: object, file: str) -> tuple[int, int] | None:
    if limits == "large":
        return None
    if isinstance(limits, list) and len(limits) == 2 and all(isinstance(limit, int) for limit in limits):
        return (limits[0], limits[1])
    raise ScaleRulesError(f"{file}: units.{unit}: expected [very small up to, small up to] or large.")


def _table(rows: object, file: str) -> Mapping[tuple[str, str, str], str]:
    table: dict[tuple[str, str, str], str] = {}
    for row in rows if isinstance(rows, list) else []:
        for readiness in READINESS:
            table[(row.get("belief"), row.get("cost"), readiness)] = row.get(readiness)
    wanted = {(belief, cost, readiness) for belief in BELIEFS for cost in COSTS for readiness in READINESS}
    if set(table) != wanted:
        raise ScaleRulesError(
            f"{file}: table: give one row for each belief (low, high) and cost (large, small)."
        )
    for cell, level in table.items():
        if level not in LEVELS:
            raise ScaleRulesError(
                f"{file}: table {'/'.join(cell)}: {level!r} is not one of {', '.join(LEVELS)}."
            )
    return table
