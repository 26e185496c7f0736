"""What does not fit between feeds, and ids that may have changed."""

from pathlib import Path

from groundswell.store.publish import editions
from groundswell.store.publish.reading import reading
from groundswell.store.read.matching.changes import edition_before_last_load, maybe_changed
from groundswell.store.read.matching.feeds import differences, unknown_ids
from groundswell.store.read.matching.reasons import count_reasons
from tests.store.oneroster.given import export
from tests.store.oneroster.loading import load, tables
from tests.store.read.mapped.given import bring, rosters, table

STUDENTS = "table: students\ncolumns: {student_id: id}\nconstants: {school_year: 2026}\n"


def test_reasons_are_told_apart(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    with reading(store) as now:
        lost = "SELECT unnest(['40', 'a-1', 'x', 'AB', 'stu7', ' 9', 'zz']) AS id"
        known = "SELECT unnest(['0040', 'A1', 'ab', '7', '9']) AS id"
        found = count_reasons(now.connection, lost, known)
    assert found == {"spaces": 1, "case": 1, "leading_zeros": 1, "signs": 1, "prefix": 1}


def test_pairs_of_feeds(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    bring(
        store,
        table(tmp_path, "1040", "0001041", "newcomer", header="id", name="s.csv"),
        STUDENTS,
        source="clinic",
    )
    with reading(store) as now:
        (back, there) = sorted(differences(now.connection, store, now.edition), key=lambda each: each.ids)
        ids = list(unknown_ids(now.connection, store, now.edition, back))
    assert (back.one, back.other, back.ids, back.unknown) == ("clinic", "oneroster", 3, 2)
    assert back.reasons == {"leading_zeros": 1}
    assert (there.one, there.other, there.ids, there.unknown) == ("oneroster", "clinic", 42, 41)
    assert (
        "2 of 3 students of clinic are unknown to oneroster. Of them would match: 1 without leading zeros."
        in back.words
    )
    assert ids == [("1040", "0001040", "leading_zeros"), ("newcomer", "", "")]


def test_a_loads_report_says_how_it_fits(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    report = bring(store, table(tmp_path, "1040", header="id", name="s.csv"), STUDENTS, source="clinic")
    told = [notice for notice in report.notices if notice.rule == "feeds_differ"]
    assert len(told) == 2
    assert all("groundswell data match" in notice.fix for notice in told)


def test_an_id_that_changed_is_asked_about_and_nothing_is_merged(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    given = export()
    for file, column in (("users", "sourcedId"), ("demographics", "sourcedId"), ("enrollments", "userSourcedId"),
                         ("results", "studentSourcedId")):  # fmt: skip
        for row in given.files[file]:
            if row[column] == "0001040":
                row[column] = "NEW-40"
    load(store, given.as_zip(tmp_path / "second.zip"))
    now = editions.current(store)
    held = tables(store)
    with reading(store) as opened:
        (maybe,) = maybe_changed(opened.connection, store, edition_before_last_load(store, now), now)
    assert (maybe.source, maybe.before, maybe.after) == ("oneroster", "0001040", "NEW-40")
    assert {"birth date", "given name", "sex", "grade", "school"} <= set(maybe.evidence)
    assert maybe.question.startswith("Is NEW-40 the student who was 0001040?")
    assert tables(store) == held


def test_one_who_left_and_one_who_came_are_not_the_same(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    given = export()
    for row in given.files["users"]:
        if row["sourcedId"] == "0001040":
            row.update(sourcedId="NEW-40", givenName="Zoe", familyName="Other", identifier="")
    for row in given.files["demographics"]:
        if row["sourcedId"] == "0001040":
            row.update(sourcedId="NEW-40", birthDate="2014-12-31")
    for row in given.files["enrollments"]:
        row["userSourcedId"] = row["userSourcedId"].replace("0001040", "NEW-40")
    given.files["results"] = [row for row in given.files["results"] if row["studentSourcedId"] != "0001040"]
    load(store, given.as_zip(tmp_path / "second.zip"))
    now = editions.current(store)
    with reading(store) as opened:
        assert maybe_changed(opened.connection, store, edition_before_last_load(store, now), now) == []
