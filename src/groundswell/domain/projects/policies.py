"""What may be saved in a project, and when. Each function says every reason against it, as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from groundswell.domain.access.roles import PROJECT_ROLES

COACH_DAYS = 90
EVIDENCE_KINDS = ("numbers", "voices", "process", "literature")
LARGEST_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class ProblemDraft:
    """A problem statement about to be saved. `evidence` lists kinds: numbers, voices, process, literature."""

    statement: str
    current: str = ""
    desired: str = ""
    gap: str = ""
    group_name: str = ""
    period: str = ""
    evidence: tuple[str, ...] = ()
    evidence_note: str = ""
    why_it_matters: str = ""


@dataclass(frozen=True, kw_only=True)
class CharterDraft:
    """A charter about to be saved. Every part may wait."""

    why_now: str = ""
    scope_in: str = ""
    scope_out: str = ""
    cadence: str = ""
    decision_rights: str = ""
    goal_students: str = ""
    goal_team: str = ""
    interdependence: str = ""
    risks: str = ""
    review: str = ""


@dataclass(frozen=True, kw_only=True)
class TargetDraft:
    """A named group's own line inside the aim."""

    group_name: str
    baseline: float | None = None
    target: float | None = None


@dataclass(frozen=True, kw_only=True)
class AimDraft:
    """An aim about to be saved. It may start as `free_text` and be tightened later; percent is 0-100."""

    direction: str = ""
    what: str = ""
    measure_id: int | None = None
    population: str = ""
    where: str = ""
    unit: str = ""
    change_in: str = ""
    baseline: float | None = None
    baseline_period: str = ""
    target: float | None = None
    by_when: date | None = None
    balancing: str = ""
    no_group_falls: bool = False
    purpose: str = ""
    free_text: str = ""
    targets: tuple[TargetDraft, ...] = ()


def against_start(*, name: str, draft: ProblemDraft, measure_path: str, place_path: str) -> list[str]:
    reasons = [*against_name(name), *against_problem(draft)]
    if measure_path and not place_path.startswith(measure_path):
        reasons.append(_("This measure belongs to another place. Choose one that is counted here."))
    return reasons


def against_name(name: str) -> list[str]:
    return (
        [] if name.strip() else [_("Give the work a name that people will say, like “Mornings that start”.")]
    )


def against_problem(draft: ProblemDraft) -> list[str]:
    reasons = []
    if not draft.statement.strip():
        reasons.append(_("Say what you see, in one or two sentences."))
    unknown = [kind for kind in draft.evidence if kind not in EVIDENCE_KINDS]
    if unknown:
        reasons.append(_("We do not know this kind of evidence: %(kinds)s.") % {"kinds": ", ".join(unknown)})
    return reasons


def against_change(state: str) -> list[str]:
    """A closed project is read, not written."""
    return [_("This project is closed. Open it again to change something.")] if state == "closed" else []


def against_aim(draft: AimDraft, *, started_on: date) -> list[str]:
    reasons = []
    if not draft.what.strip() and not draft.free_text.strip():
        reasons.append(_("Say what you want to change: the thing itself, or a sentence in your own words."))
    if draft.by_when is not None and draft.by_when <= started_on:
        reasons.append(_("The date is before the work began. Choose a later one."))
    return [*reasons, *_against_unit(draft), *_against_targets(draft.targets)]


def _against_unit(draft: AimDraft) -> list[str]:
    if draft.unit != "percent":
        return []
    reasons = []
    numbers = [draft.baseline, draft.target]
    if None not in numbers and draft.change_in not in ("points", "percent"):
        reasons.append(
            _("Choose percent or percentage points, so that everyone reads the change the same way.")
        )
    own = [number for target in draft.targets for number in (target.baseline, target.target)]
    if any(number is not None and not 0 <= number <= LARGEST_PERCENT for number in [*numbers, *own]):
        reasons.append(_("A share lies between 0% and 100%. Look at the numbers again."))
    return reasons


def _against_targets(targets: Iterable[TargetDraft]) -> list[str]:
    reasons = []
    names = [target.group_name.strip().casefold() for target in targets]
    if "" in names:
        reasons.append(_("One group's line has numbers and no name. Name the group."))
    if len(set(names)) < len(names):
        reasons.append(_("One group has two lines. Keep one line for each group."))
    return reasons


def against_member(
    *,
    role: str,
    holds: Iterable[str],
    in_network: bool,
    is_active: bool,
    starts_on: date,
    ends_on: date | None,
) -> list[str]:
    """Reasons not to add someone in `role`; `holds` are the roles they have in the project now."""
    if role not in PROJECT_ROLES:
        return [_("“%(role)s” is no role in a project.") % {"role": role}]
    reasons = []
    if not is_active:
        reasons.append(_("This account is no longer in use."))
    if not in_network:
        reasons.append(_("This person does not work in your network. Ask your hub to invite them first."))
    if role in holds:
        reasons.append(
            _("This person already is %(role)s here.") % {"role": PROJECT_ROLES[role].name.lower()}
        )
    if ends_on is not None and ends_on < starts_on:
        reasons.append(_("The last day is before the first day."))
    return reasons


def against_losing_lead(*, role: str, other_leads: int) -> list[str]:
    """A project keeps at least one lead."""
    if role == "lead" and other_leads == 0:
        return [_("Every project keeps a team lead. Make someone else lead first, then change this.")]
    return []


def against_ending(*, ended: bool) -> list[str]:
    return [_("This person's part has already ended.")] if ended else []


def last_day(*, role: str, starts_on: date, asked: date | None) -> date | None:
    """A coach is a guest: the invitation ends after 90 days at most, unless the team renews it."""
    if role != "coach":
        return asked
    latest = starts_on + timedelta(days=COACH_DAYS)
    return latest if asked is None else min(asked, latest)


def against_state(*, state: str, wanted: str, why: str) -> list[str]:
    if wanted not in ("active", "paused", "closed"):
        return [_("A project is active, paused or closed.")]
    reasons = []
    if state == wanted:
        reasons.append(_("The project already is %(state)s.") % {"state": wanted})
    if wanted != "active" and not why.strip():
        reasons.append(_("Say why, in a sentence: the next team will want to know."))
    return reasons


def against_mode(mode: str) -> list[str]:
    return [] if mode in ("simple", "guided") else [_("Choose Simple or Guided.")]
