"""A plain table of a district's own: looked at, mapped once on a page, kept, offered again, and brought in."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.domain.audit.models import Event, Look
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.store.read.mapped.kept import kept
from groundswell.store.read.mapped.mapping_file import parse_mapping
from tests.domain.intake.student_desk import StudentDesk
from tests.factories import make_person, make_student_load
from tests.web.student_data import tables

SignIn = Callable[[object], Client]
KINDS = {
    "attendance.csv": tables.as_csv(tables.rows()),
    "attendance.tsv": tables.as_csv(tables.rows(), mark="\t"),
    "attendance.xlsx": tables.as_xlsx(tables.rows()),
    "attendance.parquet": tables.as_parquet(tables.rows()),
}


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: SignIn) -> Client:
    return sign_in(student_desk.steward)


def sent(client: Client, desk: StudentDesk, content: bytes, name: str = "attendance.csv") -> StudentLoad:
    form = {"place": desk.net.district.code, "format": "table", "dates": "iso", "encoding": "utf-8"}
    response = client.post("/student-data/new/", form | {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content[-3000:]
    load = StudentLoad.objects.latest("id")
    assert response.url == f"/student-data/loads/{load.pk}/columns/"
    return load


def main_of(content: bytes) -> str:
    return content.decode().split("<main", 1)[1]


def words(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[-2000:]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main_of(response.content)))


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's last form: chosen options, ticked choices, written texts."""
    form = page.rsplit('<form method="post" class="form form--columns mapping"', 1)[1].split(
        "</form>", maxsplit=1
    )[0]
    told: dict[str, str] = {}
    for name, inner in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner) or re.search(
            r'<option value="([^"]*)"', inner
        )
        told[name] = chosen[1] if chosen else ""
    for each in re.findall(r"<input [^>]+>", form):
        kind, name = re.search(r'type="(\w+)"', each), re.search(r'name="(\w+)"', each)
        value = re.search(r'value="([^"]*)"', each)
        if kind and name and (kind[1] == "text" or " checked" in each):
            told[name[1]] = value[1] if value else ""
    return told


def answered(client: Client, load: StudentLoad, **told: str) -> dict[str, str]:
    page = main_of(client.get(f"/student-data/loads/{load.pk}/columns/").content)
    return fields(page) | {"dates": "mdy", "code_category_2": "excused"} | told


@pytest.mark.parametrize("name", KINDS)
def test_the_first_look_proposes_and_asks(student_desk: StudentDesk, steward: Client, name: str) -> None:
    load = sent(steward, student_desk, KINDS[name], name)
    page = f"/student-data/loads/{load.pk}/columns/"
    said = words(steward, page)
    for told in (
        "Date",
        "Student ID",
        "A · P · Q",
        "can be read in two ways",
        "“Q” means",
    ):
        assert told in said, told
    look = Look.objects.latest("id")
    assert (look.subject_kind, look.subject_id, look.purpose, look.rows) == (
        "studentload",
        load.pk,
        "mapping",
        8,
    )
    told = fields(main_of(steward.get(page).content))
    assert [told[f"column_{number}"] for number in range(5)] == [
        "date",
        "school_id",
        "student_id",
        "",
        "category",
    ]
    assert (told["code_category_0"], told["code_category_1"], told["code_category_2"]) == (
        "present",
        "absent",
        "?",
    )
    assert "dates" not in told, "nothing is ticked: the dates are a question"


def test_samples_name_nobody_until_one_asks(student_desk: StudentDesk, steward: Client) -> None:
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    page = f"/student-data/loads/{load.pk}/columns/"
    said = words(steward, page)
    assert "Xxxxxxx" in said
    assert "9999999" in said
    for told in (*tables.SECRET, *tables.STUDENTS):
        assert told not in said
    assert "Okonkwo" in words(steward, f"{page}?values=plain")
    assert Look.objects.latest("id").fields == "values of columns"


def test_what_is_not_said_is_asked_for(student_desk: StudentDesk, steward: Client) -> None:
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    page = f"/student-data/loads/{load.pk}/columns/"
    told = answered(steward, load)
    for wrong, why in (
        ({"dates": ""}, "Choose how the dates of this file are written"),
        ({"code_category_2": "?"}, "Say what “Q” means"),
        ({"column_2": ""}, "Choose its column above"),
        ({"column_3": "student_id"}, "“Student ID” is this already"),
        ({"source": "Attendance Office"}, "A feed&#x27;s name has lower-case letters"),
        ({"keep_as": "!!"}, "Name it in letters and digits"),
    ):
        response = steward.post(page, told | wrong | {"do": "keep"})
        assert response.status_code == 422, wrong
        assert why in response.content.decode(), wrong
    load.refresh_from_db()
    assert "mapping" not in load.options
    assert kept(student_desk.store) == []
    assert steward.post(f"/student-data/loads/{load.pk}/start/").status_code == 409, (
        "nothing is brought in unread"
    )


def test_looking_again_asks_what_a_new_choice_needs(student_desk: StudentDesk, steward: Client) -> None:
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    page = f"/student-data/loads/{load.pk}/columns/"
    told = answered(steward, load, column_4="reason", do="again")
    response = steward.post(page, told)
    assert response.status_code == 200
    again = main_of(response.content)
    assert 'name="code_category_0"' not in again
    assert fields(again)["column_4"] == "reason"
    assert fields(again)["dates"] == "mdy", "what was answered stays"
    assert "The table needs these" in again, "attended follows from a category; now nothing says it"


