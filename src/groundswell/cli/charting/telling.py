"""How far a long piece of work has come: a bar on a terminal, on standard error; nothing elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

T = TypeVar("T")
# Rows are cheap and a terminal is not.
EVERY = 2_000


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Yields what is told (done, in all)."""
    with _bar(MofNCompleteColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def busy(words: str) -> Iterator[None]:
    """For work that cannot say how far it is: a moving bar and the time."""
    with _bar(TimeElapsedColumn()) as bar:
        bar.add_task(words, total=None)
        yield


@contextmanager
def told_rows(words: str, total: int) -> Iterator[Callable[[Iterable[T]], Iterator[T]]]:
    """Yields what goes around rows that are written one by one, so that the bar hears of them."""
    with progress_bar(words) as told:

        def counted(rows: Iterable[T]) -> Iterator[T]:
            for number, row in enumerate(rows, start=1):
                yield row
                if number % EVERY == 0 or number == total:
                    told(number, total)

        yield counted


def _bar(*columns: ProgressColumn) -> Progress:
    console = Console(stderr=True)
    words = TextColumn("{task.description}", markup=False)
    return Progress(
        words, BarColumn(), *columns, console=console, transient=True, disable=not console.is_terminal
    )
