"""Checks on the aim: K01-K09."""

from __future__ import annotations

from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import AimFacts, ProjectFacts
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.wording import figure, first_match, listed, quoted

DAYS_PER_WEEK = 7
DAYS_PER_MONTH = 365.25 / 12


def _words_of(aim: AimFacts) -> str:
    return quoted(aim.text or aim.what) if (aim.text or aim.what).strip() else "The aim"


def _one(aim: AimFacts, field: str, variant: str = "", **values: str) -> list[Sighting]:
    return [Sighting("aim", aim.key, ("aim", field), {"aim": _words_of(aim), **values}, variant)]


def _written(facts: ProjectFacts) -> AimFacts | None:
    aim = facts.aim
    return aim if aim is not None and (aim.text.strip() or aim.what.strip()) else None


def k01(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """No number to reach."""
    aim = _written(facts)
    return _one(aim, "target") if aim and aim.target is None else []


def k02(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """No date."""
    aim = _written(facts)
    return _one(aim, "by_when") if aim and aim.by_when is None else []


def k03(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """No population."""
    aim = _written(facts)
    return _one(aim, "population") if aim and not aim.population.strip() else []


def k04(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """No measure linked."""
    aim = _written(facts)
    return _one(aim, "measure") if aim and aim.measure_key is None else []


def k05(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """No baseline."""
    aim = _written(facts)
    return _one(aim, "baseline") if aim and aim.baseline is None else []


def k06(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A solution inside the aim, or an activity instead of a result."""
    aim = _written(facts)
    if not aim:
        return []
    text = f"{aim.text} {aim.what} {aim.population}"
    for variant in ("solution", "activity"):
        found = first_match(aim.text or aim.what if variant == "activity" else text, check.patterns(variant))
        if found:
            return _one(aim, "what", variant, words=quoted(found))
    return []


def k07(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """The target points the wrong way, or nobody said percent or percentage points."""
    aim = _written(facts)
    if not aim or aim.target is None:
        return []
    against = _target_against(aim)
    if against is not None and aim.baseline is not None:
        values = {"baseline": figure(aim.baseline), "target": figure(aim.target), "better": against}
        return _one(aim, "target", "direction", **values)
    if aim.change_in is None and (aim.unit == "percent" or "%" in aim.text):
        return _one(aim, "change_in", "unit", target=figure(aim.target), baseline=_baseline_words(aim))
    return []


def _target_against(aim: AimFacts) -> str | None:
    """The wanted direction ("up" or "down") when baseline to target goes the other way."""
    wanted = aim.better or aim.direction
    if aim.better and aim.direction and aim.better != aim.direction:
        return aim.better
    if wanted is None or aim.baseline is None or aim.target is None or aim.baseline == aim.target:
        return None
    goes = "up" if aim.target > aim.baseline else "down"
    return wanted if goes != wanted else None


def _baseline_words(aim: AimFacts) -> str:
    return "a baseline not yet named" if aim.baseline is None else figure(aim.baseline)


def k08(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A group named in the problem has no line in the aim; or a gap aim could be met by others falling."""
    aim = _written(facts)
    if not aim:
        return []
    if aim.is_gap_aim and not aim.no_group_falls:
        return _one(aim, "no_group_falls", "gap")
    own_line = {target.group.casefold() for target in aim.group_targets if target.target is not None}
    whole = f"{aim.population} {aim.what}".casefold()
    groups = facts.problem.groups if facts.problem else ()
    missing = [
        group for group in groups if group.casefold() not in own_line and group.casefold() not in whole
    ]
    return _one(aim, "group_targets", "group", groups=listed(missing)) if missing else []


def k09(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A horizon too short or too long to learn in, or many aims at once."""
    aim = _written(facts)
    if not aim:
        return []
    if facts.aims_of_team > check.number("max_aims"):
        return _one(aim, "what", "many", count=str(facts.aims_of_team))
    start = aim.start or aim.written_on
    if aim.by_when is None or start is None:
        return []
    days = (aim.by_when - start).days
    if days < check.number("min_weeks") * DAYS_PER_WEEK:
        return _one(aim, "by_when", "short", weeks=figure(max(days, 0) / DAYS_PER_WEEK))
    months = days / DAYS_PER_MONTH
    return (
        _one(aim, "by_when", "long", months=figure(months, digits=0))
        if months > check.number("max_months")
        else []
    )
