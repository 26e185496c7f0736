"""Whom a group is set beside. A gap without its reference group said is no gap at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.rate_intervals import Share

ReferenceKind = Literal["all others", "highest-performing group", "whole", "named group"]
SELECTED = (
    "The reference was picked because its result is the best, so the gap is a little larger than it would be "
    "for a group chosen beforehand."
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a group is compared with. `name` is needed for "named group" alone."""

    kind: ReferenceKind = "all others"
    name: str = ""

    def __post_init__(self) -> None:
        if (self.kind == "named group") != bool(self.name):
            raise ValueError(
                "Give the reference group's name with kind 'named group', and with no other kind. "
                f"This is kind {self.kind!r} with name {self.name!r}."
            )


@dataclass(frozen=True, slots=True)
class ReferenceShare:
    """The reference's own counts. With kind "whole" the group itself is part of it."""

    kind: ReferenceKind
    name: str
    share: Share

    @property
    def words(self) -> str:
        """Who they are: "all other students", "all students", or the group's name."""
        if self.kind == "highest-performing group":
            return f"{self.name}, the group with the best result"
        return self.name


def all_others(share: Share, whole: Share) -> Share | None:
    """The whole without the group; None when nobody is left. Source: 34 CFR 300.647 (comparison group).

    Raises ValueError when the group does not fit into the whole.
    """
    n, count = whole.n - share.n, whole.count - share.count
    if n < 0 or not 0 <= count <= n:
        raise ValueError(
            f"A group with {share.count:g} of {share.n:g} does not fit into {whole.count:g} of {whole.n:g}. "
            "Check that both count the same students."
        )
    return Share(count, n) if n else None


def reference_for(
    group: str,
    groups: Mapping[str, Share],
    *,
    whole: Share,
    reference: Reference,
    higher_is_better: bool,
    fewest: int,
) -> ReferenceShare | None:
    """The reference of one group; None where it would be empty or the group itself.

    The highest-performing group is chosen among groups of at least `fewest` students.
    """
    if reference.kind == "whole":
        return ReferenceShare("whole", "all students", whole)
    if reference.kind == "all others":
        others = all_others(groups[group], whole)
        return ReferenceShare("all others", "all other students", others) if others else None
    name = reference.name or best_group(groups, higher_is_better=higher_is_better, fewest=fewest)
    if name is None or name == group:
        return None
    if name not in groups:
        raise ValueError(f"The reference group {name!r} has no counts. Choose one of {', '.join(groups)}.")
    return ReferenceShare(reference.kind, name, groups[name])


def best_group(groups: Mapping[str, Share], *, higher_is_better: bool, fewest: int) -> str | None:
    """The group with the best rate among those with `fewest` students or more; ties go to the larger."""
    large = {name: share for name, share in groups.items() if share.n >= fewest}
    sign = 1 if higher_is_better else -1
    return max(large, key=lambda name: (sign * large[name].proportion, large[name].n), default=None)
