"""One plain function per model: the least that a test needs, everything else by keyword."""

from tests.factories.audit import make_event, make_look
from tests.factories.checks import make_dismissal
from tests.factories.cycles import (
    make_amendment,
    make_cycle,
    make_entry,
    make_entry_link,
    make_photo,
    make_question,
    make_ramp,
    make_task,
)
from tests.factories.intake import make_import, make_set_aside_row, make_student_finding, make_student_load
from tests.factories.measures import (
    make_chart_setting,
    make_context_note,
    make_definition,
    make_feed,
    make_measure,
    make_observations,
    make_phase,
    make_source_note,
)
from tests.factories.people import make_actor, make_affiliation, make_person
from tests.factories.places import make_calendar_event, make_network, make_place
from tests.factories.projects import (
    make_aim,
    make_aim_target,
    make_charter,
    make_data_reading,
    make_membership,
    make_problem,
    make_project,
)
from tests.factories.reports import make_storyboard
from tests.factories.student_data import make_place_in_data, make_saved_view
from tests.factories.theory import make_link, make_node, make_theory_version

__all__ = [
    "make_actor",
    "make_affiliation",
    "make_aim",
    "make_aim_target",
    "make_amendment",
    "make_calendar_event",
    "make_chart_setting",
    "make_charter",
    "make_context_note",
    "make_cycle",
    "make_data_reading",
    "make_definition",
    "make_dismissal",
    "make_entry",
    "make_entry_link",
    "make_event",
    "make_feed",
    "make_import",
    "make_link",
    "make_look",
    "make_measure",
    "make_membership",
    "make_network",
    "make_node",
    "make_observations",
    "make_person",
    "make_phase",
    "make_photo",
    "make_place",
    "make_place_in_data",
    "make_problem",
    "make_project",
    "make_question",
    "make_ramp",
    "make_saved_view",
    "make_set_aside_row",
    "make_source_note",
    "make_storyboard",
    "make_student_finding",
    "make_student_load",
    "make_task",
    "make_theory_version",
]
