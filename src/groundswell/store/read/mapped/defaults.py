"""What follows from other columns when a mapping does not give it."""

from collections.abc import Collection

from groundswell.store.engine import quoted

# The categories that are absences. Tardy and partial are none: those students were there.
ABSENCES = ("excused", "unexcused", "absent", "out_of_school_suspension")
# The column that says when something was, in the order in which one tells the school year.
WHEN = ("date", "entry_date", "begin_date", "action_date", "start_date")
_ATTENDED = f"CASE WHEN category IS NULL THEN NULL WHEN category IN ({', '.join(map(quoted, ABSENCES))}) THEN 0.0 ELSE 1.0 END"


def default_of(table: str, column: str, given: Collection[str]) -> str:
    """SQL over the given columns for one that is not given; "" when nothing says it."""
    if column == "school_year":
        when = next((name for name in WHEN if name in given), "")
        return f"year({when}) + (month({when}) >= 7)::INTEGER" if when else ""
    if (table, column) == ("attendance", "attended") and "category" in given:
        return _ATTENDED
    if (table, column) == ("assessments", "result_id") and "assessment_id" in given:
        year = "school_year" if "school_year" in given else default_of(table, "school_year", given) or "NULL"
        date = "date::VARCHAR" if "date" in given else "NULL"
        return f"concat_ws('/', assessment_id, student_id, coalesce({date}, ({year})::VARCHAR))"
    if (table, column) == ("calendar_days", "is_instructional"):
        return "true"
    return ""
