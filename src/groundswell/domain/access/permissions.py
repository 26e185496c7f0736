"""What a person can be allowed to do: one name each, used by actions, lists, pages and docs."""

from enum import StrEnum


class Permission(StrEnum):
    """A right. The value is its stable name in the audit log and in the reference docs."""

    PLACE_VIEW = "place.view"
    CALENDAR_EDIT = "calendar.edit"
    PEOPLE_VIEW = "people.view"
    PEOPLE_MANAGE = "people.manage"
    MEASURE_VIEW = "measure.view"
    MEASURE_EDIT = "measure.edit"
    IMPORT_RUN = "import.run"
    STUDENT_DATA_LOAD = "student_data.load"
    STUDENT_ROWS_VIEW = "student_rows.view"
    PROJECT_START = "project.start"
    PROJECT_BRIEF = "project.brief"
    PROJECT_WORK = "project.work"
    PROJECT_EDIT = "project.edit"
    TEAM_MANAGE = "team.manage"
    CYCLE_RECORD = "cycle.record"
    STORYBOARD_SHARE = "storyboard.share"
    STORYBOARD_READ = "storyboard.read"
    LOOKS_VIEW = "looks.view"
