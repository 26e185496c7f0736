"""One table of a release: computed, decided, attacked, and written or held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.core.disclosure.released import Shown
from groundswell.core.disclosure.rules import DisclosureError, SuppressionRule
from groundswell.core.indicators.definition import Indicator, Period
from groundswell.core.indicators.few_teachers import Teachers
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import PLACE_KINDS, CannotCompute
from groundswell.store.publish.drafts import Tell
from groundswell.store.query.engines import Engine
from groundswell.store.query.places import Places
from groundswell.store.release import openness
from groundswell.store.release.amounts import OpenAmounts, exposed_amounts, not_adding_up
from groundswell.store.release.attacking import Exposed
from groundswell.store.release.computing import Levels, compute_levels, decided
from groundswell.store.release.drafts import ReleaseDraft, described
from groundswell.store.release.gate import Earlier, Known, exposures, open_splits_of
from groundswell.store.release.manifest import TableEntry
from groundswell.store.release.printed import Key, key_of, true_numbers
from groundswell.store.release.reading import DataPlace

# Who stays may be counted differently after some more days of these.
_GROWS_WITH_THE_PERIOD = {"attendance", "incidents", "grades"}
_NO_TABLE = ""


@dataclass(frozen=True)
class Common:
    """What every table of a release needs. `listed`: places by "kind:id".

    settle_attendance: to be called before attendance is read; the first call works, see `settling`.
    """

    years: tuple[int, ...]
    groups: tuple[str, ...]
    places: Places
    listed: Mapping[str, DataPlace]
    rule: SuppressionRule
    edition: int
    teachers: Teachers
    settle_attendance: Callable[[], None]


@dataclass(frozen=True)
class Task:
    """One table to make, with its entry and its print in earlier releases."""

    indicator: Indicator
    period: Period
    definition: str
    inputs: str
    before: TableEntry | None
    earlier: Sequence[Earlier]


Entries = dict[Period, TableEntry | None]


def made(tasks: Sequence[Task], common: Common, engine: Engine, draft: ReleaseDraft, tell: Tell) -> Entries:
    """The entries of one indicator's tables in the new release; None where there is no number and never was."""
    counted: dict[Period, Levels] = {}
    entries: Entries = {}
    if "attendance" in tasks[0].indicator.tables:
        common.settle_attendance()
    for task in tasks:
        tell("computing", task.indicator.id)
        levels = _counted(task, common, engine)
        if levels is None:
            entries[task.period] = None
        elif levels.asked:
            counted[task.period] = levels
        else:  # its rows have been taken back
            entries[task.period] = _blank(task, common) if task.before else None
    ours = {task.period: task for task in tasks if task.period in counted}
    try:
        tell("deciding", tasks[0].indicator.id)
        earlier = {period: _printed(task) for period, task in ours.items()}
        rows = decided(counted, common.rule, common.places, teachers=common.teachers, earlier=earlier)
    except DisclosureError as contradiction:
        reason = f"The numbers contradict each other: {contradiction}"
        return entries | {period: _held(task, common, reason) for period, task in ours.items()}
    tell("attacking", tasks[0].indicator.id)
    return entries | _attacked(ours, counted, rows, common, draft)


def _printed(task: Task) -> list[ReleasedResult]:
    return [row for each in task.earlier for row in each.rows]


def _counted(task: Task, common: Common, engine: Engine) -> Levels | None:
    """None where nothing can be counted, as by terms of a year for which none are known."""
    try:
        return compute_levels(
            engine, task.indicator, period=task.period, groups=common.groups, years=common.years
        )
    except CannotCompute:
        return None


