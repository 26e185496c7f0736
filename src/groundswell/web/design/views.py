"""The live gallery: every component in every state, for people, checks and screenshots."""

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from groundswell.web.design import samples
from groundswell.web.design.charts import (
    SampleChart,
    sample_charts,
    sample_run_chart,
    sample_sparkline,
    sample_veil,
)
from groundswell.web.design.more_charts import SampleFigure, sample_figures


@dataclass(frozen=True)
class GalleryPage:
    """What the gallery shows. The forms are fresh for each visit; the rest is fixed."""

    writing: samples.WritingForm = field(default_factory=samples.writing_form)
    again: samples.LookAgainForm = field(default_factory=samples.look_again_form)
    decision: samples.DecisionForm = field(
        default_factory=lambda: samples.DecisionForm(initial={"decision": "expand"})
    )
    count: samples.CountForm = field(default_factory=lambda: samples.CountForm(initial={"came": 9}))
    charts: tuple[SampleChart, ...] = field(default_factory=sample_charts)
    wide: SampleChart = field(default_factory=lambda: sample_run_chart(width=760))
    narrow: SampleChart = field(default_factory=lambda: sample_run_chart(width=350))
    spark: str = field(default_factory=sample_sparkline)
    veil: str = field(default_factory=sample_veil)
    figures: tuple[SampleFigure, ...] = field(default_factory=sample_figures)


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """One page with all of it. It holds no data of anybody, so it needs no sign-in."""
    nav = samples.gallery_nav(reverse("design"))
    return render(request, "design/gallery.html", {"page": GalleryPage(), "sample": samples, "nav": nav})


@login_not_required
@require_GET
def entry(request: HttpRequest) -> HttpResponse:
    """The phone entry as an example of its own frame, with its own small styles."""
    return render(request, "design/entry.html", {"form": samples.CountForm(initial={"came": 9})})


@login_not_required
@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """The rail as the phone's Contents page."""
    return render(request, "frame/contents.html", {"nav": samples.gallery_nav(reverse("design"))})


@login_not_required
@require_GET
def theory(request: HttpRequest) -> HttpResponse:
    """The theory frame: the narrow rail, room for the diagram, the outline beside it."""
    return render(request, "design/theory.html", {"nav": samples.gallery_nav(reverse("design"))})
