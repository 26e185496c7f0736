"""One driver or idea: its words, links, measures and tests. Each small form names what it does."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.measures.models import Measure
from groundswell.domain.refusals import NotNow
from groundswell.domain.theory import actions
from groundswell.domain.theory.models import Node
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.theory.forms import IdeaForm, NodeForm, SetDownForm, ThingForm
from groundswell.web.theory.node_page import node_page
from groundswell.web.theory.views import working_project


@require_http_methods(["GET", "POST"])
def node(request: Request, number: int, node: int) -> HttpResponse:
    project = working_project(request, number)
    found = get_object_or_404(
        Node.objects.visible_to(request.actor).select_related("project"), pk=node, project=project
    )
    if request.method == "POST":
        return _written(request, found)
    return _shown(request, found)


def _shown(request: Request, found: Node, form: NodeForm | None = None, status: int = 200) -> HttpResponse:
    project = found.project
    page = node_page(request, found, form)
    where = Where("theory", place=project.place, project=project)
    return render_page(request, "theory/node.html", page=page, where=where, status=status)


def _written(request: Request, found: Node) -> HttpResponse:
    wish = request.POST.get("do", "")
    if wish == "edit":
        return _edited(request, found)
    if wish not in WISHES:
        messages.warning(request, _("We did not understand that button. Please try again."))
        return redirect("theory_node", found.project_id, found.pk)
    try:
        WISHES[wish](request, found)
    except NotNow as refusal:
        messages.warning(request, " ".join(refusal.reasons))
    return redirect("theory_node", found.project_id, found.pk)


def _edited(request: Request, found: Node) -> HttpResponse:
    form_class = IdeaForm if found.kind == Node.Kind.IDEA else NodeForm
    form = form_class(request.POST)
    if not form.is_valid():
        return _shown(request, found, form, status=422)
    words = dict(form.cleaned_data)
    actions.edit_node(request.actor, node=found, version=words.pop("version"), **words)
    messages.success(request, _("Kept."))
    return redirect("theory_node", found.project_id, found.pk)


def _link(request: Request, found: Node) -> None:
    parent = _sibling(found, request.POST.get("parent", ""))
    actions.link(request.actor, parent=parent, child=found, weak="weak" in request.POST)


def _unlink(request: Request, found: Node) -> None:
    actions.unlink(request.actor, link=get_object_or_404(found.links_up, pk=_thing(request)))


def _weak(request: Request, found: Node) -> None:
    link = get_object_or_404(found.links_up, pk=_thing(request))
    actions.set_weak(request.actor, link=link, weak=not link.is_weak)


def _focus(request: Request, found: Node) -> None:
    actions.set_focus(request.actor, node=found, focus=not found.is_focus)


def _hang(request: Request, found: Node) -> None:
    measure = get_object_or_404(
        Measure.objects.visible_to(request.actor), pk=_number(request.POST.get("measure", ""))
    )
    actions.hang_measure(request.actor, node=found, measure=measure)


def _unhang(request: Request, found: Node) -> None:
    actions.unhang_measure(
        request.actor, node=found, measure=get_object_or_404(found.measures, pk=_thing(request))
    )


def _set_down(request: Request, found: Node) -> None:
    form = SetDownForm(request.POST)
    form.is_valid()
    actions.set_down_node(request.actor, node=found, why=form.cleaned_data["why"])


def _take_up(request: Request, found: Node) -> None:
    actions.restore_node(request.actor, node=found)


def _earlier(request: Request, found: Node) -> None:
    """One place up among its kind."""
    before = list(found.project.nodes.filter(kind=found.kind).order_by("order", "id"))
    place = next(index for index, row in enumerate(before) if row.pk == found.pk)
    if place:
        actions.reorder(request.actor, node=found, before=before[place - 1])


def _sibling(found: Node, number: str) -> Node:
    return get_object_or_404(found.project.nodes, pk=_number(number))


def _thing(request: Request) -> int:
    form = ThingForm(request.POST)
    return int(form.cleaned_data["thing"]) if form.is_valid() else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


WISHES: dict[str, Callable[[Request, Node], None]] = {
    "link": _link,
    "unlink": _unlink,
    "weak": _weak,
    "focus": _focus,
    "hang": _hang,
    "unhang": _unhang,
    "down": _set_down,
    "up": _take_up,
    "earlier": _earlier,
}
