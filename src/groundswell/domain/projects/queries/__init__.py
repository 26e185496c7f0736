"""Read projects, their teams and the versions in force."""

from groundswell.domain.projects.queries.aim import (
    aim_segments,
    aim_short,
    aim_words,
    both_ways,
    segments_of,
)
from groundswell.domain.projects.queries.grants import actor_for
from groundswell.domain.projects.queries.next_step import (
    CycleState,
    Light,
    NextStep,
    Standing,
    four_present,
    next_step,
)
from groundswell.domain.projects.queries.overview import (
    Overview,
    ProjectCard,
    my_projects,
    overview,
    works_in,
)
from groundswell.domain.projects.queries.team import Part, Team, TeamMember, team
from groundswell.domain.projects.queries.versions import (
    Change,
    Piece,
    Version,
    aim_versions,
    charter_versions,
    problem_versions,
    word_difference,
)

__all__ = [
    "Change",
    "CycleState",
    "Light",
    "NextStep",
    "Overview",
    "Part",
    "Piece",
    "ProjectCard",
    "Standing",
    "Team",
    "TeamMember",
    "Version",
    "actor_for",
    "aim_segments",
    "aim_short",
    "aim_versions",
    "aim_words",
    "both_ways",
    "charter_versions",
    "four_present",
    "my_projects",
    "next_step",
    "overview",
    "problem_versions",
    "segments_of",
    "team",
    "word_difference",
    "works_in",
]
