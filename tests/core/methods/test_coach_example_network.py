"""The coach on the example network's records: T12's first try, T2's versions, T1's clean record, T5, T8."""

from dataclasses import replace
from datetime import date

from groundswell import library
from groundswell.core.methods.coach import choose, evaluate
from groundswell.core.methods.facts import (
    AimFacts,
    CauseFacts,
    ClaimFacts,
    CycleFacts,
    DatumFacts,
    GroupReadings,
    MeasureFacts,
    ProblemFacts,
    ProjectFacts,
    QuestionFacts,
    ScaleFacts,
    SeriesFacts,
    TaskFacts,
)
from tests.core.methods.check_examples import GOOD_CYCLE, T2_PROBLEM, project

DEFINITIONS = library.check_definitions()


def ids(facts: ProjectFacts, *forms: str) -> list[str]:
    return [finding.check for finding in choose(evaluate(facts, DEFINITIONS), forms=forms or None)]


def spoken(facts: ProjectFacts) -> set[str]:
    return {finding.check for finding in evaluate(facts, DEFINITIONS)}


T12_CYCLE = CycleFacts(
    key="T12-C1",
    title="Whole-school assembly",
    ramp="assembly",
    state="decided",
    started_on=date(2016, 2, 5),
    ends_on=date(2016, 2, 5),
    questions=(QuestionFacts("q1"),),
    scale=ScaleFacts(644, "student", total=644, words="the whole school (644 students)"),
    study_text="Attendance went from 74 to 89, a 15 point improvement!",
    decision="adopt",
)
T12 = project(
    today=date(2016, 2, 10),
    problem=ProblemFacts("Parents don't value school and there is a lack of counselors."),
    aim=AimFacts(
        key="T12-aim-1",
        text="Improve attendance by implementing assemblies.",
        what="attendance",
        measure_key="W",
    ),
    measures=(
        MeasureFacts(
            "W",
            "attendance",
            "outcome",
            is_aim_measure=True,
            points_on=tuple(date(2015, 9, d) for d in range(9, 25)),
        ),
    ),
    cycles=(T12_CYCLE,),
    claims=(ClaimFacts("T12-C1", T12_CYCLE.study_text, points=80, signal="worse"),),
)


def test_t12_problem_page() -> None:
    assert ids(T12, "problem", "causes") == ["K10", "K13", "K12"]


def test_t12_aim_page() -> None:
    assert ids(T12, "aim") == ["K01", "K06", "K05"]


def test_t12_cycle_page_shows_exactly_three_explained_cautions_and_nothing_blocks() -> None:
    shown = choose(evaluate(T12, DEFINITIONS), subject=("cycle", "T12-C1"))
    assert [finding.check for finding in shown] == ["K26", "K29", "K31"]
    assert all(finding.saw and finding.why and finding.step and not finding.blocking for finding in shown)
    assert "the whole school (644 students)" in shown[1].saw
    assert shown[1].saw.startswith("This is a first try")


def test_t12_cautions_are_shown_in_simple_mode_while_planning_too() -> None:
    planned = replace(T12_CYCLE, state="planned", study_text="", decision=None)
    facts = replace(T12, cycles=(planned,), claims=())
    assert [
        f.check
        for f in choose(evaluate(facts, DEFINITIONS, mode="simple"), forms=["cycle-plan"], mode="simple")
    ] == [
        "K26",
        "K29",
        "K31",
    ]


def test_t12_study_page_stops_at_two_points() -> None:
    shown = choose(evaluate(T12, DEFINITIONS), forms=["cycle-study"])
    assert [(finding.check, finding.level) for finding in shown] == [("K38", "pause")]
    assert "went from 74 to 89" in shown[0].saw


def test_t12_later_hears_about_the_measure_and_the_single_test() -> None:
    assert {"K21", "K35"} <= spoken(T12)


def test_dismissing_k29_makes_room_for_nothing_else_on_that_page() -> None:
    findings = evaluate(T12, DEFINITIONS)
    shown = choose(findings, {"K29:cycle:T12-C1"}, forms=["cycle-plan"])
    assert [finding.check for finding in shown] == ["K26", "K31"]


def test_t2_problem_and_causes() -> None:
    first = project(problem=ProblemFacts("Parents do not take attendance seriously."))
    assert spoken(first) == {"K10", "K13"}
    causes = ("lack of counselors", "parents don't care", "60% of calls fall to one person")
    listed = tuple(CauseFacts(str(number), text) for number, text in enumerate(causes))
    second = project(problem=ProblemFacts(T2_PROBLEM, evidence_kinds=("numbers", "voices"), causes=listed))
    assert spoken(second) == {"K12", "K13"}


def test_t2_aim_v1_hears_k01_to_k05_and_v3_hears_nothing() -> None:
    assert {"K01", "K02", "K03", "K04", "K05"} == spoken(project(aim=AimFacts(text="Improve attendance")))


