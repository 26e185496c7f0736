"""Reading rule tables from what a YAML file holds. A mistake names file, line and remedy."""

from collections.abc import Mapping
from typing import cast

from groundswell.core.accountability.api_rules import ApiRules
from groundswell.core.accountability.bands import Band, Bands, exact
from groundswell.core.accountability.dashboard import COLORS, Color, ColorGrid
from groundswell.core.accountability.index_levels import LevelScale
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.mistakes import Part

GRID_FIELDS = (
    "kind", "indicator", "scope", "name", "authority", "years", "unit", "direction", "decimals", "least_students",
    "small_denominator", "status", "change", "change_from", "colors", "with_grades", "and_with_grades", "without_grades",
    "places", "unverified", "source", "checked_by",
)  # fmt: skip
NOT_SEEN = "not seen"  # written where an authority has something that we do not know
API_NUMBERS = (
    "performance_target", "percent", "smallest_growth", "students", "fewer_students", "percent_of_school",
    "least_valid_scores", "similar_schools_each_side",
)  # fmt: skip
LEVEL_FIELDS = ("kind", "metric", "unit", "direction", "baseline", "cut_points", "source", "checked_by")


def read_color_grid(part: Part) -> ColorGrid:
    """One five-by-five table. `colors` has a row per status: one color, or ~ for none, per change band in order.

    `change`, `colors` and a row of colors may be "not seen". Raises DefinitionError.
    """
    part.only(*GRID_FIELDS)
    status, change = _bands(part["status"]), _change(part["change"])
    colors, unseen = _colors(part["colors"], status, change)
    small = part.get("small_denominator")
    return ColorGrid(
        indicator=part["indicator"].text(),
        scope=part["scope"].text(),
        name=part["name"].text(),
        authority=part["authority"].text(),
        years=tuple(year.year() for year in part["years"].each()),
        unit=part["unit"].text(),
        higher_is_better=_higher_is_better(part["direction"]),
        status=status,
        change=change,
        colors=colors,
        least_students=_whole(part["least_students"]),
        small_below=_whole(small["below"]) if small else None,
        dropped_when_small=_stand_ins(small["counts_as"], change) if small and change else {},
        decimals=_whole(part["decimals"]),
        source=part["source"].text(),
        unseen=unseen,
        change_from=_text(part, "change_from"),
        with_grades=_grades(part, "with_grades"),
        and_with_grades=_grades(part, "and_with_grades"),
        without_grades=_grades(part, "without_grades"),
        places=_chosen(part, "places", ("school", "district")),
        verified=not _flag(part, "unverified"),
    )


def read_api_rules(part: Part) -> ApiRules:
    """The rules of the Academic Performance Index."""
    part.only("kind", "authority", "from", "through", "source", "checked_by", *API_NUMBERS)
    first, last = _years(part)
    return ApiRules(
        authority=part["authority"].text(),
        first=first,
        last=last,
        source=part["source"].text(),
        **{name: _whole(part[name]) for name in API_NUMBERS},
    )


def read_level_scales(part: Part) -> tuple[LevelScale, ...]:
    """Index levels of one metric: nine cut points per school level."""
    part.only(*LEVEL_FIELDS)
    return tuple(_scale(part, level, cuts) for level, cuts in part["cut_points"].items())


def _scale(part: Part, level: str, cuts: Part) -> LevelScale:
    numbers = tuple(cut.number() for cut in cuts.each())
    try:
        return LevelScale(
            metric=part["metric"].text(),
            school_level=level,
            unit=part["unit"].text(),
            higher_is_better=_higher_is_better(part["direction"]),
            baseline=part["baseline"].year(),
            cuts=numbers,
        )
    except ValueError as error:
        raise cuts.wrong(str(error)) from error


def _bands(part: Part) -> Bands:
    found = tuple(_band(each) for each in part.each())
    try:
        return Bands(found)
    except ValueError as error:
        raise part.wrong(str(error)) from error


def _band(part: Part) -> Band:
    part.only("name", "through", "below")
    through, below = part.get("through"), part.get("below")
    if through and below:
        raise part.wrong("'through' and 'below' cannot both end a band. Keep one.")
    end = through or below
    return Band(part["name"].text(), exact(end.number()) if end else None, inclusive=below is None)


def _change(part: Part) -> Bands | None:
    return None if part.value == NOT_SEEN else _bands(part)


def _colors(
    part: Part, status: Bands, change: Bands | None
) -> tuple[dict[str, dict[str, Color]], frozenset[str]]:
    """The colors by status and change, and the statuses whose colors we have not seen."""
    if part.value == NOT_SEEN:
        return {}, frozenset(status.names)
    if change is None:
        raise part.wrong(
            f"without change bands there is no color. Write {NOT_SEEN} here, or the change bands."
        )
    rows = dict(part.items())
    odd = sorted(set(rows) ^ set(status.names))
    if odd:
        raise part.wrong(f"each status needs one row, and no other: look at {', '.join(odd)}.")
    unseen = frozenset(name for name, row in rows.items() if row.value == NOT_SEEN)
    return {name: _row(row, change) for name, row in rows.items() if name not in unseen}, unseen


def _row(part: Part, change: Bands) -> dict[str, Color]:
    cells = part.each()
    if len(cells) != len(change.names):
        raise part.wrong(
            f"{len(cells)} colors for {len(change.names)} change bands. Give one each, or ~ for none."
        )
    pairs = zip(change.names, cells, strict=True)
    return {name: cast("Color", cell.one_of(COLORS)) for name, cell in pairs if cell.value is not None}


def _stand_ins(part: Part, change: Bands) -> Mapping[str, str]:
    found = {name: each.one_of(change.names) for name, each in part.items()}
    unknown = sorted(set(found) - set(change.names))
    if unknown:
        raise part.wrong(f"{unknown[0]} is not a change band. Known: {', '.join(change.names)}.")
    return found


def _text(part: Part, field: str) -> str:
    written = part.get(field)
    return written.text() if written else ""


def _grades(part: Part, field: str) -> frozenset[str]:
    return _chosen(part, field, tuple(GRADE_NUMBERS))


def _chosen(part: Part, field: str, choices: tuple[str, ...]) -> frozenset[str]:
    written = part.get(field)
    return frozenset(each.one_of(choices) for each in written.each()) if written else frozenset()


def _flag(part: Part, field: str) -> bool:
    written = part.get(field)
    if written is not None and not isinstance(written.value, bool):
        raise written.wrong(f"here true or false is needed, not {written.value!r}.")
    return bool(written and written.value)


def _years(part: Part) -> tuple[int, int]:
    first, last = part["from"].year(), part["through"].year()
    if last < first:
        raise part["through"].wrong(f"it ends in {last}, before it begins in {first}.")
    return first, last


def _higher_is_better(part: Part) -> bool:
    return part.one_of(("higher is better", "lower is better")) == "higher is better"


def _whole(part: Part) -> int:
    number = part.number()
    if not isinstance(number, int) or number < 0:
        raise part.wrong(f"here a whole number of 0 or more is needed, not {number!r}.")
    return number
