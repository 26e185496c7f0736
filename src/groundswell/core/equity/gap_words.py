"""How a change of a gap is said: both lines first, then points, then the ratio."""

from typing import TYPE_CHECKING

from groundswell.core.stats.wording import said

if TYPE_CHECKING:
    from groundswell.core.equity.gap_change import GapChange
    from groundswell.core.equity.lines import Line

VERDICTS = {
    "closing up": "The gap in points is closing up: the group behind did better, and the other did not do worse.",
    "widening": "The gap in points is widening.",
    "about the same": "The gap in points is about the same.",
    "too close to call": "The change of the gap is no larger than chance can give.",
}
OTHER_DID_WORSE = "The gap is smaller, but not closing up: {ahead} did worse."
NO_CLEAR_GAIN = "The gap is smaller, but we cannot see clearly that {behind} did better."
DISAGREE = "Points and ratio disagree: the gap in points got {points}, the ratio got {ratio}. Both are true; look at the rates."
CROSSED = "{behind} was behind at first and is ahead now."


def gap_change_words(change: "GapChange", decimals: int = 1) -> str:
    """Several sentences; every change says percent or points."""
    parts = [_line(change.behind, decimals), _line(change.ahead, decimals), _points(change, decimals)]
    parts += [_ratio(change), _verdict(change)]
    if change.disagree:
        smaller = change.points.value < 0
        parts.append(
            DISAGREE.format(
                points="smaller" if smaller else "larger", ratio="larger" if smaller else "smaller"
            )
        )
    return " ".join(filter(None, parts))


def _line(line: "Line", decimals: int) -> str:
    before, after = said(line.before, "%", decimals), said(line.after, "%", decimals)
    return f"{line.group}: {before} to {after} ({line.change.words(decimals)})."


def _points(change: "GapChange", decimals: int) -> str:
    if change.crossed:
        return CROSSED.format(behind=change.behind.group)
    sizes = f"{said(change.gap_before.value, '', decimals)} to {said(change.gap_after.value, '', decimals)}"
    interval = f", interval {change.points_interval.words(decimals)}" if change.points_interval else ""
    percent = f", {change.percent.words(0)} of its size" if change.percent else ""
    return f"Gap: {sizes} percentage points ({change.points.words(decimals)}{interval}{percent})."


def _ratio(change: "GapChange") -> str:
    if change.ratio_before is None or change.ratio_after is None or change.ratio_percent is None:
        return ""
    first, last = said(change.ratio_before, "", 2), said(change.ratio_after, "", 2)
    return f"Ratio: {first} to {last} times ({change.ratio_percent.words(0)})."


def _verdict(change: "GapChange") -> str:
    if change.verdict != "closing, but not up":
        return VERDICTS[change.verdict]
    words = OTHER_DID_WORSE if change.ahead_worsened else NO_CLEAR_GAIN
    return words.format(ahead=change.ahead.group, behind=change.behind.group)