def test_t2_charter_has_no_balancing_measure() -> None:
    kinds = {"M1": "outcome", "M2": "driver", "M3": "driver", "M4": "process"}
    measures = tuple(
        MeasureFacts(key, key, kind, definition="d", owner="Tierney-Cole")
        for key, kind in kinds.items()  # type: ignore[arg-type]
    )
    assert spoken(project(measures=measures)) == {"K22"}


A4 = replace(
    GOOD_CYCLE,
    key="T2-A4",
    ramp_position=4,
    state="decided",
    scale=ScaleFacts(12, "class", total=18),
    belief=3,
    questions=(
        QuestionFacts(
            "q1", "reach?", ">= 80%", "it held three times", result="47 of 81 (58%)", verdict="not"
        ),
    ),
    study_text="58%: the idea survived, our way of staffing it did not.",
    decision="adapt",
)


def test_t2_a4_is_not_told_that_adapting_contradicts_the_study() -> None:
    assert "K34" not in spoken(project(cycles=(A4,)))
    assert "K34" in spoken(project(cycles=(replace(A4, decision="expand"),)))


def test_t2_english_learners_stop_the_page_when_the_third_column_arrives() -> None:
    groups = (
        GroupReadings("English learners", 62, 27.4, (29.0, 30.6)),
        GroupReadings("African American", 276, 29.7, (27.9, 20.7)),
        GroupReadings("Other", 14, 21.4, (14.3, 14.3)),
    )
    series = SeriesFacts("M6", "Chronic absence", "down", 30.5, (28.4, 20.9), groups)
    findings = evaluate(project(series=(series,)), DEFINITIONS)
    assert [finding.check for finding in findings] == ["K40"]
    assert findings[0].saw == (
        "Chronic absence: the average fell 9.6 points; English learners rose 3.2 points, "
        "from 27.4% to 30.6% (n 62)."
    )
    earlier = replace(
        series, readings=(28.4,), groups=(GroupReadings("English learners", 62, 27.4, (29.0,)),)
    )
    assert spoken(project(series=(earlier,))) == set()


def t2_tests() -> tuple[CycleFacts, ...]:
    verdicts = [
        "confirmed",
        "partly",
        "confirmed",
        "not",
        "confirmed",
        "not",
        "partly",
        "confirmed",
        "not",
        "not",
        "not",
    ]
    decisions = [
        "expand",
        "adapt",
        "expand",
        "adapt",
        "adopt",
        "adapt",
        "expand",
        "adopt",
        "abandon",
        "adapt",
        "abandon",
    ]
    return tuple(
        replace(
            GOOD_CYCLE,
            key=f"T2-{n}",
            ramp=f"r{n}",
            state="decided",
            decision=decision,  # type: ignore[arg-type]
            questions=(replace(GOOD_CYCLE.questions[0], result="seen", verdict=verdict),),
        )
        for n, (verdict, decision) in enumerate(zip(verdicts, decisions, strict=True))
    )


def test_t2_record_of_eleven_tests_has_enough_surprises() -> None:
    assert "K36" not in spoken(project(cycles=t2_tests()))


def t1_cycle(
    number: int, ramp: str, position: int, dates: tuple[date, date], scale: ScaleFacts, **parts: object
) -> CycleFacts:
    said = {
        "state": "decided",
        "tasks": TASKS,
        "data_plan": DATA,
        "readiness": "ready",
        "cost_of_failure": "small",
    }
    return CycleFacts(  # type: ignore[arg-type]
        key=f"T1-C{number}",
        ramp=ramp,
        ramp_position=position,
        started_on=dates[0],
        ends_on=dates[1],
        scale=scale,
        **(said | parts),
    )


TASKS = (TaskFacts("Leave nine minutes earlier", "Archuleta", "each morning", "Route 14"),)
DATA = (DatumFacts("arrival time at the gate", "gate aide", "daily", "gate sheet"),)


def asked(prediction: str, because: str, result: str, verdict: str) -> tuple[QuestionFacts, ...]:
    return (
        QuestionFacts("q1", "Does it reach the gate by 7:50?", prediction, because, None, result, verdict),
    )  # type: ignore[arg-type]


