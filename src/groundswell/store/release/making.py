"""Make a release: every number is decided once, attacked, and written; then all of it is live in one step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Indicator, Period
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.publish.editions import Edition
from groundswell.store.query.compute import known_years
from groundswell.store.query.engines import DuckEngine
from groundswell.store.query.places import tree
from groundswell.store.release import digests
from groundswell.store.release.checking import Check, check_release
from groundswell.store.release.computing import data_places, every_group_set
from groundswell.store.release.drafts import ReleaseDraft, releasing
from groundswell.store.release.keeping import release_engine
from groundswell.store.release.manifest import ReleaseManifest, TableEntry
from groundswell.store.release.printing import printed_before
from groundswell.store.release.reading import current
from groundswell.store.release.settling import settle_attendance
from groundswell.store.release.staff import teachers_behind
from groundswell.store.release.tables import Common, Task, made

__all__ = ["PERIODS", "CannotRelease", "Check", "check_release", "make_release"]
PERIODS: tuple[Period, ...] = ("school_year", "month")


class CannotRelease(Exception):
    """Nothing was released. The message says why and what to do."""


def make_release(
    store: Path,
    indicators: Sequence[Indicator],
    *,
    rule: SuppressionRule | None = None,
    made_at: str,
    periods: Sequence[Period] = PERIODS,
    crossings: Sequence[str] = (),
    tell: Tell = silent,
) -> ReleaseManifest:
    """The release that is live afterwards: a new one, or the one before where nothing has changed.

    crossings: pairs of group sets to look at together, such as race_ethnicity*disability.

    Each indicator by each of `periods` that it is defined by; tables of other indicators stay as they are. A
    table in which the attacker finds something is held, and what was released of it before stays live. Raises
    `CannotRelease` when there is nothing to release, `StoreFault` when the store is damaged.
    """
    with releasing(store):
        edition = editions.current(store)
        if not edition.of("students"):
            raise CannotRelease(
                "there are no students in the store. Bring files in with 'groundswell data load' first."
            )
        before = current(store)
        rule = rule or SuppressionRule()
        _require_one_rule(before, indicators, rule)
        making = _Making(store, edition, before, rule, tuple(crossings), tuple(periods), made_at, tell)
        return making.made(indicators)


@dataclass(frozen=True)
class _Making:
    store: Path
    edition: Edition
    before: ReleaseManifest | None
    rule: SuppressionRule
    crossings: tuple[str, ...]
    periods: tuple[Period, ...]
    made_at: str
    tell: Tell

    def made(self, indicators: Sequence[Indicator]) -> ReleaseManifest:
        if self.before and self._is_up_to_date(indicators):
            return self.before
        draft = ReleaseDraft(self.store, self.tell)
        self.tell("reading", "")
        with release_engine(self.store, self.edition) as engine:
            return self._made(draft, engine, indicators)

    def _made(
        self, draft: ReleaseDraft, engine: DuckEngine, indicators: Sequence[Indicator]
    ) -> ReleaseManifest:
        common = self._common(engine)
        ours = {(each.id, period) for each in indicators for period in self.periods}
        found = [each for each in self._tables_before() if (each.indicator, each.period) not in ours]
        without = {
            name: inputs for name, inputs in self._without_before().items() if name not in _names(ours)
        }
        questions = self._together(indicators)
        for number, together in enumerate(questions, 1):
            self._say(together, number, len(questions))
            for (indicator, period), entry in self._entries(draft, engine, common, together).items():
                if isinstance(entry, TableEntry):
                    found.append(entry)
                else:
                    without[_name(indicator, period)] = entry
        found.sort(key=lambda each: (each.indicator, each.period))
        return self._published(draft, common, found, without)

    def _asked(self, indicator: Indicator) -> tuple[Period, ...]:
        return tuple(period for period in self.periods if period in indicator.periods)

    def _together(self, indicators: Sequence[Indicator]) -> list[tuple[Indicator, tuple[Period, ...]]]:
        """Tables to make at once: those of one indicator, where its numbers add up over time; else each alone."""
        found: list[tuple[Indicator, tuple[Period, ...]]] = []
        for each in indicators:
            asked = self._asked(each)
            found += [(each, (period,)) for period in asked] if each.counts_persons else [(each, asked)]
        return [(each, asked) for each, asked in found if asked]

    def _is_up_to_date(self, indicators: Sequence[Indicator]) -> bool:
        """The live release is of this edition, and holds every table that is asked for as it would be made."""
        asked = ((each, period) for each in indicators for period in self._asked(each))
        return (
            self.before is not None
            and (self.before.edition, self.before.rule) == (self.edition.number, self.rule)
            and all(self._carried(each, period, self._digests(each, period)) for each, period in asked)
        )

    def _digests(self, indicator: Indicator, period: Period) -> tuple[str, str]:
        """Of the definition, and of all that is read."""
        beside = () if indicator.counts_persons else self._asked(indicator)
        definition = digests.of_definition(
            indicator, period, self.rule, crossings=self.crossings, beside=beside
        )
        return definition, digests.of_inputs(definition, indicator, self.edition)

    def _carried(
        self, indicator: Indicator, period: Period, found: tuple[str, str]
    ) -> TableEntry | str | None:
        """What the release before has, where nothing that is read has changed."""
        before = self.before.table(indicator.id, period) if self.before else None
        if before is not None:
            return before if before.inputs == found[1] else None
        return found[1] if self._without_before().get(_name(indicator.id, period)) == found[1] else None

    def _tables_before(self) -> tuple[TableEntry, ...]:
        return self.before.tables if self.before else ()

    def _without_before(self) -> dict[str, str]:
        return self.before.without if self.before else {}

    def _common(self, engine: DuckEngine) -> Common:
        """What every table needs to know of the edition."""
        years = known_years(engine)
        places = tree(engine, years)
        listed = data_places(engine, places)
        return Common(
            years=years,
            groups=every_group_set(engine, years, *self.crossings),
            places=places,
            listed={f"{each.kind}:{each.id}": each for each in listed},
            rule=self.rule,
            edition=self.edition.number,
            teachers=teachers_behind(engine, years, self.rule),
            settle_attendance=cache(lambda: self._settle_attendance(engine)),
        )

    def _settle_attendance(self, engine: DuckEngine) -> None:
        self.tell("settling", "attendance")
        settle_attendance(engine, self.edition)

    def _say(self, together: tuple[Indicator, tuple[Period, ...]], number: int, of: int) -> None:
        indicator, periods = together
        self.tell("table", f"{indicator.id} by {' and '.join(periods)} (question {number} of {of})")

    def _entries(
        self,
        draft: ReleaseDraft,
        engine: DuckEngine,
        common: Common,
        together: tuple[Indicator, tuple[Period, ...]],
    ) -> dict[tuple[str, Period], TableEntry | str]:
        """Each table's entry, or the digest of the inputs that give no number."""
        indicator, periods = together
        found: dict[tuple[str, Period], TableEntry | str] = {}
        tasks = []
        for period in periods:
            digests_now = self._digests(indicator, period)
            carried = self._carried(indicator, period, digests_now)
            if carried is None:
                tasks.append(self._task(indicator, period, digests_now))
            else:
                found[indicator.id, period] = carried
        if tasks:
            entries = made(tasks, common, engine, draft, self.tell)
            found |= {(indicator.id, task.period): entries[task.period] or task.inputs for task in tasks}
        return found

    def _task(self, indicator: Indicator, period: Period, found: tuple[str, str]) -> Task:
        return Task(
            indicator=indicator,
            period=period,
            definition=found[0],
            inputs=found[1],
            before=self.before.table(indicator.id, period) if self.before else None,
            earlier=printed_before(self.store, indicator.id, period),
        )

    def _published(
        self,
        draft: ReleaseDraft,
        common: Common,
        tables: Sequence[TableEntry],
        without: dict[str, str],
    ) -> ReleaseManifest:
        manifest = ReleaseManifest(
            number=draft.number,
            edition=self.edition.number,
            made_at=self.made_at,
            rule=self.rule,
            tables=tuple(tables),
            without=without,
        )
        before = self.before
        if before and replace(manifest, number=before.number, made_at=before.made_at) == before:
            draft.give_up()
            return before
        draft.write_places(list(common.listed.values()))
        return draft.publish(manifest)


def _name(indicator: str, period: Period) -> str:
    return f"{indicator}.{period}"


def _names(tables: Collection[tuple[str, Period]]) -> set[str]:
    return {_name(*table) for table in tables}


def _require_one_rule(
    before: ReleaseManifest | None, indicators: Sequence[Indicator], rule: SuppressionRule
) -> None:
    """A release tells one rule for all its tables."""
    if before is None or before.rule == rule:
        return
    others = sorted({each.indicator for each in before.tables} - {each.id for each in indicators})
    if others:
        raise CannotRelease(
            f"the rule is another one than in release {before.number}, so all tables are to be made again, "
            f"also {', '.join(others[:5])}. Release all indicators together, or keep the rule as it was."
        )
