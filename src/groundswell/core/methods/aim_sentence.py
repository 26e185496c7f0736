"""The aim said in one sentence, composed live from its parts; and a problem statement started from a gap.

Percent and percentage points are never mixed: a change of a percentage says which it is, or asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from groundswell.core.methods.facts import Better, ChangeIn, GroupTarget
from groundswell.core.methods.wording import figure, listed

SegmentKind = Literal[
    "words", "date", "measure", "population", "place", "baseline", "target", "group", "missing"
]

# A percentage this close to zero is zero: a relative change from it says nothing.
NOTHING = 1e-9


@dataclass(frozen=True)
class Segment:
    """A stretch of the sentence. Its kind lets a page emphasize it; "missing" is a gentle placeholder."""

    text: str
    kind: SegmentKind = "words"


@dataclass(frozen=True)
class Balancing:
    """Something kept within bounds meanwhile: "adult call time" at most "45 minutes a week"."""

    what: str
    limit: str
    side: Literal["at most", "at least"] = "at most"


@dataclass(frozen=True)
class AimParts:
    """What an aim is made of. Percentages are in percent; `unit` is "percent" or a noun such as "minutes"."""

    what: str = ""
    direction: Better | None = None
    baseline: float | None = None
    baseline_period: str = ""
    target: float | None = None
    unit: str = ""
    change_in: ChangeIn | None = None
    by_when: date | None = None
    population: str = ""
    place: str = ""
    group_targets: tuple[GroupTarget, ...] = ()
    no_group_falls: bool = False
    balancing: tuple[Balancing, ...] = field(default=())


def aim_sentence(parts: AimParts) -> list[Segment]:
    """The whole sentence as segments in reading order; join their texts for plain words."""
    segments = [Segment("By "), _date(parts.by_when), Segment(", "), *_change(parts), *_numbers(parts)]
    for target in parts.group_targets:
        segments += _group(target, parts.unit)
    if parts.no_group_falls:
        segments.append(Segment("; while no group falls below its own baseline"))
    segments += _balancing(parts.balancing)
    return [*segments, Segment(".")]


def plain(segments: Iterable[Segment]) -> str:
    """The sentence without emphasis."""
    return "".join(segment.text for segment in segments)


def said_date(day: date) -> str:
    """12 June 2026."""
    return f"{day.day} {day:%B} {day.year}"


def value_words(value: float, unit: str) -> str:
    """26%, 45 minutes, 91."""
    number = figure(value)
    if unit == "percent":
        return f"{number}%"
    return number if unit in ("", "count", "mean", "points") else f"{number} {unit}"


def change_words(*, baseline: float, target: float, unit: str, change_in: ChangeIn | None) -> str:
    """The size of a change of a percentage, naming percentage points or percent; "" for other units.

    `percent` is relative change, (target - baseline) / baseline. Undefined from a baseline of 0, or next to it: then "".
    """
    if unit != "percent":
        return ""
    if change_in == "points":
        points = figure(abs(round(target, 1) - round(baseline, 1)))
        return f"{points} percentage point{'' if points == '1' else 's'}"
    if change_in == "percent" and abs(baseline) > NOTHING:
        ratio = abs(target - baseline) / abs(baseline) * 100
        return f"{figure(ratio)} percent {'more' if target > baseline else 'less'}"
    return ""


def _date(day: date | None) -> Segment:
    return Segment(said_date(day), "date") if day else Segment("a date you choose", "missing")


def _verb(parts: AimParts) -> str:
    direction = parts.direction
    if direction is None and parts.baseline is not None and parts.target is not None:
        direction = "up" if parts.target > parts.baseline else "down"
    return {"up": "raise ", "down": "lower ", None: "change "}[direction]


def _change(parts: AimParts) -> list[Segment]:
    what = (
        Segment(parts.what.strip(), "measure")
        if parts.what.strip()
        else Segment("what you will measure", "missing")
    )
    segments = [Segment(_verb(parts)), what]
    if parts.population.strip():
        segments += [Segment(" for "), Segment(parts.population.strip(), "population")]
    else:
        segments += [Segment(" for "), Segment("which students", "missing")]
    return (
        [*segments, Segment(" at "), Segment(parts.place.strip(), "place")]
        if parts.place.strip()
        else segments
    )


def _numbers(parts: AimParts) -> list[Segment]:
    segments = [Segment(" from "), *_baseline(parts), Segment(" to "), _target(parts)]
    if parts.baseline is None or parts.target is None:
        return segments
    size = change_words(
        baseline=parts.baseline, target=parts.target, unit=parts.unit, change_in=parts.change_in
    )
    if size:
        return [*segments, Segment(f" ({size})")]
    if parts.unit == "percent" and parts.change_in is None:
        return [*segments, Segment(" ("), Segment("percent or percentage points?", "missing"), Segment(")")]
    return segments


def _baseline(parts: AimParts) -> list[Segment]:
    if parts.baseline is None:
        return [Segment("where you are now", "missing")]
    period = [Segment(f" ({parts.baseline_period.strip()})")] if parts.baseline_period.strip() else []
    return [Segment(value_words(parts.baseline, parts.unit), "baseline"), *period]


def _target(parts: AimParts) -> Segment:
    if parts.target is None:
        return Segment("your target", "missing")
    return Segment(value_words(parts.target, parts.unit), "target")


def _group(target: GroupTarget, unit: str) -> list[Segment]:
    start = Segment("where they are now", "missing")
    end = Segment("their target", "missing")
    if target.baseline is not None:
        start = Segment(value_words(target.baseline, unit), "baseline")
    if target.target is not None:
        end = Segment(value_words(target.target, unit), "target")
    return [Segment("; for "), Segment(target.group, "group"), Segment(" from "), start, Segment(" to "), end]


def _balancing(balancing: Sequence[Balancing]) -> list[Segment]:
    if not balancing:
        return []
    said = listed(f"{item.what} stays {item.side} {item.limit}" for item in balancing)
    return [Segment(f"; while {said}")]


@dataclass(frozen=True)
class GapFacts:
    """A gap as a measure shows it. `group` empty means all students; `others` is the reference line."""

    measure: str
    place: str
    period: str
    current: float
    desired: float | None = None
    unit: str = "percent"
    group: str = ""
    n: int | None = None
    others: float | None = None
    others_name: str = "everyone else"


def problem_statement(gap: GapFacts) -> str:
    """A first problem statement from a measure's gap: current, reference, desired. No cause, no fix.

    Suppressed groups do not come here: the caller passes shown values.
    """
    who = f" for {gap.group}" if gap.group else ""
    size = f" (n {gap.n:,})" if gap.n is not None else ""
    first = f"{gap.period} at {gap.place}: {gap.measure}{who} was {value_words(gap.current, gap.unit)}{size}."
    return " ".join([first, *_reference(gap), *_desired(gap)])


def _reference(gap: GapFacts) -> list[str]:
    if gap.others is None:
        return []
    apart = figure(abs(round(gap.current, 1) - round(gap.others, 1)))
    unit = (
        ("percentage point" if apart == "1" else "percentage points") if gap.unit == "percent" else gap.unit
    )
    others = value_words(gap.others, gap.unit)
    return [f"For {gap.others_name} it was {others}: {apart} {unit}".rstrip() + " apart."]


def _desired(gap: GapFacts) -> list[str]:
    return [] if gap.desired is None else [f"We hope for {value_words(gap.desired, gap.unit)}."]
