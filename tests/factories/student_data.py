"""A store with one release of an invented network, written as the product writes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.domain.indicators.models import PlaceInData, SavedView
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.store.publish.editions import POINTER
from groundswell.store.release.columns import write_rows
from groundswell.store.release.manifest import (
    MANIFEST,
    ReleaseManifest,
    TableEntry,
    folder_of,
    releases_of,
    to_json,
)
from groundswell.store.release.reading import PLACES
from tests.factories.people import NOW

HIDDEN = Suppressed("small group")
RULE = SuppressionRule(threshold=11)
SHARES = {
    ("race_ethnicity", "hispanic_latino"): 0.42,
    ("race_ethnicity", "white"): 0.3,
    ("race_ethnicity", "asian"): 0.15,
    ("race_ethnicity", "black_african_american"): 0.13,
    ("english_learner", "yes"): 0.2,
    ("english_learner", "no"): 0.8,
    ("disability", "yes"): 0.14,
    ("disability", "no"): 0.86,
    ("economically_disadvantaged", "yes"): 0.55,
    ("economically_disadvantaged", "no"): 0.45,
    ("sex", "female"): 0.49,
    ("sex", "male"): 0.51,
}
EXTRA = {("english_learner", "yes"): 1.5, ("disability", "yes"): 1.4, ("race_ethnicity", "asian"): 0.6}


def row(
    indicator: str,
    place: str,
    *,
    of: int | None,
    count: float | None,
    year: int = 2026,
    period: str = "",
    kind: str = "school",
    group: tuple[str, str] = ("all", "all"),
    value: Released | None = None,
    percent: bool = True,
) -> ReleasedResult:
    """One released number; `of` None: withheld. `value` stands in for what count and size would give."""
    if of is None or count is None:
        parts: tuple[Released, ...] = (HIDDEN, HIDDEN, HIDDEN, HIDDEN)
    elif value is not None:
        parts = (Shown(of), HIDDEN if isinstance(value, Coded) else Shown(count), Shown(of), value)
    else:
        parts = (Shown(of), Shown(count), Shown(of), Shown((100 if percent else 1) * count / of))
    return ReleasedResult(
        indicator, year, period or f"{year - 1}-{year % 100:02d}", kind, place, *group, *parts
    )


def make_place_in_data(place: Place, organization_id: str) -> PlaceInData:
    return PlaceInData.objects.create(place=place, kind=place.kind, organization_id=organization_id)


def make_saved_view(place: Place, person: Person, **fields: object) -> SavedView:
    defaults: dict[str, object] = {
        "name": "My view",
        "indicator": "chronic_absence_cde",
        "query": "tab=time",
        "at": NOW,
    }
    return SavedView.objects.create(place=place, person=person, **(defaults | fields))


@dataclass
class ReleaseMaker:
    """Collects tables and writes them as one release."""

    store: Path
    rule: SuppressionRule = RULE
    places: list[dict[str, object]] = field(default_factory=list)
    tables: list[tuple[TableEntry, Sequence[ReleasedResult]]] = field(default_factory=list)

    def place(
        self, id_: str, kind: str, name: str, parent: str | None = None, grades: Iterable[str] = ()
    ) -> None:
        self.places.append({"id": id_, "kind": kind, "name": name, "parent": parent, "grades": list(grades)})

    def table(
        self,
        indicator: str,
        rows: Sequence[ReleasedResult],
        *,
        period: Period = "school_year",
        held: str = "",
        authorities: dict[int, str] | None = None,
    ) -> None:
        entry = TableEntry(
            indicator=indicator,
            period=period,
            state="held" if held else "released",
            reason=held,
            path=f"000001/{indicator}.{period}.parquet" if rows else "",
            edition=3,
            rows=len(rows),
            withheld=sum(isinstance(each.value, Suppressed) for each in rows),
            digest="d",
            place_kinds=("school", "district", "network"),
            group_sets=tuple(sorted({each.group_set for each in rows} - {"all"})),
            school_years=tuple(sorted({each.school_year for each in rows})),
            authorities=authorities or {},
            content=f"{self.store}-{len(self.tables)}",
        )
        self.tables.append((entry, rows))

    def write(self) -> ReleaseManifest:
        folder = folder_of(self.store, 1)
        folder.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(self.places), folder / PLACES)
        for entry, rows in self.tables:
            if rows:
                write_rows(releases_of(self.store) / entry.path, rows)
        entries = tuple(entry for entry, _ in self.tables)
        manifest = ReleaseManifest(1, 3, "2026-11-20T09:00:00-08:00", self.rule, entries)
        (folder / MANIFEST).write_bytes(to_json(manifest))
        (releases_of(self.store) / POINTER).write_text("1", encoding="ascii")
        return manifest


def group_rows(
    indicator: str,
    place: str,
    students: int,
    rate: float,
    *,
    kind: str = "school",
    year: int = 2026,
    period: str = "",
    luck: Random,
    tilt: float = 0.0,
) -> list[ReleasedResult]:
    """All students and every group at one place; a small group is withheld with the others of a set of two.

    The groups of a set add up to all students, as they do in what the product releases.
    """
    total = round(students * rate)
    found = [row(indicator, place, of=students, count=total, kind=kind, year=year, period=period)]
    for name in dict.fromkeys(group_set for group_set, _ in SHARES):
        groups = [group for group_set, group in SHARES if group_set == name]
        left, left_count, sizes = students, total, {}
        for group in groups[:-1]:
            share = SHARES[name, group] + (tilt if len(groups) == 2 else 0.0)
            size = round(students * min(0.95, max(0.02, share)))
            count = min(
                size, left_count, round(size * rate * EXTRA.get((name, group), 0.95) * luck.uniform(0.9, 1.1))
            )
            sizes[group] = (size, count)
            left, left_count = left - size, left_count - count
        sizes[groups[-1]] = (left, min(left, left_count))
        small = {group for group, (size, _) in sizes.items() if size < RULE.threshold}
        if len(small) == 1:
            small.add(min(set(sizes) - small, key=lambda each: sizes[each][0]))
        for group, (size, count) in sizes.items():
            hidden = group in small
            found.append(
                row(
                    indicator, place, of=None if hidden else size, count=None if hidden else count,
                    kind=kind, year=year, period=period, group=(name, group),
                )
            )  # fmt: skip
    return found


def invented_network(store: Path, *, schools: int = 28) -> ReleaseManifest:
    """Two districts with elementary, middle and high schools; three years, and months of attendance."""
    luck, made = Random(7), ReleaseMaker(store)  # noqa: S311  (invented numbers)
    made.place("network", "network", "Tamarack Network")
    names = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ironwood", "Juniper")
    places = []
    for district, name in (("101", "Quail Lake Unified"), ("102", "Otter Creek Unified")):
        made.place(district, "district", name, "network")
    for number in range(schools):
        district, level = ("101", "102")[number % 2], number % 7
        grades = ["KG", "01", "02", "03", "04", "05"] if level < 4 else ["06", "07", "08"]
        shape = "Elementary" if level < 4 else "Middle"
        if level == 6:
            grades, shape = ["09", "10", "11", "12"], "High"
        id_ = f"{district}{number:04d}"
        made.place(
            id_,
            "school",
            f"{names[number % 10]} {('Bay', 'Hill', 'Park')[number // 10]} {shape}",
            district,
            grades,
        )
        places.append(
            (
                id_,
                district,
                60 if number == 4 else 240 + 23 * number,
                0.14 + 0.16 * luck.random(),
                luck.uniform(-0.15, 0.2),
            )
        )
    for indicator in ("chronic_absence_cde", "suspension_rate", "proficiency_english"):
        scale = {"chronic_absence_cde": 1.0, "suspension_rate": 0.25, "proficiency_english": 2.2}[indicator]
        rows = [each for year in (2024, 2025, 2026) for each in _year(indicator, places, year, scale, luck)]
        made.table(indicator, rows, authorities={2026: "California Department of Education"})
    made.table("attendance_rate", _attendance(places, luck))
    made.table("attendance_rate", _attendance(places, luck, months=True), period="month")
    made.table(
        "graduation_4_year", [], held="One small group could be worked out from what was released before."
    )
    return made.write()


def _year(indicator, places, year, scale, luck, period=""):
    rows = []
    for id_, _, students, rate, tilt in places:
        rows += group_rows(
            indicator, id_, students, scale * (rate + 0.01 * (year - 2025)), year=year, luck=luck, tilt=tilt
        )
    for kind, ids in (("district", ("101", "102")), ("network", ("network",))):
        for id_ in ids:
            inside = [each for each in places if id_ in {each[1], "network"}]
            students = sum(each[2] for each in inside)
            rate = sum(each[2] * each[3] for each in inside) / students
            rows += group_rows(
                indicator,
                id_,
                students,
                scale * (rate + 0.01 * (year - 2025)),
                kind=kind,
                year=year,
                luck=luck,
            )
    return rows


def _attendance(places, luck, *, months=False):
    spans = [(year, "") for year in (2024, 2025, 2026)]
    if months:
        spans = [
            (year, f"{year - 1 if month > 7 else year}-{month:02d}")
            for year in (2025, 2026)
            for month in (9, 10, 11, 12, 1, 2, 3, 4, 5)
        ]
    rows = []
    network = [("network", "network", sum(each[2] for each in places), 0.2, 0.0)]
    districts = [(id_, id_, sum(e[2] for e in places if e[1] == id_), 0.2, 0.0) for id_ in ("101", "102")]
    for kind, held in (("school", places), ("district", districts), ("network", network)):
        for id_, _, students, rate, _tilt in held:
            for year, period in spans:
                winter = 0.02 if period[-2:] in {"12", "01", "02"} else 0
                swing = luck.uniform(-0.004, 0.004)
                for group, share in {("all", "all"): 1.0, **SHARES}.items():
                    size = round(students * share)
                    days = size * (20 if months else 170)
                    extra = EXTRA.get(group, 0.9 if group[1] in {"no", "male"} else 1.0)
                    level = 0.97 - rate / 6 * extra - winter + swing
                    shown = size >= RULE.threshold
                    made = row(
                        "attendance_rate",
                        id_,
                        of=size if shown else None,
                        count=1.0,
                        kind=kind,
                        year=year,
                        period=period,
                        group=group,
                    )
                    if shown:
                        attended = round(days * level, 1)
                        made = ReleasedResult(
                            "attendance_rate", year, made.period, kind, id_, *group,
                            Shown(size), Shown(attended), Shown(days), Shown(100 * attended / days),
                        )  # fmt: skip
                    rows.append(made)
    return rows
