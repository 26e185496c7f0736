"""Choose the rule by which the next release decides what may leave the store."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake.student_mappings import place_for_all
from groundswell.domain.intake.student_queries import store_folder
from groundswell.domain.refusals import refuse_if
from groundswell.store.release.rule import CHOSEN, LIMITS, keep_rule, next_rule


@transaction.atomic
def change_rule(
    by: Actor,
    *,
    threshold: int,
    least_candidates: int,
    smallest_count: int,
    least_teachers: int,
    largest_share: int,
    two_largest_share: int,
    code_ends: bool,
) -> SuppressionRule:
    """The rule of the next release and of all after it. Raises `NotNow` outside the limits, `StoreFault`."""
    place = place_for_all(by)
    require(by, Permission.STUDENT_DATA_LOAD, within=place.path)
    before = next_rule(store_folder())
    rule = replace(
        before,
        threshold=threshold,
        least_candidates=least_candidates,
        smallest_count=smallest_count,
        least_teachers=least_teachers,
        largest_share=largest_share,
        two_largest_share=two_largest_share,
        code_ends=code_ends,
    )
    refuse_if(rule_refusals(rule))
    changed = {
        name: [getattr(before, name), getattr(rule, name)]
        for name in CHOSEN
        if getattr(before, name) != getattr(rule, name)
    }
    record(by, "release_rule.changed", place, path=place.path, changed=changed)
    keep_rule(store_folder(), rule)
    return rule


def rule_refusals(rule: SuppressionRule) -> list[str]:
    """Why a rule cannot be chosen."""
    named = {
        "threshold": _("The smallest group shown"),
        "least_candidates": _("The number of values left possible"),
        "smallest_count": _("The smallest count shown"),
        "least_teachers": _("The fewest teachers behind a number"),
        "largest_share": _("The largest share of one teacher"),
        "two_largest_share": _("The largest share of two teachers"),
    }
    words = _("%(what)s is between %(low)s and %(high)s.")
    told = [
        words % {"what": named[name], "low": low, "high": high}
        for name, (low, high) in LIMITS.items()
        if not low <= getattr(rule, name) <= high
    ]
    if rule.smallest_count == 1:
        told.append(
            _("The smallest count shown is 0 (off), or 2 and more: a count of 1 is never smaller than 1.")
        )
    if rule.least_candidates > rule.threshold:
        told.append(_("The number of values left possible is at most the smallest group shown."))
    return told
