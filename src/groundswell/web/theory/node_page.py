"""The view model of one driver or idea."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.queries.ramps import RampRow, ramps_of
from groundswell.domain.cycles.queries.status import idea_statuses
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.models import ancestors
from groundswell.domain.theory.models import Node
from groundswell.domain.theory.queries import LinkRow, NodeRow, theory_of
from groundswell.web.cycles.ramp_picture import RampPicture, picture_of
from groundswell.web.design.nav import Link, crumb
from groundswell.web.request import Request
from groundswell.web.theory.aim import aim_crumb
from groundswell.web.theory.forms import IdeaForm, LinkForm, MeasureForm, NodeForm, SetDownForm
from groundswell.web.theory.pages import parents_for

NAMES = ("version", "text", "definition", "why_we_believe", "belief")
IDEA_NAMES = (*NAMES, "origin", "adapted_from", "core", "adaptable")


@dataclass(frozen=True)
class Served:
    """A driver this node serves, and the link that says so."""

    node: NodeRow
    link: LinkRow


@dataclass(frozen=True)
class NodePage:
    node: NodeRow
    kind: str
    crumb: tuple[Link, ...]
    back: str
    form: NodeForm
    link_form: LinkForm | None
    measure_form: MeasureForm | None
    down_form: SetDownForm
    serves: tuple[Served, ...]
    served_by: tuple[NodeRow, ...]
    ramps: tuple[RampPicture, ...]
    status: str
    pip: str
    plan_address: str
    can_edit: bool


def node_page(request: Request, found: Node, form: NodeForm | None) -> NodePage:
    project = found.project
    statuses = idea_statuses(project)
    theory = theory_of(project, statuses={node: status.status for node, status in statuses.items()})
    row = theory.node(found.pk)
    back = f"/projects/{project.pk}/theory/"
    may_edit = (
        can(request.actor, Permission.PROJECT_EDIT, within=project.path).allowed and project.state != "closed"
    )
    parents, measures = parents_for(theory, child=row), _measures(request, found, row)
    status = statuses.get(row.id)
    return NodePage(
        node=row,
        kind=kind_words(row.kind),
        crumb=crumb((_("Theory"), back), (_("3 What change can we try?"), back), aim_crumb(project)),
        back=back,
        form=form or _form(row),
        link_form=LinkForm(parents=parents) if parents and row.kind != "primary" else None,
        measure_form=MeasureForm(measures=measures) if measures else None,
        down_form=SetDownForm(),
        serves=tuple(Served(theory.node(link.parent), link) for link in row.parents),
        served_by=tuple(theory.node(link.child) for link in row.children),
        ramps=tuple(picture_of(ramp) for ramp in _ramps(request, found)),
        status=row.status if row.is_set_down or status is None else status.words,
        pip=row.status.replace(" ", "-") or "not-tested",
        plan_address=f"/projects/{project.pk}/tests/?idea={row.id}#new",
        can_edit=may_edit,
    )


def kind_words(kind: str) -> str:
    return {"primary": _("Primary driver"), "secondary": _("Secondary driver"), "idea": _("Change idea")}[
        kind
    ]


def _form(row: NodeRow) -> NodeForm:
    if row.kind == "idea":
        return IdeaForm(initial={name: getattr(row, name) for name in IDEA_NAMES})
    return NodeForm(initial={name: getattr(row, name) for name in NAMES})


def _ramps(request: Request, found: Node) -> tuple[RampRow, ...]:
    if found.kind != Node.Kind.IDEA:
        return ()
    return tuple(ramp for ramp in ramps_of(found.project, request.actor) if ramp.idea_id == found.pk)


def _measures(request: Request, found: Node, row: NodeRow) -> list[tuple[str, str]]:
    """The team's measures and those of the places above it, without the ones that hang here."""
    here = {measure.id for measure in row.measures}
    own = Q(path__in=[*ancestors(found.project.place.path), found.project.path])
    rows = Measure.objects.visible_to(request.actor).filter(own, retired_at__isnull=True).exclude(pk__in=here)
    return [(str(measure.pk), measure.name) for measure in rows.order_by("name")]
