"""What a person looks at: a place in the live release, an indicator there, and the periods that were chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from groundswell.core.indicators.definition import PERIODS, Indicator, Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.domain.access.actor import Actor
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.folder import store_folder
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.names import set_order
from groundswell.domain.indicators.queries.rows import Group, Rows, When
from groundswell.domain.indicators.sight import Sight, sight_of
from groundswell.domain.places.models import Place
from groundswell.store.release import reading
from groundswell.store.release.reading import DataPlace, ReleaseManifest, TableEntry


@dataclass(frozen=True)
class DataHere:
    """A place with its organization in the live release. `sight`: all of it, or the totals of this place alone.

    `manifest` is None before the first release, `organization` where the release does not know the place.
    """

    by: Actor
    place: Place
    sight: Sight
    store: Path
    manifest: ReleaseManifest | None
    organization: DataPlace | None

    @property
    def is_ready(self) -> bool:
        return self.manifest is not None and self.organization is not None

    def rows(self, indicator: str, period: Period) -> Rows:
        """Everything released of one indicator at this place."""
        if self.manifest is None or self.organization is None:
            return Rows(())
        found = reading.numbers(
            self.store,
            self.manifest,
            indicator,
            period=period,
            place_kind=self.organization.kind,
            places=[self.organization.id],
        )
        return Rows(found)

    @cached_property
    def data_places(self) -> Mapping[str, DataPlace]:
        """Every organization of the release by "kind:id"."""
        return reading.places(self.store, self.manifest) if self.manifest else {}


def data_at(by: Actor, place: Place) -> DataHere:
    """What there is at a place for this person. Raises `Refused` for who may see no numbers here."""
    sight, store = sight_of(by, place.path), store_folder()
    manifest = reading.current(store)
    here = DataHere(by, place, sight, store, manifest, None)
    linked = PlaceInData.objects.filter(place=place).first()
    return replace(here, organization=here.data_places.get(linked.key)) if linked else here


@dataclass(frozen=True)
class Choice:
    """What an address asks for; what it leaves out is chosen for the reader."""

    period: str = ""
    year: str = ""
    when: str = ""
    group_set: str = ""
    group: str = ""
    order: str = ""
    page: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Choice":
        """`who` is "set/group" in one word, as a list of choices sends it; it goes before `set` and `group`."""
        group_set, _, group = asked.get("who", "").partition("/")
        return cls(
            period=asked.get("period", ""),
            year=asked.get("year", ""),
            when=asked.get("when", ""),
            group_set=group_set or asked.get("set", ""),
            group=group or asked.get("group", ""),
            order=asked.get("order", ""),
            page=asked.get("page", ""),
        )


@dataclass(frozen=True)
class IndicatorHere:
    """One indicator at one place by one kind of period, with what was chosen of it.

    `when` is the period that tables and group charts show; None where nobody is counted here.
    """

    here: DataHere
    manifest: ReleaseManifest
    organization: DataPlace
    indicator: Indicator
    entry: TableEntry
    rows: Rows
    when: When | None
    group_set: str
    group: Group
    choice: Choice

    @property
    def period(self) -> Period:
        return self.entry.period

    @property
    def periods_offered(self) -> tuple[Period, ...]:
        """The kinds of period that were released, long ones first."""
        listed = (each for each in reversed(PERIODS) if self.manifest.table(self.indicator.id, each))
        return tuple(listed)

    @property
    def sets_offered(self) -> tuple[str, ...]:
        return tuple(sorted(self.rows.sets(), key=set_order))

    @property
    def school_years(self) -> tuple[int, ...]:
        return tuple(sorted({year for year, _ in self.rows.periods}))

    def below(self, *, group: Group) -> list[ReleasedResult]:
        """One group's numbers at every school of the release in the chosen period."""
        if self.when is None:
            return []
        found = reading.numbers(
            self.here.store,
            self.manifest,
            self.indicator.id,
            period=self.period,
            place_kind="school",
            group_sets=[group[0]],
            school_years=[self.when[0]],
        )
        return [row for row in found if row.period == self.when[1] and row.group == group[1]]


def indicator_at(here: DataHere, indicator: str, choice: Choice) -> IndicatorHere | None:
    """The indicator at this place; None when the release or the library has no such thing."""
    known = definitions().get(indicator)
    if known is None or here.manifest is None or here.organization is None:
        return None
    entry = _entry(here.manifest, known, choice.period)
    if entry is None:
        return None
    rows = here.rows(known.id, entry.period)
    when = _when(rows, choice)
    group_set = choice.group_set if choice.group_set in rows.sets() else ""
    return IndicatorHere(
        here=here,
        manifest=here.manifest,
        organization=here.organization,
        indicator=known,
        entry=entry,
        rows=rows,
        when=when,
        group_set=group_set,
        group=_group(rows, choice),
        choice=choice,
    )


def _entry(manifest: ReleaseManifest, indicator: Indicator, asked: str) -> TableEntry | None:
    """The kind of period asked for; else the longest that was released."""
    found = {each: entry for each in reversed(PERIODS) if (entry := manifest.table(indicator.id, each))}
    return found.get(asked) or next(iter(found.values()), None)  # type: ignore[call-overload]


def _when(rows: Rows, choice: Choice) -> When | None:
    """The period asked for; else the latest of the year asked for; else the latest of all."""
    if choice.when or choice.year:
        fitting = [
            (year, label)
            for year, label in rows.periods
            if (not choice.when or label == choice.when) and (not choice.year or str(year) == choice.year)
        ]
        if fitting:
            return fitting[-1]
    return rows.latest


def _group(rows: Rows, choice: Choice) -> Group:
    asked = (choice.group_set, choice.group)
    known = any((row.group_set, row.group) == asked for row in rows.rows)
    return asked if choice.group and known else ALL
