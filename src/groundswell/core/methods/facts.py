"""What the automated coach may look at: plain values, filled by whoever holds the records.

Every field has a quiet default, so that a caller gives what it knows and an unknown never fires a check by
itself. Percentages are in percent (61.5 means 61.5%), dates are dates, texts are the people's own words.
`Better`: "up" when a larger number is better, "down" when a smaller one is, None when not decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from groundswell.core.methods.scale import ScaleRules

Better = Literal["up", "down"]
ChangeIn = Literal["percent", "points"]
CycleState = Literal["draft", "planned", "doing", "studying", "decided", "cancelled"]
CycleKind = Literal["collect", "develop", "test", "implement", "monitor", "spread"]
DecisionKind = Literal["adopt", "adapt", "abandon", "expand", "repeat"]
Verdict = Literal["confirmed", "partly", "not", "cannot tell"]
NodeKind = Literal["aim", "primary", "secondary", "idea"]
MeasureKind = Literal["outcome", "driver", "process", "cycle", "balancing"]
Cost = Literal["small", "large"]
Readiness = Literal["resistant", "indifferent", "ready"]


@dataclass(frozen=True)
class CauseFacts:
    """One cause on a fishbone or in a why-chain."""

    key: str
    text: str


@dataclass(frozen=True)
class ProblemFacts:
    """The current version of the problem statement."""

    statement: str = ""
    key: str = "problem"
    groups: tuple[str, ...] = ()  # student groups the statement is about, as named by the team
    evidence_kinds: tuple[
        str, ...
    ] = ()  # e.g. "numbers", "voices", "process", "documents"; repeats count once
    causes: tuple[CauseFacts, ...] = ()


@dataclass(frozen=True)
class GroupTarget:
    """A named group's own line inside an aim."""

    group: str
    baseline: float | None = None
    target: float | None = None


@dataclass(frozen=True)
class AimFacts:
    """The current version of one aim. `text` is the sentence or note as written, where there is one."""

    key: str = "aim"
    text: str = ""
    what: str = ""  # "chronic absence", "exit tickets with a reason"
    direction: Better | None = None  # the way the team wants the number to go
    baseline: float | None = None
    baseline_period: str = ""
    target: float | None = None
    unit: str = ""  # "percent", "count", "mean", "minutes", ...
    change_in: ChangeIn | None = None  # how the team counts a change of a percentage
    start: date | None = None  # when work toward the aim began; else `written_on` is used
    written_on: date | None = None
    by_when: date | None = None
    population: str = ""
    place: str = ""
    measure_key: str | None = None
    better: Better | None = None  # the linked measure's better-is
    group_targets: tuple[GroupTarget, ...] = ()
    is_gap_aim: bool = False  # the aim is to narrow a gap between groups
    no_group_falls: bool = (
        False  # the condition "while no group falls below its own baseline" is part of the aim
    )


@dataclass(frozen=True)
class NodeFacts:
    """One node of the driver diagram."""

    key: str
    kind: NodeKind
    text: str
    focus: bool = False
    has_cause_trace: bool = True  # at least one cause or piece of evidence is named for this driver
    added_on: date | None = None
    set_down: bool = False  # an idea or driver the team put aside: no longer nagged about


@dataclass(frozen=True)
class LinkFacts:
    parent: str
    child: str


@dataclass(frozen=True)
class TheoryFacts:
    key: str = "theory"
    nodes: tuple[NodeFacts, ...] = ()
    links: tuple[LinkFacts, ...] = ()


@dataclass(frozen=True)
class MeasureFacts:
    """One measure of the project, with what its operational definition says."""

    key: str
    name: str
    kind: MeasureKind
    definition: str = ""  # numerator in and out rules, or how the value is worked out
    is_share: bool = False  # percent or rate: needs a denominator
    denominator: str = ""
    owner: str = ""
    better: Better | None = None
    is_aim_measure: bool = False
    points_on: tuple[date, ...] = ()  # dates of the points on its chart, any order


@dataclass(frozen=True)
class QuestionFacts:
    """A question of a cycle with its prediction and what came of it."""

    key: str
    text: str = ""
    prediction: str = ""
    because: str = ""
    prediction_changed_on: date | None = None  # latest amendment
    result: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True)