T1_CYCLES = (
    t1_cycle(
        1,
        "routes",
        1,
        (date(2015, 5, 11), date(2015, 5, 15)),
        ScaleFacts(1, "route", 9),
        belief=1,
        decision="expand",
        questions=asked("4 of 5", "the loss is at one light", "5 of 5", "confirmed"),
        study_text="5 of 5",
    ),
    t1_cycle(
        2,
        "routes",
        2,
        (date(2015, 5, 18), date(2015, 6, 5)),
        ScaleFacts(3, "route", 9),
        belief=2,
        decision="expand",
        questions=asked("36 of 42", "rain costs a run", "36 of 42", "confirmed"),
        study_text="36 of 42, one rainy week",
    ),
    t1_cycle(
        3,
        "routes",
        3,
        (date(2015, 9, 28), date(2015, 10, 9)),
        ScaleFacts(9, "route", 9),
        belief=3,
        decision="adapt",
        questions=asked(
            "on time >= 85% and first period +3 points",
            "late buses are the reason",
            "77 of 90 (86%), 84.0 -> 84.4",
            "partly",
        ),
        study_text="About 40 riders stood in the breakfast line at the bell.",
    ),
    t1_cycle(
        4,
        "cart",
        1,
        (date(2015, 10, 19), date(2015, 10, 30)),
        ScaleFacts(2, "route", 9),
        belief=1,
        decision="adapt",
        questions=asked("84 -> 90", "the line is the hold-up", "92, custodian +20 min a day", "partly"),
        study_text="92; students wheel it back.",
    ),
    t1_cycle(
        5,
        "cart",
        2,
        (date(2015, 11, 2), date(2015, 11, 20)),
        ScaleFacts(9, "route", 9),
        belief=2,
        decision="adapt",
        questions=asked(">= 90", "the line is the hold-up", "89.6", "partly"),
        study_text="Riders with disabilities 85.",
    ),
    t1_cycle(
        6,
        "cart",
        3,
        (date(2016, 1, 11), date(2016, 1, 29)),
        ScaleFacts(1, "route", 9),
        belief=3,
        decision="adopt",
        questions=asked("88", "they lose 6 minutes waiting", "89", "confirmed"),
        study_text="89, above our guess.",
    ),
)


def test_no_check_speaks_about_the_cycles_of_t1() -> None:
    claims = tuple(ClaimFacts(cycle.key, cycle.study_text, points=9) for cycle in T1_CYCLES)
    facts = project(today=date(2016, 2, 1), cycles=T1_CYCLES, claims=claims)
    assert evaluate(facts, DEFINITIONS) == []


def test_t1_stays_quiet_when_belief_and_readiness_were_not_recorded() -> None:
    silent = tuple(replace(cycle, readiness=None, cost_of_failure=None) for cycle in T1_CYCLES)
    assert evaluate(project(today=date(2016, 2, 1), cycles=silent), DEFINITIONS) == []


def test_t5_prediction_edited_after_three_fridays() -> None:
    questions = (QuestionFacts("q1", "Does it hold?", "72", "the habit is formed", date(2016, 2, 26)),)
    edited = replace(GOOD_CYCLE, questions=questions, first_data_on=date(2016, 2, 5))
    assert spoken(project(today=date(2015, 2, 10), cycles=(edited,))) == {"K28"}


def test_t8_grows_and_changes_conditions_at_once_and_e7_waits_for_its_study() -> None:
    e4 = replace(
        GOOD_CYCLE, key="E4", ramp_position=4, scale=ScaleFacts(3, "class"), conditions=("class of Freeman",)
    )
    e5 = replace(
        e4, key="E5", ramp_position=5, belief=3, scale=ScaleFacts(6, "class"), conditions=("co-taught room",)
    )
    assert spoken(project(today=date(2015, 3, 1), cycles=(e4, e5))) == {"K30"}
    e7 = replace(GOOD_CYCLE, state="doing", started_on=date(2016, 4, 11), ends_on=date(2016, 5, 6))
    assert spoken(project(today=date(2016, 6, 5), cycles=(e7,))) == set()
    assert spoken(project(today=date(2016, 6, 6), cycles=(e7,))) == {"K32"}


def test_t8_average_rises_past_english_learners() -> None:
    series = SeriesFacts(
        "M2",
        "Tickets with a reason",
        "up",
        37.1,
        (48.8, 44.0, 46.0),
        (GroupReadings("English learners", 41, 20.6, (12, 18, 17)),),
    )
    assert spoken(project(series=(series,))) == {"K40"}


def test_t7_and_t11_predictions_that_cannot_turn_out_wrong() -> None:
    for words in ("students will engage better", "attendance will improve"):
        questions = (QuestionFacts("q1", "?", words, "they like it"),)
        vague = replace(GOOD_CYCLE, questions=questions)
        assert spoken(project(today=date(2015, 2, 10), cycles=(vague,))) == {"K27"}


def test_at_most_three_at_a_time_and_simple_mode_leaves_out_hints() -> None:
    findings = evaluate(T12, DEFINITIONS)
    assert len(findings) > 3
    assert len(choose(findings)) == 3
    assert "hint" not in {finding.level for finding in evaluate(T12, DEFINITIONS, mode="simple")}
    assert all(finding.level != "hint" for finding in choose(findings, mode="simple", limit=99))
