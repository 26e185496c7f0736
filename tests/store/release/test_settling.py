"""Attendance settled once gives every number that it gives when each table works it out anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.core.indicators.results import PLACE_KINDS, Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.store.engine import open_engine, run, value_of
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.lock import writing
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.engines import DuckEngine
from groundswell.store.release import settling
from groundswell.store.release.keeping import release_engine
from groundswell.store.release.making import PERIODS
from groundswell.store.release.settling import settle_attendance
from tests.store.query.invented import YEARS, district
from tests.store.query.stores import AT, publish

KNOWN = indicators(TABLE_KINDS)
READING = [KNOWN[name] for name in ("attendance_rate", "chronic_absence_cde")]


def numbers(engine: DuckEngine) -> list[Result]:
    """Parts of days add up in another order, so the last digits may be others."""
    return [
        replace(result, numerator=round(result.numerator, 6), value=round(result.value or 0, 6))
        for indicator in READING
        for period in PERIODS
        if period in indicator.periods
        for place in PLACE_KINDS
        for result in compute(
            engine, indicator, Query(period=period, place=place, groups=("sex", "grade"), school_years=YEARS)
        )
    ]


def add_a_second_feed(store: Path) -> None:
    """Another source tells of some of the same days, and otherwise."""
    with writing(store), open_engine(folders=[store]) as connection:
        now = editions.current(store)
        draft = Draft(store, now, connection)
        files = ", ".join(f"'{store / 'editions' / part.path}'" for part in now.of("attendance"))
        connection.execute(
            f"CREATE TABLE again AS SELECT * REPLACE (1 - attended AS attended, 'edfi' AS source) "  # noqa: S608
            f"FROM read_parquet([{files}]) WHERE day(date) % 3 = 0"
        )
        draft.replace(table="attendance", source="edfi", relation="again", split=("school_year", "date"))
        draft.publish(kind="load", made_at=AT, source="edfi", about={})


@pytest.mark.parametrize("feeds", [1, 2])
def test_the_same_numbers_for_every_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feeds: int
) -> None:
    monkeypatch.setattr(settling, "ROWS", 400)  # some twenty days at a time
    publish(tmp_path, district(feeds))
    if feeds > 1:
        add_a_second_feed(tmp_path)
    edition = editions.current(tmp_path)
    with release_engine(tmp_path, edition) as engine:
        before = numbers(engine)
        settle_attendance(engine, edition)
        assert numbers(engine) == before
        assert run(engine.connection, "FROM attendance WHERE category = 'present'")  # the days of silence
        assert sum(engine.days.values()) == value_of(engine.connection, "SELECT count(*) FROM attendance")
    assert len(before) > 200


def test_a_year_of_silence_alone_tells_nothing(tmp_path: Path) -> None:
    rows = dict(district(1))
    rows["attendance"] = [row for row in rows["attendance"] if row["school_year"] == YEARS[0]]
    publish(tmp_path, rows)
    edition = editions.current(tmp_path)
    with release_engine(tmp_path, edition) as engine:
        before = numbers(engine)
        settle_attendance(engine, edition)
        assert {each.school_year for each in before} == {YEARS[0]}
        assert numbers(engine) == before


def test_nothing_is_written_where_nothing_is_open(tmp_path: Path) -> None:
    rows = {name: held for name, held in district(1).items() if name != "calendar_days"}
    publish(tmp_path, rows)
    edition = editions.current(tmp_path)
    with release_engine(tmp_path, edition) as engine:
        engine.remembered["known"] = True
        settle_attendance(engine, edition)
        assert engine.remembered["known"]
