"""One protected series: what a reader may see of one measure, at one place, for one group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.groups import ALL_STUDENTS, group_name, in_catalog_order
from groundswell.domain.places.models import Place
from groundswell.domain.places.queries import CalendarMark

Figure = Shown | Suppressed


@dataclass(frozen=True)
class SeriesPoint:
    """One period. `figure` None is a gap in the data, never zero. `size` is the denominator, protected alike.

    `set_aside` says why a point is shown without being judged (empty: it is judged).
    """

    period: date
    figure: Figure | None
    size: Figure | None = None
    set_aside: str = ""
    note: str = ""

    @property
    def value(self) -> float | None:
        """The number to plot, in the measure's unit, or None where nothing may be plotted."""
        return float(self.figure.value) if isinstance(self.figure, Shown) else None

    @property
    def n(self) -> int | None:
        """The denominator, where it may be seen."""
        return int(self.size.value) if isinstance(self.size, Shown) else None

    @property
    def is_withheld(self) -> bool:
        return isinstance(self.figure, Suppressed)


@dataclass(frozen=True)
class Series:
    """A group's points in order of time."""

    measure: Measure
    place: Place
    group: str
    points: tuple[SeriesPoint, ...]

    @property
    def name(self) -> str:
        return group_name(self.group)

    @property
    def judged(self) -> tuple[SeriesPoint, ...]:
        return tuple(point for point in self.points if not point.set_aside)

    @property
    def latest(self) -> SeriesPoint | None:
        """The last point with a number that may be seen."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def is_withheld(self) -> bool:
        """There are numbers, and none of them may be seen."""
        return self.latest is None and any(point.is_withheld for point in self.points)

    @property
    def values(self) -> dict[date, float | None]:
        return {point.period: point.value for point in self.points}


@dataclass(frozen=True)
class MeasureSeries:
    """All groups of one measure at one place, released together: one decision for every rendering."""

    measure: Measure
    place: Place
    by_group: Mapping[str, Series]
    calendar: tuple[CalendarMark, ...]
    source: str

    @property
    def all_students(self) -> Series:
        return self.group(ALL_STUDENTS)

    @property
    def groups(self) -> list[Series]:
        """Series of the student groups in catalog order, all students left out."""
        codes = in_catalog_order(set(self.by_group))
        return [self.by_group[code] for code in codes if code != ALL_STUDENTS]

    @property
    def withheld(self) -> list[Series]:
        return [series for series in self.groups if series.is_withheld]

    @property
    def has_numbers(self) -> bool:
        return any(series.points for series in self.by_group.values())

    @property
    def latest_period(self) -> date | None:
        """The last period in which anything was counted, shown or not."""
        return max(
            (series.points[-1].period for series in self.by_group.values() if series.points), default=None
        )

    def group(self, code: str) -> Series:
        """The group's series; an empty one when nothing was counted for it."""
        return self.by_group.get(code) or Series(self.measure, self.place, code, ())
