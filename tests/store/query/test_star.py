"""Real pupils (Project STAR, where the shared data is at hand) with invented attendance, against SQL by hand."""

from pathlib import Path

import pytest

from groundswell.core.indicators.reading import read_indicator
from groundswell.core.indicators.results import Query
from groundswell.library.indicator_files import indicators
from groundswell.library.lines import read_yaml
from groundswell.store.engine import open_engine, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.lock import writing
from groundswell.store.publish.reading import select_from
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.opening import opened
from groundswell.store.schema import TABLES
from tests.store.oneroster.loading import AT, SHARED, load

FOLDER = SHARED / "oneroster"
BUNDLES = sorted(FOLDER.glob("*_bulk.zip")) if FOLDER.is_dir() else []
pytestmark = pytest.mark.skipif(not BUNDLES, reason="the STAR bundles are not here; see GROUNDSWELL_DATA")
YEAR, SETS = 1986, ("race_ethnicity", "sex", "race_ethnicity*sex")
DAYS = """CREATE TABLE days AS SELECT DISTINCT school_year, DATE '1985-09-02' + n::INTEGER AS date, school_id, student_id,
    (hash(student_id, n) % 1000 >= 40 + hash(student_id) % 100)::DOUBLE AS attended, NULL::VARCHAR AS category,
    NULL::VARCHAR AS reason, 'table' AS source FROM held, range(60) AS counted(n)"""
BY_HAND = """WITH units AS (
    SELECT student_id, school_id, year(date) * 100 + month(date) AS month, count(*) AS n, sum(attended) AS attended
    FROM attendance GROUP BY ALL),
counted AS (
    SELECT units.*, (100 * (n - attended) >= 10 * n)::INTEGER AS chronic FROM units JOIN students USING (student_id)
    WHERE grade IN ('TK', 'KG', '01', '02', '03', '04', '05', '06', '07', '08') AND n >= 10),
groups AS (
    SELECT student_id, group_set, group_name FROM group_memberships
    UNION ALL SELECT student_id, 'all', 'all' FROM students
    UNION ALL SELECT a.student_id, 'race_ethnicity*sex', a.group_name || '*' || b.group_name FROM group_memberships AS a
    JOIN group_memberships AS b ON a.student_id = b.student_id AND a.group_set = 'race_ethnicity' AND b.group_set = 'sex')
SELECT school_id, month, group_set, group_name, sum(chronic), count(*) FROM counted JOIN groups USING (student_id)
GROUP BY ALL"""
MEAN_SCORE = """\
{id: mean_score, name: Mean score, family: scores, why: A test., unit: points, direction: higher,
 units: {from: enrollments}, periods: [school_year], population: {words: All.}, boundary: None., caveats: [None.],
 gather: {total: {from: assessments, take: sum, of: score, where: known(score), window: school_year, at: anywhere}},
 numerator: {words: Scores., rule: total}, denominator: {words: Pupils with scores.}, source: Us, authored_by: Us,
 checked_by: , review_by: 2027-01-01, status: trial,
 examples: [{about: None, students: [], expect: [{is: 0 of 1, value: 0}]}]}
"""


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("star") / "store"
    assert load(store, BUNDLES[0]).complete
    with writing(store), open_engine(folders=[store]) as connection:
        now = editions.current(store)
        run(connection, f"CREATE VIEW held AS {select_from(store, now, TABLES['enrollments'])}")
        run(connection, DAYS)
        draft = Draft(store, now, connection)
        draft.replace(table="attendance", source="table", relation="days", split=("school_year",))
        draft.publish(kind="load", made_at=AT, source="table", about={})
    return store


def test_chronic_absence_is_what_hand_written_sql_says(star: Path) -> None:
    text = (
        Path(__file__).parents[3] / "src/groundswell/library/indicators/chronic_absence_cde.yaml"
    ).read_text("utf-8")
    data, lines = read_yaml(text.replace("from: 2017", "from: 1980"), file="star.yaml")
    indicator = read_indicator(data, tables=TABLE_KINDS, file="star.yaml", lines=lines)
    with opened(star) as (engine, _):
        found = compute(engine, indicator, Query("month", "school", SETS, (YEAR,)))
        expected = run(engine.connection, BY_HAND)  # type: ignore[attr-defined]
    ours = {
        (each.place, each.period, each.group_set, each.group): (each.numerator, each.students)
        for each in found
    }
    assert ours == {
        (row[0], f"{row[1] // 100}-{row[1] % 100}".replace("-9", "-09"), *row[2:4]): row[4:]
        for row in expected
    }
    assert len(ours) > 1000


def test_scores_by_sex_are_what_sql_says(star: Path) -> None:
    data, lines = read_yaml(MEAN_SCORE, file="own.yaml")
    indicator = read_indicator(data, tables=TABLE_KINDS, file="own.yaml", lines=lines)
    with opened(star) as (engine, _):
        found = compute(engine, indicator, Query("school_year", "network", ("sex",), (YEAR,)))
        expected = run(
            engine.connection,  # type: ignore[attr-defined]
            "SELECT sex, sum(score) / count(DISTINCT student_id), count(DISTINCT student_id) FROM assessments "
            "JOIN students USING (student_id) WHERE score IS NOT NULL GROUP BY sex ORDER BY sex",
        )
    by_sex = [(each.group, each.value, each.students) for each in found if each.group_set == "sex"]
    assert by_sex == [(sex, pytest.approx(mean), pupils) for sex, mean, pupils in expected if sex]
    assert sum(pupils for _, _, pupils in by_sex) > 5800


def test_years_without_a_threshold_have_no_number(star: Path) -> None:
    with opened(star) as (engine, _):
        assert compute(engine, indicators(TABLE_KINDS)["chronic_absence_cde"], Query(place="network")) == []
