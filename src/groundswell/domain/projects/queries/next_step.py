"""One thing to do next, and what a project still lacks. Advice, derived from what is there; never a lock."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, kw_only=True)
class CycleState:
    """One test, as far as the next step needs it. The room of cycles comes later and hands this in."""

    id: int
    title: str
    state: str
    starts_on: date | None = None
    ends_on: date | None = None
    study_on: date | None = None
    entries: int = 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is there. `cycles` in the order they were made; drivers and ideas count nodes in force."""

    has_problem: bool
    has_aim: bool
    is_guided: bool = False
    drivers: int = 0
    ideas: int = 0
    cycles: tuple[CycleState, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """`key` names the page that does it; `cycle_id` is the test it is about, if it is about one."""

    key: str
    title: str
    why: str
    action: str
    cycle_id: int | None = None


@dataclass(frozen=True)
class Light:
    """One of the four things every improvement needs: there or not yet."""

    key: str
    label: str
    is_there: bool
    advice: str


def next_step(standing: Standing, *, on: date) -> NextStep:
    """The most urgent first: what waits for study, what runs, what is planned, then what is missing."""
    return _from_cycles(standing.cycles, on) or _from_documents(standing)


def four_present(
    *, problem_is_specific: bool, has_system_map: bool, has_process_changes: bool, has_frontline: bool
) -> tuple[Light, ...]:
    """A specific problem, the system that makes it, changes to the process, the people closest to it."""
    return (
        Light(
            "problem",
            _("A specific problem"),
            problem_is_specific,
            _("Say for whom, how much and since when."),
        ),
        Light("system", _("The system that makes it"), has_system_map, _("Draw what drives the aim.")),
        Light(
            "process",
            _("Changes to how the work is done"),
            has_process_changes,
            _("Add a change idea to a driver."),
        ),
        Light(
            "frontline",
            _("The people closest to students"),
            has_frontline,
            _("Ask someone who does this work daily."),
        ),
    )


def _from_cycles(cycles: tuple[CycleState, ...], on: date) -> NextStep | None:
    for judge in (_to_decide, _to_study, _to_record, _to_start, _to_finish):
        step = next((found for cycle in cycles if (found := judge(cycle, on))), None)
        if step:
            return step
    return None


def _to_decide(cycle: CycleState, on: date) -> NextStep | None:
    if cycle.state != "studying":
        return None
    title = _("Study “%(test)s” together") % {"test": cycle.title}
    return NextStep("study", title, _when_to_study(cycle, on), _("Open the study page"), cycle.id)


def _when_to_study(cycle: CycleState, on: date) -> str:
    if cycle.study_on is None or cycle.study_on <= on:
        return _(
            "Look at the guess beside the result, then decide. About 15 minutes, best with the whole team."
        )
    day = date_format(cycle.study_on, "l j F")
    return _("You meant to look at it on %(day)s. About 15 minutes, best with the whole team.") % {"day": day}


def _to_study(cycle: CycleState, on: date) -> NextStep | None:
    if cycle.state != "doing" or cycle.ends_on is None or cycle.ends_on >= on:
        return None
    title = _("Study “%(test)s” together") % {"test": cycle.title}
    why = _("The test ended on %(day)s. Put the guess and the result side by side.")
    return NextStep(
        "study", title, why % {"day": date_format(cycle.ends_on, "j F")}, _("Open the study page"), cycle.id
    )


def _to_record(cycle: CycleState, on: date) -> NextStep | None:
    if cycle.state != "doing":
        return None
    title = _("Record what happened in “%(test)s”") % {"test": cycle.title}
    why = _("Two minutes: what happened, a number, a surprise.")
    return NextStep("record", title, why, _("Record now"), cycle.id)


def _to_start(cycle: CycleState, on: date) -> NextStep | None:
    if cycle.state != "planned":
        return None
    title = _("Start “%(test)s”") % {"test": cycle.title}
    if cycle.starts_on and cycle.starts_on > on:
        why = _("Planned for %(day)s. Your guesses lock when it starts.") % {
            "day": date_format(cycle.starts_on, "l j F")
        }
    else:
        why = _("The plan is ready. Your guesses lock when it starts.")
    return NextStep("start", title, why, _("Open the plan"), cycle.id)


def _to_finish(cycle: CycleState, on: date) -> NextStep | None:
    if cycle.state != "draft":
        return None
    title = _("Finish the plan of “%(test)s”") % {"test": cycle.title}
    why = _("A question, a guess, who and when: that is enough to begin.")
    return NextStep("plan", title, why, _("Open the plan"), cycle.id)


def _from_documents(standing: Standing) -> NextStep:
    if not standing.has_problem:
        return NextStep(
            "problem",
            _("Say what you see"),
            _("One or two sentences, with a number if you have one."),
            _("Write the problem"),
        )
    if not standing.has_aim:
        return NextStep(
            "aim",
            _("Say what you hope for"),
            _("How much, by when, for whom. You can tighten it later."),
            _("Build the aim"),
        )
    if not standing.cycles and (standing.drivers or not standing.is_guided):
        return NextStep(
            "first_test",
            _("Plan a first small test"),
            _("One class, one day, one question. It teaches more than a long plan."),
            _("Plan a test"),
        )
    if not standing.drivers:
        return NextStep(
            "theory",
            _("Draw what drives the aim"),
            _("Your tests already say something about it. A first sketch takes ten minutes.")
            if standing.cycles
            else _("What would have to be true for it to come true? A first sketch takes ten minutes."),
            _("Open the theory"),
        )
    return NextStep(
        "next_test",
        _("Plan the next test"),
        _("The last one is decided. What would you like to learn next?"),
        _("Plan a test"),
    )
