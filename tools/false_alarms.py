"""How often charts of pure noise signal, and the reference page that says so.

Seeded; numpy's RandomState never changes its stream, so the page is the same everywhere.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines import CHARTS, Choices, Segment
from groundswell.core.stats.points import ChartName
from groundswell.core.stats.rules import runs
from groundswell.core.stats.rules.described import MARKED, RUNS, described
from groundswell.core.stats.rules.judged import Judged, judge
from groundswell.core.stats.rules.marks import marked
from groundswell.core.stats.rules.sets import RULE_SETS, RuleSet, RunsRule
from groundswell.core.stats.windows import JUDGES

SEED = 20_241_122
CHARTS_DRAWN = 10_000
LENGTHS = (12, 24, 36, 60)
RUNS_NAMES: dict[RunsRule, str] = {
    "anhoej": "runs, two limits",
    "runs_count": "number of runs",
    "bestbox": "runs, best box",
    "cutbox": "runs, cut box",
}
BOXES: tuple[RunsRule, ...] = ("bestbox", "cutbox")
ANY = "any of them"
Alarms = dict[str, NDArray[np.bool_]]


@cache
def noise(points: int) -> Segment:
    """Steady charts: independent normal numbers, (points, charts)."""
    values = np.random.RandomState(SEED + points).standard_normal((points, CHARTS_DRAWN))
    nothing, ones = np.full(values.shape, np.nan), np.ones(values.shape)
    return Segment(values, values, nothing, np.ones(points, dtype=np.bool_), ones, values, nothing)


@cache
def seen_by_rules(chart: ChartName, points: int) -> Judged:
    segment = noise(points)
    return judge(CHARTS[chart].lines(segment, None, Choices()), np.ones(points, dtype=np.bool_))


def alarms(rules: RuleSet, judged: Judged) -> Alarms:
    """By rule, which charts signal at least once; any of them last. Rules without limits to look at are left out."""
    has_limits = not np.isnan(judged.upper).all()
    found: Alarms = {
        rule.name: np.any(marked(rule.find(judged), "end"), axis=(0, 1))
        for rule in rules.rules
        if has_limits or not rule.needs_limits
    }
    if rules.runs != "none":
        found[RUNS_NAMES[rules.runs]] = JUDGES[rules.runs](runs.runs_of(judged.side))
    return found | ({ANY: np.logical_or.reduce(list(found.values()))} if len(found) > 1 else {})


def chances(chart: ChartName, rules: RuleSet) -> dict[str, list[float]]:
    """By rule, the share of charts that signal, at each length."""
    by_length = [alarms(rules, seen_by_rules(chart, points)) for points in LENGTHS]
    return {name: [float(found[name].mean()) for found in by_length] for name in by_length[0]}


def box_chances() -> dict[str, list[float]]:
    return {
        RUNS_NAMES[box]: [
            float(JUDGES[box](runs.runs_of(seen_by_rules("run", points).side)).mean()) for points in LENGTHS
        ]
        for box in BOXES
    }


def row(chart: str, name: str, shares: list[float]) -> str:
    return f"| {chart} | {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def header(first: str, second: str) -> list[str]:
    return [f"| {first} | {second} | {' | '.join(f'{n} points' for n in LENGTHS)} |", "|---" * 6 + "|"]


def rule_lines(rules: RuleSet) -> list[str]:
    lines = [f"- `{rule.name}`: {described(rule)}. Marks {MARKED[rule.marking]}." for rule in rules.rules]
    if rules.runs != "none":
        lines.append(f"- {RUNS_NAMES[rules.runs]}: {RUNS[rules.runs]}. Marks the phase as a whole.")
    if rules.runs == "anhoej":
        lines += [f'- {RUNS_NAMES[box]} (`runs_method="{box}"`): {RUNS[box]}.' for box in BOXES]
    return lines


INTRO = f"""# Rule sets

A rule set has a name and a version; both are stored with a chart. Points set aside are never looked at.

**Chance of a false alarm.** Each table says how often a chart of a steady process signals at least once, by the
number of its points: {CHARTS_DRAWN:,} charts of independent normal numbers for each length, seed {SEED}. "run" is a
run chart (median), "i" an individuals chart (mean and three-sigma limits, screened). Real data are rarely as
well-behaved, so take the numbers as a lower bound. Their own margin is about 0.01. First each set as a whole:
"""


def charts_of(rules: RuleSet) -> list[ChartName]:
    """Rules that judge runs work on run charts too; the others need limits."""
    return ["run", "i"] if rules.runs != "none" else ["i"]


def rules_page() -> str:
    """Every rule set: source, rules, when to use it, chances of a false alarm."""
    summary, sections = header("rule set", "chart"), []
    for rules in RULE_SETS.values():
        found = {chart: chances(chart, rules) for chart in charts_of(rules)}
        summary += [row(f"`{rules.name}`", chart, list(each.values())[-1]) for chart, each in found.items()]
        sections += [f"## {rules.title} (`{rules.name}`, version {rules.version})\n", f"{rules.use}\n"]
        sections += [f"Source: {rules.source}.\n", *rule_lines(rules), "", *header("chart", "rule")]
        sections += [
            row(chart, name, shares) for chart, each in found.items() for name, shares in each.items()
        ]
        sections += [row("run", *each) for each in box_chances().items()] if rules.runs == "anhoej" else []
        sections.append("")
    return "\n".join([INTRO, *summary, "", *sections])
