"""The closed grammar of a plot: everything a plot may carry, in data units. Drawing decides about pixels."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats import X

Shape = Literal["expected", "improving", "look_again", "different", "set_aside", "square", "first"]
LineRole = Literal["data", "ghost", "first", "other"]
RuleRole = Literal["center", "extended", "limit", "target", "improving", "look_again"]
Place = tuple[float, float | None]


@dataclass(frozen=True, slots=True)
class Line:
    """Joined values; a None breaks the line, and so does a place listed in the plot's breaks."""

    places: tuple[Place, ...]
    role: LineRole = "data"


@dataclass(frozen=True, slots=True)
class Dot:
    """One point. `words` says why it looks as it does; `href` makes it a link."""

    at: float
    y: float
    shape: Shape = "expected"
    words: str = ""
    href: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Dots of one series; `small` draws them at the size of a small chart."""

    dots: tuple[Dot, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Neutral ground between two lines, drawn where both have values."""

    places: tuple[tuple[float, float | None, float | None], ...]


@dataclass(frozen=True, slots=True)
class Wash:
    """The baseline span; None means up to the edge of the plot."""

    start: float
    end: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line over a span. `label` is written beside it, above or below its left end."""

    y: float
    start: float
    end: float
    role: RuleRole
    label: str = ""
    label_below: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """A limit that changes from point to point, drawn as steps (P charts)."""

    places: tuple[Place, ...]
    label: str = ""
    label_below: bool = False


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words right of the plot at a level: `value` strong, `words` after or under it.

    Never overlaps another one.
    """

    y: float
    value: str
    words: str = ""
    large: bool = False
    role: Literal["", "improving", "look_again", "soft"] = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """The distance between two levels right of the plot, in words."""

    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A run signal: a bracket over (or under) a span, with words.

    It belongs to the part, not to its points.
    """

    start: float
    end: float
    below: bool
    words: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Note:
    """People's words beside a point."""

    at: float
    y: float
    text: str


Mark = Line | Points | Band | Wash | Rule | Steps | EndLabel | Apart | Bracket | Note


@dataclass(frozen=True, slots=True)
class Panel:
    """One y scale with its marks. `low` and `high` are data bounds; drawing rounds them to ticks."""

    marks: tuple[Mark, ...]
    low: float
    high: float
    unit: str = ""
    title: str = ""
    share: float = 1.0
    from_zero: bool = False
    fewest_ticks: bool = False


@dataclass(frozen=True, slots=True)
class PhaseHead:
    """A phase: a full-height line at `start` (none for the first) with its name and reason above."""

    start: float
    end: float
    name: str
    reason: str
    line: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A long pause in the data, such as summer."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class LaneItem:
    """One mark in a lane under the axis; a ring carries a short number, a tick carries words.

    Where words do not all fit, those of an item that `comes_first` do.
    """

    at: float
    text: str
    words: str = ""
    href: str = ""
    comes_first: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of marks under the axis. Rings drop a dotted line from the plot."""

    name: str
    items: tuple[LaneItem, ...]
    rings: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The shared x axis: one place per period, in steps. `ends_only` labels the first and the last."""

    xs: tuple[X, ...]
    places: tuple[float, ...]
    breaks: tuple[Break, ...] = ()
    ends_only: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Panels over one x axis, with phases above and lanes below."""

    axis: Axis
    panels: tuple[Panel, ...]
    phases: tuple[PhaseHead, ...] = ()
    lanes: tuple[Lane, ...] = ()
    small: bool = False
