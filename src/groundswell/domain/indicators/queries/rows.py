"""The released rows of one indicator at one place, by period and group."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from groundswell.core.disclosure.released import Released
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.domain.indicators.names import group_order

Group = tuple[str, str]
When = tuple[int, str]  # school year, name of the period


@dataclass(frozen=True)
class Rows:
    """Rows of one place and one kind of period."""

    rows: Sequence[ReleasedResult]

    @cached_property
    def _by(self) -> dict[When, dict[Group, ReleasedResult]]:
        found: dict[When, dict[Group, ReleasedResult]] = {}
        for row in self.rows:
            found.setdefault((row.school_year, row.period), {})[row.group_set, row.group] = row
        return found

    @cached_property
    def periods(self) -> tuple[When, ...]:
        """In order of time: names of periods sort as dates do, and terms by name within their year."""
        return tuple(sorted(self._by))

    @property
    def latest(self) -> When | None:
        return self.periods[-1] if self.periods else None

    def at(self, when: When | None, group: Group = ALL) -> ReleasedResult | None:
        return None if when is None else self._by.get(when, {}).get(group)

    def value(self, when: When | None, group: Group = ALL) -> Released | None:
        row = self.at(when, group)
        return row.value if row else None

    def groups(self, when: When | None, group_set: str) -> tuple[ReleasedResult, ...]:
        """The groups of one set in one period, as pages list them."""
        held = self._by.get(when, {}) if when else {}
        chosen = [row for row in held.values() if row.group_set == group_set]
        return tuple(sorted(chosen, key=lambda row: group_order(row.group_set, row.group)))

    def sets(self, when: When | None = None) -> tuple[str, ...]:
        """The group sets that have rows, in one period or in any."""
        held = self._by.get(when, {}) if when else {(row.group_set, row.group) for row in self.rows}
        return tuple({name for name, _ in held} - {ALL[0]})
