"""One set-aside row, ready to be put right."""

from dataclasses import dataclass

from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.web.intake.forms import RowForm


@dataclass(frozen=True)
class RowPage:
    load: Import
    row: SetAsideRow
    form: RowForm
    problems: list[str]
