"""The rule of the next release, where the network has chosen one: `STORE/release-rule.yaml`, read by every door.

```
threshold: 11
least_candidates: 6
smallest_count: 0
code_ends: false
least_teachers: 3
largest_share: 70
two_largest_share: 90
```
"""

from collections.abc import Mapping
from pathlib import Path

import yaml

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.store.publish import durable
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.reading import current

KEPT = "release-rule.yaml"
# What a network may choose: the lowest and the highest. A count of 1 can hide nobody, so 0 (off) or 2 and more.
LIMITS: Mapping[str, tuple[int, int]] = {
    "threshold": (5, 100),
    "least_candidates": (2, 50),
    "smallest_count": (0, 20),
    "least_teachers": (3, 20),
    "largest_share": (50, 100),
    "two_largest_share": (50, 100),
}
CHOSEN = (*LIMITS, "code_ends")


def next_rule(store: Path) -> SuppressionRule:
    """The rule that the next release is made by: the one chosen, else that of the live release, else the usual one.

    Raises `StoreFault` for a file that somebody broke by hand.
    """
    chosen = kept_rule(store)
    if chosen is not None:
        return chosen
    live = current(store)
    return live.rule if live else SuppressionRule()


def kept_rule(store: Path) -> SuppressionRule | None:
    """The rule that was chosen; None where nobody has. Raises `StoreFault`."""
    path = store / KEPT
    if not path.exists():
        return None
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as damage:
        raise _broken(path) from damage
    if not isinstance(told, dict) or not told.keys() <= set(CHOSEN):
        raise _broken(path)
    for name, value in told.items():
        if type(value) is not (bool if name == "code_ends" else int):
            raise _broken(path)
    rule = SuppressionRule(**told)
    if any(not _fits(rule, name) for name in LIMITS):
        raise _broken(path)
    return rule


def _fits(rule: SuppressionRule, name: str) -> bool:
    lowest, highest = LIMITS[name]
    value: int = getattr(rule, name)
    return lowest <= value <= highest


def keep_rule(store: Path, rule: SuppressionRule) -> None:
    """Choose the rule of the next release. Raises ValueError for one outside `LIMITS`."""
    wrong = [name for name in LIMITS if not _fits(rule, name)]
    if wrong:
        raise ValueError(f"Outside the limits: {', '.join(wrong)}.")
    told = {name: getattr(rule, name) for name in CHOSEN}
    durable.replace(store / KEPT, yaml.safe_dump(told, sort_keys=False).encode())


def _broken(path: Path) -> StoreFault:
    limits = ", ".join(f"{name} {low} to {high}" for name, (low, high) in LIMITS.items())
    return StoreFault(
        f"{path} cannot be used. It holds: {limits}, and code_ends true or false. Or take it away."
    )
