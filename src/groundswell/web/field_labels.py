"""What people call the fields of a form, for pages that show two texts side by side."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Forms whose documents bring no labels of their own (see domain.versions.Conflict).
LABELS = {
    "name": gettext_lazy("Name"),
    "state": gettext_lazy("State"),
    "target": gettext_lazy("Target"),
    "function": gettext_lazy("What they do"),
    "is_frontline": gettext_lazy("Works with students every day"),
    "baseline_from": gettext_lazy("Baseline from"),
    "baseline_until": gettext_lazy("Baseline up to"),
    "baseline_reason": gettext_lazy("Why here"),
    "kind": gettext_lazy("Kind"),
    "text": gettext_lazy("In a few words"),
    "definition": gettext_lazy("What exactly do you mean?"),
    "why_we_believe": gettext_lazy("Why do you believe it?"),
    "belief": gettext_lazy("How sure are you?"),
    "origin": gettext_lazy("Where does it come from?"),
    "adapted_from": gettext_lazy("From whom?"),
    "core": gettext_lazy("Core: what has to stay"),
    "adaptable": gettext_lazy("Adaptable: what may differ by place"),
    "why": gettext_lazy("What changed your minds?"),
    "set_down_why": gettext_lazy("Why do you set it down?"),
    "title": gettext_lazy("What will you try?"),
    "learn": gettext_lazy("What do you want to learn?"),
    "scale_number": gettext_lazy("How big?"),
    "scale_unit": gettext_lazy("of what"),
    "data_plan": gettext_lazy("Data: who writes down what, when and where?"),
    "stop_rule": gettext_lazy("Stop if"),
    "comparison": gettext_lazy("Compared with"),
    "learned": gettext_lazy("What did you learn about the idea, or the theory?"),
    "carried_out": gettext_lazy("Was it carried out as planned?"),
    "deviations": gettext_lazy("What went differently?"),
    "belief_after": gettext_lazy("How sure are you now?"),
    "decision": gettext_lazy("What will you do with the idea?"),
    "decision_why": gettext_lazy("Why?"),
    "not_served": gettext_lazy("Who was not served by this?"),
    "next_step": gettext_lazy("What happens next?"),
    "headline": gettext_lazy("Headline"),
    "story": gettext_lazy("The story"),
    "ask": gettext_lazy("What we would like from readers"),
}
STAMPS = ("_at", "_id", "_by")  # who and when: nobody wrote these in a form


def is_written(name: str) -> bool:
    """Whether people fill this field in, so that losing it would lose their words."""
    return not name.endswith(STAMPS)


def label_of(name: str, labels: Mapping[str, object]) -> str:
    """The document's own label; else ours; else the name as plain words ("starts_on" -> "Starts on")."""
    known = labels.get(name) or LABELS.get(name)
    return str(known) if known else _(name.replace("_", " ").capitalize())
