"""The shipped extract, brought in as a user would: 20,240 school days, 461 of them not submitted."""

import csv
import gzip
from pathlib import Path

import pytest

import groundswell.example
from groundswell.domain.intake import actions
from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.measures.models import Observation
from tests.factories import make_actor, make_measure, make_person, make_place

EXTRACT = Path(groundswell.example.__file__).parent / "data" / "attendance_daily.csv.gz"
pytestmark = pytest.mark.django_db


def _codes() -> list[str]:
    with gzip.open(EXTRACT, "rt") as handle:
        return sorted({row["school_code"] for row in csv.DictReader(handle)})


def test_a_real_year_of_attendance_comes_in_whole_and_explained():
    top = make_place(kind="network", code="FIC")
    for code in _codes():
        make_place(parent=top, code=code)
    make_measure(top, code="attendance", unit="percent", grain="day")
    by = make_actor(make_person(place=top, role="data_steward"))
    mapping = FileMapping(
        columns={"place": "school_code", "period": "date", "value": "percent_present"},
        fixed={"measure": "attendance"},
    )
    target = observations_target()
    with EXTRACT.open("rb") as stream:
        load = actions.preview(
            by, place=top, filename=EXTRACT.name, stream=stream, target=target, mapping=mapping
        )
    assert load.is_sample
    load = actions.accept(by, load=load, target=target)
    assert (load.rows_read, load.accepted, load.skipped, load.quarantined) == (20_240, 19_779, 461, 0)
    assert set(load.set_aside.values_list("rule", "kind")) == {("not_submitted", "skipped")}
    assert Observation.objects.filter(is_live=True, load=load).count() == 19_779
    assert not Observation.objects.filter(value=0).exists()
    first = Observation.objects.get(place__code="LW-01", period="2013-09-09", is_live=True)
    assert first.value == 77.24
