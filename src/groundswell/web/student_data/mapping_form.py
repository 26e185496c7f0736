"""The form in which a person says which column of a plain table holds what, and what its codes mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from groundswell.domain.intake.table_reading import TableReading
from groundswell.store.read.mapped.mapping import DELIMITERS
from groundswell.store.read.mapped.previewing import Preview, codes_for, missing_of, words_for
from groundswell.store.schema import TABLES
from groundswell.web.student_data.words import column_name

MOST_COLUMNS = 300
UNSAID, NOTHING, ASIDE = "?", "-", "!"
DATES = [
    ("iso", _("Year first: 2026-03-09")),
    ("mdy", _("Month first: 3/9/2026")),
    ("dmy", _("Day first: 9/3/2026")),
    ("compact", _("Without signs between: 20260309")),
    ("moment", _("With a time of day: 2026-03-09T08:00")),
]
SEPARATORS = {"comma": _("Comma"), "semicolon": _("Semicolon"), "tab": _("Tab"), "caret": "^", "pipe": "|"}
UTF_8, ROSTERS = "utf-8", "rosters"
ENCODINGS = [
    (UTF_8, _("UTF-8")),
    ("cp1252", _("Windows (cp1252)")),
    ("latin-1", _("Latin 1")),
    ("utf-16", _("UTF-16")),
]
OF_ROSTERS = (ROSTERS, _("those of the rosters"))
MATCHES = {
    "student_id": (
        _("The students' numbers are"),
        [OF_ROSTERS, ("local_id", _("the school's own (local id)"))],
    ),
    "school_id": (
        _("The schools' numbers are"),
        [OF_ROSTERS, ("identifier", _("the state's code")), ("name", _("the schools' names"))],
    ),
}


@dataclass(frozen=True)
class CodeField:
    """One code of theirs and the field that says what it means."""

    column: str
    code: str
    name: str


class MappingForm(forms.Form):
    """Built for one file: its columns, and what was chosen for them so far."""

    use_required_attribute = False  # one may look again before all is said

    dates = forms.ChoiceField(
        label=_("How dates are written"),
        choices=DATES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the dates of this file are written. We do not guess.")},
    )
    delimiter = forms.ChoiceField(label=_("Columns are separated by"), choices=list(SEPARATORS.items()))
    encoding = forms.ChoiceField(label=_("How the text is stored"), choices=ENCODINGS)
    empty = forms.CharField(
        label=_("Marks that stand for nothing"),
        required=False,
        max_length=200,
        help_text=_("Such as NA or *. Separate several with spaces."),
    )
    keep_as = forms.CharField(
        label=_("Keep it under the name"),
        required=False,
        max_length=60,
        help_text=_(
            "It is offered for the next file with these columns. It holds headings and codes, and no one's data."
        ),
    )
    source = forms.CharField(
        label=_("Name of this feed"),
        required=False,
        max_length=40,
        help_text=_(
            "A file takes the place of what the same feed has told of the same thing. Usually: table."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, found: Preview, base: TableReading, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.found, self.base = found, base
        self.table = TABLES[base.table]
        self.headings = [each.name for each in found.seen if each.name not in found.days][:MOST_COLUMNS]
        self._add_columns()
        self.chosen = self._chosen(data)
        self.codes = list(self._add_codes())
        self.constants = list(self._add_constants())
        self.matches = list(self._add_matches())
        self.fields["dates"].required = self.has_dates

    def _add_columns(self) -> None:
        ours = {heading: name for name, heading in self.base.columns.items()}
        choices = [("", say("Not used")), *((name, column_name(name)) for name in self.table.names[:-1])]
        for index, heading in enumerate(self.headings):
            label = say("“%(heading)s” is") % {"heading": heading}
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=ours.get(heading, "")
            )

    def _chosen(self, data: Mapping[str, Any] | None) -> dict[str, str]:
        """Our column -> their heading, as it stands in the form now."""
        found: dict[str, str] = {}
        for index, heading in enumerate(self.headings):
            field = f"column_{index}"
            name = self.fields[field].initial if data is None else data.get(field, "")
            if name:
                found.setdefault(str(name), heading)
        return found

    def _add_codes(self) -> Iterator[CodeField]:
        for name, codes in self.codes_found().items():
            words = [(each, column_name(each)) for each in words_for(name)]
            ends = [(NOTHING, say("It means nothing")), (ASIDE, say("Set its rows aside"))]
            for number, (code, guess) in enumerate(codes.items()):
                field = f"code_{name}_{number}"
                label = say("“%(code)s” means") % {"code": code}
                self.fields[field] = forms.ChoiceField(
                    label=label, choices=[(UNSAID, say("Choose")), *words, *ends], initial=guess
                )
                yield CodeField(name, code, field)

    def codes_found(self) -> dict[str, dict[str, str]]:
        """Ours -> their code -> what stands in its field first."""
        texts = {each.name: each.texts for each in self.found.seen}
        days = [text for name in self.found.days for text in texts[name]]
        read = {name: texts[heading] for name, heading in self.chosen.items()}
        if self.base.days and "category" not in read:
            read["category"] = tuple(dict.fromkeys(days))
        return {name: found for name, told in read.items() if (found := self._first_meanings(name, told))}

    def _first_meanings(self, name: str, texts: tuple[str, ...]) -> dict[str, str]:
        said = self.base.meanings.get(name, {})
        kept = said if self.base.columns.get(name) == self.chosen.get(name) else {}
        known = {code: word or UNSAID for code, word in codes_for(name, texts).items()}
        return known | {code: word or NOTHING for code, word in kept.items()}

    def _add_constants(self) -> Iterator[str]:
        """What no column tells: first what each row needs, then the rest of the table's columns."""
        given = {*self.chosen, *(("date", "category") if self.base.days else ())}
        needed = [column.name for column in missing_of(self.table.name, given)]
        rest = [name for name in self.table.names[:-1] if name not in given and name not in needed]
        for name in [*needed, *rest]:
            column = next(each for each in self.table.columns if each.name == name)
            self.fields[f"constant_{name}"] = forms.CharField(
                label=column_name(name), required=False, max_length=200, help_text=column.meaning,
                initial=self.base.constants.get(name, ""),
            )  # fmt: skip
            yield name
        self.needed = needed

    def _add_matches(self) -> Iterator[str]:
        for name, (label, choices) in MATCHES.items():
            if name in self.table.names:
                initial = self.base.matches.get(name, ROSTERS)
                self.fields[f"match_{name}"] = forms.ChoiceField(
                    label=label, choices=choices, initial=initial
                )
                yield name

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        self._require_each_once(told)
        for name in self.needed:
            if not told.get(f"constant_{name}"):
                self.add_error(
                    f"constant_{name}", say("Choose its column above, or say it here for every row.")
                )
        for field in self.codes:
            if told.get(field.name) == UNSAID:
                words = say("Say what “%(code)s” means. We do not guess.")
                self.add_error(field.name, words % {"code": field.code})
        return told

    def _require_each_once(self, told: Mapping[str, Any]) -> None:
        seen: dict[str, str] = {}
        for index, heading in enumerate(self.headings):
            name = told.get(f"column_{index}")
            if name and name in seen:
                words = say("“%(other)s” is this already. A column of ours comes from one of theirs.")
                self.add_error(f"column_{index}", words % {"other": seen[name]})
            elif name:
                seen[name] = heading

    @property
    def has_dates(self) -> bool:
        """Whether any date is read."""
        kinds = {column.name: column.kind for column in self.table.columns}
        return self.base.days or any(kinds.get(name) == "date" for name in self.chosen)

    def reading(self) -> TableReading:
        """What was said."""
        told = self.cleaned_data
        constants = {
            name: told[f"constant_{name}"].strip()
            for name in self.constants
            if told[f"constant_{name}"].strip()
        }
        matches = {name: told[f"match_{name}"] for name in self.matches if name in self.chosen}
        return replace(
            self.base,
            columns={name: self.chosen[name] for name in self.table.names if name in self.chosen},
            meanings=self._meanings(),
            constants=constants,
            matches={name: match for name, match in matches.items() if match != ROSTERS},
            dates=told["dates"] or "iso",
            delimiter=told["delimiter"],
            encoding="" if told["encoding"] == UTF_8 else told["encoding"],
            empty=tuple(told["empty"].split()),
        )  # fmt: skip

    def _meanings(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for field in self.codes:
            chosen = self.cleaned_data[field.name]
            of_column = found.setdefault(field.column, {})
            if chosen != ASIDE:
                of_column[field.code] = "" if chosen == NOTHING else chosen
        return found


def first_values(base: TableReading, *, keep_as: str, source: str) -> dict[str, object]:
    """What stands in the form before anything was said. An unanswered question about dates stays one."""
    delimiter = base.delimiter if base.delimiter in DELIMITERS else "comma"
    return {
        "dates": base.dates,
        "delimiter": delimiter,
        "encoding": base.encoding or UTF_8,
        "empty": " ".join(base.empty),
        "keep_as": keep_as,
        "source": source,
    }
