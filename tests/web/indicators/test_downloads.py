"""Files of what is on an indicator's page: the same decisions, in a table, a workbook and a picture."""

import csv
import io
import json
import re
import zipfile

import fastexcel
import pytest

from groundswell.domain.indicators.models import PlaceInData
from tests.web.indicators.given import ABSENT, FORMULA, SCHOOL, SECRETS, one_school

pytestmark = pytest.mark.django_db
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "pdf": "application/pdf",
}


def file(client, linked, kind, *, organization=SCHOOL, indicator=ABSENT, query=""):
    code = linked.places[organization].code
    return client.get(f"/places/{code}/data/{indicator}/download.{kind}{query}")


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def sheet_texts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}


@pytest.fixture
def teacher(sign_in, linked):
    return sign_in(linked.person(SCHOOL))


@pytest.fixture(params=[True, False], ids=["withheld", "open"])
def hidden(request, linked, settings, tmp_path):
    settings.GROUNDSWELL_STORE = tmp_path / "student-data"
    one_school(settings.GROUNDSWELL_STORE, hidden=request.param)
    return request.param


@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_has_its_type_and_a_name_of_its_own(teacher, linked, kind):
    answer = file(teacher, linked, kind)
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[kind]
    name = f"{linked.places[SCHOOL].code}-{ABSENT}-school_year.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (
        answer.content[:4] == {"csv": b"indi", "xlsx": b"PK\x03\x04", "json": b"[\n {", "pdf": b"%PDF"}[kind]
    )


def test_a_withheld_number_is_empty_with_the_reason(hidden, teacher, linked):
    rows = [row for row in table(file(teacher, linked, "csv")) if row["group_set"] == "english_learner"]
    assert len(rows) == 4
    for row in rows:
        numbers = {row[name] for name in ("students", "numerator", "denominator", "value")}
        assert (numbers == {""}) == hidden, row
        assert ("Withheld" in row["withheld"]) == hidden
        assert ("withheld" in row["reads"].lower()) == hidden


def test_a_withheld_number_is_nowhere_in_the_table(hidden, teacher, linked):
    text = file(teacher, linked, "csv").content.decode()
    numbers = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
    assert (SECRETS[0] in text) == (not hidden)
    assert bool({"92", "92.0"} & numbers) == (not hidden)


def test_programs_read_the_same_decisions(hidden, teacher, linked):
    told = json.loads(file(teacher, linked, "json").content)
    rows = [row for row in told if row["group_set"] == "english_learner"]
    assert len(rows) == 4
    for row in rows:
        assert all(
            (row[name] is None) == hidden for name in ("students", "numerator", "denominator", "value")
        )
        assert bool(row["withheld"]) == hidden


def test_a_withheld_number_is_nowhere_in_the_workbook(hidden, teacher, linked):
    content = file(teacher, linked, "xlsx").content
    words = " ".join(sheet_texts(content).values())
    assert (SECRETS[0] in words) == (not hidden)
    assert ("<v>92</v>" in words) == (not hidden)
    sheet = fastexcel.read_excel(content).load_sheet("Numbers", dtypes="string").to_arrow().to_pylist()
    rows = [row for row in sheet if row["group_set"] == "english_learner"]
    assert len(rows) == 4
    for row in rows:
        assert (row["value"] is None) == hidden
        assert bool(row["withheld"]) == hidden


def test_the_workbook_says_how_to_read_it(teacher, linked):
    content = file(teacher, linked, "xlsx").content
    book = fastexcel.read_excel(content)
    assert book.sheet_names == ["Numbers", "How to read them"]
    about = dict(book.load_sheet(1, header_row=None).to_arrow().to_pydict())
    told = " ".join(str(cell) for column in about.values() for cell in column)
    for words in ("Chronic absence", "fewer than 11", "What it cannot tell"):
        assert words in told, words


def test_table_and_workbook_hold_the_same_rows(teacher, linked):
    rows = table(file(teacher, linked, "csv"))
    sheet = fastexcel.read_excel(file(teacher, linked, "xlsx").content).load_sheet(0)
    assert sheet.height == len(rows) > 20


def test_the_picture_of_a_withheld_group_differs_and_can_be_drawn(hidden, teacher, linked):
    """Its text is read in the journeys, with a reader of PDF files."""
    answer = file(teacher, linked, "pdf", query="?tab=groups&set=english_learner")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_a_name_that_is_a_formula_stays_text(teacher, linked, settings, tmp_path):
    settings.GROUNDSWELL_STORE = tmp_path / "student-data"
    one_school(settings.GROUNDSWELL_STORE, hidden=False, name=FORMULA)
    assert {row["place_name"] for row in table(file(teacher, linked, "csv"))} == {f"'{FORMULA}"}
    sheets = sheet_texts(file(teacher, linked, "xlsx").content)
    numbers = sheets["xl/worksheets/sheet1.xml"]
    assert "<f>" not in numbers
    assert "HYPERLINK" in sheets["xl/sharedStrings.xml"]
    assert not re.search(r"<hyperlink", " ".join(sheets.values()))


def test_the_schools_tab_adds_the_schools(sign_in, linked):
    leader = sign_in(linked.person("101", "district_leader"))
    rows = table(file(leader, linked, "csv", organization="101", query="?tab=schools"))
    places = {row["place"] for row in rows if row["place_kind"] == "school"}
    assert len(places) == 14
    assert all(place.startswith("101") for place in places), "no school of another district"
    without = table(file(leader, linked, "csv", organization="101", query="?tab=groups"))
    assert {row["place_kind"] for row in without} == {"district"}


def test_who_sees_totals_gets_totals(teacher, linked):
    rows = table(file(teacher, linked, "csv", organization="101", query="?tab=schools"))
    assert {row["place_kind"] for row in rows} == {"district"}


@pytest.mark.parametrize("organization", ["1010002", "102"])
@pytest.mark.parametrize("kind", TYPES)
def test_files_of_other_places_are_not_there(teacher, linked, organization, kind):
    assert file(teacher, linked, kind, organization=organization).status_code == 404


def test_a_role_without_numbers_is_refused(sign_in, linked):
    client = sign_in(linked.person("network", "researcher"))
    assert file(client, linked, "csv").status_code == 403


@pytest.mark.parametrize(
    ("indicator", "kind"),
    [(ABSENT, "docx"), ("college_going", "csv"), ("happiness", "csv"), ("graduation_4_year", "pdf")],
)
def test_what_there_is_no_file_of(teacher, linked, indicator, kind):
    """Another kind of file, an indicator without data, one that nobody defined, one that is held back."""
    assert file(teacher, linked, kind, indicator=indicator).status_code == 404


def test_before_the_place_is_linked_there_is_no_file(teacher, linked):
    PlaceInData.objects.filter(place=linked.places[SCHOOL]).delete()
    assert file(teacher, linked, "csv").status_code == 404


@pytest.mark.parametrize("tab", ["groups", "time", "similar"])
def test_every_link_to_a_file_leads_to_one(teacher, linked, tab):
    code = linked.places[SCHOOL].code
    page = teacher.get(f"/places/{code}/data/{ABSENT}/?tab={tab}&set=race_ethnicity").content.decode()
    links = re.findall(r'href="([^"]*download\.[a-z]+[^"]*)"', page)
    assert len(links) == len(TYPES)
    for link in links:
        assert teacher.get(link.replace("&amp;", "&")).status_code == 200, link
