"""The published rule sets, as rules with parameters. Store a set's name and version with every saved chart."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.points import ChartName, ChartOptions, RuleSetName
from groundswell.core.stats.rules import patterns
from groundswell.core.stats.rules.judged import Found, Judged
from groundswell.core.stats.rules.marks import Marking

RunsRule = Literal["anhoej", "bestbox", "cutbox", "runs_count", "none"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern. `up` and `down` say it about a window; {count} points, {center} the name of the center."""

    name: str
    find: Callable[[Judged], Found]
    marking: Marking
    up: str
    down: str
    needs_limits: bool = True
    needs_zones: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that belong together, and how runs are judged beside them.

    `source` says whose they are, `use` when to take them.
    """

    name: RuleSetName
    version: str
    title: str
    source: str
    use: str
    rules: tuple[Rule, ...]
    runs: RunsRule = "none"


OUTSIDE = Rule("outside_limits", patterns.outside, "end", "above the upper limit", "below the lower limit")


def _shift(length: int, on_line: patterns.Gap, marking: Marking = "window") -> Rule:
    return Rule(
        f"shift_{length}",
        partial(patterns.shift, length=length, on_line=on_line),
        marking,
        "{count} in a row above the {center}",
        "{count} in a row below the {center}",
        needs_limits=False,
    )


def _trend(length: int, ties: patterns.Gap, marking: Marking = "window") -> Rule:
    return Rule(
        f"trend_{length}",
        partial(patterns.trend, length=length, ties=ties),
        marking,
        "{count} in a row going up",
        "{count} in a row going down",
        needs_limits=False,
    )


def _zone(hits: int, of: int, sigmas: float, *, outside_counts: bool = True, one_side: bool = False) -> Rule:
    return Rule(
        f"{hits}_of_{of}",
        partial(
            patterns.zone,
            hits=hits,
            of=of,
            sigmas=sigmas,
            outside_counts=outside_counts,
            one_side=one_side,
        ),
        "hits",
        f"{hits} of {of} far above the {{center}}",
        f"{hits} of {of} far below the {{center}}",
        needs_zones=True,
    )


def _sideless(name: str, find: Callable[[Judged], Found], words: str, *, zones: bool = True) -> Rule:
    return Rule(name, find, "end", words, words, needs_limits=zones, needs_zones=zones)


_WIDE = _zone(2, 3, 2.0), _zone(4, 5, 1.0)

RULE_SETS: dict[RuleSetName, RuleSet] = {
    "anhoej": RuleSet(
        "anhoej",
        "1",
        "Anhøj runs rules",
        "Anhøj & Olesen 2014; a point outside three sigma after Shewhart 1931",
        "Anywhere, and above all where many charts are watched at once: its limits grow with the number of points.",
        (OUTSIDE,),
        runs="anhoej",
    ),
    "mdc": RuleSet(
        "mdc",
        "1",
        "Making Data Count rules",
        "NHS England, Making Data Count; as NHSRplotthedots 0.2.2 computes them",
        "On XmR charts of about 15 to 30 points that are read together with their variation and assurance.",
        (
            OUTSIDE,
            _trend(7, "breaks"),
            _zone(2, 3, 2.0, outside_counts=False, one_side=True),
            _shift(7, "breaks"),
        ),
    ),
    "ihi": RuleSet(
        "ihi",
        "1",
        "IHI run chart rules",
        "Perla, Provost & Murray 2011; limits for the number of runs from Swed & Eisenhart 1943",
        "To learn run charts on one chart of about 10 to 25 points, with a team that talks about each signal.",
        (_shift(6, "skips"), _trend(5, "skips")),
        runs="runs_count",
    ),
    "western_electric": RuleSet(
        "western_electric",
        "1",
        "Western Electric rules",
        "Western Electric, Statistical Quality Control Handbook, 1956",
        "On one control chart watched closely, where a look too many costs less than a change seen late.",
        (OUTSIDE, *_WIDE, _shift(8, "skips", "end")),
    ),
    "nelson": RuleSet(
        "nelson",
        "1",
        "Nelson rules",
        "Nelson 1984, Journal of Quality Technology 16(4)",
        "To look for odd patterns in how data are collected; it has the most rules and the most false alarms.",
        (
            OUTSIDE,
            _shift(9, "skips", "end"),
            _trend(6, "breaks", "end"),
            _sideless(
                "alternating_14",
                partial(patterns.alternating, length=14),
                "{count} in a row going up and down in turn",
                zones=False,
            ),
            *_WIDE,
            _sideless(
                "hugging_15",
                partial(patterns.hugging, length=15, sigmas=1.0),
                "{count} in a row close to the {center}",
            ),
            _sideless(
                "mixture_8",
                partial(patterns.mixture, length=8, sigmas=1.0),
                "{count} in a row away from the {center}, on both sides",
            ),
        ),
    ),
}

# Rules whose pattern lies on neither side.
SIDELESS = frozenset(
    rule.name for rules in RULE_SETS.values() for rule in rules.rules if rule.up == rule.down
)


def runs_rule(options: ChartOptions) -> RunsRule:
    """How runs are judged: as the rule set says, by the chosen method where that is Anhoej's."""
    rule = RULE_SETS[options.rules].runs
    return options.runs_method if rule == "anhoej" else rule


def shift_length(rules: RuleSetName, chart: ChartName) -> int | None:
    """The run that the rule set calls a shift; None when it has no such rule, or the chart no runs."""
    names = [rule.name for rule in RULE_SETS[rules].rules if rule.name.startswith("shift_")]
    return int(names[0].removeprefix("shift_")) if names and CHARTS[chart].has_runs else None
