"""Put a load's page together: what is read depends on how far the load is."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.intake import student_policies as policies
from groundswell.domain.intake import student_queries as queries
from groundswell.domain.intake.student_mappings import mapping_refusals
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.web.student_data import pages, words
from groundswell.web.student_data.forms import ALL, NarrowForm
from groundswell.web.student_data.onward import onward
from groundswell.web.student_data.pages import LoadPage, ReleaseSaid

State, Kind, Release = StudentLoad.State, StudentLoad.Kind, StudentLoad.Release
SHOWN, LOOKS = 50, 20


def load_page(by: Actor, load: StudentLoad, asked: QueryDict) -> LoadPage:
    """The view model of one load."""
    shown: dict[str, Any] = {}
    if load.state == State.PREVIEW:
        shown = {
            "happens": words.what_happens(load),
            "options": words.said_options(load),
            "before": _before(),
            "to_settle": mapping_refusals(load),
            "has_mapping": bool(load.options.get("mapping")),
        }
    elif load.state in policies.UNDER_WAY:
        shown = {"progress": words.said_progress(load), "steps": words.steps(load)}
    if load.is_reported:
        shown |= _report(by, load, asked)
    shown["release"] = _release(by, load)
    return LoadPage(
        load=load,
        what=pages.what_it_is(load),
        state=policies.said_state(load),
        is_preview=load.state == State.PREVIEW,
        is_under_way=load.state in policies.UNDER_WAY,
        can_take_back=not policies.take_back_refusals(load),
        **shown,
    )


def _before() -> str:
    held = queries.held()
    if not held.edition:
        return _("Nothing is held yet. This would be the first edition.")
    years = ", ".join(map(words.year_name, held.school_years))
    told = {"edition": held.edition, "students": pages.grouped(held.students), "years": years}
    return (
        _("Held now: edition %(edition)s with %(students)s student records, school years %(years)s.") % told
    )


def _report(by: Actor, load: StudentLoad, asked: QueryDict) -> dict[str, Any]:
    narrow, chosen = _narrowed(load, asked)
    sees = can(by, Permission.STUDENT_ROWS_VIEW, within=load.place.path).allowed
    return {
        "said": pages.said_counts(load),
        "outcome": _outcome(load),
        "files": pages.file_lines(load),
        "tables": [(words.table_name(each["table"]), pages.grouped(each["rows"])) for each in load.tables],
        "findings": Paginator(queries.findings(load, **chosen), SHOWN).get_page(asked.get("page")),
        "narrow": narrow,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "more_faults": _more_faults(load),
        "sees_rows": sees and bool(load.quarantined) and not policies.rows_refusals(load),
        "looks": list(queries.looks_at_rows(load)[:LOOKS]),
    }


def _narrowed(load: StudentLoad, asked: QueryDict) -> tuple[NarrowForm, dict[str, str]]:
    found = queries.findings(load).order_by()
    files = sorted(set(found.values_list("file", flat=True)) - {""})
    rules = dict(found.values_list("rule", "message").distinct())
    said = sorted(((rule, message[:80]) for rule, message in rules.items()), key=lambda pair: pair[1])
    names = ("kind", "file", "rule")
    form = NarrowForm({name: asked.get(name) or ALL for name in names}, files=files, rules=said)
    chosen = form.cleaned_data if form.is_valid() else {}
    return form, {name: "" if chosen.get(name, ALL) == ALL else chosen[name] for name in names}


def _more_faults(load: StudentLoad) -> str:
    listed = load.findings.filter(kind="fault").count()
    if load.fault_count <= listed:
        return ""
    told = {"listed": pages.grouped(listed), "all": pages.grouped(load.fault_count)}
    return (
        _("The first %(listed)s of %(all)s faults are listed. The rows themselves hold all of them.") % told
    )


def _outcome(load: StudentLoad) -> str:
    if load.state == State.UNCHANGED:
        return _("Nothing is new: edition %(edition)s holds all of this already.") % {"edition": load.edition}
    if load.state == State.REFUSED or not load.edition:
        return _("Nothing was changed.")
    years = ", ".join(map(words.year_name, load.school_years))
    if not years:
        return _("This is edition %(edition)s.") % {"edition": load.edition}
    told = {"edition": load.edition, "years": years}
    return _("This is edition %(edition)s, with %(years)s.") % told


def _release(by: Actor, load: StudentLoad) -> ReleaseSaid | None:
    told = load.release
    if load.release_state == Release.NOT_NEEDED:
        said = _("Release %(number)s is of these data already.") % {"number": told["number"]}
        return ReleaseSaid(said, onward=onward(by))
    if load.release_state == Release.BY_HAND:
        return ReleaseSaid(
            _("Releases are made by hand here. Until the next one, pages show the numbers of the one before.")
        )
    if load.release_state == Release.STOPPED:
        words_ = _("No new release was made, so pages show the numbers of the one before. %(why)s")
        return ReleaseSaid(words_ % {"why": told["why"]})
    if load.release_state != Release.MADE:
        return None
    said = _("Release %(number)s: %(tables)s tables of numbers may leave the store.")
    if not told["tables"] and not told["held"]:
        said = _(
            "Release %(number)s: no numbers can be made of these data yet. They need to say in which school students "
            "are enrolled, and attendance, incidents, grades, or tests of a known subject."
        )
    held = [(f"{each['indicator']} ({each['period']})", each["reason"]) for each in told["held"]]
    told = {"number": told["number"], "tables": pages.grouped(told["tables"])}
    is_empty = not load.release["tables"] and not held
    return ReleaseSaid(said % told, held, () if is_empty else onward(by), is_empty)
