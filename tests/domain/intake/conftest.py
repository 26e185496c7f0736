"""A district with two schools, a steward, two measures, and a way to send a file."""

import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import actions
from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.targets import Target
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.measures.models import Measure, Observation
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from tests.domain.intake.student_desk import student_desk
from tests.factories import make_actor, make_measure, make_network, make_person
from tests.factories.places import Network

__all__ = ["student_desk"]

HEADER = "place,measure,group,period,value,numerator,denominator\n"


@dataclass(frozen=True)
class Desk:
    """Where a data steward sits."""

    net: Network
    steward: Person
    by: Actor
    daily: Measure
    yearly: Measure
    target: Target = field(default_factory=observations_target)

    def preview(
        self,
        text: str | bytes,
        *,
        name: str = "numbers.csv",
        place: Place | None = None,
        mapping: FileMapping | None = None,
        by: Actor | None = None,
    ) -> Import:
        data = text if isinstance(text, bytes) else text.encode()
        return actions.preview(
            by or self.by,
            place=place or self.net.district,
            filename=name,
            stream=io.BytesIO(data),
            target=self.target,
            mapping=mapping,
        )

    def bring(self, text: str | bytes, **how: object) -> Import:
        return actions.accept(self.by, load=self.preview(text, **how), target=self.target)  # type: ignore[arg-type]

    def rows(self, *lines: str) -> Import:
        """A file of rows under the usual header, brought in."""
        return self.bring(HEADER + "\n".join(lines) + "\n")

    def why(self, load: Import) -> list[tuple[int, str, str]]:
        return list(load.set_aside.order_by("line").values_list("line", "column", "rule"))


@pytest.fixture
def desk(db: None) -> Desk:
    net = make_network()
    for code, place in (("S-1", net.school), ("S-2", net.other_school), ("F-1", net.far_school)):
        place.code = code
        place.save(update_fields=["code"])
    steward = make_person(name="Sam Steward", place=net.district, role="data_steward")
    daily = make_measure(net.top, code="present", unit="percent", grain="day")
    yearly = make_measure(net.top, code="chronic", unit="percent", grain="year", better="down")
    return Desk(net, steward, make_actor(steward), daily, yearly)


def live() -> list[tuple[object, ...]]:
    """Everything that charts can see, in one order."""
    names = (
        "measure_id",
        "place_id",
        "group",
        "period",
        "value",
        "numerator",
        "denominator",
        "withheld",
        "id",
    )
    return sorted(Observation.objects.filter(is_live=True).values_list(*names), key=repr)


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    """Files of each test in a folder of its own."""
    folder = tmp_path / "uploads"
    storages = dict(settings.STORAGES)  # type: ignore[attr-defined]
    storages["default"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }
    settings.STORAGES = storages  # type: ignore[attr-defined]
    return folder
