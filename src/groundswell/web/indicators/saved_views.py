"""Ways of looking that a person keeps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.domain.indicators import actions
from groundswell.domain.indicators.models import SavedView
from groundswell.web.indicators.spots import find_data, known_indicator
from groundswell.web.request import Request


@require_POST
def keep(request: Request, code: str) -> HttpResponse:
    """name, indicator and query: the rest of the address that is looked at."""
    here = find_data(request.actor, code)
    known = known_indicator(request.POST.get("indicator", ""))
    view = actions.keep_view(
        request.actor,
        place=here.place,
        name=request.POST.get("name", ""),
        indicator=known.id,
        query=request.POST.get("query", ""),
    )
    messages.success(
        request, _("Kept as “%(name)s”. You find it with the data of this place.") % {"name": view.name}
    )
    return redirect("place_data", code)


@require_POST
def forget(request: Request, code: str, number: int) -> HttpResponse:
    here = find_data(request.actor, code)
    view = get_object_or_404(SavedView.objects.visible_to(request.actor), pk=number, place=here.place)
    actions.forget_view(request.actor, view=view)
    messages.success(request, _("Taken away."))
    return redirect("place_data", code)
