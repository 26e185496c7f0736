"""From a record to the cells of its row: each text checked against what its field may hold."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from groundswell.store.read.edfi.fields import Field, Kind, Resource
from groundswell.store.read.edfi.xml import REF

LONGEST_ID = 255
BORROWED = "\x01"  # begins a cell that holds an XML reference by id, until the record it names is known
Cell = str | list[str] | None
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}$")
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?$")
_YEARS = re.compile(r"(?:(\d{4})-)?(\d{4})$")
_FLAGS = {"true": "true", "1": "true", "false": "false", "0": "false"}
_INCIDENT = ("schoolId", "incidentIdentifier")


class Misfit(ValueError):
    """A text that is not what its field may hold."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def cells(
    resource: Resource, data: dict[str, Any], longest: int
) -> tuple[dict[str, Cell], list[tuple[str, str]]]:
    """Column -> cell, and (field, rule) of each cell that is not right."""
    row: dict[str, Cell] = {}
    faults = []
    for field in resource.fields:
        try:
            row[field.name] = cell = _cell(field, data, longest)
            if field.required and not cell:
                faults.append((field.paths[0], "required"))
        except Misfit as misfit:
            faults.append((field.paths[0], misfit.rule))
    return row, faults


def damaged_field(data: Any, path: str = "") -> str:
    """The place of the first text with a control character, whether or not we use it; "" when all are sound."""
    if isinstance(data, dict):
        below: Iterator[tuple[str, Any]] = (
            (f"{path}.{key}".lstrip("."), value) for key, value in data.items()
        )
    elif isinstance(data, list):
        below = ((path, value) for value in data)
    else:
        return (path or "?") if isinstance(data, str) and _CONTROL.search(data) else ""
    return next((found for place, value in below if (found := damaged_field(value, place))), "")


def raw(resource: Resource, data: dict[str, Any]) -> dict[str, list[str]]:
    """The fields that we use as they came, by place: what quarantine keeps. All else of the record is let go."""
    found = {field.paths[0]: _texts(field, data) for field in resource.fields}
    return {
        place: [text.replace("\x00", "\\x00") for text in texts] for place, texts in found.items() if texts
    }


def _cell(field: Field, data: dict[str, Any], longest: int) -> Cell:
    if field.kind in _WHOLE:
        found = next((found for path in _spellings(field) if (found := nodes(data, path))), [])
        return _WHOLE[field.kind](found)
    texts = _texts(field, data)
    if field.kind == "codes":
        return [_code(text, longest) for text in texts]
    if not texts:
        return None
    if field.borrowed and texts[0].startswith(BORROWED):
        return texts[0]
    return _ONE[field.kind](texts[0], longest)


def _texts(field: Field, data: dict[str, Any]) -> list[str]:
    for path in _spellings(field):
        found = [text for each in nodes(data, path) if (text := _leaf(each))]
        if found:
            return found
        if field.borrowed and (reference := nodes(data, path.rpartition(".")[0])) and REF in reference[0]:
            return [BORROWED + str(reference[0][REF])]
    return []


def _spellings(field: Field) -> Iterator[str]:
    """XML leaves the word Descriptor out."""
    for path in field.paths:
        yield path
        if path.endswith("Descriptor"):
            yield path.removesuffix("Descriptor")


def nodes(data: Any, path: str) -> list[Any]:
    """All that a dotted path reaches, through lists."""
    found = [data]
    for name in path.split("."):
        lists = [each.get(name) for each in found if isinstance(each, dict)]
        found = [item for each in lists for item in (each if isinstance(each, list) else [each])]
    return [each for each in found if each is not None]


def _leaf(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip() if isinstance(value, str) else ""


def _id(text: str, _longest: int) -> str:
    if "\n" in text or "\t" in text or _CONTROL.search(text):
        raise Misfit("control_character")
    if len(text) > LONGEST_ID:
        raise Misfit("id")
    return text


def _text(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Misfit("field_too_long")
    return text


def _code(text: str, longest: int) -> str:
    """The code of a descriptor without its namespace."""
    return _id(text.rpartition("#")[2] if text.startswith("uri://") else text, longest)


def _date(text: str, _longest: int) -> str:
    found = _DATE.match(text)
    try:
        if found and 1900 <= date.fromisoformat(found[1]).year <= 2100:
            return found[1]
    except ValueError:
        pass
    raise Misfit("ambiguous_date" if _SLASHED.match(text) else "date")


def _number(text: str, _longest: int) -> str:
    if not _NUMBER.match(text):
        raise Misfit("number")
    return text


def _share(text: str, longest: int) -> str:
    if not 0 <= float(_number(text, longest)) <= 1:
        raise Misfit("share")
    return text


def _flag(text: str, _longest: int) -> str:
    if text.lower() not in _FLAGS:
        raise Misfit("flag")
    return _FLAGS[text.lower()]


def _year(text: str, _longest: int) -> str:
    found = _YEARS.match(text)
    if not found or not 1900 <= int(found[2]) <= 2100 or (found[1] and int(found[2]) != int(found[1]) + 1):
        raise Misfit("year")
    return found[2]


def _pairs(found: list[Any]) -> list[str]:
    """The incidents that references tell of, as school/incident."""
    told = [each for each in found if isinstance(each, dict)]
    whole = [each for each in told if REF in each or all(_leaf(each.get(name)) for name in _INCIDENT)]
    return [
        BORROWED + each[REF] if REF in each else "/".join(_leaf(each[name]) for name in _INCIDENT)
        for each in whole
    ]


def _spans(found: list[Any]) -> list[str]:
    """Characteristics with their periods, as code|begin|end."""
    spans = []
    for each in found:
        codes = nodes(each, "studentCharacteristicDescriptor") or nodes(each, "studentCharacteristic")
        code = _code(_leaf(codes[0]), 0) if codes else _code(_leaf(each), 0)
        periods = nodes(each, "periods") or nodes(each, "period") or [{}]
        for period in periods if code else []:
            begin, end = (
                _leaf(period.get(name)) if isinstance(period, dict) else ""
                for name in ("beginDate", "endDate")
            )
            spans.append("|".join((code, *(_date(day, 0) if day else "" for day in (begin, end)))))
    return spans


def _most(found: list[Any]) -> str | None:
    numbers = [_number(_leaf(each), 0) for each in found]
    return max(numbers, key=float) if numbers else None


# Of several scores of one test, the first of these counts; else the first that is there.
PREFERRED = ("scale score", "vertical score", "composite score", "raw score")


def _chosen(found: list[Any]) -> tuple[str, str]:
    scores = []
    for each in found:
        if isinstance(each, dict) and (result := _leaf(each.get("result"))):
            name = each.get("assessmentReportingMethodDescriptor", each.get("assessmentReportingMethod"))
            scores.append((_code(_leaf(name), 0), _text(result, LONGEST_ID)))
    ranks = {name: rank for rank, name in enumerate(PREFERRED)}
    return min(scores, key=lambda score: ranks.get(score[0].lower(), len(ranks)), default=("", ""))


def _score(found: list[Any]) -> str | None:
    return _chosen(found)[1] or None


def _score_method(found: list[Any]) -> str | None:
    return _chosen(found)[0] or None


_WHOLE: dict[Kind, Callable[[list[Any]], Cell]] = {
    "pairs": _pairs,
    "spans": _spans,
    "most": _most,
    "score": _score,
    "score_method": _score_method,
}
_ONE: dict[Kind, Callable[[str, int], str]] = {
    "id": _id,
    "text": _text,
    "date": _date,
    "number": _number,
    "share": _share,
    "flag": _flag,
    "year": _year,
    "code": _code,
}
