"""The rule by which numbers leave: what it is now, what a change does, and the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake import student_mappings as mappings
from groundswell.domain.intake.student_queries import rule_now
from groundswell.domain.intake.student_releases import release_now
from groundswell.domain.refusals import NotNow
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.rule import LIMITS
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.student_data.pages import ReleaseOffer, release_offer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHERE = Where("student_data")


def _number(name: str, label: StrOrPromise, told: StrOrPromise) -> forms.IntegerField:
    lowest, highest = LIMITS[name]
    return forms.IntegerField(label=label, help_text=told, min_value=lowest, max_value=highest)


class RuleForm(forms.Form):
    """What a network chooses. Each field says what it protects."""

    threshold = _number(
        "threshold",
        _("Smallest group shown"),
        _(
            "Numbers of fewer students are withheld, and others from which they could be worked out. California: 11."
        ),
    )
    smallest_count = _number(
        "smallest_count",
        _("Smallest count shown"),
        _("0 is off. With 5, a rate is withheld when 1 to 4 students are counted, or all but 1 to 4."),
    )
    least_candidates = _number(
        "least_candidates",
        _("Values left possible"),
        _("A withheld number leaves at least this many values possible for who adds up what is shown."),
    )
    least_teachers = _number(
        "least_teachers",
        _("Fewest teachers behind a number"),
        _(
            "Where rosters say that fewer stand behind a number, its value is withheld, and how many students is not."
        ),
    )
    largest_share = _number(
        "largest_share",
        _("Largest share of one teacher, percent"),
        _("Who has more than this share of the students counts alone."),
    )
    two_largest_share = _number(
        "two_largest_share",
        _("Largest share of two teachers, percent"),
        _("Two who have more than this share of the students count as two, whoever else there is."),
    )
    code_ends = forms.BooleanField(
        label=_("Give rates near 0% and 100% as bounds"),
        required=False,
        help_text=_("Such as “at most 5%”: a rate of 0% or 100% tells about each student of a group."),
    )


@dataclass(frozen=True)
class RulePage:
    """live: the rule of the numbers that are shown now, as words; [] before the first release."""

    form: RuleForm
    live: list[tuple[str, str]]
    number: int
    release: ReleaseOffer


@require_http_methods(["GET", "POST"])
def rule(request: Request) -> HttpResponse:
    mappings.place_for_all(request.actor)
    try:
        now = rule_now()
    except StoreFault as damage:
        raise NotNow([str(damage)]) from damage
    first = {name: getattr(now.next, name) for name in RuleForm.base_fields}
    form = RuleForm(request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.change_rule(request.actor, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error(None, refusal.reasons)
        else:
            messages.success(request, say("Kept. The next release is made by this rule."))
            return redirect("student_rule")
    live = _said(now.live) if now.live else []
    page = RulePage(form, live, now.number, release_offer(release_now(request.actor)))
    status = 422 if form.is_bound else 200
    return render_page(request, "student_data/rule.html", page=page, where=WHERE, status=status)


def _said(live: SuppressionRule) -> list[tuple[str, str]]:
    fields = RuleForm.base_fields
    numbers = [(str(fields[name].label), _value(live, name)) for name in LIMITS]
    return [*numbers, (str(fields["code_ends"].label), say("yes") if live.code_ends else say("no"))]


def _value(live: SuppressionRule, name: str) -> str:
    value = int(getattr(live, name))
    return say("off") if name == "smallest_count" and not value else str(value)
