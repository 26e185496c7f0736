"""An invented OneRoster export of the Fern Valley schools, as rows that a test can change before writing."""
# ruff: noqa: E501 (queries and rows of the tests' own)

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from groundswell.store.read.oneroster.spec import FILES

Row = dict[str, str]
SCHOOLS, CLASSES_EACH, STUDENTS_EACH = 2, 3, 7
WHEN = "2026-10-01T06:00:00Z"
NAMES = ("Ana", "Bo", "Chidi", "Dana", "Eli", "Fatima", "Grace")
RACES = ("asian", "blackOrAfricanAmerican", "white", "americanIndianOrAlaskaNative")


@dataclass
class Export:
    """The files of one export. `mode` is bulk or delta for all of them."""

    files: dict[str, list[Row]]
    version: str = "1.1"
    mode: str = "bulk"
    extra: dict[str, bytes] = field(default_factory=dict)

    def row(self, file: str, sourced_id: str) -> Row:
        return next(row for row in self.files[file] if row["sourcedId"] == sourced_id)

    def drop(self, file: str, *sourced_ids: str) -> None:
        self.files[file] = [row for row in self.files[file] if row["sourcedId"] not in sourced_ids]

    def as_folder(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.contents().items():
            (folder / name).write_bytes(content)
        return folder

    def as_zip(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.contents().items():
                archive.writestr(name, content)
        return path

    def contents(self) -> dict[str, bytes]:
        """File name -> bytes, with the manifest; what is in `extra` wins."""
        found = {"manifest.csv": self._manifest()}
        for name, rows in self.files.items():
            found[f"{name}.csv"] = as_csv(rows, self.header(name))
        return found | self.extra

    def header(self, name: str) -> list[str]:
        fields = [each.name for each in FILES[self.version][name].fields]
        more = {key for row in self.files[name] for key in row if key not in fields}
        return fields + sorted(more)

    def _manifest(self) -> bytes:
        pairs = [("manifest.version", "1.0"), ("oneroster.version", self.version)]
        pairs += [
            (f"file.{name}", self.mode if name in self.files else "absent") for name in FILES[self.version]
        ]
        pairs += [("source.systemName", "Fern Valley SIS"), ("source.systemCode", "FV")]
        return as_csv(
            [{"propertyName": name, "value": value} for name, value in pairs], ["propertyName", "value"]
        )


def as_csv(rows: Iterable[Row], header: list[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def export(year: int = 2026) -> Export:
    """A bulk export of one school year, OneRoster 1.1."""
    files: dict[str, list[Row]] = {name: [] for name in FILES["1.1"]}
    files["orgs"] = [{"sourcedId": "D1", "name": "Fern Valley", "type": "district", "identifier": "0012345"}]
    files["academicSessions"] = _sessions(year)
    files["categories"] = [{"sourcedId": "QUIZ", "title": "Quizzes"}]
    for number in range(1, SCHOOLS + 1):
        _add_school(files, number, year)
    return Export(files)


def _sessions(year: int) -> list[Row]:
    span = {"startDate": f"{year - 1}-08-20", "endDate": f"{year}-06-05", "schoolYear": str(year)}
    return [
        {"sourcedId": f"Y{year}", "title": f"{year - 1}-{year}", "type": "schoolYear", **span},
        {
            "sourcedId": f"T{year}",
            "title": "Whole year",
            "type": "term",
            "parentSourcedId": f"Y{year}",
            **span,
        },
    ]


def _add_school(files: dict[str, list[Row]], number: int, year: int) -> None:
    school = f"S{number:03d}"
    files["orgs"].append(
        {"sourcedId": school, "name": f"School {number}", "type": "school", "parentSourcedId": "D1", "identifier": f"{number:04d}"}
    )  # fmt: skip
    course = f"{school}-M"
    files["courses"].append(
        {"sourcedId": course, "title": "Mathematics", "orgSourcedId": school, "subjects": "Mathematics"}
    )
    for index in range(CLASSES_EACH):
        _add_class(files, school, course, f"{year}-{school}-{index}", f"{index + 4:02d}", year)


def _add_class(
    files: dict[str, list[Row]], school: str, course: str, name: str, grade: str, year: int
) -> None:
    files["classes"].append(
        {"sourcedId": name, "title": f"Mathematics, {grade}", "grades": grade, "courseSourcedId": course, "classType": "scheduled",
         "schoolSourcedId": school, "termSourcedIds": f"T{year}", "subjects": "Mathematics"}
    )  # fmt: skip
    teacher = f"T-{school}-{grade}"
    _add_user(files, teacher, school, "teacher", "Sam", "")
    _enroll(files, name, school, teacher, "teacher")
    item = f"L-{name}"
    files["lineItems"].append(
        {"sourcedId": item, "title": "Fractions", "assignDate": f"{year}-01-10", "dueDate": f"{year}-01-17",
         "classSourcedId": name, "categorySourcedId": "QUIZ", "resultValueMin": "0", "resultValueMax": "20"}
    )  # fmt: skip
    for number, given in enumerate(NAMES[:STUDENTS_EACH]):
        student = f"0{school[1:]}{grade}{number}"
        _add_user(files, student, school, "student", given, grade)
        _enroll(files, name, school, student, "student")
        files["demographics"].append(_demographics(student, number, int(grade), year))
        files["results"].append(
            {"sourcedId": f"R-{name}-{student}", "lineItemSourcedId": item, "studentSourcedId": student,
             "scoreStatus": "fully graded", "score": str(8 + number * 1.5), "scoreDate": f"{year}-01-17"}
        )  # fmt: skip


def _add_user(
    files: dict[str, list[Row]], sourced_id: str, school: str, role: str, given: str, grade: str
) -> None:
    files["users"].append(
        {"sourcedId": sourced_id, "enabledUser": "true", "orgSourcedIds": school, "role": role, "username": sourced_id.lower(),
         "givenName": given, "familyName": f"Family {sourced_id[-2:]}", "identifier": sourced_id, "grades": grade,
         "email": f"{sourced_id}@example.org", "password": "not-to-be-kept", "phone": "555-0100"}
    )  # fmt: skip


def _enroll(files: dict[str, list[Row]], name: str, school: str, user: str, role: str) -> None:
    files["enrollments"].append(
        {"sourcedId": f"E-{name}-{user}", "classSourcedId": name, "schoolSourcedId": school, "userSourcedId": user,
         "role": role, "primary": "true" if role == "teacher" else ""}
    )  # fmt: skip


def _demographics(student: str, number: int, grade: int, year: int) -> Row:
    races = {
        race: str(number % len(RACES) == index or number == 6).lower() for index, race in enumerate(RACES)
    }
    return {
        "sourcedId": student, "birthDate": date(year - 6 - grade, 1 + number, 9).isoformat(),
        "sex": ("female", "male")[number % 2], **races, "hispanicOrLatinoEthnicity": str(number == 5).lower(),
        "cityOfBirth": "Nowhere", "metadata.lunch": "YN"[number % 2],
    }  # fmt: skip


def delta(before: Export, after: Export, *, when: str = WHEN) -> Export:
    """What a sender would send between two bulk exports."""
    changes: dict[str, list[Row]] = {}
    for name, rows in after.files.items():
        known = {row["sourcedId"]: row for row in before.files[name]}
        now = {row["sourcedId"]: row for row in rows}
        sent = [
            row | {"status": "active", "dateLastModified": when}
            for key, row in now.items()
            if known.get(key) != row
        ]
        gone = [
            {"sourcedId": key, "status": "tobedeleted", "dateLastModified": when}
            for key in known
            if key not in now
        ]
        if sent or gone:
            changes[name] = sent + gone
    return Export(changes, version=after.version, mode="delta")


def as_version_12(given: Export) -> Export:
    """The same schools as OneRoster 1.2: roles in a file of their own."""
    files = {name: [dict(row) for row in rows] for name, rows in given.files.items()}
    files["roles"] = [
        {"sourcedId": f"role-{row['sourcedId']}", "userSourcedId": row["sourcedId"], "roleType": "primary",
         "role": row.pop("role"), "orgSourcedId": row.pop("orgSourcedIds")}
        for row in files["users"]
    ]  # fmt: skip
    return Export(files, version="1.2", mode=given.mode)
