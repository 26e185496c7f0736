"""The three parts of the crumb on the second question's pages: step, question, aim."""

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import aim_short
from groundswell.web.design.nav import Link, crumb


def measure_crumb(project: Project, step: str = "") -> tuple[Link, ...]:
    """Step, question and aim: "Measures > 2 How will we know? > Aim: 26% to 18% by 12 June"."""
    home = reverse("project_measures", args=[project.pk])
    aim = aim_short(project.aims.order_by("-number").first())
    return crumb(
        (step or _("Measures"), home),
        (_("2 How will we know?"), home),
        (_("Aim: %(aim)s") % {"aim": aim} if aim else _("Aim: not yet"), f"/projects/{project.pk}/aim/"),
    )
