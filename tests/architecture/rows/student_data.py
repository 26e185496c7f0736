"""Student data on its way into the store. Rows set aside are the stewards' alone."""

import io
import zipfile

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import EVERYONE, Args, Row, page, people, write

STEWARD, STEWARDS = people("data_steward"), people("data_steward", "far_steward")


def _load(state: str) -> Args:
    return lambda house: (house.student_loads[state].pk,)


def _package(house: House) -> dict[str, object]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.csv", "propertyName,value\n")
    stream.seek(0)
    stream.name = "package.zip"
    return {
        "place": house.net.district.code,
        "format": "oneroster",
        "dates": "iso",
        "encoding": "utf-8",
        "file": stream,
    }


ALL_OF_IT, REST, FAR = STEWARD, EVERYONE - STEWARDS, people("far_steward")
RULE = {
    "threshold": 15,
    "smallest_count": 0,
    "least_candidates": 6,
    "least_teachers": 3,
    "largest_share": 70,
    "two_largest_share": 90,
}


def _of_the_whole_store(name: str, says: str, **how: object) -> tuple[Row, ...]:
    """What holds for all that the store has: who reaches part of it is told so."""
    return (
        page(name, ALL_OF_IT, REST, says=(says,), elsewhere=FAR, **how),
        page(name, FAR, REST, status=(409,), others=0, case="far", says=("also holds",), **how),
    )


ROWS: tuple[Row, ...] = (
    page("student_data", STEWARD, EVERYONE - STEWARDS, says=("cnry-near-file",), elsewhere=people("far_steward")),
    page("student_data", people("far_steward"), EVERYONE - STEWARDS, says=("Student data",), others=0, case="far"),
    page("student_new", STEWARDS, EVERYONE - STEWARDS, says=("OneRoster CSV",)),
    write(
        "student_new", STEWARD, EVERYONE - STEWARDS, sent=_package, verb="student_load.sent",
        elsewhere=people("far_steward"),
    ),
    page("student_load", STEWARD, args=_load("preview"), says=("cnry-near-file", "What would happen")),
    page("student_load", STEWARD, args=_load("in"), says=("What became of every row",), case="in"),
    write("student_start", STEWARD, args=_load("preview"), verb="student_load.queued"),
    write("student_set_down", STEWARD, args=_load("preview"), verb="student_load.set_down"),
    page("student_take_back", STEWARD, args=_load("in"), says=("cnry-near-file",)),
    write(
        "student_take_back", STEWARD, args=_load("in"), verb="student_load.take_back",
        sent=lambda h: {"reason": "Wrong file"},
    ),
    page("student_findings_csv", STEWARD, args=_load("in"), says=("This is not a number.",)),
    page("student_rows", STEWARD, args=_load("in"), says=("Rows set aside",)),
    page("student_columns", STEWARD, args=_load("table"), says=("Which column holds what", "2026-03-09")),
    write(
        "student_columns", STEWARD, args=_load("table"), status=(422,), sent=lambda h: {"do": "keep"},
        says=("Columns are separated by",),
    ),
    page("student_mapping", STEWARD, args=_load("table"), says=("The mapping as a text",)),
    write(
        "student_mapping", STEWARD, args=_load("table"), verb="student_load.mapped",
        sent=lambda h: {"text": h.student_loads["table"].options["mapping"]},
    ),
    page("student_mapping_file", STEWARD, args=_load("table"), says=("table: attendance",)),
    write(
        "student_use_kept", STEWARD, args=_load("table"), verb="student_load.mapped", sent=lambda h: {"name": "office"},
    ),
    *_of_the_whole_store("student_kept_file", "table: attendance", args=lambda h: ("office",)),
    write(
        "student_kept_forget", STEWARD, REST, args=lambda h: ("old-office",), verb="student_mapping.forgotten",
        elsewhere=FAR,
    ),
    *_of_the_whole_store("student_words", "What your own files mean"),
    *_of_the_whole_store("student_words_of", "Words of your OneRoster files", args=lambda h: ("oneroster",)),
    *_of_the_whole_store("student_words_file", "Story time", args=lambda h: ("oneroster",)),
    write(
        "student_words_of", STEWARD, REST, args=lambda h: ("edfi",), verb="student_words.changed", elsewhere=FAR,
        sent=lambda h: {"text": "sex: {female: [Dama]}"},
    ),
    *_of_the_whole_store("student_rule", "Smallest group shown"),
    write("student_release", STEWARD, REST, verb="student_release.queued", elsewhere=FAR),
    write("student_rule", STEWARD, REST, verb="release_rule.changed", sent=lambda h: RULE, elsewhere=FAR),
    page("student_rows_zip", STEWARD, args=_load("in"), status=(409,), says=("Nothing is set aside any more",)),
)  # fmt: skip
