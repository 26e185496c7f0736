"""One team with one of everything, each thing with its canary."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import models

from groundswell.domain.checks.models import Dismissal
from groundswell.domain.cycles.models import Cycle, Entry, EntryLink, Photo, Question
from groundswell.domain.measures.models import Measure, Phase
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.domain.projects.models import Membership, Project
from groundswell.domain.reports import actions as reports
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.theory.models import Link, Node, TheoryVersion
from tests.architecture.house.canaries import canary, plant
from tests.factories import (
    make_actor,
    make_aim,
    make_aim_target,
    make_amendment,
    make_chart_setting,
    make_charter,
    make_context_note,
    make_cycle,
    make_definition,
    make_dismissal,
    make_entry,
    make_entry_link,
    make_link,
    make_measure,
    make_node,
    make_observations,
    make_phase,
    make_photo,
    make_problem,
    make_project,
    make_question,
    make_ramp,
    make_task,
    make_theory_version,
)
from tests.factories.people import NOW

STATES = ("draft", "planned", "doing", "studying", "decided")


@dataclass
class TeamWork:
    """A team's things. `words` holds the canary of each kind of thing."""

    key: str
    project: Project
    measure: Measure
    phase: Phase
    drivers: list[Node] = field(default_factory=list)
    idea: Node | None = None
    link: Link | None = None
    theory: TheoryVersion | None = None
    cycles: dict[str, Cycle] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    entry: Entry | None = None
    photo: Photo | None = None
    cards: dict[str, EntryLink] = field(default_factory=dict)
    hint: Dismissal | None = None
    boards: dict[str, Storyboard] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def mark(self, kind: str, *rows: models.Model) -> None:
        word = self.words.setdefault(kind, canary(self.key, kind))
        for row in rows:
            plant(row, word)


def make_team(key: str, place: Place, *, lead: Person, common: Measure) -> TeamWork:
    project = make_project(place, lead=lead, name="Mornings", measure=common)
    team = _with_numbers(key, project)
    team.memberships["lead"] = project.memberships.get()
    _documents(team)
    _theory(team)
    for state in STATES:
        _cycle(team, state)
    _recording(team)
    team.hint = make_dismissal(project, check_id="K02", subject="aim:1")
    team.mark("hint", team.hint)
    return team


def _with_numbers(key: str, project: Project) -> TeamWork:
    measure = make_measure(project.place, path=project.path, name="Calls made", code="calls", kind="process")
    make_observations(measure, project.place, [7, 8, 6, 9, 8, 10, 9, 11, 12, 10, 11, 12], denominator=14)
    setting = make_chart_setting(measure, project.place, path=project.path)
    phase = make_phase(setting, by=project.created_by)
    team = TeamWork(key, project, measure, phase)
    team.mark("measure", measure)
    team.mark("definition", make_definition(measure, by=project.created_by))
    team.mark("chart", setting, phase)
    team.mark(
        "note", make_context_note(project.place, by=project.created_by, path=project.path, measure=measure)
    )
    return team


def _documents(team: TeamWork) -> None:
    team.mark("project", team.project)
    team.mark("charter", make_charter(team.project))
    team.mark("problem", make_problem(team.project))
    aim = make_aim(team.project, measure=team.measure)
    team.mark("aim", aim)
    team.mark("target", make_aim_target(aim))


def _theory(team: TeamWork) -> None:
    primary = make_node(team.project, is_focus=True)
    secondary = make_node(team.project, kind="secondary", text="We call on the second day")
    team.idea = make_node(team.project, kind="idea", text="A two-day call list")
    team.link = make_link(primary, secondary)
    make_link(secondary, team.idea)
    team.mark("node", primary, secondary, team.idea)
    team.drivers = [primary, secondary]
    team.theory = make_theory_version(team.project)
    team.mark("theory", team.theory)


def _cycle(team: TeamWork, state: str) -> None:
    ramp = make_ramp(team.project, code=chr(65 + len(team.cycles)), idea=team.idea)
    cycle = make_cycle(ramp, state=state, **_moments(team, state))
    cycle.measures.add(team.measure)
    question = make_question(
        cycle, prediction="9 of 12", because="We have the list", verdict="held", result="8 of 12"
    )
    team.mark("ramp", ramp)
    team.mark(state, cycle, question, make_task(cycle))
    if state in {"doing", "studying", "decided"}:
        team.mark(state, make_amendment(cycle))
    team.cycles[state], team.questions[state] = cycle, question


def _moments(team: TeamWork, state: str) -> dict[str, object]:
    """What each state needs to be true of a cycle."""
    later = STATES[STATES.index(state) :]
    moments: dict[str, object] = (
        {"deviations": "none", "learned": "Calls help"} if later[0] in STATES[3:] else {}
    )
    names = {"planned": "planned_at", "doing": "started_at", "studying": "studied_at"}
    moments |= {name: NOW for reached, name in names.items() if STATES.index(reached) <= STATES.index(state)}
    if state == "decided":
        moments |= {
            "decision": "adapt",
            "decision_why": "Worth more",
            "decided_at": NOW,
            "decided_by": team.project.created_by,
        }
    return moments


def _recording(team: TeamWork) -> None:
    running = team.cycles["doing"]
    cards = {
        "valid": {},
        "expired": {"ends_on": date(2016, 6, 9)},
        "revoked": {"revoked_at": NOW},
    }
    team.cards = {name: make_entry_link(running, **fields) for name, fields in cards.items()}
    team.mark("card", *team.cards.values())
    team.entry = make_entry(
        running, by=team.project.created_by, happened="It went well", surprise="Grandparents answered"
    )
    team.mark("entry", team.entry)
    team.photo = make_photo(team.entry, data=f"picture {team.key}".encode())
    team.mark("photo", team.photo)


def share_boards(team: TeamWork, levels: tuple[str, ...], *, now: datetime = NOW) -> None:
    """Storyboards through the real actions: one shared at each level, one withdrawn, one still a draft.

    What the team writes after sharing carries its own canary: it must not reach the readers.
    """
    lead = make_actor(team.project.created_by, now=now)
    for number, level in enumerate((*levels, "withdrawn", "draft")):
        board = _board(team, level, number)
        if level in levels:
            reports.share(by=lead, storyboard=board, level=level)
        if level == "withdrawn":
            reports.share(by=lead, storyboard=board, level="school")
            reports.withdraw(by=lead, storyboard=board)
        team.boards[level] = board
    team.mark("later", make_problem(team.project, at=now + timedelta(minutes=1)))
    team.mark("laternode", make_node(team.project, text="Later thought"))


def _board(team: TeamWork, level: str, number: int) -> Storyboard:
    word = team.words.setdefault(f"board{level}", canary(team.key, f"board{level}"))
    return reports.write_storyboard(
        by=make_actor(team.project.created_by),
        project=team.project,
        headline=f"What we learned {word}",
        story=f"We called on the second day. {word}",
        ask=f"Who else calls? {word}",
        measures=[team.measure.pk],
        cycles=[team.cycles["decided"].pk],
        based_on=number,
    )
