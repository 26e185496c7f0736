"""What the frame shows round a page: the place path, the rail, and the phone's bar."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere. An empty `url` is the place itself."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class RailItem:
    """One line of the rail or of the phone's bar.

    `icon` is a name from `design.icons`. `count` is shown as it is ("6", "v4"), never as a red dot.
    `short` is the word under the icon on the theory page and in the bar (at most about ten letters).
    """

    label: str
    url: str
    icon: str = ""
    count: str = ""
    current: bool = False
    short: str = ""


@dataclass(frozen=True)
class RailSection:
    """A group of rail items.

    `title` is a serif heading (the project's name); `question` 1-3 numbers one of the three questions,
    whose words are `small`; `small` alone is a quiet heading ("Beyond the team"). `ruled` draws a line above.
    """

    items: tuple[RailItem, ...] = ()
    title: str = ""
    small: str = ""
    question: int = 0
    ruled: bool = False


@dataclass(frozen=True)
class Nav:
    """`path` is network / district / school / project, the last being where we are. `bar`: at most five."""

    path: tuple[Link, ...] = ()
    sections: tuple[RailSection, ...] = ()
    bar: tuple[RailItem, ...] = ()
    find_url: str = ""
    account: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Tab:
    """An index tab: a link, never more than five in a row."""

    label: str
    url: str
    current: bool = False


def crumb(*parts: tuple[str, str]) -> tuple[Link, ...]:
    """The form crumb: step, question, aim, as (label, url) pairs. Always three."""
    if len(parts) != 3:
        raise ValueError(f"A form crumb has three parts (step, question, aim), not {len(parts)}: {parts!r}")
    return tuple(Link(label, url) for label, url in parts)


def counted(number: int) -> str:
    """A rail count: nothing at all for zero."""
    return str(number) if number else ""


def current_item(sections: Iterable[RailSection]) -> RailItem | None:
    """The rail item that says "you are here", if any."""
    return next((item for section in sections for item in section.items if item.current), None)
