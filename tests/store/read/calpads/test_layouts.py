"""Records written out in full, in the order that published lists of CALPADS fields give, and where ours finds each field."""

# ruff: noqa: S608 (queries of the tests' own)

from pathlib import Path

import pytest

from groundswell.store.read.calpads.layouts import layouts
from tests.store.oneroster.loading import rows
from tests.store.read.calpads.given import files
from tests.store.read.calpads.test_loading import bring, rostered, store
from tests.store.read.mapped.given import counts, skipped

__all__ = ["rostered", "store"]

WHERE = "1234567^0001"
SENR = (
    f"SENR^A^L1^{WHERE}^^2025-2026^8000000003^X3^Ana^Bo^Family^^^^^20150109^F^Sacramento^CA^US^20250820^10^01^20260105"
    "^T160^^^N^^^N^N^N^N"
)
SENR_GONE = SENR.replace("^A^", "^D^").replace("8000000003", "8000000004")
SENR_EXTRACT = SENR.replace("SENR^A", "SENR-R^").replace("8000000003", "8000000005") + "^20260201^20260201"
SINF = (
    f"SINF^^L1^20250820^^{WHERE}^2025-2026^8000000003^X3^Ana^Bo^Family^^^^^20150109^F^Sacramento^CA^US^N^N^600^700^^^^N^"
    "1 A St^^Sacramento^CA^95814^20200820^N^14^^^^"
)
SELA = f"SELA^^L1^{WHERE}^2025-2026^8000000003^Ana^Family^20150109^F^X3^EL^20210820^01"
SPRG = f"SPRG^^L1^{WHERE}^2025-2026^8000000003^X3^Ana^Family^20150109^F^181^1^20250820^20260105^^^^^^^^^^"
STAS = f"STAS^^L1^{WHERE}^2025-2026^8000000003^X3^Ana^Family^20150109^F^N^N^180^170.5^1.00^0.50^6^2.5^0"
SCSC = f"SCSC^^L1^{WHERE}^2025-2026^8000000003^X3^Ana^Family^20150109^F^ENG9^E-1^S1^5.00^0.00^F^B^SEM1"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (SENR, {"grade": "01", "entry_date": "20250820", "exit_date": "20260105", "exit_type": "T160", "sex": "F"}),
        (SINF, {"begin_date": "20250820", "birth_date": "20150109", "hispanic": "N", "race_1": "600", "race_2": "700"}),
        (SELA, {"local_id": "X3", "status": "EL", "begin_date": "20210820"}),
        (SPRG, {"program": "181", "begin_date": "20250820", "end_date": "20260105"}),
        (STAS, {"days_expected": "180", "days_attended": "170.5", "days_suspended": "1.00",
                "days_suspended_in_school": "0.50", "days_excused": "6", "days_unexcused": "2.5"}),
        (SCSC, {"course": "ENG9", "section": "E-1", "term": "S1", "credits_attempted": "5.00", "letter": "F",
                "marking_period": "SEM1"}),
    ],
)  # fmt: skip
def test_fields_stand_where_the_lists_have_them(record: str, expected: dict[str, str]) -> None:
    cells = record.split("^")
    layout = layouts()[cells[0]]
    found = {name: cells[place - 1] for name, place in layout.fields.items()}
    whole = {"lea": "1234567", "school": "0001", "school_year": "2025-2026", "ssid": "8000000003"}
    assert {name: found[name] for name in {**whole, **expected}} == {**whole, **expected}


def test_records_in_that_order_come_in(store: Path, tmp_path: Path) -> None:
    report = bring(
        store, files(tmp_path / "c", all=[SENR, SENR_GONE, SENR_EXTRACT, SINF, SELA, SPRG, STAS, SCSC])
    )
    assert not report.refusal
    assert counts(report) == (8, 7, 0, 1)
    assert skipped(report) == {"other_record": 1}, "A record that asks for removal is none that we keep."
    mine = "WHERE source = 'calpads'"
    assert rows(
        store, f"SELECT student_id, grade, exit_date::VARCHAR, exit_type FROM enrollments {mine} ORDER BY 1"
    ) == [("8000000003", "01", "2026-01-05", "T160"), ("8000000005", "01", "2026-01-05", "T160")]
    assert rows(
        store,
        f"SELECT race_ethnicity, birth_date::VARCHAR FROM students {mine} AND student_id = '8000000003'",
    ) == [("two_or_more", "2015-01-09")]
    assert rows(
        store,
        f"SELECT group_name, begin_date::VARCHAR FROM group_memberships {mine} AND group_set = 'english_learner'",
    ) == [("yes", "2021-08-20")]
    assert rows(
        store, f"SELECT student_id, school_id, class_id, session_id, letter, credits_attempted, credits_earned, is_final "
               f"FROM grades {mine}"
    ) == [("8000000003", "S001", "0001/ENG9/E-1", "S1/SEM1", "F", 5.0, 0.0, True)]  # fmt: skip
