"""Links to what is on an indicator's page as files."""

from django.utils.translation import gettext as _

from groundswell.web.design.nav import Link
from groundswell.web.indicators.addresses import Address


def file_links(address: Address, *, has_picture: bool) -> tuple[Link, ...]:
    """The table always; the picture where one is drawn."""
    offered = {"csv": _("Table (CSV)"), "xlsx": _("Workbook (XLSX)"), "json": _("For programs (JSON)")}
    if has_picture:
        offered["pdf"] = _("Picture to print (PDF)")
    return tuple(Link(words, address.file(kind)) for kind, words in offered.items())
