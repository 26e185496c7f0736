"""A district with a data steward, a store of its own, and a way to send student data."""

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.people.models import Person
from groundswell.store.engine import run
from groundswell.store.publish.reading import reading
from tests.factories import make_actor, make_network, make_person
from tests.factories.people import NOW
from tests.factories.places import Network
from tests.store.oneroster.given import Export, export


@dataclass
class StudentDesk:
    """Where student data comes in. Each moment at the desk is a minute after the one before."""

    net: Network
    steward: Person
    store: Path
    incoming: Path
    inbox: Path
    minutes: int = 0

    @property
    def by(self) -> Actor:
        self.minutes += 1
        return make_actor(self.steward, now=NOW + timedelta(minutes=self.minutes))

    def package(self, given: Export | None = None) -> bytes:
        """A OneRoster zip file as bytes."""
        path = self.incoming.parent / "package.zip"
        content = (given or export()).as_zip(path).read_bytes()
        path.unlink()
        return content

    def send(
        self, given: Export | bytes | None = None, *, by: Actor | None = None, **how: object
    ) -> StudentLoad:
        content = given if isinstance(given, bytes) else self.package(given)
        told: dict[str, object] = {"place": self.net.district, "format": "oneroster", "filename": "fern.zip"}
        return actions.send(by or self.by, stream=io.BytesIO(content), **(told | how))  # type: ignore[arg-type]

    def queued(self, given: Export | bytes | None = None, **how: object) -> StudentLoad:
        return actions.start(self.by, load=self.send(given, **how))

    def students(self) -> int:
        with reading(self.store) as now:
            return int(run(now.connection, "SELECT count(*) FROM students")[0][0])


def faulty() -> Export:
    """An export in which two results cannot be read."""
    given = export()
    for student in ("0001041", "0001042"):
        given.row("results", f"R-2026-S001-0-{student}")["score"] = f"many {student}"
    return given


@pytest.fixture
def student_desk(db: None, settings: object, tmp_path: Path) -> StudentDesk:
    folders = {
        "GROUNDSWELL_STORE": "store",
        "STUDENT_DATA_INCOMING": "incoming",
        "STUDENT_DATA_INBOX": "inbox",
    }
    for setting, name in folders.items():
        setattr(settings, setting, tmp_path / name)
    settings.STUDENT_DATA_RELEASES = False  # type: ignore[attr-defined]
    net = make_network()
    steward = make_person(name="Sam Steward", place=net.district, role="data_steward")
    return StudentDesk(net, steward, *(tmp_path / name for name in folders.values()))
