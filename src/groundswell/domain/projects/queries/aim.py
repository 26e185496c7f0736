"""The aim in words: the whole sentence for pages, and the short form for crumbs."""

from collections.abc import Iterable
from typing import Literal, cast

from groundswell.core.methods.aim_sentence import (
    AimParts,
    Segment,
    aim_sentence,
    change_words,
    plain,
    said_date,
    value_words,
)
from groundswell.core.methods.facts import ChangeIn, GroupTarget
from groundswell.domain.projects.models import Aim, AimTarget

DIRECTIONS: dict[str, Literal["up", "down"]] = {"raise": "up", "lower": "down"}


def aim_segments(aim: Aim, targets: Iterable[AimTarget]) -> list[Segment]:
    """The sentence in segments, of an aim stored or not; a loose one with no parts yet is its own words."""
    if not aim.what.strip() and aim.free_text.strip():
        return [Segment(aim.free_text.strip())]
    segments = aim_sentence(_parts(aim, targets))
    if not aim.balancing.strip():
        return segments
    return [*segments[:-1], Segment(f"; while {aim.balancing.strip().rstrip('.')}"), segments[-1]]


def segments_of(aim: Aim) -> list[Segment]:
    """The stored aim's sentence, with its groups' own lines in the order they were written."""
    return aim_segments(aim, sorted(aim.targets.all(), key=lambda row: row.pk))


def aim_words(aim: Aim) -> str:
    return plain(segments_of(aim))


def aim_short(aim: Aim | None) -> str:
    """What a form's crumb has room for: "26% to 18% by 12 June 2026". Empty when there is no aim."""
    if aim is None:
        return ""
    if aim.baseline is None or aim.target is None:
        return aim.what or aim.free_text
    words = f"{value_words(aim.baseline, aim.unit)} to {value_words(aim.target, aim.unit)}"
    return f"{words} by {said_date(aim.by_when)}" if aim.by_when else words


def both_ways(baseline: float | None, target: float | None) -> dict[str, str]:
    """One change of a percentage, said as points and as percent: {"points": ..., "percent": ...}."""
    if baseline is None or target is None:
        return {}
    ways: tuple[ChangeIn, ...] = ("points", "percent")
    return {
        way: change_words(baseline=baseline, target=target, unit="percent", change_in=way) for way in ways
    }


def _parts(aim: Aim, targets: Iterable[AimTarget]) -> AimParts:
    change_in = aim.change_in if aim.change_in in ("points", "percent") else None
    return AimParts(
        what=aim.what,
        direction=DIRECTIONS.get(aim.direction),
        baseline=aim.baseline,
        baseline_period=aim.baseline_period,
        target=aim.target,
        unit=aim.unit,
        change_in=cast("ChangeIn | None", change_in),
        by_when=aim.by_when,
        population=aim.population,
        place=aim.where,
        group_targets=tuple(GroupTarget(row.group_name, row.baseline, row.target) for row in targets),
        no_group_falls=aim.no_group_falls,
    )
