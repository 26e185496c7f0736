"""The widest gap at a place: where the least wanted distance from everyone else is."""

from dataclasses import dataclass

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import CROSS, GRADE, GRADE_BAND
from groundswell.domain.indicators.names import group_name
from groundswell.domain.indicators.queries.beside import FEWEST, Beside, beside_others
from groundswell.domain.indicators.queries.rows import Rows, When


@dataclass(frozen=True)
class WidestGap:
    """The group behind everyone else by most points. It was picked for that, so chance has made it a little wider."""

    row: ReleasedResult
    beside: Beside

    @property
    def name(self) -> str:
        return group_name(self.row.group_set, self.row.group)


def widest_gap(
    indicator: Indicator, rows: Rows, when: When | None, rule: SuppressionRule
) -> WidestGap | None:
    """Among groups of 20 students or more, grades and crossings aside; gaps larger than chance before others."""
    found = [
        WidestGap(row, beside)
        for group_set in rows.sets(when)
        if group_set not in {GRADE, GRADE_BAND} and CROSS not in group_set
        for row in rows.groups(when, group_set)
        if (beside := beside_others(indicator, row, rows.at(when), rule, name=""))
        and beside.behind
        and _is_large(row)
    ]
    return max(found, key=lambda each: (bool(each.beside.clear), abs(each.beside.points.value)), default=None)


def _is_large(row: ReleasedResult) -> bool:
    return int(getattr(row.students, "value", 0)) >= FEWEST
