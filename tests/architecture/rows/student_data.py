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
    page("student_rows_zip", STEWARD, args=_load("in"), status=(409,), says=("Nothing is set aside any more",)),
)  # fmt: skip
