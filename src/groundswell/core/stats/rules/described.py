"""What each rule looks for, in words, from the parameters that it computes with."""

from functools import partial

from groundswell.core.stats.rules.marks import Marking
from groundswell.core.stats.rules.sets import Rule, RunsRule

PATTERNS = {
    "outside": "one point beyond a limit, three sigma from the center; a point exactly on it is ordinary",
    "shift": "{length} or more points in a row on one side of the center; points on the center and missing ones "
    "{on_line}",
    "trend": "{length} or more points in a row going up, or going down; equal neighbors and missing points {ties}",
    "zone": "{hits} of {of} points in a row more than {sigmas:g} sigma from the center on one side{details}",
    "hugging": "{length} or more points in a row within {sigmas:g} sigma of the center",
    "mixture": "{length} or more points in a row more than {sigmas:g} sigma from the center, on both sides of it",
    "alternating": "{length} or more points in a row going up and down in turn",
}
GAPS = {
    "shift": {"skips": "are passed over", "breaks": "end the row"},
    "trend": {"skips": "are passed over", "breaks": "end the row"},
}
MARKED: dict[Marking, str] = {
    "window": "every point of the pattern",
    "end": "the point that completes it",
    "hits": "the points that lie beyond",
}
RUNS: dict[RunsRule, str] = {
    "anhoej": "the longest run about the center is longer than round(log2 n) + 3, or the center is crossed less "
    "often than the 5 % quantile of a binomial number of n - 1 trials and chance 1/2; n counts the points off the "
    "center",
    "bestbox": "crossings and longest run lie outside the box that 92.5 % of steady charts stay in and charts with "
    "a shift of 0.8 standard deviations are least likely to; 10 to 100 points off the center",
    "cutbox": "the same, without those cells at the corner of the box that the 92.5 % can spare",
    "runs_count": "fewer or more runs about the center than 2.5 % of steady charts have in each tail, half of the "
    "points taken to lie above",
}


def described(rule: Rule) -> str:
    """One sentence without a full stop: 7 or more points in a row on one side of the center; ..."""
    find = rule.find
    if not isinstance(find, partial):
        return PATTERNS[find.__name__]
    kind, chosen = find.func.__name__, dict(find.keywords)
    chosen |= {name: GAPS[kind][chosen[name]] for name in ("on_line", "ties") if name in chosen}
    details = "" if chosen.get("outside_counts", True) else ", points beyond a limit not counted"
    details += ", all of them on that side" if chosen.get("one_side") else ""
    return PATTERNS[kind].format(**chosen, details=details)
