"""Put the results beside the predictions, and decide."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.actions import record
from groundswell.domain.cycles import policies
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.refusals import refuse_if
from groundswell.domain.theory.actions import may_change
from groundswell.domain.versions import save_if_unchanged


@dataclass(frozen=True)
class ResultText:
    """What came of one question. `verdict` is "held", "partly", "not", "cannot_tell" or "" (not yet)."""

    question_id: int
    result: str = ""
    result_number: float | None = None
    result_total: float | None = None
    result_note: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Study:
    """What the team learned. `belief_after` 0-4; `carried_out` "yes", "partly" or "no"."""

    learned: str = ""
    carried_out: str = ""
    deviations: str = ""
    belief_after: int | None = None
    results: Sequence[ResultText] = ()


@transaction.atomic
def save_study(by: Actor, *, cycle: Cycle, study: Study, version: int) -> Cycle:
    """Write results, verdicts and what was learned. Raises `Conflict` when someone saved in between."""
    may_change(by, cycle.project)
    wrong = [
        why for row in study.results for why in policies.number_refusals(row.result_number, row.result_total)
    ]
    refuse_if(policies.study_refusals(cycle) + wrong)
    changes: dict[str, object] = {
        "learned": study.learned.strip(),
        "carried_out": study.carried_out,
        "deviations": study.deviations.strip(),
        "belief_after": study.belief_after,
        "studied_at": by.now,
    }
    save_if_unchanged(cycle, version=version, changes=changes)
    for row in study.results:
        values = {name: value for name, value in asdict(row).items() if name != "question_id"}
        cycle.questions.filter(pk=row.question_id).update(**values)
    record(
        by, "cycles.studied", cycle, path=cycle.project.path, verdicts=[row.verdict for row in study.results]
    )
    return cycle


@transaction.atomic
def decide(
    by: Actor, *, cycle: Cycle, decision: str, why: str, next_step: str = "", not_served: str = ""
) -> Cycle:
    """Adopt, adapt, expand, repeat or set down, with the reason. `not_served` says whom it did not reach."""
    may_change(by, cycle.project)
    verdicts = cycle.questions.exclude(verdict="").count()
    facts = policies.facts_for(cycle, verdicts=verdicts, decision=decision, reason=why)
    refuse_if(policies.move_refusals(cycle, "decide", facts=facts))
    changes: dict[str, object] = {
        "state": Cycle.State.DECIDED,
        "decision": decision,
        "decision_why": why.strip(),
        "next_step": next_step.strip(),
        "not_served": not_served.strip(),
        "decided_at": by.now,
        "decided_by_id": by.person_id,
    }
    save_if_unchanged(cycle, version=cycle.version, changes=changes)
    record(by, "cycles.decided", cycle, path=cycle.project.path, decision=decision, why=why.strip())
    return cycle


@transaction.atomic
def study_and_decide(
    by: Actor,
    *,
    cycle: Cycle,
    study: Study,
    version: int,
    decision: str,
    why: str,
    next_step: str = "",
    not_served: str = "",
) -> Cycle:
    """Both halves of one page in one go, or neither."""
    save_study(by, cycle=cycle, study=study, version=version)
    return decide(by, cycle=cycle, decision=decision, why=why, next_step=next_step, not_served=not_served)


@transaction.atomic
def read_again(by: Actor, *, cycle: Cycle, reason: str) -> Cycle:
    """Open a decided test for another look. The first decision and its reason stay in the log of events."""
    may_change(by, cycle.project)
    refuse_if(policies.move_refusals(cycle, "reopen", facts=policies.facts_for(cycle, reason=reason)))
    was = {"decision": cycle.decision, "decision_why": cycle.decision_why}
    changes: dict[str, object] = {
        "state": Cycle.State.STUDYING,
        "decision": "",
        "decided_at": None,
        "decided_by": None,
    }
    save_if_unchanged(cycle, version=cycle.version, changes=changes)
    record(by, "cycles.read_again", cycle, path=cycle.project.path, reason=reason.strip(), **was)
    return cycle
