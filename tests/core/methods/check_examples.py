"""Positive and negative examples for every check: (check id, should it speak?, facts)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from groundswell import library
from groundswell.core.methods.facts import (
    AimFacts,
    CauseFacts,
    ClaimFacts,
    CycleFacts,
    DatumFacts,
    GroupReadings,
    GroupTarget,
    LinkFacts,
    MeasureFacts,
    NodeFacts,
    ProblemFacts,
    ProjectFacts,
    QuestionFacts,
    ReleaseCell,
    ReleaseFacts,
    ScaleFacts,
    SeriesFacts,
    TaskFacts,
    TheoryFacts,
)

TODAY = date(2016, 6, 10)
Example = tuple[str, bool, ProjectFacts]


def project(**parts: Any) -> ProjectFacts:
    return ProjectFacts(**{"today": TODAY, "scale_rules": library.scale_rules(), **parts})


GOOD_AIM = AimFacts(
    key="T2-aim",
    text="By June 10, 2016, raise attendance at Heron Slip from 87.2 to 91.0 (percentage points).",
    what="weekly attendance",
    direction="up",
    baseline=87.2,
    target=91.0,
    unit="percent",
    change_in="points",
    written_on=date(2015, 9, 22),
    by_when=date(2016, 6, 10),
    population="all students",
    measure_key="M1",
    better="up",
)
GOOD_CYCLE = CycleFacts(
    key="A1",
    title="Two-day call",
    ramp="A",
    state="planned",
    started_on=date(2015, 2, 9),
    ends_on=date(2015, 2, 13),
    questions=(QuestionFacts("q1", "Do we reach them?", "4 of 6", "half the numbers are old"),),
    tasks=(TaskFacts("Phone by day 2", "own teacher", "day 2", "any phone"),),
    data_plan=(DatumFacts("reached yes or no", "caller", "daily", "office board"),),
    scale=ScaleFacts(1, "class", total=18),
    belief=1,
    cost_of_failure="small",
    readiness="ready",
    conditions=("kindergarten",),
)
T2_PROBLEM = (
    "In 2013-14 the school's typical day was 87.0% present; 149 of 489 students (30.5%) missed 10% or more. "
    "This fall Mondays were 86.6 and Fridays 86.4 against 90.5 midweek, and some of our worst days are days "
    "we design ourselves."
)


def aim(**changes: Any) -> ProjectFacts:
    return project(aim=replace(GOOD_AIM, **changes))


def cycle(*earlier: CycleFacts, **changes: Any) -> ProjectFacts:
    return project(cycles=(*earlier, replace(GOOD_CYCLE, **changes)))


def question(**changes: Any) -> tuple[QuestionFacts, ...]:
    return (replace(GOOD_CYCLE.questions[0], **changes),)


def problem(
    statement: str, *kinds: str, causes: tuple[str, ...] = (), groups: tuple[str, ...] = ()
) -> ProjectFacts:
    listed = tuple(CauseFacts(f"c{number}", text) for number, text in enumerate(causes))
    return project(problem=ProblemFacts(statement, groups=groups, evidence_kinds=kinds, causes=listed))


def studied(
    position: int = 1, verdict: Any = "confirmed", decision: Any = "expand", **changes: Any
) -> CycleFacts:
    outcome = question(result="5 of 6", verdict=verdict)
    parts = {"state": "decided", "questions": outcome, "decision": decision, "ramp_position": position}
    return replace(GOOD_CYCLE, key=f"A{position}", **(parts | changes))


def tree(primary: int = 3, secondary: int = 4, *, focus: bool = True, ideas: bool = True) -> TheoryFacts:
    nodes = [NodeFacts("aim", "aim", "Someone noticed")]
    links = []
    for number in range(primary):
        nodes.append(NodeFacts(f"P{number}", "primary", f"Condition {number}", focus=focus and number == 0))
        links.append(LinkFacts("aim", f"P{number}"))
    for number in range(secondary):
        nodes.append(NodeFacts(f"S{number}", "secondary", f"Part {number}", added_on=date(2016, 4, 1)))
        links.append(LinkFacts(f"P{number % max(primary, 1)}", f"S{number}"))
        if ideas:
            nodes.append(NodeFacts(f"I{number}", "idea", f"Try {number}"))
            links.append(LinkFacts(f"S{number}", f"I{number}"))
    return TheoryFacts(nodes=tuple(nodes), links=tuple(links))


def drivers(*texts: str, traced: bool = True) -> ProjectFacts:
    nodes = [NodeFacts(f"S{n}", "secondary", text, has_cause_trace=traced) for n, text in enumerate(texts)]
    return project(theory=TheoryFacts(nodes=tuple(nodes)))


def measure(key: str, kind: Any, **changes: Any) -> MeasureFacts:
    parts = {"definition": "present, late counts as present", "denominator": "on register", "owner": "office"}
    return MeasureFacts(key, key, kind, **(parts | changes))


def baseline(points: int, **changes: Any) -> ProjectFacts:
    days = tuple(date(2015, 1, 5 + number) for number in range(points))
    later = tuple(date(2015, 3, 1 + number) for number in range(10))
    aimed = measure("W", "outcome", is_aim_measure=True, points_on=(*later, *days), **changes)
    return project(measures=(aimed,), cycles=(GOOD_CYCLE,))


def claim(text: str, points: int, signal: Any = None) -> ProjectFacts:
    return project(claims=(ClaimFacts("C1", text, points, signal),))


def gap(*readings: float, n: int = 62, average: float = 20.9, better: Any = "down") -> ProjectFacts:
    group = GroupReadings("English learners", n, 27.4, readings)
    return project(series=(SeriesFacts("M6", "Chronic absence", better, 30.5, (28.4, average), (group,)),))


def cells(*listed: ReleaseCell) -> ProjectFacts:
    return project(releases=(ReleaseFacts(title="The storyboard", cells=listed),))


def problem_examples() -> Iterator[Example]:
    yield (
        "K10",
        True,
        problem("Parents don't value school and there is a lack of counselors.", "numbers", "voices"),
    )
    yield "K10", True, problem("Mondays are low because families work nights.", "numbers", "voices")
    yield "K10", True, problem(T2_PROBLEM, "numbers", "numbers")
    yield "K10", True, problem(T2_PROBLEM)
    yield "K10", False, problem(T2_PROBLEM, "numbers", "voices")
    yield (
        "K10",
        False,
        problem("213 of 351 bus arrivals reached the gate 10 minutes before the bell.", "numbers", "process"),
    )
    yield "K10", False, project()
    yield "K12", True, problem("", causes=("lack of counselors",))
    yield "K12", True, problem("", causes=("No laptops",))
    yield "K12", True, problem("There is a lack of counselors.")
    yield "K12", False, problem("", causes=("no adult the child knows speaks to the family in week one",))
    yield "K12", False, problem("", causes=("60% of calls fall to one person", "a recording, in English"))
    yield "K13", True, problem("Parents do not take attendance seriously.")
    yield "K13", True, problem("", causes=("parents don\N{RIGHT SINGLE QUOTATION MARK}t care",))
    yield "K13", True, problem("", causes=("kids dawdle", "homework isn't valued"))
    yield "K13", False, problem("", causes=("families hear of an absence on day five",))
    yield "K13", False, problem("Students who can compute are not asked, or not able yet, to say why.")


def aim_examples() -> Iterator[Example]:
    vague = {"text": "Improve attendance", "what": "", "population": ""}
    yield "K01", True, aim(target=None)
    yield "K01", True, aim(**vague, target=None, baseline=None, by_when=None, measure_key=None)
    yield "K02", True, aim(by_when=None)
    yield "K02", True, aim(**vague, by_when=None)
    yield "K03", True, aim(population="")
    yield "K03", True, aim(population="  ")
    yield "K04", True, aim(measure_key=None)
    yield "K04", True, aim(**vague, measure_key=None)
    yield "K05", True, aim(baseline=None)
    yield "K05", True, aim(**vague, baseline=None)
    for check in ("K01", "K02", "K03", "K04", "K05"):
        yield check, False, aim()
        yield check, False, project(aim=AimFacts())
    yield "K06", True, aim(text="Improve attendance by implementing assemblies.")
    yield "K06", True, aim(text="Provide training to all staff.")
    yield "K06", True, aim(what="attendance", text="", population="students through the use of incentives")
    yield "K06", False, aim()
    yield "K06", False, aim(text="By spring 2016, raise exit tickets with a reason from 37.1% to 50%.")
    yield "K07", True, aim(target=80.0)
    yield "K07", True, aim(change_in=None)
    yield "K07", True, aim(text="Raise applications up 50%", unit="count", change_in=None)
    yield "K07", False, aim()
    yield (
        "K07",
        False,
        aim(unit="minutes", change_in=None, direction="down", better="down", baseline=13.7, target=8),
    )
    about_learners = ProblemFacts(T2_PROBLEM, groups=("English learners",))
    yield "K08", True, project(problem=about_learners, aim=GOOD_AIM)
    yield "K08", True, aim(is_gap_aim=True)
    own_line = replace(GOOD_AIM, group_targets=(GroupTarget("english learners", 27.4, 20),))
    yield "K08", False, project(problem=about_learners, aim=own_line)
    yield (
        "K08",
        False,
        project(problem=about_learners, aim=replace(GOOD_AIM, population="English learners, K-5")),
    )
    yield "K08", False, aim(is_gap_aim=True, no_group_falls=True)
    yield "K09", True, aim(by_when=date(2015, 10, 1))
    yield "K09", True, aim(by_when=date(2019, 6, 10))
    yield "K09", True, project(aim=GOOD_AIM, aims_of_team=4)
    yield "K09", False, aim()
    yield "K09", False, project(aim=replace(GOOD_AIM, written_on=None), aims_of_team=3)


def theory_examples() -> Iterator[Example]:
    yield "K18", True, project(theory=tree(6, 6))
    yield "K18", True, project(theory=tree(4, 13))
    yield "K18", True, project(theory=tree(focus=False))
    yield "K18", False, project(theory=tree(5, 12))
    yield "K18", False, project(theory=tree(1, 2, focus=False))
    yield "K19", True, drivers("Provide tutoring")
    yield "K19", True, drivers("Rate of tardies")
    yield "K19", True, drivers("Every absence is noticed", traced=False)
    yield (
        "K19",
        False,
        drivers("Every absence is noticed by an adult the child knows", "named caller", "home language"),
    )
    yield (
        "K19",
        False,
        drivers("Something to do from 7:50", "talk before share", "arriving late still feels like arriving"),
    )
    orphan = NodeFacts("X", "idea", "Assembly")
    yield "K20", True, project(theory=replace(tree(), nodes=(*tree().nodes, orphan)))
    yield (
        "K20",
        True,
        project(
            theory=replace(
                tree(), nodes=(*tree().nodes, orphan), links=(*tree().links, LinkFacts("aim", "X"))
            )
        ),
    )
    yield "K20", True, project(theory=tree(ideas=False))
    yield "K20", False, project(theory=tree())
    yield "K20", False, project(today=date(2016, 4, 20), theory=tree(ideas=False))
    yield "K20", False, project(theory=replace(tree(), nodes=(*tree().nodes, replace(orphan, set_down=True))))


def measure_examples() -> Iterator[Example]:
    yield "K21", True, project(measures=(measure("W", "outcome", definition=""),))
    yield "K21", True, project(measures=(measure("W", "outcome", is_share=True, denominator=""),))
    yield "K21", True, project(measures=(measure("W", "outcome", owner=""),))
    yield "K21", False, project(measures=(measure("W", "outcome", is_share=True),))
    yield "K21", False, project(measures=(measure("minutes", "process", denominator=""),))
    family = (measure("W", "outcome"), measure("reached", "driver"), measure("gate", "process"))
    yield "K22", True, project(measures=family[:1])
    yield "K22", True, project(measures=family[:2])
    yield "K22", True, project(measures=family)
    yield "K22", False, project(measures=(*family, measure("minutes", "balancing")))
    yield "K22", False, project()
    yield "K25", True, baseline(0)
    yield "K25", True, baseline(2)
    yield "K25", False, baseline(3)
    yield "K25", False, project(measures=(measure("W", "outcome", is_aim_measure=True),))
    yield "K40", True, gap(29.0, 30.6)
    yield "K40", True, gap(26.0, 25.0, average=34.0, better="up")
    yield "K40", False, gap(29.0, 25.0)
    yield "K40", False, gap(30.6)
    yield "K40", False, gap(29.0, 30.6, n=9)
    yield "K40", False, gap(29.0, 30.6, average=31.0)


def plan_examples() -> Iterator[Example]:
    yield "K26", True, cycle(questions=question(prediction=""))
    yield "K26", True, cycle(questions=(), state="draft")
    yield "K26", False, cycle()
    yield (
        "K26",
        False,
        cycle(questions=question(prediction=""), no_prediction_reason="Exploring: we want to see."),
    )
    yield "K26", False, cycle(questions=(), state="draft", started_on=None)
    yield "K26", False, cycle(questions=(), state="cancelled")
    yield "K27", True, cycle(questions=question(prediction="students will engage better"))
    yield "K27", True, cycle(questions=question(prediction="attendance will improve", because="incentives"))
    yield "K27", True, cycle(questions=question(because=""))
    yield "K27", False, cycle()
    yield "K27", False, cycle(questions=question(prediction="better than 80%, because it held", because=""))
    yield (
        "K28",
        True,
        cycle(first_data_on=date(2016, 2, 5), questions=question(prediction_changed_on=date(2016, 2, 26))),
    )
    yield (
        "K28",
        True,
        cycle(first_data_on=date(2015, 2, 9), questions=question(prediction_changed_on=date(2015, 2, 10))),
    )
    yield (
        "K28",
        False,
        cycle(first_data_on=date(2016, 2, 5), questions=question(prediction_changed_on=date(2016, 2, 5))),
    )
    yield "K28", False, cycle(questions=question(prediction_changed_on=date(2016, 2, 26)))
    everyone = ScaleFacts(644, "student", total=644, words="the whole school, 644 students")
    yield "K29", True, cycle(scale=everyone, belief=None, cost_of_failure=None, readiness=None)
    yield "K29", True, cycle(scale=ScaleFacts(14, "class", total=14), belief=1)
    yield "K29", True, cycle(scale=ScaleFacts(1, "school"), belief=3, readiness="resistant")
    yield "K29", False, cycle()
    yield "K29", False, cycle(scale=ScaleFacts(12, "class", total=18), belief=3)
    yield (
        "K29",
        False,
        cycle(studied(1), studied(2), ramp_position=3, belief=None, scale=ScaleFacts(9, "class", 9)),
    )
    first = replace(GOOD_CYCLE, key="E4", scale=ScaleFacts(3, "class"), conditions=("one teacher",))
    grown = {"ramp_position": 2, "key": "E5"}
    yield "K30", True, cycle(first, **grown, scale=ScaleFacts(16, "class"))
    yield (
        "K30",
        True,
        cycle(first, **grown, scale=ScaleFacts(6, "class"), conditions=("one teacher", "co-taught room")),
    )
    yield "K30", False, cycle(first, **grown, scale=ScaleFacts(15, "class"), conditions=("One teacher",))
    yield "K30", False, cycle(first, **grown, scale=ScaleFacts(4, "class"), conditions=("co-taught room",))
    yield "K30", False, cycle(scale=ScaleFacts(100, "class"))
    other = (DatumFacts("minutes", "caller", "daily", "board", question="q2"),)
    yield "K31", True, cycle(data_plan=())
    yield "K31", True, cycle(data_plan=other)
    yield "K31", True, cycle(tasks=(), data_plan=(DatumFacts("reached yes or no"),))
    yield "K31", False, cycle()
    yield "K31", False, cycle(tasks=(), data_plan=(replace(other[0], question="q1"),))
    yield "K32", True, cycle(ends_on=date(2015, 4, 10))
    yield "K32", True, cycle(state="studying", started_on=date(2016, 4, 11), ends_on=date(2016, 5, 6))
    yield "K32", False, cycle(started_on=date(2016, 4, 28), ends_on=date(2016, 5, 12))
    yield "K32", False, cycle(state="decided", study_text="5 of 6", decision="expand")


def study_examples() -> Iterator[Example]:
    went_well = {"state": "studying", "study_text": "It went well and people liked it."}
    yield "K33", True, cycle(**went_well)
    yield (
        "K33",
        True,
        cycle(
            studied(1, "cannot tell"),
            **(went_well | {"ramp_position": 2, "questions": question(verdict="cannot tell")}),
        ),
    )
    yield "K33", False, cycle(state="studying", study_text="We predicted most and saw four of six.")
    yield "K33", False, cycle(**(went_well | {"questions": question(result="5 of 6", verdict="confirmed")}))
    yield (
        "K33",
        False,
        cycle(
            studied(1),
            **(went_well | {"ramp_position": 2, "questions": question(verdict="cannot tell", result="84%")}),
        ),
    )
    yield "K34", True, project(cycles=(studied(1, "not", "adopt"),))
    yield "K34", True, project(cycles=(studied(1, "not", "expand", decision_reason=" "),))
    yield "K34", False, project(cycles=(studied(1, "not", "adapt"),))
    yield (
        "K34",
        False,
        project(cycles=(studied(1, "not", "adopt", decision_reason="Families asked for it."),)),
    )
    yield "K34", False, project(cycles=(studied(1, "confirmed", "adopt"),))
    yield "K35", True, project(cycles=(studied(1, decision="adopt"),))
    yield "K35", True, cycle(studied(1), kind="implement", ramp_position=2, key="A2")
    yield "K35", False, project(cycles=(studied(1), studied(2, decision="adopt")))
    yield "K35", False, cycle(studied(1), studied(2), kind="implement", ramp_position=3, key="A3")
    yield "K35", False, cycle(kind="implement", state="draft")
    yield "K36", True, project(cycles=tuple(studied(n, "confirmed", "adopt") for n in range(1, 7)))
    yield "K36", True, project(cycles=tuple(studied(n, "confirmed", "adapt") for n in range(1, 6)))
    yield "K36", False, project(cycles=tuple(studied(n, "confirmed", "adopt") for n in range(1, 5)))
    mixed = [
        studied(n, "not" if n == 4 else "confirmed", "adapt" if n == 4 else "expand") for n in range(1, 7)
    ]
    yield "K36", False, project(cycles=tuple(mixed))
    yield "K38", True, claim("Attendance went from 74 to 89, a 15 point improvement!", 96, "worse")
    yield "K38", True, claim("tickets are trending up", 3)
    yield "K38", True, claim("half-days improved 5 points", 2)
    yield "K38", True, claim("Attendance improved", 30)
    yield "K38", False, claim("Attendance improved against our baseline", 30, "better")
    yield "K38", False, claim("5 of 6 families answered; the hard part is the number, not the talk", 1)


def release_examples() -> Iterator[Example]:
    yield "K41", True, cells(ReleaseCell("a", "Foster youth", 8))
    yield "K41", True, cells(ReleaseCell("a", "All", 489), ReleaseCell("b", "Grade four", 10, value=4))
    yield "K41", False, cells(ReleaseCell("a", "Foster youth", 8, shown=False))
    yield "K41", False, cells(ReleaseCell("a", "English learners", 11))
    yield "K00", True, cells(ReleaseCell("a", "All", 199, value=204))
    yield "K00", True, cells(ReleaseCell("a", "Foster youth", 8, shown=False, value=9))
    yield "K00", False, cells(ReleaseCell("a", "All", 199, value=199))
    yield "K00", False, cells(ReleaseCell("a", "All", 199))


EXAMPLES: list[Example] = [
    *problem_examples(),
    *aim_examples(),
    *theory_examples(),
    *measure_examples(),
    *plan_examples(),
    *study_examples(),
    *release_examples(),
]
