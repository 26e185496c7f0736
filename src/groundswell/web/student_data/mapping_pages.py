"""What the pages show on which a person says how a plain table is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from groundswell.domain.intake.student_mappings import AsRead, offered
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.table_samples import ColumnSeen, columns_seen
from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.kept import Kept
from groundswell.store.read.mapped.previewing import Preview
from groundswell.store.schema import TABLES
from groundswell.web.student_data.mapping_form import MappingForm
from groundswell.web.student_data.text_form import TextOrFileForm
from groundswell.web.student_data.words import column_name, table_name


class AsReadForm(forms.Form):
    """Which table of ours it is, and where its columns are named."""

    table = forms.ChoiceField(label=_("What the table tells about"))
    header_line = forms.IntegerField(
        label=_("Line that names the columns"), min_value=1, max_value=100, initial=1, required=False
    )
    sheet = forms.CharField(
        label=_("Sheet"), max_length=100, required=False, help_text=_("Of a workbook; else its first.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(name, table_name(name)) for name in TABLES if name != "growth"]
        self.fields["table"].choices = choices  # type: ignore[attr-defined]


def as_read(asked: QueryDict) -> AsRead:
    """What the address says; what it says wrong is left out."""
    form = AsReadForm(asked)
    form.full_clean()
    told = form.cleaned_data
    return AsRead(told.get("table", ""), told.get("header_line") or 1, told.get("sheet", ""))


class MappingTextForm(TextOrFileForm):
    """A mapping as the command line has it: written here, or sent as a file."""

    keep_as = forms.CharField(label=_("Keep it under the name"), required=False, max_length=60)
    source = forms.CharField(label=_("Name of this feed"), required=False, max_length=40)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["file"].label, self.fields["text"].label = _("A mapping file to send"), _("The mapping")
        self.fields["text"].widget.attrs["rows"] = 22


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file with its samples and the field that says what it is."""

    seen: ColumnSeen
    field: BoundField


@dataclass(frozen=True)
class CodeGroup:
    """The codes of one column of ours."""

    title: str
    fields: list[BoundField]


@dataclass(frozen=True)
class ColumnsPage:
    """`form` is None while the file cannot be read as it was asked for; `problem` says why."""

    load: StudentLoad
    as_read: AsReadForm
    form: MappingForm | None = None
    problem: Sequence[str] = ()
    columns: list[ColumnLine] = field(default_factory=list)
    days: str = ""
    groups: list[CodeGroup] = field(default_factory=list)
    needed: list[BoundField] = field(default_factory=list)
    constants: list[BoundField] = field(default_factory=list)
    matches: list[BoundField] = field(default_factory=list)
    question: str = ""
    unlisted: int = 0
    rows: int = 0
    looks_like: str = ""
    meanings: list[tuple[str, str]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    is_plain: bool = False
    plainly: str = ""


@dataclass(frozen=True)
class TextPage:
    load: StudentLoad
    form: MappingTextForm
    faults: Sequence[Fault] = ()


def unread_page(load: StudentLoad, told: AsRead, problem: Sequence[str]) -> ColumnsPage:
    return ColumnsPage(load, _as_read_form(told, told.table or "attendance"), problem=problem)


def _as_read_form(told: AsRead, table: str) -> AsReadForm:
    return AsReadForm(initial={"table": table, "header_line": told.header_line, "sheet": told.sheet})


def columns_page(
    load: StudentLoad, found: Preview, form: MappingForm, *, told: AsRead, plain: bool
) -> ColumnsPage:
    """The view model of a file whose first rows were read."""
    seen = {each.name: each for each in columns_seen(found, plain=plain)}
    constants = {name: form[f"constant_{name}"] for name in form.constants}
    return ColumnsPage(
        load,
        _as_read_form(told, form.table.name),
        form,
        columns=[ColumnLine(seen[name], form[f"column_{index}"]) for index, name in enumerate(form.headings)],
        days=_said_days(found) if form.base.days else "",
        groups=_groups(form),
        needed=[constants[name] for name in form.needed],
        constants=[each for name, each in constants.items() if name not in form.needed],
        matches=[form[f"match_{name}"] for name in form.matches],
        question=_question(found) if not form.base.dates else "",
        unlisted=len(found.seen) - len(form.headings) - (len(found.days) if form.base.days else 0),
        rows=found.rows,
        looks_like=table_name(form.table.name),
        meanings=[(column_name(each.name), each.meaning) for each in form.table.columns[:-1]],
        kept=[] if load.options.get("mapping") else offered([each.name for each in found.seen]),
        is_plain=plain,
        plainly=_address(told, form.table.name),
    )


def _address(told: AsRead, table: str) -> str:
    """The same page with the values as they stand."""
    said = {"table": table, "header_line": told.header_line, "sheet": told.sheet, "values": "plain"}
    return f"?{urlencode(said)}"


def _groups(form: MappingForm) -> list[CodeGroup]:
    titles = dict.fromkeys(each.column for each in form.codes)
    return [
        CodeGroup(_title(form, name), [form[each.name] for each in form.codes if each.column == name])
        for name in titles
    ]


def _title(form: MappingForm, name: str) -> str:
    heading = form.chosen.get(name, "")
    if not heading:
        return say("What the cells of the days say")
    return say("%(column)s, from “%(heading)s”") % {
        "column": column_name(name).capitalize(),
        "heading": heading,
    }


def _said_days(found: Preview) -> str:
    words = say(
        "%(count)s more columns are named after days, from %(first)s to %(last)s. "
        "Each cell says how the student attended."
    )
    return words % {"count": len(found.days), "first": found.days[0], "last": found.days[-1]}


def _question(found: Preview) -> str:
    """Both readings of a date, unless it could be a birth date."""
    if "birth_date" in found.columns or not found.question:
        return say("The dates of this file can be read in two ways.")
    return say("The dates of this file can be read in two ways. %(question)s") % {"question": found.question}


def name_from(load: StudentLoad) -> str:
    """A name for the mapping, after the file: “Attendance 2026-03.csv” is attendance."""
    words = slugify(PurePath(load.filename).name.split(".")[0]).split("-")
    return "-".join(word for word in words if not word.isdigit())[:60] or "table"
