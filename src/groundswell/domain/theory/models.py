"""The theory of improvement: drivers and change ideas as a graph that may be wrong and keeps its history."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project

PERSON = settings.AUTH_USER_MODEL


class NodeQuerySet(models.QuerySet["Node"]):
    def visible_to(self, by: Actor) -> "NodeQuerySet":
        """A theory is a team's draft: for those who work in the team."""
        return self.filter(reach(by, Permission.PROJECT_WORK, field="project__path"))


class Node(models.Model):
    """A driver or a change idea. The aim itself is not a node: primary drivers hang on the project's aim."""

    class Kind(models.TextChoices):
        PRIMARY = "primary"
        SECONDARY = "secondary"
        IDEA = "idea"

    class Origin(models.TextChoices):
        NEW = "new"
        ADAPTED = "adapted"

    project = models.ForeignKey(Project, models.CASCADE, related_name="nodes")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    why_we_believe = models.TextField(blank=True)
    belief = models.PositiveSmallIntegerField(null=True, blank=True)
    is_focus = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, choices=Origin, blank=True)
    adapted_from = models.CharField(max_length=300, blank=True)
    core = models.TextField(blank=True)
    adaptable = models.TextField(blank=True)
    measures = models.ManyToManyField(Measure, blank=True, related_name="nodes")
    added_at = models.DateTimeField()
    set_down_at = models.DateTimeField(null=True, blank=True)
    set_down_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(belief__isnull=True) | Q(belief__lte=4), name="node_belief_0_to_4"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Link(models.Model):
    """A believed effect of the child on the parent. No parent means the aim."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    parent = models.ForeignKey(Node, models.CASCADE, related_name="links_down")
    child = models.ForeignKey(Node, models.CASCADE, related_name="links_up")
    is_weak = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "child"], name="link_once"),
            models.CheckConstraint(condition=~Q(parent=F("child")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} drives {self.parent_id}"


class TheoryVersion(models.Model):
    """A frozen picture of the theory, with what changed the team's mind."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="theory_versions")
    number = models.PositiveIntegerField()
    why = models.TextField(blank=True)
    snapshot = models.JSONField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="theory_number_once")]

    def __str__(self) -> str:
        return f"theory {self.number}"
