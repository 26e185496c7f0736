"""A small release made by hand: one indicator, two schools of one district, two years, one small group."""

from pathlib import Path

from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import PlaceKind
from groundswell.store.release.drafts import ReleaseDraft, described, releasing
from groundswell.store.release.manifest import ReleaseManifest, TableEntry
from groundswell.store.release.openness import About
from groundswell.store.release.reading import DataPlace

AT = "2026-10-01T00:00:00+00:00"
INDICATOR = "chronic_absence_cde"
PLACES = (
    DataPlace("network", "network", "All districts", None, ()),
    DataPlace("D1", "district", "Fern Valley", "network", ()),
    DataPlace("S001", "school", "Alder School", "D1", ("04", "05")),
    DataPlace("S002", "school", "Birch School", "D1", ("04",)),
)
SMALL, BESIDE = Suppressed("small group"), Suppressed("protects a small group")


def row(
    kind: PlaceKind,
    place: str,
    year: int,
    group: tuple[str, str],
    counts: tuple[int, int] | Suppressed,
    value: Released | None = None,
) -> ReleasedResult:
    """A number out of (numerator, denominator), or a withheld one; `value` where it is not their percentage."""
    upper, lower, rate = _numbers(counts)
    return ReleasedResult(
        indicator=INDICATOR, school_year=year, period=f"{year - 1}-{year % 100}", place_kind=kind, place=place,
        group_set=group[0], group=group[1], students=lower, numerator=upper, denominator=lower,
        value=rate if value is None else value,
    )  # fmt: skip


def _numbers(counts: tuple[int, int] | Suppressed) -> tuple[Released, Released, Released]:
    if isinstance(counts, Suppressed):
        return counts, counts, counts
    return Shown(counts[0]), Shown(counts[1]), Shown(100 * counts[0] / counts[1])


ALL, GIRLS, BOYS = ("all", "all"), ("sex", "female"), ("sex", "male")
ROWS = [
    found
    for year in (2025, 2026)
    for found in (
        row("network", "network", year, ALL, (12, 100)),
        row("district", "D1", year, ALL, (12, 100)),
        row("school", "S001", year, ALL, (9, 60)),
        row("school", "S001", year, GIRLS, BESIDE),
        row("school", "S001", year, BOYS, BESIDE),
        row("school", "S002", year, ALL, (3, 40), Coded("at most", 10)),
        row("school", "S002", year, GIRLS, SMALL),
        row("school", "S002", year, BOYS, BESIDE),
    )
]


def release_rows(
    store: Path, rows: list[ReleasedResult] = ROWS, indicator: str = INDICATOR
) -> ReleaseManifest:
    """The live release of `store`, with these rows as its one table."""
    with releasing(store):
        draft = ReleaseDraft(store)
        path, content = draft.write_table(
            indicator, "school_year", rows, About(counts_persons=True, changes_later=True, open_splits={})
        )
        draft.write_places(PLACES)
        entry = TableEntry(
            indicator=indicator, period="school_year", state="released", reason="", path=path, edition=1,
            digest="by hand", content=content, **described(rows),
        )  # fmt: skip
        return draft.publish(ReleaseManifest(draft.number, 1, AT, SuppressionRule(), (entry,)))
