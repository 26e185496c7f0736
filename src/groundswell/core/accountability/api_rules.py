"""California's Academic Performance Index, 1999 to 2013: growth targets, what counted as met, which groups counted."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Target = int | Literal["at or above the performance target"]
AT_TARGET: Target = "at or above the performance target"


@dataclass(frozen=True, slots=True)
class ApiRules:
    """The numbers of the rule. `percent` of the way to `performance_target`, at least `smallest_growth` points.

    A group counts with `students` valid scores, or with `fewer_students` that are at least `percent_of_school` of all.
    Schools with fewer than `least_valid_scores` had no rank.
    """

    authority: str
    first: int
    last: int
    performance_target: int
    percent: int
    smallest_growth: int
    students: int
    fewer_students: int
    percent_of_school: int
    least_valid_scores: int
    similar_schools_each_side: int
    source: str


def growth_target(api: int, rules: ApiRules) -> Target:
    """Points to grow in a year: 5 % of the distance to 800, half rounded up, 5 at least, and never past 800.

    Source: CDE, API information guides 2009-10 to 2012-13.
    """
    distance = rules.performance_target - api
    if distance <= 0:
        return AT_TARGET
    share = math.floor(Fraction(rules.percent * distance, 100) + Fraction(1, 2))
    return min(max(rules.smallest_growth, share), distance)


def met_growth_target(base: int, growth: int, rules: ApiRules) -> bool:
    """Whether the API of the next year met the target set by `base`; at or above 800 it is to stay there.

    `base` and `growth` are the index in two consecutive years.
    """
    target = growth_target(base, rules)
    if isinstance(target, str):
        return growth >= rules.performance_target
    return growth - base >= target


def numerically_significant(students: int, all_valid: int, rules: ApiRules) -> bool:
    """Whether a group is large enough to count: 100 valid scores, or 50 that are 15 % of the school's."""
    if students >= rules.students:
        return True
    return students >= rules.fewer_students and 100 * students >= rules.percent_of_school * all_valid
