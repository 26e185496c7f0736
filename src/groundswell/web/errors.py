"""Pages for what did not work, in the same voice as the rest: what, why, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.domain.versions import Conflict
from groundswell.web.field_labels import is_written, label_of


def not_allowed(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "403.html", {"reason": reason}, status=403)


def not_now(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    return render(request, "409.html", {"reasons": reasons}, status=409)


def changed_meanwhile(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    """Both texts, side by side. Nothing of what the person wrote is lost."""
    fields = [
        {"name": label_of(name, conflict.labels), "theirs": conflict.theirs.get(name, ""), "yours": yours}
        for name, yours in conflict.yours.items()
        if conflict.theirs.get(name, "") != yours and is_written(name)
    ]
    return render(
        request, "409.html", {"conflict": fields, "by": conflict.by, "again": request.path}, status=409
    )


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or did not come from this site."""
    words = _("This form was open for too long. Go back, reload the page and send it again.")
    return render(request, "403.html", {"reason": words}, status=403)
