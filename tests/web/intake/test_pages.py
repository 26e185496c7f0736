"""The pages of a file on its way in: what each person sees, and what each button does."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.domain.audit.models import Look
from groundswell.domain.intake import actions
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Observation
from groundswell.web.intake.correcting import as_text
from tests.domain.intake.conftest import HEADER, Desk, live
from tests.factories import make_affiliation, make_person

SignIn = Callable[[object], Client]
GOOD = "S-1,present,,2015-09-08,90,,\n"
BAD = "S-11,present,,2015-09-09,91,,\n"


def _send(client: Client, code: str, text: str, *, name: str = "numbers.csv") -> Import:
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    response = client.post(f"/places/{code}/imports/", {"file": file})
    assert response.status_code == 302, response.content[:500]
    load = Import.objects.latest("id")
    assert response.url == f"/imports/{load.pk}/"
    return load


def _words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def steward(desk: Desk, sign_in: SignIn) -> Client:
    return sign_in(desk.steward)


def test_a_file_is_sent_looked_at_brought_in_and_taken_back(desk: Desk, steward: Client):
    load = _send(steward, desk.net.district.code, HEADER + GOOD + BAD)
    words = _words(steward, f"/imports/{load.pk}/")
    assert "1 row would come in, 1 set aside" in words
    assert "S-11" in words
    assert "Did you mean S-1" in words
    assert live() == []
    assert steward.post(f"/imports/{load.pk}/accept/").url == f"/imports/{load.pk}/"
    words = _words(steward, f"/imports/{load.pk}/")
    assert "1 row came in, 1 set aside" in words
    assert "2 rows were read" in words
    assert [row[4] for row in live()] == [90.0]
    assert "1 number leaves the charts" in _words(steward, f"/imports/{load.pk}/take-back/")
    steward.post(f"/imports/{load.pk}/take-back/")
    assert live() == []
    assert "Taken back" in _words(steward, f"/places/{desk.net.district.code}/imports/")


def test_a_look_is_recorded_when_rows_are_shown(desk: Desk, steward: Client):
    load = _send(steward, desk.net.district.code, HEADER + GOOD + BAD)
    assert not Look.objects.exists()
    steward.get(f"/imports/{load.pk}/")
    looks = Look.objects.order_by("id").values_list("subject_id", "fields", "rows", "purpose")
    assert list(looks) == [(load.pk, "first rows", 2, "preview"), (load.pk, "set-aside rows", 1, "report")]


def test_columns_are_chosen_in_the_browser(desk: Desk, steward: Client):
    load = _send(steward, desk.net.district.code, "who;what;4/3 day;much\nS-1;present;04/03/2015;90\n")
    assert "Say which column holds the place" in _words(steward, f"/imports/{load.pk}/")
    chosen = {
        "column_place": "who",
        "column_measure": "what",
        "column_period": "4/3 day",
        "column_value": "much",
        "dates": "dmy",
        "not_submitted": "NS",
        "withheld": "* s",
        "delimiter": ";",
        "version": 1,
    }
    assert steward.post(f"/imports/{load.pk}/columns/", chosen | {"column_period": ""}).status_code == 422
    assert steward.post(f"/imports/{load.pk}/columns/", chosen).status_code == 302
    assert steward.post(f"/imports/{load.pk}/columns/", chosen).status_code == 409
    steward.post(f"/imports/{load.pk}/accept/")
    assert Observation.objects.get().period == date(2015, 3, 4)


def test_an_ambiguous_date_is_asked_about(desk: Desk, steward: Client):
    load = _send(steward, desk.net.district.code, "place,measure,period,value\nS-1,present,03/04/2015,90\n")
    assert "can be read in two ways" in _words(steward, f"/imports/{load.pk}/")
    assert steward.post(f"/imports/{load.pk}/accept/").status_code == 409
    assert live() == []


def test_the_same_file_again_says_so(desk: Desk, steward: Client):
    first = _send(steward, desk.net.district.code, HEADER + GOOD)
    steward.post(f"/imports/{first.pk}/accept/")
    again = _send(steward, desk.net.district.code, HEADER + GOOD, name="renamed.csv")
    assert "would change nothing" in _words(steward, f"/imports/{again.pk}/")
    steward.post(f"/imports/{again.pk}/accept/")
    assert "already in" in _words(steward, f"/imports/{again.pk}/")
    assert len(live()) == 1


def test_a_row_is_put_right(desk: Desk, steward: Client):
    load = _send(steward, desk.net.district.code, HEADER + GOOD + BAD)
    steward.post(f"/imports/{load.pk}/accept/")
    address = f"/imports/{load.pk}/rows/3/"
    assert "S-11" in steward.get(address).content.decode()
    cells = {"cell_0": "S-11", "cell_1": "present", "cell_3": "2015-09-09", "cell_4": "91"}
    still = steward.post(address, cells)
    assert still.status_code == 422
    assert "S-11" in still.content.decode()
    assert "This row cannot come in yet" in still.content.decode()
    assert steward.post(address, cells | {"cell_0": "S-1"}).status_code == 302
    assert sorted(row[4] for row in live()) == [90.0, 91.0]
    assert "Put right." in _words(steward, f"/imports/{load.pk}/")
    assert steward.get(f"/imports/{load.pk}/rows/2/").status_code == 404


def test_set_aside_rows_are_taken_along_as_text(desk: Desk, steward: Client):
    rows = '=1+1,present,,2015-09-08,1,,\n@cmd,present,,2015-09-08,1,,\n"\tx",present,,2015-09-08,1,,\n'
    load = _send(steward, desk.net.district.code, HEADER + rows)
    steward.post(f"/imports/{load.pk}/accept/")
    Look.objects.all()._raw_delete("default")
    response = steward.get(f"/imports/{load.pk}/set-aside.csv")
    assert response["Content-Disposition"] == f'attachment; filename="set-aside-{load.pk}.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["line"], row["place"], row["column"]) for row in table] == [
        ("2", "'=1+1", "place"),
        ("3", "'@cmd", "place"),
        ("4", "'\tx", "place"),
    ]
    assert Look.objects.get().rows == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_starts_a_formula(start: str):
    assert as_text(f"{start}HYPERLINK(0)") == f"'{start}HYPERLINK(0)"
    assert as_text(f"plain{start}") == f"plain{start}"


def test_a_file_that_is_no_table_is_answered_with_line_and_fix(desk: Desk, steward: Client):
    load = _send(steward, desk.net.district.code, "place,place\n1,2\n")
    words = _words(steward, f"/imports/{load.pk}/")
    assert "Line 1: Two columns are called" in words
    assert "Bring it in" not in words


def test_a_file_that_is_too_large_is_answered_on_the_form(desk: Desk, steward: Client, settings: object):
    settings.IMPORT_MAX_BYTES = 20  # type: ignore[attr-defined]
    file = SimpleUploadedFile("big.csv", (HEADER + GOOD).encode())
    response = steward.post(f"/places/{desk.net.district.code}/imports/", {"file": file})
    assert response.status_code == 422
    assert "larger than" in response.content.decode()
    assert not Import.objects.exists()


def test_what_people_sent_is_escaped(desk: Desk, steward: Client):
    load = _send(
        steward,
        desk.net.district.code,
        HEADER + "<script>alert(1)</script>,present,,2015-09-08,1,,\n",
        name="<img src=x>.csv",
    )
    page = steward.get(f"/imports/{load.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page


def _people(desk: Desk) -> dict[str, tuple[object, int, int]]:
    """Who, and the answers: to the list of files of the district, and to one file of it."""
    net = desk.net
    ex = make_person()
    make_affiliation(ex, net.district, role="data_steward", ends_on=date(2016, 6, 9))
    return {
        "steward": (desk.steward, 200, 200),
        "network steward": (make_person(place=net.top, role="data_steward"), 200, 200),
        "steward of one school": (make_person(place=net.school, role="data_steward"), 403, 404),
        "teacher": (make_person(place=net.school, role="staff"), 403, 404),
        "district leader": (make_person(place=net.district, role="district_leader"), 403, 404),
        "other district's steward": (make_person(place=net.other_district, role="data_steward"), 404, 404),
        "ex-steward": (ex, 404, 404),
    }


@pytest.mark.parametrize(
    "who",
    [
        "steward",
        "network steward",
        "steward of one school",
        "teacher",
        "district leader",
        "other district's steward",
        "ex-steward",
    ],
)
def test_who_sees_what(desk: Desk, sign_in: SignIn, who: str):
    load = desk.preview(HEADER + GOOD + BAD)
    person, at_place, at_file = _people(desk)[who]
    client = sign_in(person)
    assert client.get(f"/places/{desk.net.district.code}/imports/").status_code == at_place
    for address in ("", "set-aside.csv", "take-back/", "rows/3/"):
        assert client.get(f"/imports/{load.pk}/{address}").status_code == at_file, address
    if at_file != 200:
        for address in ("accept/", "columns/", "set-down/", "take-back/", "rows/3/"):
            assert client.post(f"/imports/{load.pk}/{address}").status_code == at_file, address
        load.refresh_from_db()
        assert load.state == Import.State.PREVIEW
        assert not Look.objects.exists()


def test_nobody_sees_anything_without_signing_in(desk: Desk, client: Client):
    load = desk.preview(HEADER + GOOD)
    for address in (f"/places/{desk.net.district.code}/imports/", f"/imports/{load.pk}/"):
        response = client.get(address)
        assert response.status_code == 302
        assert "/login/" in response.url


def test_the_list_asks_the_same_queries_for_3_and_for_25_files(desk: Desk, steward: Client):
    counts = []
    for files in (3, 22):
        for number in range(files):
            desk.preview(HEADER + GOOD, name=f"{files}-{number}.csv")
        with CaptureQueriesContext(connection) as queries:
            assert "22-21.csv" in _words(steward, f"/places/{desk.net.district.code}/imports/") or files == 3
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_report_asks_the_same_queries_for_3_and_for_30_rows(desk: Desk, steward: Client):
    counts = []
    for rows in (3, 30):
        load = desk.bring(HEADER + "".join(f"X-{row},present,,2015-09-08,9{rows},,\n" for row in range(rows)))
        with CaptureQueriesContext(connection) as queries:
            words = _words(steward, f"/imports/{load.pk}/")
        assert f"X-{rows - 1}" in words
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_waiting_import_can_be_set_down(desk: Desk, steward: Client):
    load = actions.queue(desk.by, load=desk.preview(HEADER + GOOD), target=desk.target)
    words = _words(steward, f"/imports/{load.pk}/")
    assert "You may leave" in words
    assert "Look again" in words
    steward.post(f"/imports/{load.pk}/set-down/")
    assert "set this import down" in _words(steward, f"/imports/{load.pk}/")


def test_htmx_gets_the_progress_alone_and_a_fresh_page_at_the_end(desk: Desk, steward: Client):
    load = actions.queue(desk.by, load=desk.preview(HEADER + GOOD), target=desk.target)
    part = steward.get(f"/imports/{load.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<progress" in part
    assert "<html" not in part
    actions.accept(desk.by, load=load, target=desk.target)
    done = steward.get(f"/imports/{load.pk}/", headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    assert not Look.objects.exists()
