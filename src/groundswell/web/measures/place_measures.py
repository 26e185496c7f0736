"""Define a measure at a place: common to everything below it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures import actions
from groundswell.domain.measures.counting import MeasureShape
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import NotNow
from groundswell.web.measures.edits import FormPage
from groundswell.web.measures.forms import MeasureForm
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request

RESERVED = "new"  # its address is this very form


class PlaceMeasureForm(MeasureForm):
    """A common measure. Files name it by its code."""

    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Files name the measure by it. Leave it empty and we make one from the name: "
            "Daily attendance gets daily-attendance."
        ),
    )
    source_note = forms.CharField(
        label=gettext_lazy("Source, as charts say it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Like “Cedar County, attendance records”."),
    )

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind"),
        choices=[
            ("outcome", gettext_lazy("Outcome: are students better off?")),
            ("driver", gettext_lazy("Driver: does what we work on move?")),
            ("process", gettext_lazy("Process: did we do what we planned?")),
            ("balancing", gettext_lazy("Balancing: does anything else get worse?")),
        ],
    )

    first_fields = ("name", "code", *MeasureForm.first_fields[1:], "source_note")
    field_order = first_fields

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code == RESERVED:
            raise forms.ValidationError(_("This word is taken. Choose a code that says what is counted."))
        return code

    def shape(self) -> MeasureShape:
        names = ("name", "kind", "better", "unit", "grain", "target", "source_note", "code")
        return MeasureShape(chart=Measure.Chart.RUN, **{name: self.cleaned_data[name] for name in names})


@require_http_methods(["GET", "POST"])
def new_measure(request: Request, code: str) -> HttpResponse:
    place = get_object_or_404(Place.objects.visible_to(request.actor), code=code)
    require(request.actor, Permission.MEASURE_EDIT, within=place.path)
    form = PlaceMeasureForm(request.POST or None)
    made = _made(request, place, form) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("The measure is there. Files name it %(code)s.") % {"code": made.code})
        return redirect("place_measure", place.code, made.code)
    page = FormPage(
        title=_("A new measure"),
        over=place.name,
        lead=_(
            "It counts for this place and everything below it. Two people with the same raw data should get "
            "the same number."
        ),
        crumb=(),
        form=form,
        button=_("Add the measure"),
        back=reverse("place", args=[place.code]),
    )
    status = 422 if form.is_bound else 200
    return render_page(
        request, "measures/form.html", page=page, where=Where("place", place=place), status=status
    )


def _made(request: Request, place: Place, form: PlaceMeasureForm) -> Measure | None:
    """The new measure; None when the moment refuses it, with every reason on the form."""
    try:
        return actions.add_measure(
            by=request.actor,
            place=place,
            shape=form.shape(),
            counting=form.counting(),
            owner_id=request.actor.person_id,
        )
    except NotNow as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return None
