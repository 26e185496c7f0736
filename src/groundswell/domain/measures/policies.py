"""When a measure, a number or a choice on a chart may be written.

Each function lists every reason against it.
"""

from collections.abc import Sequence
from datetime import date

from groundswell.domain.measures.counting import Counting, MeasureShape
from groundswell.domain.measures.models import ChartSetting, Measure

FEWEST_FOR_BASELINE = 2
GRAIN_OF: dict[str, str] = {
    "day": Measure.Grain.DAY,
    "week": Measure.Grain.WEEK,
    "month": Measure.Grain.MONTH,
    "school_year": Measure.Grain.YEAR,
}
UNIT_OF: dict[str, str] = {"percent": Measure.Unit.PERCENT, "points": Measure.Unit.MEAN}
ENOUGH_FOR_RUN_CHART = 10
ENOUGH_FOR_LIMITS = 12


def against_measure(shape: MeasureShape, counting: Counting) -> list[str]:
    reasons = [] if shape.name.strip() else ["Give the measure a name."]
    choices = (
        (shape.kind, Measure.Kind.values, "kind"),
        (shape.better, Measure.Better.values, "direction"),
        (shape.unit, Measure.Unit.values, "unit"),
        (shape.chart, Measure.Chart.values, "chart"),
        (shape.grain, Measure.Grain.values, "rhythm"),
        (shape.summary, Measure.Summary.values, "summary"),
    )
    reasons += [
        f"“{value}” is not a {what} we know. Use one of: {', '.join(known)}."
        for value, known, what in choices
        if value not in known
    ]
    return reasons + against_definition(counting)


def against_definition(counting: Counting) -> list[str]:
    """A thin definition is the coach's business (K21).

    It can be mended later. A number below zero cannot be meant.
    """
    if counting.minutes is not None and counting.minutes < 0:
        return ["The minutes it takes cannot be below zero."]
    return []


def against_new_definition(*, counting: Counting, reason: str, is_first: bool) -> list[str]:
    reasons = against_definition(counting)
    if not is_first and not reason.strip():
        reasons.append("Say why the count changes. Readers will ask when they see the line move.")
    return reasons


def against_number(
    *,
    measure: Measure,
    period: date,
    today: date,
    value: float | None,
    numerator: int | None,
    denominator: int | None,
    is_fed: bool = False,
) -> list[str]:
    if measure.retired_at is not None:
        return ["This measure is retired. Its numbers stay as they are."]
    if is_fed:
        return ["This measure follows the student data. Its numbers come with each release."]
    reasons = (
        [] if period <= today else ["This date is in the future. Numbers are added once they are known."]
    )
    if (numerator is None) != (denominator is None):
        return [*reasons, "A count needs both parts: how many, and out of how many."]
    if numerator is None and value is None:
        return [*reasons, "Write one number: a value, or how many out of how many."]
    return reasons + _against_count(numerator, denominator) + _against_value(measure.unit, value)


def _against_count(numerator: int | None, denominator: int | None) -> list[str]:
    if numerator is None or denominator is None:
        return []
    if numerator < 0 or denominator < 0:
        return ["Counts cannot be below zero."]
    if denominator == 0:
        return ["Out of 0 says nothing. Leave this period empty; the chart shows a gap."]
    return (
        [f"{numerator} out of {denominator} cannot be: the part is larger than the whole."]
        if numerator > denominator
        else []
    )


def _against_value(unit: str, value: float | None) -> list[str]:
    if value is None:
        return []
    if unit == Measure.Unit.PERCENT and not 0 <= value <= 100:
        return [f"{value:g} is not a percent. Use a number from 0 to 100."]
    return ["This number cannot be below zero."] if unit != Measure.Unit.MEAN and value < 0 else []


def against_freezing(*, setting: ChartSetting | None, points_in_span: int) -> list[str]:
    if setting is not None and setting.baseline_until is not None:
        return ["The baseline is frozen already. Unfreeze it first, and say why."]
    if points_in_span < FEWEST_FOR_BASELINE:
        return [
            f"A baseline needs at least {FEWEST_FOR_BASELINE} points; there are "
            f"{points_in_span} up to this date."
        ]
    return []


def advice_on_baseline(*, chart: str, points_in_span: int) -> str:
    """A caution, not a refusal: a short baseline moves a lot by chance."""
    enough = ENOUGH_FOR_RUN_CHART if chart == Measure.Chart.RUN else ENOUGH_FOR_LIMITS
    if points_in_span >= enough:
        return ""
    few = f"The baseline has {points_in_span} points; {enough} or more make it steadier."
    return f"{few} You can freeze it again later."


def against_phase(
    *, setting: ChartSetting | None, starts_on: date, name: str, reason: str, today: date
) -> list[str]:
    reasons = []
    if not reason.strip():
        reasons.append("Say why the process is a different one from this date. A phase needs a reason.")
    if not name.strip():
        reasons.append("Give the phase a short name.")
    if starts_on > today:
        reasons.append("This date is in the future. A phase starts when the work has changed.")
    if setting is not None and setting.phases.filter(starts_on=starts_on).exists():
        reasons.append("A phase starts on this date already.")
    return reasons


def against_note(*, text: str) -> list[str]:
    return [] if text.strip() else ["Say in a few words what was going on."]


def against_following(
    *, measure: Measure, unit: str, period: str, periods: Sequence[str], has_numbers: bool
) -> list[str]:
    """`unit` and `periods` are the indicator's, `period` the one asked for."""
    reasons = []
    if period not in periods or period == "term":
        offered = ", ".join(each.replace("_", " ") for each in periods if each != "term")
        reasons.append(f"This indicator is counted by {offered}. Choose one of them.")
    elif GRAIN_OF.get(period) != measure.grain:
        reasons.append(
            f"The measure is counted by {measure.grain} and the indicator by {period.replace('_', ' ')}."
        )
    if UNIT_OF.get(unit) != measure.unit:
        reasons.append(f"The measure is in {measure.unit} and the indicator in {unit}.")
    if has_numbers:
        reasons.append("This measure has numbers of its own. Add a new measure that follows the indicator.")
    return reasons
