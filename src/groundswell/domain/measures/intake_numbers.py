"""The number in a row: a value, or the counts behind it, or a mark that says why there is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.domain.intake.mapping import FileMapping

Tell = Callable[[str, str, str, str], None]
Text = Callable[[str], str]
LARGEST = 1_000_000_000
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WHOLE = re.compile(r"\d+(\.0+)?")
NAMES = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Numbers:
    """What a row says: (value, numerator, denominator, withheld); or a kind of gap, and its field."""

    said: tuple[float | None, int | None, int | None, bool]
    missing: str = ""
    missing_in: str = ""


_NOTHING = (None, None, None, False)


def read_numbers(text: Text, unit: str, mapping: FileMapping, tell: Tell) -> Numbers | None:
    """Tells every problem; None when there is one. Withheld stays withheld and a gap a gap, never 0."""
    texts = {name: text(name) for name in NAMES}
    gap = _marked(texts, mapping.not_submitted)
    if gap:
        return Numbers(_NOTHING, "not_submitted", gap)
    if _marked(texts, mapping.withheld):
        return _withheld(texts, mapping, tell)
    if not texts["value"] and not texts["numerator"]:
        return Numbers(_NOTHING, "no_number", "value" if mapping.says("value") else "numerator")
    return _counted(texts, unit, tell)


def _marked(texts: dict[str, str], marks: tuple[str, ...]) -> str:
    plain = {mark.casefold() for mark in marks if mark}
    return next((name for name, said in texts.items() if said and said.casefold() in plain), "")


def _withheld(texts: dict[str, str], mapping: FileMapping, tell: Tell) -> Numbers | None:
    total = texts["denominator"]
    marks = {mark.casefold() for mark in mapping.withheld}
    if not total or total.casefold() in marks:
        return Numbers((None, None, None, True))
    denominator = _whole("denominator", total, tell)
    return None if denominator is None else Numbers((None, None, denominator, True))


def _counted(texts: dict[str, str], unit: str, tell: Tell) -> Numbers | None:
    problems: list[str] = []

    def note(name: str, rule: str, message: str, fix: str) -> None:
        problems.append(rule)
        tell(name, rule, message, fix)

    value = _value(texts["value"], unit, note) if texts["value"] else None
    counts = [_whole(name, texts[name], note) if texts[name] else None for name in NAMES[1:]]
    if not problems:
        _check_counts(counts[0], counts[1], note)
    if not problems and unit:
        value = _together(value, texts["value"], counts[0], counts[1], unit, note)
    return None if problems else Numbers((value, counts[0], counts[1], False))


def _value(said: str, unit: str, tell: Tell) -> float | None:
    plain = said.removesuffix("%").strip() if unit == "percent" else said
    if not _NUMBER.fullmatch(plain):
        words = _("“%(said)s” is not a number we can read.") % {"said": said[:40]}
        tell("value", "not_a_number", words, _("Write digits with a point for decimals, such as 91.5."))
        return None
    value = float(plain)
    if unit == "percent" and not 0 <= value <= 100:
        words = _("A percent lies between 0 and 100; this says %(said)s.") % {"said": said[:40]}
        tell("value", "percent_out_of_range", words, _("Check the number."))
    if unit in {"count", "minutes"} and value < 0:
        tell("value", "negative", _("This number cannot be below zero."), _("Check the number."))
    if abs(value) > LARGEST:
        tell("value", "too_large", _("This number is larger than we take."), _("Check the number."))
    return value


def _whole(name: str, said: str, tell: Tell) -> int | None:
    if not _WHOLE.fullmatch(said):
        words = _("“%(said)s” is not a whole number.") % {"said": said[:40]}
        tell(name, "not_a_whole_number", words, _("Write a count such as 27, without commas."))
        return None
    count = int(said.split(".", maxsplit=1)[0])
    if count > LARGEST:
        tell(name, "too_large", _("This number is larger than we take."), _("Check the number."))
        return None
    return count


def _check_counts(numerator: int | None, denominator: int | None, tell: Tell) -> None:
    if numerator is None or denominator is None:
        return
    if numerator > denominator:
        words = _("%(count)s out of %(total)s cannot be counted right.") % {
            "count": numerator,
            "total": denominator,
        }
        tell(
            "numerator", "count_above_total", words, _("The count can be as large as the total, not larger.")
        )
    elif denominator == 0:
        words = _("This is counted out of nobody.")
        tell("denominator", "zero_total", words, _("Leave the row out, or write the total."))


def _together(
    value: float | None, said: str, numerator: int | None, denominator: int | None, unit: str, tell: Tell
) -> float | None:
    """The value from the counts where there are both; where the file states it as well, the two agree."""
    if numerator is None:
        return value
    if unit == "count":
        computed, allowed = float(numerator), 0.0
    elif unit == "percent" and denominator:
        computed, allowed = 100 * numerator / denominator, _last_place(said)
    elif value is None or unit == "percent":
        _lacks(unit, tell)
        return value
    else:
        return value
    if value is not None and abs(value - computed) > allowed + 1e-9:
        words = _("The number %(said)s and the counts (which give %(computed).2f) do not agree.")
        fix = _("Check which of them is right.")
        tell("value", "does_not_agree", words % {"said": said, "computed": computed}, fix)
    return computed


def _lacks(unit: str, tell: Tell) -> None:
    if unit == "percent":
        words, fix = _("The count has no total beside it."), _("Write out of how many.")
        tell("denominator", "no_total", words, fix)
    else:
        tell(
            "value",
            "no_number",
            _("This measure needs its number, not counts alone."),
            _("Write the number."),
        )


def _last_place(said: str) -> float:
    """One unit in the last printed decimal: sources round, and some cut."""
    decimals = said.removesuffix("%").partition(".")[2]
    return 10.0 ** -len(decimals)
