"""Checks on measures and on what their lines say: K21, K22, K25, K40."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import GroupReadings, MeasureFacts, ProjectFacts, SeriesFacts
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.wording import figure, listed, quoted

CHANGING_KINDS = ("test", "implement", "spread")


def k21(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A measure that two people could not work out the same way."""
    sightings = []
    for measure in facts.measures:
        missing = _missing(measure)
        if missing:
            values = {"measure": quoted(measure.name), "missing": listed(words for _, words in missing)}
            sightings.append(Sighting("measure", measure.key, ("measure", missing[0][0]), values))
    return sightings


def _missing(measure: MeasureFacts) -> list[tuple[str, str]]:
    parts = [
        ("definition", "how it is worked out", measure.definition),
        ("denominator", "out of how many", measure.denominator if measure.is_share else "not needed"),
        ("owner", "who looks after it", measure.owner),
    ]
    return [(field, words) for field, words, value in parts if not value.strip()]


def k22(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """Outcome measures alone, no process measure, or nothing watching for harm elsewhere."""
    kinds: set[str] = {measure.kind for measure in facts.measures}
    if not kinds:
        return []
    names = listed(quoted(measure.name) for measure in facts.measures[:3])
    variant = _gap_in_family(kinds)
    values = {"measures": names, "count": str(len(facts.measures))}
    return [Sighting("project", facts.key, ("measures", "kind"), values, variant)] if variant else []


def _gap_in_family(kinds: set[str]) -> str | None:
    if kinds == {"outcome"}:
        return "outcome only"
    if "process" not in kinds:
        return "no process"
    return None if "balancing" in kinds else "no balancing"


def k25(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """The first change came before there was a baseline to compare it with."""
    starts = [
        cycle.started_on
        for cycle in facts.cycles
        if cycle.started_on and cycle.kind in CHANGING_KINDS and cycle.state not in ("draft", "cancelled")
    ]
    if not starts:
        return []
    needed = int(check.number("baseline_points"))
    return [
        _thin_baseline(measure, first_change=min(starts), needed=needed)
        for measure in facts.measures
        if measure.is_aim_measure and sum(day < min(starts) for day in measure.points_on) < needed
    ]


def _thin_baseline(measure: MeasureFacts, *, first_change: date, needed: int) -> Sighting:
    before = sum(day < first_change for day in measure.points_on)
    values = {
        "measure": quoted(measure.name),
        "points": "no point" if before == 0 else f"{before} point{'s' if before > 1 else ''}",
        "first_change": first_change.isoformat(),
        "needed": str(needed),
    }
    return Sighting("measure", measure.key, ("measure", "baseline"), values)


def k40(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A group stays on the wrong side of its own baseline while the average gets better."""
    return [
        sighting
        for series in facts.series
        if _average_gains(series)
        for sighting in _groups_left_behind(series, check)
    ]


def _is_worse(value: float, *, than: float, better: str) -> bool:
    return value < than if better == "up" else value > than


def _average_gains(series: SeriesFacts) -> bool:
    if not series.readings or series.readings[-1] == series.baseline:
        return False
    return not _is_worse(series.readings[-1], than=series.baseline, better=series.better)


def _groups_left_behind(series: SeriesFacts, check: CheckDefinition) -> Iterator[Sighting]:
    wanted = int(check.number("readings"))
    for group in series.groups:
        latest = group.readings[-wanted:]
        enough = len(latest) == wanted and group.n >= check.number("smallest_group")
        if enough and all(_is_worse(value, than=group.baseline, better=series.better) for value in latest):
            yield _left_behind(series, group)


def _left_behind(series: SeriesFacts, group: GroupReadings) -> Sighting:
    values = {
        "measure": series.name,
        "average_change": _moved(series.baseline, series.readings[-1], is_percent=series.is_percent),
        "group": group.group,
        "from": _value(group.baseline, is_percent=series.is_percent),
        "to": _value(group.readings[-1], is_percent=series.is_percent),
        "group_change": _moved(group.baseline, group.readings[-1], is_percent=series.is_percent),
        "n": f"{group.n:,}",
    }
    return Sighting("series", f"{series.key}/{group.group}", ("measure", "groups"), values)


def _value(value: float, *, is_percent: bool) -> str:
    return f"{figure(value)}%" if is_percent else figure(value)


def _moved(before: float, after: float, *, is_percent: bool) -> str:
    change = round(after, 1) - round(before, 1)
    unit = (" point" if figure(abs(change)) == "1" else " points") if is_percent else ""
    return f"{'rose' if change > 0 else 'fell'} {figure(abs(change))}{unit}"
