"""One plain function per model: the least that a test needs, everything else by keyword."""

from tests.factories.cycles import make_cycle, make_entry_link, make_question, make_ramp
from tests.factories.measures import make_definition, make_measure, make_observations
from tests.factories.people import make_actor, make_affiliation, make_person
from tests.factories.places import make_network, make_place
from tests.factories.projects import make_aim, make_membership, make_problem, make_project
from tests.factories.theory import make_link, make_node

__all__ = [
    "make_actor",
    "make_affiliation",
    "make_aim",
    "make_cycle",
    "make_definition",
    "make_entry_link",
    "make_link",
    "make_measure",
    "make_membership",
    "make_network",
    "make_node",
    "make_observations",
    "make_person",
    "make_place",
    "make_problem",
    "make_project",
    "make_question",
    "make_ramp",
]
