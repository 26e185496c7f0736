"""A file is kept, read in a suggested way, and says what would come in; nothing does."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.intake import actions, policies
from groundswell.domain.intake.mapping import FileMapping, mapping_from
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Observation
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.domain.intake.conftest import HEADER, Desk
from tests.factories import make_actor, make_affiliation, make_person

ROW = "S-1,present,,2015-09-08,90,,\n"


def test_columns_are_found_by_their_names(desk: Desk):
    text = "School Code;Measure Code;Week Of;Percent Present\nS-1;present;2015-09-07;90\n"
    load = desk.preview(text)
    mapping = mapping_from(load.mapping)
    assert mapping.columns == {
        "place": "School Code",
        "measure": "Measure Code",
        "period": "Week Of",
        "value": "Percent Present",
    }
    assert (mapping.delimiter, mapping.dates) == (";", "iso")
    assert (load.state, load.rows_read, load.accepted) == ("preview", 1, 1)
    assert not Observation.objects.exists()


def test_the_file_is_kept_under_a_name_of_our_own(desk: Desk, uploads: Path):
    load = desk.preview(HEADER + ROW, name="../../etc/Ana Diaz.csv")
    assert load.filename == "Ana Diaz.csv"
    stored = Path(load.file.path)
    assert stored.is_relative_to(uploads)
    assert "Ana" not in stored.name
    assert stored.read_text() == HEADER + ROW


def test_it_says_what_would_happen_and_writes_one_event(desk: Desk):
    load = desk.preview(HEADER + ROW + "S-9,present,,2015-09-08,90,,\n" + "S-1,present,,2015-09-09,NS,,\n")
    assert (load.rows_read, load.accepted, load.quarantined, load.skipped) == (3, 1, 1, 1)
    assert desk.why(load) == [(3, "place", "unknown_place"), (4, "value", "not_submitted")]
    event = Event.objects.get()
    assert (event.verb, event.path, event.person_id) == (
        "import.previewed",
        desk.net.district.path,
        desk.steward.pk,
    )


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04rest", "not_a_table"),
        (b"place,place\nS-1,S-1\n", "duplicate_header"),
        (b'place,measure\nS-1,"open\n', "open_quote"),
        (b"\x1f\x8b\x08broken", "damaged_gzip"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_line(desk: Desk, data: bytes, rule: str):
    load = desk.preview(data)
    assert load.state == Import.State.REFUSED
    assert "Line 1" in load.refusal or "Line 2" in load.refusal
    assert load.notices[-1]["rule"] == rule
    with pytest.raises(NotNow):
        actions.accept(desk.by, load=load, target=desk.target)


@pytest.mark.parametrize("rows_in_preview", [2, 100])
def test_a_fault_further_down_refuses_the_whole_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, rows_in_preview: int
):
    monkeypatch.setattr("groundswell.domain.intake.actions.previewing.PREVIEW_ROWS", rows_in_preview)
    load = desk.preview(HEADER + ROW * 3 + 'S-1,"present,,2015-09-09,90,,\n')
    if load.state == Import.State.PREVIEW:
        load = actions.accept(desk.by, load=load, target=desk.target)
    assert load.state == Import.State.REFUSED
    assert "Line 5" in load.refusal
    assert "quote" in load.refusal
    assert not Observation.objects.exists()


def test_a_bomb_is_refused_in_small_memory(desk: Desk, settings: object):
    settings.IMPORT_MAX_BYTES = 100_000  # type: ignore[attr-defined]
    load = desk.preview(gzip.compress(HEADER.encode() + b"0" * 3_000_000))
    assert load.state == Import.State.REFUSED
    assert load.notices[-1]["rule"] in {"too_large", "line_too_long"}


def test_a_file_over_the_limit_is_not_kept(desk: Desk, settings: object):
    settings.IMPORT_MAX_BYTES = 50  # type: ignore[attr-defined]
    with pytest.raises(NotNow, match="larger"):
        desk.preview(HEADER + ROW * 3)
    assert not Import.objects.exists()


def test_dates_that_can_be_read_two_ways_are_a_question(desk: Desk):
    load = desk.preview("place,measure,period,value\nS-1,present,03/04/2015,90\n")
    assert mapping_from(load.mapping).dates == ""
    reasons = policies.accept_refusals(load, desk.target)
    assert len(reasons) == 1
    assert "03/04/2015" in reasons[0]
    with pytest.raises(NotNow):
        actions.accept(desk.by, load=load, target=desk.target)
    assert Import.objects.get().state == Import.State.PREVIEW


@pytest.mark.parametrize(
    ("text", "dates"), [("03/25/2015", "mdy"), ("25/03/2015", "dmy"), ("2015-03-25", "iso")]
)
def test_dates_that_fit_one_order_suggest_it(desk: Desk, text: str, dates: str):
    load = desk.preview(f"place,measure,period,value\nS-1,present,{text},90\nS-1,present,{text},90\n")
    assert mapping_from(load.mapping).dates == dates
    assert (load.accepted, load.skipped) == (1, 1)


def test_missing_columns_are_named(desk: Desk):
    load = desk.preview("school,what,moment\nS-1,present,2015-09-08\n")
    reasons = " ".join(policies.accept_refusals(load, desk.target))
    assert "measure" in reasons
    assert "date" in reasons
    assert "number" in reasons
    assert (load.rows_read, load.accepted) == (0, 0)


def test_choosing_columns_reads_the_file_again(desk: Desk):
    load = desk.preview("school,what,when,how many\nS-1,present,2015-09-08,90\n")
    columns = {"place": "school", "measure": "what", "period": "when", "value": "how many"}
    load = actions.set_mapping(
        desk.by, load=load, target=desk.target, mapping=FileMapping(columns=columns), version=load.version
    )
    assert (load.accepted, load.version) == (1, 2)
    assert Event.objects.filter(verb="import.mapped").count() == 1
    with pytest.raises(Conflict):
        actions.set_mapping(desk.by, load=load, target=desk.target, mapping=FileMapping(), version=1)


def test_the_next_file_with_these_columns_is_read_the_same_way(desk: Desk):
    columns = {"place": "school", "measure": "what", "period": "when", "value": "how many"}
    header = "school,what,when,how many\n"
    desk.bring(header + "S-1,present,2015-09-08,90\n", mapping=FileMapping(columns=columns))
    load = desk.preview(header + "S-1,present,2015-09-09,91\n")
    assert mapping_from(load.mapping).columns == columns
    assert load.accepted == 1


def test_a_school_file_without_a_place_column_means_the_school(desk: Desk):
    load = desk.preview("measure,period,value\npresent,2015-09-08,90\n", place=desk.net.school)
    assert mapping_from(load.mapping).fixed == {"place": "S-1"}
    assert load.accepted == 1


def test_a_file_in_windows_text_is_read_and_the_report_says_so(desk: Desk):
    text = "place,measure,period,value,note\nS-1,present,2015-09-08,90,Peña\n"
    load = desk.preview(text.encode("cp1252"))
    assert [notice["rule"] for notice in load.notices] == ["read_as_windows"]
    assert load.notices[0]["line"] == 2
    assert actions.look_at_first_rows(desk.by, load=load)[0].values["note"] == "Peña"


@pytest.mark.parametrize("who", ["teacher", "leader", "other_steward", "ex_steward"])
def test_others_may_not_bring_numbers_in(desk: Desk, who: str):
    people = {
        "teacher": lambda: make_person(place=desk.net.school, role="staff"),
        "leader": lambda: make_person(place=desk.net.district, role="district_leader"),
        "other_steward": lambda: make_person(place=desk.net.other_district, role="data_steward"),
        "ex_steward": make_person,
    }
    person = people[who]()
    if who == "ex_steward":
        make_affiliation(person, desk.net.district, role="data_steward", ends_on=date(2016, 6, 9))
    by = make_actor(person)
    with pytest.raises(Refused):
        desk.preview(HEADER + ROW, by=by)
    load = desk.preview(HEADER + ROW)
    for attempt in (
        lambda: actions.accept(by, load=load, target=desk.target),
        lambda: actions.queue(by, load=load, target=desk.target),
        lambda: actions.cancel(by, load=load, target=desk.target),
        lambda: actions.set_mapping(by, load=load, target=desk.target, mapping=FileMapping(), version=1),
        lambda: actions.look_at_first_rows(by, load=load),
        lambda: actions.look_at_set_aside(by, load=load, purpose="test"),
        lambda: actions.revert(by, load=load, target=desk.target),
        lambda: actions.correct(by, load=load, target=desk.target, line=2, values={}),
    ):
        with pytest.raises(Refused):
            attempt()
    assert not Import.objects.visible_to(by).exists()
    assert Import.objects.get().state == Import.State.PREVIEW
