"""Say how a plain table is read: by choosing columns on a page, by one that was kept, or as the command line's text."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake import student_mappings as mappings
from groundswell.domain.intake.student_mappings import AsRead
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.table_reading import TableReading, as_yaml, proposed, reading_of
from groundswell.domain.refusals import NotNow
from groundswell.store.read.mapped.kept import Kept
from groundswell.store.read.mapped.mapping_file import BadMapping, parse_mapping
from groundswell.store.read.mapped.previewing import Preview
from groundswell.store.read.mapped.proposing import as_yaml as with_remarks
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.student_data.files import as_file
from groundswell.web.student_data.mapping_form import MappingForm, first_values
from groundswell.web.student_data.mapping_pages import (
    MappingTextForm,
    TextPage,
    as_read,
    columns_page,
    name_from,
    unread_page,
)

WHERE = Where("student_data")


@require_http_methods(["GET", "POST"])
def columns(request: Request, number: int) -> HttpResponse:
    """The columns of the file with what each of them is. Looking again shows what new choices ask for."""
    load, do = _load(request, number), request.POST.get("do", "")
    base, name, beyond = _said_before(load, request)
    if beyond:
        return redirect("student_mapping", load.pk)
    told = AsRead(base.table, base.header_line, base.sheet) if base else as_read(request.GET)
    plain = request.GET.get("values") == "plain"
    try:
        found = actions.look_at_columns(request.actor, load=load, told=told, plain=plain)
    except NotNow as refusal:
        page = unread_page(load, told, refusal.reasons)
        return render_page(request, "student_data/columns.html", page=page, where=WHERE, status=422)
    form = _form(request, load, found, base or proposed(found), name)
    if do == "keep" and form.is_valid() and _kept(request, load, form):
        return redirect("student_load", load.pk)
    shown = columns_page(load, found, form, told=told, plain=plain)
    status = 422 if do == "keep" else 200
    return render_page(request, "student_data/columns.html", page=shown, where=WHERE, status=status)


def _said_before(load: StudentLoad, request: Request) -> tuple[TableReading | None, str, bool]:
    """What was said, its name, and whether that is beyond what the page can show."""
    name, text = request.GET.get("kept", ""), str(load.options.get("mapping", ""))
    if name:
        one = _named(name)
        reading = reading_of(one.mapping) if one.mapping else None
        return reading, name, reading is None
    if not text or "table" in request.GET:
        return None, "", False
    try:
        reading = reading_of(parse_mapping(text, ""))
    except BadMapping:
        reading = None
    return reading, str(load.options.get("kept_as", "")), reading is None


def _named(name: str) -> Kept:
    for each in mappings.all_kept():
        if each.name == name:
            return each
    raise Http404


def _form(request: Request, load: StudentLoad, found: Preview, base: TableReading, name: str) -> MappingForm:
    name = name or name_from(load)
    source = str(load.options.get("source", "")) or mappings.feed_used_with(name)
    first = first_values(base, keep_as=name, source=source)
    if request.POST.get("do") == "keep":
        return MappingForm(request.POST, found=found, base=base, initial=first)
    if request.method == "GET":
        return MappingForm(found=found, base=base, initial=first)
    chosen = MappingForm(request.POST, found=found, base=base).chosen
    said = {key: value for key, value in request.POST.items() if key != "do"}
    return MappingForm(found=found, base=replace(base, columns=chosen), initial=first | said)


def _kept(request: Request, load: StudentLoad, form: MappingForm) -> bool:
    told = form.cleaned_data
    text = as_yaml(form.reading(), file=load.filename)
    try:
        actions.say_how_it_is_read(
            request.actor, load=load, text=text, source=told["source"], keep_as=told["keep_as"]
        )
    except (BadMapping, NotNow) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
def use_kept(request: Request, number: int) -> HttpResponse:
    """Read the file by a mapping that was kept, as it is."""
    load, one = _load(request, number), _named(request.POST.get("name", ""))
    try:
        actions.say_how_it_is_read(
            request.actor,
            load=load,
            text=one.text,
            source=mappings.feed_used_with(one.name),
            keep_as=one.name,
        )
    except BadMapping as bad:
        raise NotNow([str(bad)]) from bad
    return redirect("student_load", load.pk)


@require_http_methods(["GET", "POST"])
def mapping_text(request: Request, number: int) -> HttpResponse:
    """The mapping as a text. What is wrong with it is told with its line."""
    load = _load(request, number)
    if request.method == "GET":
        form = MappingTextForm(initial=_first_text(request, load))
        return _text_page(request, TextPage(load, form))
    form = MappingTextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _text_page(request, TextPage(load, form))
    text = form.told()
    try:
        actions.say_how_it_is_read(
            request.actor,
            load=load,
            text=text,
            source=form.cleaned_data["source"],
            keep_as=form.cleaned_data["keep_as"],
        )
    except BadMapping as bad:
        again = MappingTextForm(initial=form.cleaned_data | {"text": text})
        return _text_page(request, TextPage(load, again, bad.faults), status=422)
    messages.success(request, _("The file will be read this way."))
    return redirect("student_load", load.pk)


def _first_text(request: Request, load: StudentLoad) -> dict[str, str]:
    name = str(load.options.get("kept_as", "")) or name_from(load)
    source = str(load.options.get("source", "")) or mappings.feed_used_with(name)
    text = str(load.options.get("mapping", ""))
    if not text:
        text = with_remarks(actions.look_at_columns(request.actor, load=load, told=as_read(request.GET)))
    return {"text": text, "keep_as": name, "source": source}


def _text_page(request: Request, page: TextPage, status: int = 0) -> HttpResponse:
    status = status or (422 if page.form.is_bound else 200)
    return render_page(request, "student_data/mapping.html", page=page, where=WHERE, status=status)


@require_GET
def mapping_file(request: Request, number: int) -> HttpResponse:
    """The mapping of a load as the file that the command line reads."""
    load = _load(request, number)
    text = str(load.options.get("mapping", ""))
    if not text:
        raise Http404
    name = str(load.options.get("kept_as", "")) or name_from(load)
    return as_file(text, f"{name}.yaml")


@require_GET
def kept_file(request: Request, name: str) -> HttpResponse:
    """A mapping that is kept."""
    mappings.place_for_all(request.actor)
    return as_file(_named(name).text, f"{name}.yaml")


@require_POST
def forget(request: Request, name: str) -> HttpResponse:
    mappings.place_for_all(request.actor)
    if not actions.forget_mapping(request.actor, name=_named(name).name):
        raise Http404
    messages.success(request, _("Taken away. Loads that were read by it keep their own copy."))
    return redirect("student_words")


def _load(request: Request, number: int) -> StudentLoad:
    loads = StudentLoad.objects.visible_to(request.actor).select_related("place", "by")
    return get_object_or_404(loads, pk=number)
