"""A mistake in a district's own definitions: every page goes on without that file, and the steward is told the line."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from groundswell.domain.indicators.definitions import definitions, mistakes
from tests.domain.intake.student_desk import StudentDesk, student_desk

__all__ = ["student_desk"]
pytestmark = pytest.mark.django_db
SHIPPED = files("groundswell.library").joinpath("indicators", "attendance_rate.yaml").read_text("utf-8")
OWN = SHIPPED.replace("id: attendance_rate", "id: our_attendance").replace(
    "name: Attendance rate", "name: Our attendance"
)
BROKEN = OWN.replace("id: our_attendance", "id: our_days").replace("unit: percent", "unit: pct")


@pytest.fixture
def own(tmp_path: Path, settings) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    settings.GROUNDSWELL_DEFINITIONS = str(folder)
    (folder / "a.yaml").write_text(OWN, "utf-8")
    (folder / "b.yaml").write_text(BROKEN, "utf-8")
    return folder


def test_the_sound_files_are_read_and_the_broken_one_is_told(own: Path) -> None:
    known = definitions()
    assert known["our_attendance"].name == "Our attendance"
    assert "attendance_rate" in known
    assert "our_days" not in known
    assert mistakes() == ["b.yaml, line 5: unit: 'pct' is not one of percent, points."]


def test_a_file_that_was_mended_is_read_again(own: Path) -> None:
    assert "our_days" not in definitions()
    (own / "b.yaml").write_text(BROKEN.replace("unit: pct", "unit: percent"), "utf-8")
    assert "our_days" in definitions()
    assert mistakes() == []


def test_an_id_that_ships_is_not_taken_over(own: Path) -> None:
    (own / "b.yaml").write_text(SHIPPED, "utf-8")
    assert definitions()["attendance_rate"].file == "attendance_rate.yaml"
    assert "b.yaml, line 1: id: attendance_rate is the id of attendance_rate.yaml already" in mistakes()[0]


def test_pages_go_on(own: Path, sign_in, linked) -> None:
    (own / "accountability").mkdir()
    (own / "accountability" / "ours.yaml").write_text("kind: index levels\nmetrik: x\n", "utf-8")
    staff = sign_in(linked.person("1010000"))
    place = f"/places/{linked.places['1010000'].code}/data/"
    for page in (place, f"{place}story/", f"{place}chronic_absence_cde/?tab=groups&year=2026"):
        assert staff.get(page).status_code == 200, page


def test_the_steward_sees_file_and_line(own: Path, student_desk: StudentDesk, sign_in) -> None:
    (own / "accountability").mkdir()
    (own / "accountability" / "ours.yaml").write_text("kind: index levels\nmetrik: x\n", "utf-8")
    page = sign_in(student_desk.steward).get("/student-data/").content.decode()
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#x27;", "'")
    assert "b.yaml, line 5: unit: 'pct' is not one of percent, points." in said
    assert "ours.yaml, line 2: metrik: this field is not known here" in said
