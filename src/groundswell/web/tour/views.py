"""The guided tour of the example: real pages, seen through the eyes of its people. Leave at any time."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.domain.people.models import Person
from groundswell.example.tour import TourStep, about, tour_steps
from groundswell.web.people.views import BACKEND
from groundswell.web.tour.addresses import address_of
from groundswell.web.tour.strip import STEP


@login_not_required
@require_GET
def about_example(request: HttpRequest) -> HttpResponse:
    """What is real here and what is invented."""
    _only_in_the_demo()
    return render(request, "tour/about.html", {"about": about(), "steps": len(tour_steps())})


@login_not_required
@require_GET
def start_yours(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    return render(request, "tour/start_yours.html")


@login_not_required
@require_POST
def go(request: HttpRequest, number: int) -> HttpResponse:
    """To one step: sign in as the person it is seen by, and open its page."""
    _only_in_the_demo()
    step = next((step for step in tour_steps() if step.number == number), None)
    if step is None:
        raise Http404
    _see_as(request, step)
    request.session[STEP] = step.number
    return redirect(address_of(step.page))


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    request.session.pop(STEP, None)
    return redirect("today" if request.user.is_authenticated else "account_login")


def _see_as(request: HttpRequest, step: TourStep) -> None:
    if not step.persona:
        logout(request)
        return
    person = get_object_or_404(Person.objects.personas(), username=step.persona)
    if request.user != person:
        login(request, person, backend=BACKEND)


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
