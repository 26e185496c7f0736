"""What to do about a finding, for people at a page: the store's own words name options of the command line."""

from django.utils.translation import gettext as _


def what_to_do(rule: str, fix: str) -> str:
    """The advice in the words of the pages where those differ."""
    here = {
        "ambiguous_date": _(
            "Write it as 2026-08-31, or send the file again and choose how its dates are written."
        ),
        "encoding": _("Save the file as CSV UTF-8, or send it again and choose how its text is stored."),
        "great_loss": _(
            "Check the files. If they are right, send them again and choose to bring them in all the same. "
            "Ed-Fi files can also add to what is held."
        ),
    }
    return here.get(
        rule, fix.replace("in a file for --descriptors", _("on the page “What your own files mean”"))
    )
