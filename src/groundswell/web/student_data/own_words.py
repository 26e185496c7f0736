"""What the district's own columns, titles and codes mean: read, edited as a text, sent as a file, taken along."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake import student_mappings as mappings
from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.kept import Kept
from groundswell.store.read.package import RefusedFile
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.student_data.files import as_file
from groundswell.web.student_data.text_form import TextOrFileForm
from groundswell.web.student_data.words import table_name

WHERE = Where("student_data")
FILES = {"oneroster": "oneroster-words.yaml", "edfi": "edfi-codes.yaml"}
EXAMPLES = {
    "oneroster": """\
groups:
  freeReducedLunch: {set: economically_disadvantaged, yes: [Y], no: [N]}
subjects:
  reading: [SAT read scaled score]
  mathematics: [SAT math scaled score]
categories:
  standardized_test: [Stanford Achievement Test]
""",
    "edfi": """\
attendance: {unexcused: [Cut Class], excused: [Medical]}
sex: {female: [W], male: [M]}
""",
}


class WordsForm(TextOrFileForm):
    """A small file of words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["file"].label, self.fields["text"].label = _("A file to send"), _("The words")
        self.fields["text"].help_text = _("An empty text takes away what was kept.")


@dataclass(frozen=True)
class WordsLine:
    """One kind of words: its page, what it is about, and how many lines are kept."""

    kind: str
    title: str
    about: str
    lines: int


@dataclass(frozen=True)
class KeptLine:
    kept: Kept
    tables: str


@dataclass(frozen=True)
class WordsPage:
    words: list[WordsLine]
    mappings: list[KeptLine]


@dataclass(frozen=True)
class OneKindPage:
    kind: str
    title: str
    about: str
    form: WordsForm
    example: str
    is_kept: bool
    faults: list[Fault] = field(default_factory=list)


def _title(kind: str) -> str:
    return {"oneroster": say("Words of your OneRoster files"), "edfi": say("Codes of your Ed-Fi files")}[kind]


def _about(kind: str) -> str:
    return {
        "oneroster": say(
            "OneRoster has no lunch status, no programs and no subject of a test. Say what your own columns (without "
            "“metadata.”), titles of line items and categories mean."
        ),
        "edfi": say(
            "Districts write their own descriptors. Say what your codes mean; a code that nobody explains is counted in "
            "the report, and nothing is guessed."
        ),
    }[kind]


@require_GET
def words(request: Request) -> HttpResponse:
    mappings.place_for_all(request.actor)
    lines = [
        WordsLine(kind, _title(kind), _about(kind), len(mappings.own_words_of(kind).splitlines()))
        for kind in FILES
    ]
    kept = [KeptLine(each, _tables(each)) for each in mappings.all_kept()]
    return render_page(request, "student_data/words.html", page=WordsPage(lines, kept), where=WHERE)


def _tables(each: Kept) -> str:
    return ", ".join(map(table_name, each.mapping.tables)) if each.mapping else each.fault


@require_http_methods(["GET", "POST"])
def one_kind(request: Request, kind: str) -> HttpResponse:
    """One file of words. A fault is told with its line, and what was written stays in the field."""
    mappings.place_for_all(request.actor)
    if kind not in FILES:
        raise Http404
    form = WordsForm(
        request.POST or None, request.FILES or None, initial={"text": mappings.own_words_of(kind)}
    )
    if form.is_bound and form.is_valid():
        text = form.told()
        try:
            actions.keep_own_words(request.actor, kind=kind, text=text)
        except RefusedFile as refusal:
            again = WordsForm(initial={"text": text})
            return _one_kind(request, kind, again, faults=[refusal.fault], status=422)
        messages.success(request, say("Kept. The next load of this kind uses it."))
        return redirect("student_words")
    return _one_kind(request, kind, form, status=422 if form.is_bound else 200)


def _one_kind(
    request: Request, kind: str, form: WordsForm, *, faults: list[Fault] | None = None, status: int
) -> HttpResponse:
    is_kept = bool(mappings.own_words_of(kind))
    page = OneKindPage(kind, _title(kind), _about(kind), form, EXAMPLES[kind], is_kept, faults or [])
    return render_page(request, "student_data/own_words.html", page=page, where=WHERE, status=status)


@require_GET
def words_file(request: Request, kind: str) -> HttpResponse:
    """The words that are kept, as the file that the command line reads."""
    mappings.place_for_all(request.actor)
    if kind not in FILES:
        raise Http404
    text = mappings.own_words_of(kind)
    if not text:
        raise Http404
    return as_file(text, FILES[kind])