class TaskFacts:
    what: str = ""
    who: str = ""
    when: str = ""
    where: str = ""


@dataclass(frozen=True)
class DatumFacts:
    """One line of the data plan. `question` None means it serves every question of the cycle."""

    what: str
    who: str = ""
    when: str = ""
    where: str = ""
    question: str | None = None


@dataclass(frozen=True)
class ScaleFacts:
    """How much a test touches. `total` is all such units there; `words` is how people say it."""

    count: int
    unit: str  # singular: "class", "student", "school", ... see library/methods/scale_of_test.yaml
    total: int | None = None
    words: str = ""


@dataclass(frozen=True)
class CycleFacts:
    """One cycle. `ramp_position` starts at 1; the cycle before it in the same ramp is found by it."""

    key: str
    title: str = ""
    ramp: str = ""  # ramp key; empty when the cycle stands alone
    ramp_position: int = 1
    state: CycleState = "draft"
    kind: CycleKind = "test"
    planned_on: date | None = None
    started_on: date | None = None  # planned or real first day of the test
    ends_on: date | None = None
    questions: tuple[QuestionFacts, ...] = ()
    no_prediction_reason: str = ""  # "exploratory, no prediction": a written reason is as good as a guess
    tasks: tuple[TaskFacts, ...] = ()
    data_plan: tuple[DatumFacts, ...] = ()
    scale: ScaleFacts | None = None
    belief: int | None = None  # 0-4 before the test, that the change will help
    cost_of_failure: Cost | None = None
    readiness: Readiness | None = None
    conditions: tuple[
        str, ...
    ] = ()  # conditions the team chose (grade, caller, room), not weather that happened
    first_data_on: date | None = None
    study_text: str = ""
    studied_on: date | None = None
    decision: DecisionKind | None = None
    decision_reason: str = ""


@dataclass(frozen=True)
class ClaimFacts:
    """Words about change, with the series they rest on.

    `points` counts the useful points of that series so far; `signal` None means no signal.
    `where` is the form and field that holds the words.
    """

    key: str
    text: str
    points: int
    signal: Literal["better", "worse"] | None = None
    kind: str = "cycle"  # what the words belong to: "cycle", "storyboard", "note"
    where: tuple[str, str] = ("cycle-study", "learned")


@dataclass(frozen=True)
class GroupReadings:
    """One student group's line: its own baseline, then readings in time order."""

    group: str
    n: int  # size at the latest reading
    baseline: float
    readings: tuple[float, ...]


@dataclass(frozen=True)
class SeriesFacts:
    """A measure's average line beside its groups. `points` as unit means a percentage."""

    key: str
    name: str
    better: Better
    baseline: float
    readings: tuple[float, ...]
    groups: tuple[GroupReadings, ...] = ()
    is_percent: bool = True


@dataclass(frozen=True)
class ReleaseCell:
    """One number about to be shown. `shown` False means the disclosure rule already withholds it."""

    key: str
    group: str
    n: int
    shown: bool = True
    value: float | None = None  # the count within n, where the cell is a count


@dataclass(frozen=True)
class ReleaseFacts:
    """What is about to be shown or shared. `limit` is the smallest group that may be shown."""

    key: str = "release"
    title: str = ""
    limit: int = 11
    cells: tuple[ReleaseCell, ...] = ()


@dataclass(frozen=True)
class ProjectFacts:
    """All that the coach looks at for one project, on one day."""

    today: date
    scale_rules: ScaleRules  # how this network sizes tests
    key: str = "project"
    problem: ProblemFacts | None = None
    aim: AimFacts | None = None
    aims_of_team: int = 1  # active aims of this team, this one included
    theory: TheoryFacts | None = None
    measures: tuple[MeasureFacts, ...] = ()
    cycles: tuple[CycleFacts, ...] = ()
    claims: tuple[ClaimFacts, ...] = ()
    series: tuple[SeriesFacts, ...] = ()
    releases: tuple[ReleaseFacts, ...] = field(default=())