def test_a_mapping_is_kept_and_offered_for_the_next_file(student_desk: StudentDesk, steward: Client) -> None:
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    assert "To settle first" in words(steward, f"/student-data/loads/{load.pk}/")
    told = answered(steward, load, keep_as="Attendance office", source="attendance_office", do="keep")
    response = steward.post(f"/student-data/loads/{load.pk}/columns/", told)
    assert (response.status_code, response.url) == (302, f"/student-data/loads/{load.pk}/"), response.content[
        -3000:
    ]
    said = words(steward, response.url)
    assert "student id = Student ID" in said
    assert "Bring it in" in said
    one = kept(student_desk.store)[0]
    assert one.name == "attendance-office"
    assert one.mapping is not None
    category = one.mapping.outputs[0].cells["category"]
    assert (one.mapping.dates, category.values) == ("mdy", {"A": "absent", "P": "present", "Q": "excused"})
    event = Event.objects.get(verb="student_load.mapped")
    assert (event.data["kept_as"], event.data["feed"]) == ("attendance-office", "attendance_office")
    taken = steward.get(f"/student-data/loads/{load.pk}/mapping.yaml")
    assert parse_mapping(taken.content.decode(), "a.yaml") == one.mapping
    again = sent(steward, student_desk, tables.as_csv(tables.rows(("03/06/2026",))), "april.csv")
    assert "We know these columns" in words(steward, f"/student-data/loads/{again.pk}/columns/")
    steward.post(f"/student-data/loads/{again.pk}/kept/", {"name": "attendance-office"})
    again.refresh_from_db()
    assert (again.options["source"], again.options["kept_as"]) == ("attendance_office", "attendance-office")
    other = sent(steward, student_desk, b"Date,Pupil\n2026-03-04,1\n", "other.csv")
    assert "We know these columns" not in words(steward, f"/student-data/loads/{other.pk}/columns/")


def test_a_kept_mapping_is_changed_without_losing_codes(student_desk: StudentDesk, steward: Client) -> None:
    """The next file has no Q; what Q means stays in the mapping."""
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    steward.post(
        f"/student-data/loads/{load.pk}/columns/", answered(steward, load, keep_as="office", do="keep")
    )
    short = sent(steward, student_desk, tables.as_csv(tables.rows()[:2]), "short.csv")
    page = f"/student-data/loads/{short.pk}/columns/?kept=office"
    told = fields(main_of(steward.get(page).content))
    assert told["dates"] == "mdy"
    assert steward.post(page, told | {"do": "keep"}).status_code == 302
    one = kept(student_desk.store)[0].mapping
    assert one is not None
    assert one.outputs[0].cells["category"].values == {"A": "absent", "P": "present", "Q": "excused"}


def test_a_column_per_day(student_desk: StudentDesk, steward: Client) -> None:
    header = ("Student ID", "School", "3/4/2026", "3/5/2026", "3/16/2026")
    content = tables.as_csv([(student, "S001", "P", "A", "Z") for student in tables.STUDENTS], header=header)
    load = sent(steward, student_desk, content, "days.csv")
    said = words(steward, f"/student-data/loads/{load.pk}/columns/")
    assert "3 more columns are named after days, from 3/4/2026 to 3/16/2026" in said
    told = fields(main_of(steward.get(f"/student-data/loads/{load.pk}/columns/").content))
    assert told["dates"] == "mdy", "16 is no month"
    steward.post(f"/student-data/loads/{load.pk}/columns/", told | {"code_category_2": "tardy", "do": "keep"})
    load.refresh_from_db()
    wide = parse_mapping(load.options["mapping"], "a").wide
    assert wide is not None
    assert wide.cells["category"].values == {"A": "absent", "P": "present", "Z": "tardy"}


def test_titles_above_the_columns(student_desk: StudentDesk, steward: Client) -> None:
    content = b"Report of the office\n\n" + KINDS["attendance.csv"]
    load = sent(steward, student_desk, content, "titled.csv")
    page = f"/student-data/loads/{load.pk}/columns/"
    asked = "?table=attendance&header_line=3&sheet="
    told = fields(main_of(steward.get(page + asked).content))
    assert told["column_0"] == "date"
    response = steward.post(page + asked, told | {"dates": "mdy", "code_category_2": "excused", "do": "keep"})
    assert response.status_code == 302
    load.refresh_from_db()
    assert parse_mapping(load.options["mapping"], "a").header_line == 3
    assert "header_line: 3" in load.options["mapping"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("broken.xlsx", b"PK\x03\x04nonsense"), ("empty.csv", b"\n\n"), ("a.parquet", b"PAR1nothing")],
)
def test_a_file_that_is_no_table_is_said_in_words(
    student_desk: StudentDesk, steward: Client, name: str, content: bytes
) -> None:
    load = sent(steward, student_desk, content, name)
    words(steward, f"/student-data/loads/{load.pk}/columns/", status=422)
    assert not Look.objects.exists(), "nothing was seen"


@pytest.mark.parametrize(
    ("role", "where"), [("data_steward", "other_district"), ("district_leader", "district")]
)
def test_others_see_none_of_it(student_desk: StudentDesk, sign_in: SignIn, role: str, where: str) -> None:
    load = make_student_load(
        student_desk.net.district, by=student_desk.steward, format="table", filename="a.csv"
    )
    client = sign_in(make_person(place=getattr(student_desk.net, where), role=role))
    for address in ("columns/", "mapping/", "mapping.yaml"):
        assert client.get(f"/student-data/loads/{load.pk}/{address}").status_code == 404
    assert client.post(f"/student-data/loads/{load.pk}/kept/", {"name": "a"}).status_code == 404
    assert not Look.objects.exists()


def test_a_format_that_says_its_columns_takes_no_mapping(student_desk: StudentDesk, steward: Client) -> None:
    load = student_desk.send()
    assert (
        steward.post(f"/student-data/loads/{load.pk}/mapping/", {"text": "table: attendance"}).status_code
        == 409
    )
