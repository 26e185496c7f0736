"""Put an import's page together: what is read depends on how far the import is."""

from collections.abc import Mapping
from typing import Any

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import actions, policies
from groundswell.domain.intake.mapping import mapping_from
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.queries import already_in, reasons
from groundswell.domain.intake.targets import Target
from groundswell.web.intake import pages
from groundswell.web.intake.forms import ColumnsForm, columns_initial
from groundswell.web.intake.pages import SHOWN_ASIDE, ImportPage

State = Import.State


def import_page(by: Actor, load: Import, target: Target, *, form: ColumnsForm | None = None) -> ImportPage:
    """The view model. Rows of the file are handed out after the look is recorded."""
    shown: dict[str, Any] = {}
    if load.state == State.PREVIEW:
        shown = _preview(by, load, target, form)
    elif load.state in policies.UNDER_WAY:
        shown = {"progress": pages.said_progress(load), "steps": pages.progress_steps(load)}
    if load.state in {State.PREVIEW, State.ACCEPTED, State.REVERTED}:
        shown |= _report(by, load)
    return ImportPage(
        load=load,
        state=policies.said_state(load.state),
        said=pages.said_counts(load),
        is_preview=load.state == State.PREVIEW,
        is_under_way=load.state in {State.QUEUED, State.RUNNING},
        rows_read=pages.grouped(load.rows_read),
        can_take_back=not policies.revert_refusals(load),
        **shown,
    )


def columns_form(
    by: Actor, load: Import, target: Target, *, data: Mapping[str, Any] | None = None
) -> ColumnsForm:
    return ColumnsForm(
        data,
        initial=columns_initial(mapping_from(load.mapping), load.version),
        wanted=target.fields,
        header=load.header,
        choices=target.choices(by, load.place),
    )


def _preview(by: Actor, load: Import, target: Target, form: ColumnsForm | None) -> dict[str, Any]:
    rows = actions.look_at_first_rows(by, load=load)
    return {
        "header": load.header,
        "first_rows": pages.first_rows(load.header, rows),
        "form": form or columns_form(by, load, target),
        "questions": policies.accept_refusals(load, target),
        "before": already_in(load),
    }


def _report(by: Actor, load: Import) -> dict[str, Any]:
    quarantined = load.set_aside.filter(kind=SetAsideRow.Kind.QUARANTINED)
    first = quarantined.filter(
        pk__in=list(quarantined.order_by("line").values_list("pk", flat=True)[:SHOWN_ASIDE])
    )
    rows = actions.look_at_set_aside(by, load=load, purpose="report", rows=first)
    return {
        "reasons": pages.worth_a_line(reasons(load)),
        "aside": pages.aside_lines(rows),
        "aside_left": max(load.quarantined - len(rows), 0),
    }