def _attacked(
    tasks: Mapping[Period, Task],
    counted: Mapping[Period, Levels],
    rows: Mapping[Period, list[ReleasedResult]],
    common: Common,
    draft: ReleaseDraft,
) -> Entries:
    add_up = not any(task.indicator.counts_persons for task in tasks.values())
    truth = {period: levels.asked for period, levels in counted.items() if add_up}
    open_amounts = not_adding_up(truth, common.listed)
    amounts = exposed_amounts({period: rows[period] for period in truth}, common.listed, open_amounts)
    entries: Entries = {}
    for period, task in tasks.items():
        known = _known(task, common, counted[period], open_amounts)
        by_sums, compared = exposures(rows[period], task.earlier, known)
        by_sums += [each for each in amounts if each.kind == period]
        if by_sums:
            reason = f"{_how_many(by_sums, 'withheld ')} could be worked out from the others."
            entries[period] = _held(task, common, reason)
            continue
        entry = _written(task, common, _as_before(rows[period], task, compared), known, draft)
        entries[period] = replace(entry, state="held", reason=_reason_of(compared)) if compared else entry
    return entries


def _known(task: Task, common: Common, levels: Levels, open_amounts: OpenAmounts) -> Known:
    counts = task.indicator.counts_persons
    truth = true_numbers(levels.asked, counts=counts)
    return Known(
        indicator=task.indicator.id,
        kind=task.period,
        counts_persons=counts,
        changes_later=not _GROWS_WITH_THE_PERIOD.isdisjoint(task.indicator.tables),
        rule=replace(common.rule, shows_zero=True),
        places=common.listed,
        open_splits=open_splits_of(truth, common.listed),
        open_amounts=frozenset(each for each in open_amounts if each[0].kind == task.period),
        truth=truth,
    )


def _as_before(
    rows: Sequence[ReleasedResult], task: Task, compared: Sequence[Exposed]
) -> list[ReleasedResult]:
    """The rows, but in periods with a finding those that are live; what is withheld now, is so there too."""
    kept = {(each.school_year, each.period) for each in compared}
    withheld = {_name(row): row for row in rows if not isinstance(row.students, Shown)}
    live = task.earlier[-1].rows if kept else ()
    found = [row for row in rows if (row.school_year, row.period) not in kept]
    return found + [withheld.get(_name(row), row) for row in live if (row.school_year, row.period) in kept]


def _name(row: ReleasedResult) -> tuple[int, str, Key]:
    return row.school_year, row.period, key_of(row)


def _written(
    task: Task, common: Common, rows: Sequence[ReleasedResult], known: Known, draft: ReleaseDraft
) -> TableEntry:
    about = openness.About(known.counts_persons, known.changes_later, known.open_splits, known.open_amounts)
    path, content = draft.write_table(task.indicator.id, task.period, rows, about)
    years = sorted({row.school_year for row in rows})
    found = {year: task.indicator.thresholds_for(year) for year in years}
    return TableEntry(
        indicator=task.indicator.id,
        period=task.period,
        state="released",
        reason="",
        path=path,
        edition=common.edition,
        digest=task.definition,
        inputs=task.inputs,
        content=content,
        authorities={year: each.authority for year, each in found.items() if each},
        **described(rows),
    )


def _held(task: Task, common: Common, reason: str) -> TableEntry:
    """What was released before stays live as it is; the reason is of the newest numbers."""
    before = task.before or _blank(task, common)
    return replace(before, state="held", reason=reason, digest=task.definition, inputs=task.inputs)


def _blank(task: Task, common: Common) -> TableEntry:
    return TableEntry(
        indicator=task.indicator.id, period=task.period, state="released", reason="", path=_NO_TABLE,
        edition=common.edition, rows=0, withheld=0, digest=task.definition, inputs=task.inputs,
    )  # fmt: skip


def _how_many(found: Sequence[Exposed], what: str = "") -> str:
    """By kind of place: which of them, nobody is told."""
    count = Counter(each.key.place_kind for each in found)
    said = [f"{count[kind]:,} for {_PLURAL[kind]}" for kind in PLACE_KINDS if count[kind]]
    return f"{len(found):,} {what}numbers ({', '.join(said)})"


_PLURAL = {"school": "schools", "district": "districts", "network": "the network"}


def _reason_of(compared: Sequence[Exposed]) -> str:
    periods = sorted({each.period for each in compared})
    few = ", ".join(periods[:6]) + (f" and {len(periods) - 6} more" if len(periods) > 6 else "")
    return (
        f"{few} stays as it was released before: {_how_many(compared)} would tell of a small group that came or "
        "went since, by comparing the two releases."
    )
