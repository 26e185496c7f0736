"""What is shown now, what it lags behind, and whether a release can be made at this moment."""

from dataclasses import dataclass

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import student_policies as policies
from groundswell.domain.intake.student_mappings import place_for_all
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_queries import rule_now, store_folder
from groundswell.domain.refusals import NotNow
from groundswell.store.publish import editions
from groundswell.store.publish.lock import is_writing
from groundswell.store.release import reading
from groundswell.store.release.drafts import is_releasing


@dataclass(frozen=True)
class ReleaseNow:
    """The numbers shown are of release `number` (0: none yet) and `edition`; `live_edition` is held now.

    `refusals`: why this person can make no release at this moment.
    """

    number: int
    edition: int
    live_edition: int
    rule_waits: bool
    refusals: tuple[str, ...]


def release_now(by: Actor) -> ReleaseNow:
    """What is shown, and why no release can be made now. Raises `StoreFault`, and `Refused` for who loads nothing."""
    live = reading.current(store_folder())
    return ReleaseNow(
        number=live.number if live else 0,
        edition=live.edition if live else 0,
        live_edition=editions.current_number(store_folder()),
        rule_waits=rule_now().waits,
        refusals=tuple(release_refusals_now(by)),
    )


def release_refusals_now(by: Actor) -> list[str]:
    """Why no release can be made at this moment; [] when one can. Raises as `release_now`."""
    try:
        place_for_all(by)
    except NotNow as beyond:
        return list(beyond.reasons)
    return policies.release_refusals(
        holds_students=bool(editions.current(store_folder()).of("students")),
        under_way=list(StudentLoad.objects.filter(state__in=policies.UNDER_WAY)),
        is_busy=is_writing(store_folder()) or is_releasing(store_folder()),
    )
