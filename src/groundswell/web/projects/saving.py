"""One domain call behind a form: a refusal becomes a line in the form, and nothing is lost."""

from collections.abc import Callable

from django.forms import BaseForm

from groundswell.domain.refusals import NotNow


def saved(form: BaseForm, save: Callable[[], object]) -> bool:
    """Call `save`; put every reason against it into the form. True when it was saved."""
    try:
        save()
    except NotNow as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True
