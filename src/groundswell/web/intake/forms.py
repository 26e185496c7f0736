"""Shapes of the intake pages' forms: a file, and how to read it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from groundswell.domain.intake.mapping import DAY_FIRST, ISO, MONTH_FIRST, FileMapping
from groundswell.domain.intake.targets import Field

DATES = [
    (ISO, _("Year first: 2015-03-09")),
    (MONTH_FIRST, _("Month first: 3/9/2015")),
    (DAY_FIRST, _("Day first: 9/3/2015")),
]
DELIMITERS = [
    ("", _("As the first row suggests")),
    (",", _("Comma")),
    (";", _("Semicolon")),
    ("\t", _("Tab")),
]


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A table as CSV or TSV, also packed with gzip. The first row names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.gz"}),
    )
    same_as = forms.TypedChoiceField(
        label=_("Columns"), required=False, coerce=int, empty_value=None, widget=forms.Select
    )

    def __init__(self, *args: object, earlier: Sequence[tuple[int, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["same_as"].choices = [("", say("Find them by name")), *earlier]  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["same_as"]

    def clean_file(self) -> File[bytes]:
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                say("This file is larger than %(limit)s MB. Send it in parts.") % {"limit": limit}
            )
        return file


class ColumnsForm(forms.Form):
    """Which column holds what, how dates are written, and which marks stand for a missing number."""

    dates = forms.ChoiceField(label=_("How dates are written"), choices=DATES, widget=forms.RadioSelect)
    not_submitted = forms.CharField(
        label=_("Marks for “not submitted”"),
        required=False,
        help_text=_("Separate several with spaces. They become gaps."),
    )
    withheld = forms.CharField(
        label=_("Marks for “kept private”"),
        required=False,
        help_text=_("They stay private, and are never 0."),
    )
    delimiter = forms.ChoiceField(label=_("Columns are separated by"), choices=DELIMITERS, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        wanted: Sequence[Field],
        header: Sequence[str],
        choices: Mapping[str, list[tuple[str, str]]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.wanted = wanted
        for field in wanted:
            self.fields[f"column_{field.name}"] = _column(field, header)
            if field.may_be_fixed:
                self.fields[f"fixed_{field.name}"] = _fixed(field, choices.get(field.name, []))

    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each field's column, and its fixed value where it may have one."""
        for field in self.wanted:
            fixed = self[f"fixed_{field.name}"] if field.may_be_fixed else None
            yield self[f"column_{field.name}"], fixed

    def mapping(self) -> FileMapping:
        """What was chosen. A column wins over a fixed value."""
        said = self.cleaned_data
        columns = {field.name: said[f"column_{field.name}"] for field in self.wanted}
        fixed = {field.name: said.get(f"fixed_{field.name}", "") for field in self.wanted}
        return FileMapping(
            columns={name: column for name, column in columns.items() if column},
            fixed={name: value for name, value in fixed.items() if value and not columns[name]},
            dates=said["dates"],
            not_submitted=tuple(said["not_submitted"].split()),
            withheld=tuple(said["withheld"].split()),
            delimiter=said["delimiter"],
        )


def _column(field: Field, header: Sequence[str]) -> forms.ChoiceField:
    choices = [("", say("No column")), *((column, column) for column in header)]
    required = field.required and not field.may_be_fixed
    return forms.ChoiceField(label=field.label, choices=choices, required=required, help_text=field.help)


def _fixed(field: Field, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    label = say("%(field)s, the same in every row") % {"field": field.label}
    told = say("For a file that has no column for it.")
    everything = [("", say("Take it from the column")), *choices]
    return forms.ChoiceField(label=label, choices=everything, required=False, help_text=told)


def columns_initial(mapping: FileMapping, version: int) -> dict[str, object]:
    """The stored mapping as the form's first values."""
    return {
        **{f"column_{name}": column for name, column in mapping.columns.items()},
        **{f"fixed_{name}": value for name, value in mapping.fixed.items()},
        "dates": mapping.dates,
        "not_submitted": " ".join(mapping.not_submitted),
        "withheld": " ".join(mapping.withheld),
        "delimiter": mapping.delimiter,
        "version": version,
    }


class RowForm(forms.Form):
    """One row, a text field for each column. `needed` are the columns that each row fills."""

    def __init__(
        self, *args: object, header: Sequence[str], needed: Collection[str] = (), **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for index, column in enumerate(header):
            cell = forms.CharField(label=column, required=column in needed, max_length=10_000)
            self.fields[f"cell_{index}"] = cell
        self.header = header

    def values(self) -> dict[str, str]:
        return {column: self.cleaned_data[f"cell_{index}"] for index, column in enumerate(self.header)}


def needed_columns(mapping: FileMapping, wanted: Sequence[Field]) -> set[str]:
    """The columns of the fields that each row needs."""
    return {
        mapping.columns[field.name] for field in wanted if field.required and field.name in mapping.columns
    }
