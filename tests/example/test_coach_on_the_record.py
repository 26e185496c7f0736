"""What the coach's checks on cycles see in the three records, straight from the content files."""

import datetime as dt
from typing import Any

from groundswell.core.methods.coach import evaluate
from groundswell.core.methods.facts import (
    AimFacts,
    ClaimFacts,
    CycleFacts,
    DatumFacts,
    MeasureFacts,
    ProblemFacts,
    ProjectFacts,
    QuestionFacts,
    ScaleFacts,
    TaskFacts,
)
from groundswell.core.methods.findings import Finding
from groundswell.library import check_definitions, scale_rules
from tests.example.shipped import content, cycles

TODAY = dt.date(2016, 6, 10)
VERDICTS: dict[str, Any] = {"held": "confirmed", "partly": "partly", "not": "not", "": None}


def question_facts(key: str, question: dict[str, Any]) -> QuestionFacts:
    return QuestionFacts(
        key=key,
        text=question["text"],
        prediction=question["prediction"],
        because=question["because"],
        result=question.get("result", ""),
        verdict=VERDICTS[question.get("verdict", "")],
    )


def cycle_facts(ramp: dict[str, Any], cycle: dict[str, Any]) -> CycleFacts:
    return CycleFacts(
        key=cycle["code"],
        title=cycle["title"],
        ramp=ramp["code"],
        ramp_position=cycle["number"],
        state=cycle["state"],
        kind=cycle["kind"],
        planned_on=cycle["planned_on"],
        started_on=cycle["starts_on"],
        ends_on=cycle["ends_on"],
        questions=tuple(question_facts(str(at), question) for at, question in enumerate(cycle["questions"])),
        tasks=tuple(TaskFacts(**task) for task in cycle["tasks"]),
        data_plan=(DatumFacts(what=cycle["data_plan"]),) if cycle["data_plan"] else (),
        scale=ScaleFacts(cycle["scale_count"], cycle["scale_unit"], cycle.get("scale_total")),
        belief=cycle["belief_before"],
        cost_of_failure=ramp["cost_of_failure"] or None,
        readiness=ramp["readiness"] or None,
        conditions=tuple(part.strip() for part in cycle.get("conditions", "").split(",") if part.strip()),
        study_text=cycle.get("learned", ""),
        decision=cycle.get("decision"),
        decision_reason=cycle.get("decision_why", ""),
    )


def on_cycles(name: str) -> list[Finding]:
    team = content(name)
    facts = tuple(cycle_facts(ramp, cycle) for ramp in team["ramps"] for cycle in ramp["cycles"])
    claims = tuple(
        ClaimFacts(key=cycle.key, text=cycle.study_text, points=2) for cycle in facts if cycle.study_text
    )
    record = ProjectFacts(today=TODAY, scale_rules=scale_rules(), cycles=facts, claims=claims)
    return evaluate(record, check_definitions())


def of(findings: list[Finding], cycle: str) -> set[str]:
    return {finding.check for finding in findings if finding.subject_key == cycle}


def test_the_first_record_gets_its_three_cautions_and_the_pause_on_words() -> None:
    assert of(on_cycles("team_t12.yaml"), "T12-C1") >= {"K26", "K29", "K31", "K38"}


def test_the_second_record_is_left_in_peace() -> None:
    assert of(on_cycles("team_t12.yaml"), "T12-C2") == set()


def test_no_check_fires_on_the_clean_record() -> None:
    findings = on_cycles("team_t1.yaml")
    assert [(finding.check, finding.subject_key, finding.saw) for finding in findings] == []


def test_the_first_three_calls_are_left_in_peace_and_honest_misses_too() -> None:
    findings = on_cycles("team_t2.yaml")
    for code in ("T2-A1", "T2-A2", "T2-A3"):
        assert of(findings, code) == set()
    assert "K34" not in of(findings, "T2-A4")
    assert "K36" not in {finding.check for finding in findings}


def first_page(name: str, number: int) -> set[str]:
    """Checks on one version of the problem and the aim, as written."""
    team = content(name)
    problem, aim = team["problems"][0], team["aims"][number]
    record = ProjectFacts(
        today=TODAY,
        scale_rules=scale_rules(),
        problem=ProblemFacts(statement=problem["statement"], evidence_kinds=tuple(problem["evidence"])),
        aim=AimFacts(text=aim["free_text"], written_on=aim["at"]),
    )
    return {finding.check for finding in evaluate(record, check_definitions())}


def test_first_problems_and_aims() -> None:
    assert first_page("team_t2.yaml", 0) >= {"K10", "K13", "K01", "K02", "K03", "K04", "K05"}
    assert first_page("team_t12.yaml", 0) >= {"K10", "K13", "K12", "K01", "K05", "K06"}


def families(team: str, on: dt.date, common: str) -> set[str]:
    """Checks on the measures a team had on a day."""
    listed = next(part for part in content("measures.yaml")["teams"] if part["project"] == team)["measures"]
    own = [measure for measure in listed if measure.get("first_on", dt.date.min) <= on]
    measures = [
        MeasureFacts(
            key=common, name=common, kind="outcome", definition="W", denominator="register", owner="hub"
        )
    ]
    measures += [MeasureFacts(key=m["code"], name=m["name"], kind=m["kind"], owner=m["owner"]) for m in own]
    record = ProjectFacts(today=on, scale_rules=scale_rules(), measures=tuple(measures))
    return {finding.check for finding in evaluate(record, check_definitions())}


def test_a_balancing_measure_was_missing_and_then_added() -> None:
    assert "K22" in families("T2", dt.date(2015, 1, 22), "CM1")
    assert "K22" not in families("T2", dt.date(2015, 2, 2), "CM1")
    assert "K22" in families("T1", dt.date(2015, 3, 2), "CM1")
    assert "K22" not in families("T1", dt.date(2015, 3, 16), "CM1")


def test_every_decided_cycle_of_the_clean_record_is_there() -> None:
    assert len(cycles(content("team_t1.yaml"))) == 6
