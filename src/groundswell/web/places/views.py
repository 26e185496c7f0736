"""A place's page: what its numbers show."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from groundswell.domain.places.models import Place
from groundswell.web.page import Where, render_page
from groundswell.web.places.pages import place_page
from groundswell.web.request import Request


@require_GET
def place(request: Request, code: str) -> HttpResponse:
    found = get_object_or_404(Place.objects.visible_to(request.actor), code=code)
    page = place_page(request.actor, found, request.GET.dict())
    return render_page(request, "places/place.html", page=page, where=Where("place", place=found))
