"""Ids that may have changed: a student gone from a feed while one with the same marks appeared. Always a question."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from dataclasses import dataclass
from pathlib import Path

import duckdb

from groundswell.store.engine import run
from groundswell.store.publish import editions
from groundswell.store.publish.editions import Edition, Part
from groundswell.store.publish.reading import files


@dataclass(frozen=True)
class MaybeTheSame:
    """In `source` and a school year, `before` is gone and `after` is new. `evidence` names what both have alike."""

    source: str
    school_year: int
    before: str
    after: str
    evidence: tuple[str, ...]

    @property
    def question(self) -> str:
        alike = ", ".join(self.evidence)
        return f"Is {self.after} the student who was {self.before}? Both have the same {alike}."


# What is compared, and how much it says. A pair is asked about from `ENOUGH` on.
_MARKS = {
    "birth_date": ("birth date", 3),
    "family_name": ("family name", 2),
    "given_name": ("given name", 2),
    "local_id": ("local id", 4),
    "sex": ("sex", 1),
    "grade": ("grade", 1),
    "school": ("school", 1),
}
ENOUGH = 6


def maybe_changed(
    connection: duckdb.DuckDBPyConnection, store: Path, before: Edition, after: Edition
) -> list[MaybeTheSame]:
    """Students of each feed and year whom `after` no longer has, with newcomers of the same marks."""
    return [
        found
        for key in sorted(
            {
                (part.key.source, part.key.school_year)
                for part in before.of("students")
                if part.key.school_year
            }
        )
        for found in _of_feed(connection, store, (before, after), (key[0], int(key[1] or 0)))
    ]


def _of_feed(
    connection: duckdb.DuckDBPyConnection, store: Path, pair: tuple[Edition, Edition], place: tuple[str, int]
) -> list[MaybeTheSame]:
    old, new = (_people(store, edition, *place) for edition in pair)
    if old is None or new is None:
        return []
    alike = {name: f"(o.{name} = n.{name})" for name in _MARKS}
    weight = " + ".join(
        f"CASE WHEN {alike[name]} THEN {points} ELSE 0 END" for name, (_, points) in _MARKS.items()
    )
    said = ", ".join(f"coalesce({test}, false)" for test in alike.values())
    rows = run(
        connection,
        f"WITH old AS ({old}), new AS ({new}), gone AS (SELECT * FROM old WHERE student_id NOT IN (SELECT student_id FROM new)), "
        f"came AS (SELECT * FROM new WHERE student_id NOT IN (SELECT student_id FROM old)) "
        f"SELECT o.student_id, n.student_id, {said} FROM gone AS o JOIN came AS n "
        f"ON o.birth_date = n.birth_date OR o.local_id = n.local_id WHERE ({weight}) >= {ENOUGH} ORDER BY 1, 2",
    )
    words = [word for word, _ in _MARKS.values()]
    return [
        MaybeTheSame(
            *place, str(row[0]), str(row[1]), tuple(w for w, same in zip(words, row[2:], strict=True) if same)
        )
        for row in rows
    ]


def _people(store: Path, edition: Edition, source: str, year: int) -> str | None:
    students, enrolled = (_parts(edition, table, source, year) for table in ("students", "enrollments"))
    if not students:
        return None
    school = (
        f"(SELECT student_id, max(school_id) AS school FROM {files(store, enrolled)} GROUP BY 1)"
        if enrolled
        else "(SELECT NULL::VARCHAR AS student_id, NULL::VARCHAR AS school)"
    )
    return (
        f"SELECT s.student_id, birth_date, lower(family_name) AS family_name, lower(given_name) AS given_name, local_id, sex, "
        f"grade, e.school FROM {files(store, students)} AS s LEFT JOIN {school} AS e USING (student_id)"
    )


def _parts(edition: Edition, table: str, source: str, year: int) -> list[Part]:
    return [part for part in edition.of(table, source) if part.key.school_year == year]


def edition_before_last_load(store: Path, now: Edition) -> Edition:
    """The edition that the last load of students was made from; the empty one when there is none."""
    for edition in editions.history(store):
        parent = editions.read(store, edition.parent)
        if _students(edition) != _students(parent):
            return parent
    return editions.EMPTY


def _students(edition: Edition) -> dict[str, str]:
    return {part.key.filename: part.fingerprint for part in edition.of("students")}
