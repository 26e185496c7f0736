"""What components need beyond HTML: shapes and icons, and a field's widget joined to its help and error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from groundswell.web.design import icons, shapes

register = template.Library()


@dataclass(frozen=True)
class ErrorLine:
    """One line of the error summary: the sentence, and the field to go to (if it belongs to one)."""

    words: str
    anchor: str = ""


@register.simple_tag
def icon(name: str, label: str = "", css: str = "icon") -> SafeString:
    return mark_safe(icons.icon_svg(str(name), str(css), escape(label)))  # noqa: S308


@register.filter
def dashed(word: object) -> str:
    """A word of the domain as a class name: "look_again" -> "look-again"."""
    return str(word).replace("_", "-").replace(" ", "-")


@register.simple_tag
def mark(kind: str) -> SafeString:
    return mark_safe(shapes.mark_svg(dashed(kind)))  # noqa: S308


@register.simple_tag
def pip(status: str) -> SafeString:
    return mark_safe(shapes.pip_svg(dashed(status)))  # noqa: S308


@register.simple_tag
def verdict_ring(verdict: str) -> SafeString:
    return mark_safe(shapes.verdict_svg(str(verdict)))  # noqa: S308


@register.simple_tag
def strokes(number: object) -> SafeString:
    text = str(number)
    return mark_safe(shapes.strokes_svg(int(text)) if text.isdigit() else "")  # noqa: S308


@register.simple_tag
def widget(field: BoundField, *, told: object = "", hint: object = "") -> SafeString:
    """The field's input, joined to its help, its hint and its error for those who listen to the page."""
    parts = [("helptext", told), ("hint", hint), ("error", field.errors)]
    ids = " ".join(f"{field.auto_id}_{part}" for part, there in parts if there)
    return field.as_widget(attrs={"aria-describedby": ids} if ids else None)


@register.filter
def at(mapping: Mapping[str, object] | str, key: object) -> object:
    """What a mapping holds at a key, or nothing: `{{ descriptions|at:value }}`."""
    return mapping.get(str(key), "") if isinstance(mapping, Mapping) else ""


@register.filter
def sentence_case(words: str) -> str:
    """Sentence case for headings that a library writes In Title Case; short capitals (QR, TOTP) stay."""
    first, *rest = str(words).split() or [""]
    return " ".join(
        [first[:1].upper() + first[1:], *(word if word.isupper() else word.lower() for word in rest)]
    )


@register.filter
def error_lines(forms: BaseForm | Iterable[BaseForm]) -> list[ErrorLine]:
    """Every error of a form (or of several), each with the id to jump to."""
    several = [forms] if isinstance(forms, BaseForm) else list(forms)
    return [line for form in several for line in _lines(form)]


def _lines(form: BaseForm) -> list[ErrorLine]:
    whole = [ErrorLine(str(words)) for words in form.non_field_errors()]
    return whole + [ErrorLine(str(words), _anchor(field)) for field in form for words in field.errors]


def _anchor(field: BoundField) -> str:
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def things_to_look_at(lines: list[ErrorLine]) -> str:
    count = len(lines)
    if count == 1:
        return _("One thing to look at before this can be saved")
    if count == 2:
        return _("Two things to look at before this can be saved")
    return _("%(count)s things to look at before this can be saved") % {"count": count}
