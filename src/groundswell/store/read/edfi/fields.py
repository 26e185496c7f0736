"""What we read of an Ed-Fi resource: fields by their place in a record, and what the place may hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "id", "text", "date", "number", "share", "flag", "year", "code", "codes", "spans", "pairs", "most",
    "score", "score_method",
]  # fmt: skip
TYPES: dict[Kind, str] = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "date": "DATE",
    "number": "DOUBLE",
    "share": "DOUBLE",
    "flag": "BOOLEAN",
    "year": "INTEGER",
    "code": "VARCHAR",
    "codes": "VARCHAR[]",
    "spans": "VARCHAR[]",
    "pairs": "VARCHAR[]",
    "most": "DOUBLE",
    "score": "VARCHAR",
    "score_method": "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `paths` are its places in a record, in the API's spelling; the first that is there counts.

    `meaning` names the table of descriptors that its code is looked up in. `borrowed` is the resource and column
    that an XML reference by id (`ref="..."`) stands for.
    """

    name: str
    kind: Kind
    paths: tuple[str, ...]
    required: bool = False
    meaning: str = ""
    borrowed: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of the API and the XML element of the same thing. `key` tells its records apart.

    `people` and `schools` are the columns that name students and schools: those have to be known.
    """

    name: str
    element: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    people: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.name

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


def field(
    name: str, kind: Kind, paths: str, *, required: bool = False, meaning: str = "", of: str = ""
) -> Field:
    """A field; `paths` are separated by bars, and `of` is written resource.column."""
    borrowed = (of.split(".", maxsplit=1)[0], of.split(".")[1]) if of else None
    return Field(name, kind, tuple(paths.split("|")), required, meaning, borrowed)


def needed(name: str, kind: Kind, paths: str, *, meaning: str = "", of: str = "") -> Field:
    """A field that is never empty."""
    return field(name, kind, paths, required=True, meaning=meaning, of=of)


STUDENT = needed("student_id", "id", "studentReference.studentUniqueId", of="students.student_id")
SCHOOL = needed("school_id", "id", "schoolReference.schoolId", of="schools.org_id")
SESSION = (
    field("session_name", "id", "sessionReference.sessionName", of="sessions.session_name"),
    field("school_year", "year", "sessionReference.schoolYear|schoolYear|schoolYearTypeReference.schoolYear"),
)
