from django.core.files.base import ContentFile

from groundswell.domain.intake.models import Import, SetAsideRow, StudentFinding, StudentLoad
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from tests.factories.people import NOW


def make_import(place: Place, *, by: Person, data: bytes = b"place,value\n", **fields: object) -> Import:
    defaults: dict[str, object] = {
        "filename": "numbers.csv",
        "sha256": "0" * 64,
        "size": len(data),
        "created_at": NOW,
    }
    load = Import(place=place, by=by, **(defaults | fields))
    load.file.save("numbers.table", ContentFile(data), save=False)
    load.save()
    return load


def make_set_aside_row(load: Import, *, line: int = 2, **fields: object) -> SetAsideRow:
    defaults: dict[str, object] = {
        "kind": "quarantined",
        "rule": "unknown-place",
        "message": "We know no such place.",
    }
    return SetAsideRow.objects.create(load=load, line=line, **(defaults | fields))


def make_student_load(place: Place, *, by: Person, **fields: object) -> StudentLoad:
    defaults: dict[str, object] = {"format": "oneroster", "filename": "fern-valley.zip", "created_at": NOW}
    return StudentLoad.objects.create(place=place, by=by, **(defaults | fields))


def make_student_finding(load: StudentLoad, *, line: int = 2, **fields: object) -> StudentFinding:
    defaults: dict[str, object] = {
        "kind": "fault",
        "file": "results.csv",
        "column": "score",
        "rule": "number",
        "message": "This is not a number.",
        "fix": "Write digits, with a point for decimals.",
    }
    return StudentFinding.objects.create(load=load, line=line, **(defaults | fields))
