"""The closed grammar of a plot: everything a plot may carry, in data units. Drawing decides about pixels."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats import X

Shape = Literal["expected", "improving", "look_again", "different", "set_aside", "square", "first"]
LineRole = Literal["data", "ghost", "first", "other"]
RuleRole = Literal["center", "extended", "limit", "inner", "target", "improving", "look_again"]
CurveRole = Literal["limit", "inner", "center", "first", "other"]
BadgeKind = Literal[
    "expected",
    "improving",
    "look_again",
    "different",
    "set_aside",
    "above_target",
    "below_target",
    "about_target",
    "no_target",
]
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
    """Dots of one series; `small` draws them at the size of a small chart.

    `free` dots stand anywhere on a plane, not one per period: each is a target of its own size.
    """

    dots: tuple[Dot, ...]
    small: bool = False
    free: bool = False


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
    """A level line over a span. `label` is written beside it, above or below its left end.

    Where the span is short, `short` stands for the label; where it is very short, nothing does.
    """

    y: float
    start: float
    end: float
    role: RuleRole
    label: str = ""
    label_below: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """A limit that changes from point to point, drawn as steps (P charts)."""

    places: tuple[Place, ...]
    label: str = ""
    label_below: bool = False
    role: Literal["limit", "inner"] = "limit"


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth line through places on a number axis; only a None breaks it."""

    places: tuple[Place, ...]
    role: CurveRole


@dataclass(frozen=True, slots=True)
class Name:
    """A point's name, written beside it where there is room and left to the table where there is none."""

    at: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Periods whose number is kept private: a veil over their span. It never holds a number."""

    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict in a mark and words, above the plot."""

    kind: BadgeKind
    words: str


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


Mark = Line | Points | Band | Wash | Rule | Steps | Curve | EndLabel | Apart | Bracket | Note | Name | Kept


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
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """An x axis of numbers, such as how many were counted. `title` says what they count."""

    low: float
    high: float
    title: str


@dataclass(frozen=True, slots=True)
class NumberPlot:
    """One panel over a number axis: a funnel, or cases one after another."""

    axis: NumberAxis
    panel: Panel
