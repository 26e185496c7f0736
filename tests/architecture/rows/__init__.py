"""The access policy as data: who may do what at which address. The matrix asks the running house the same."""

from tests.architecture.rows import (
    indicators,
    open_doors,
    people,
    places,
    projects,
    sharing,
    student_data,
    tests_room,
    theory,
)
from tests.architecture.rows.shapes import Row

ROWS: tuple[Row, ...] = (
    *indicators.ROWS,
    *open_doors.ROWS,
    *places.ROWS,
    *people.ROWS,
    *projects.ROWS,
    *tests_room.ROWS,
    *theory.ROWS,
    *sharing.ROWS,
    *student_data.ROWS,
)
