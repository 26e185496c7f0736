"""What formats, stages and tables are called on the pages of student data."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from groundswell.domain.intake.student_models import StudentLoad
from groundswell.store.read.formats import ASSESSMENTS, FORMATS
from groundswell.store.read.mapped.mapping_file import BadMapping, parse_mapping

State, Kind = StudentLoad.State, StudentLoad.Kind


def format_choices() -> list[tuple[str, object]]:
    """Every format that we read; the test vendors' files as a group of their own."""
    vendors = [name for name in FORMATS if name.startswith(ASSESSMENTS)]
    return [
        ("", _("Choose one")),
        *((name, format_name(name)) for name in FORMATS if name not in vendors),
        (_("Test files"), [(name, format_name(name)) for name in vendors]),
    ]


def format_name(name: str) -> str:
    names = {
        "oneroster": _("OneRoster CSV (1.1 or 1.2), as a zip file"),
        "edfi": _("Ed-Fi, JSON or XML, as a zip file"),
        "calpads": _("CALPADS extract, one file or several in a zip file"),
        "table": _("A table of your own: CSV, TSV, Excel or Parquet"),
    }
    form = FORMATS.get(name)
    return names.get(name) or (form.about if form else "") or name


def table_name(name: str) -> str:
    """A table of the store as people call it."""
    names = {
        "organizations": _("schools and districts"),
        "sessions": _("school years and terms"),
        "calendar_days": _("calendar days"),
        "students": _("students"),
        "staff": _("staff"),
        "enrollments": _("enrollments"),
        "courses": _("courses"),
        "classes": _("classes"),
        "class_enrollments": _("students in classes"),
        "class_staff": _("staff in classes"),
        "group_memberships": _("student groups"),
        "attendance": _("attendance"),
        "assessments": _("tests and scored work"),
        "grades": _("grades"),
        "incidents": _("incidents"),
        "programs": _("programs"),
        "surveys": _("survey answers"),
        "postsecondary": _("after high school"),
    }
    return names.get(name, name.replace("_", " "))


def column_name(name: str) -> str:
    """A column of the store, or a word of ours in it, as people say it: race_ethnicity is race ethnicity."""
    return name.replace("_", " ")


def year_name(year: int) -> str:
    """2026 -> 2025-26."""
    return f"{year - 1}-{year % 100:02d}"


TOLD_IN_DETAIL = {"reading", "read"}
_QUESTION = re.compile(r"question (\d+) of (\d+)")
_READING, _WRITING, _RELEASING = 1, 2, 3


def step_of(load: StudentLoad) -> int:
    """Where the load is among its steps: waiting, reading, writing, releasing."""
    if load.state == State.QUEUED:
        return 0
    if load.stage.startswith("release_") or load.stage == "reported":
        return _RELEASING
    return _READING if load.stage in {"opening", "reading", "read", "checked", ""} else _WRITING


def steps(load: StudentLoad) -> list[dict[str, str]]:
    """The steps in words, with where we are."""
    first = _("Read and check each row") if load.kind == Kind.LOAD else _("Find what it changed")
    last = _("Decide which numbers may leave, so that nobody can be recognized")
    told = [_("Wait for its turn"), first, _("Write the new edition"), last]
    at = step_of(load)
    if load.kind == Kind.RELEASE:
        told, at = [told[0], last], min(at, 1)
    states = ["done" if index < at else "now" if index == at else "later" for index in range(len(told))]
    return [{"label": label, "state": state} for label, state in zip(told, states, strict=True)]


def said_progress(load: StudentLoad) -> str:
    """What is being done right now, and that one may leave."""
    leave = _("You may leave this page; the work goes on, and the list of loads says when it is done.")
    if load.state == State.QUEUED:
        return f"{_('Waiting for its turn.')} {leave}"
    if load.stop_asked:
        return _("Stopping. What was begun is put away.")
    doing = [_("Waiting."), _("Reading."), _("Writing the new edition."), _("Making a release.")][
        step_of(load)
    ]
    doing = _("Making a release.") if load.kind == Kind.RELEASE else doing
    detail = f"{load.detail}." if load.stage in TOLD_IN_DETAIL and load.detail else _said_question(load)
    return " ".join(filter(None, (doing, detail, leave)))


def _said_question(load: StudentLoad) -> str:
    """How far a release is, such as: Indicator 3 of 34."""
    found = _QUESTION.search(load.detail) if load.stage.startswith("release_") else None
    told = found and {"number": found[1], "of": found[2]}
    if not told:
        return ""
    doing = {
        "release_computing": _("Counting."),
        "release_deciding": _("Deciding what may be shown."),
        "release_attacking": _("Trying to work out what is withheld."),
    }
    return f"{_('Indicator %(number)s of %(of)s.') % told} {doing.get(load.stage, '')}".strip()


def what_happens(load: StudentLoad) -> list[str]:
    """What bringing this file in would do, in plain sentences."""
    said = [
        _(
            "Every row is read and checked. What cannot be used is set aside with its file, line, column and reason."
        ),
        _("All of it comes in at one moment, or nothing does. Until then everyone sees what is there now."),
        *_about_what_is_held(load),
        _("Then the numbers are made anew, and those that could tell of one student stay back."),
        _("You can take the load back later."),
    ]
    if not load.is_from_inbox:
        said.append(_("We delete the file you sent as soon as the work is done."))
    else:
        said.append(_("The file stays in the inbox folder. It is yours to delete."))
    return said


def _about_what_is_held(load: StudentLoad) -> list[str]:
    if load.options.get("adds"):
        return [
            _("The records add to what is held; a record with the same key takes the place of the old one.")
        ]
    if load.format == "edfi":
        return [
            _("The records of each resource in the files take the place of those held. Other resources stay.")
        ]
    if load.format == "oneroster":
        return [_("A bulk file takes the place of what is held for its school years; a delta changes it. "
                  "School years that are not in the files stay.")]  # fmt: skip
    return [_("Rows take the place of what the same feed has told of the same thing. All else stays.")]


def _said_mapping(options: Mapping[str, str]) -> list[tuple[str, str]]:
    """How a plain table is read."""
    try:
        mapping = parse_mapping(options["mapping"], "")
    except BadMapping as bad:
        return [(_("Mapping"), str(bad))]
    told = [(_("Tells about"), ", ".join(map(table_name, mapping.tables)))]
    if len(mapping.outputs) == 1:
        pairs = [
            f"{column_name(name)} = {cell.column or cell.constant}"
            for name, cell in mapping.outputs[0].cells.items()
        ]
        told.append((_("Columns"), "; ".join(pairs)))
    told.append((_("Feed"), options.get("source", "")))
    return [*told, (_("Kept as"), options["kept_as"])] if options.get("kept_as") else told


def said_options(load: StudentLoad) -> list[tuple[str, str]]:
    """What was declared, for the preview."""
    dates = {"iso": _("year first"), "mdy": _("month first"), "dmy": _("day first")}
    told: list[tuple[str, str]] = [(_("Format"), format_name(load.format))]
    if "dates" in load.options:
        told.append((_("Dates"), dates[load.options["dates"]]))
    if "encoding" in load.options:
        told.append((_("Text"), load.options["encoding"] or "UTF-8"))
    if load.options.get("match"):
        told.append((_("Students' numbers"), _("the school's own (local id)")))
    if load.options.get("mapping"):
        told += _said_mapping(load.options)
    if load.options.get("accept_loss"):
        told.append((_("Great loss"), _("accepted: most of a year's students may be gone afterwards")))
    return told
