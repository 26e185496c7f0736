"""Student rows of the example network, made once: files, loaded as a district would, and a release of the numbers.

Runs beside the site (`python -m groundswell.example.student_data STORE`) and needs no Django. The store is made in a
folder of its own and put into its place when it is whole, so that a visitor sees all of it or nothing. When the site
ends, the process ends too, and the next start begins anew.
"""

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from groundswell.core.indicators.definition import Period
from groundswell.example.content_files import content
from groundswell.example.student_places import example_network
from groundswell.library.indicator_files import indicators as read_definitions
from groundswell.store.publish import editions
from groundswell.store.query import TABLE_KINDS
from groundswell.store.read.edfi.load import load_edfi
from groundswell.store.read.oneroster.load import load_oneroster
from groundswell.store.release.making import make_release
from groundswell.store.report import Report
from groundswell.store.synthesize.given.described import GivenNetwork
from groundswell.store.synthesize.given.making import GivenFiles, synthesize_given

TODAY, MADE_AT = date(2016, 6, 10), "2016-06-10T08:00:00+00:00"
FEW_SCHOOLS, FEW_YEARS = ("LW-01", "LW-04", "LW-06", "LW-18"), (2016,)
NICE = 10
Say = Callable[[str], object]


class ExampleIncomplete(RuntimeError):
    """The example's own files were not taken whole: the generator and a loader disagree, which is our bug."""


def all_students() -> GivenNetwork:
    return example_network(until=TODAY)


def few_students() -> GivenNetwork:
    """Four schools in one year: seconds, for tests."""
    return example_network(until=TODAY, schools=FEW_SCHOOLS, years=FEW_YEARS)


def is_there(store: Path) -> bool:
    """Whether the store holds data, the example's or anybody's."""
    return editions.current_number(store) > 0


def make_student_data(
    store: Path,
    network: GivenNetwork,
    *,
    say: Say,
    indicators: Sequence[str] = (),
    periods: Sequence[Period] = (),
) -> bool:
    """Make the store, and beside it the key (`<store>-key/key.json`). False when there is data or another makes it.

    While it is made, the folder `<store>.making` is there. Numbers of `indicators` are released by each of `periods`;
    where they are not named, those of the content file.
    """
    store.parent.mkdir(parents=True, exist_ok=True)
    with _alone(store) as alone:
        if not alone or is_there(store):
            return False
        work = making_folder(store)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        try:
            _make(work, network, say)
            _release(work / "store", indicators, periods, say)
            _put_in_place(work, store)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return True


def making_folder(store: Path) -> Path:
    return store.with_name(f"{store.name}.making")


def make_beside(store: Path) -> "subprocess.Popen[bytes] | None":
    """Start the making in a process that lets the site go first; none when the data is there.

    It ends when its input closes: with the process that started it.
    """
    if is_there(store):
        return None
    return subprocess.Popen(  # noqa: S603  (our own module)
        [sys.executable, "-m", "groundswell.example.student_data", str(store)],
        stdin=subprocess.PIPE,
    )


@contextmanager
def _alone(store: Path) -> Iterator[bool]:
    with store.with_name(f".{store.name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _make(work: Path, network: GivenNetwork, say: Say) -> None:
    say("Student data: writing the rows of an invented student body ...")
    files = synthesize_given(network, work / "files")
    if files.not_reached:
        raise ExampleIncomplete(" ".join(files.not_reached))
    for year in files.years:
        say(f"Student data: loading {year - 1}-{year % 100:02d} (OneRoster, then Ed-Fi) ...")
        _load(work / "store", files, year)


def _release(store: Path, indicators: Sequence[str], periods: Sequence[Period], say: Say) -> None:
    say("Student data: deciding which numbers may leave, and attacking them ...")
    told, known = content("student_data"), read_definitions(TABLE_KINDS)
    chosen = [known[name] for name in indicators or told["indicators"]]
    made = make_release(
        store, chosen, made_at=MADE_AT, periods=periods or told["periods"], tell=_each_table(say)
    )
    held = sum(table.state == "held" for table in made.tables)
    say(f"Student data: {len(made.tables) - held} tables of numbers are released, {held} held back.")


def _load(store: Path, files: GivenFiles, year: int) -> None:
    for report in (
        load_oneroster(store, files.oneroster(year), made_at=MADE_AT),
        load_edfi(store, files.edfi(year), made_at=MADE_AT),
    ):
        _require_whole(report)


def _require_whole(report: Report) -> None:
    if report.refusal or report.quarantined or report.skipped:
        raise ExampleIncomplete(f"{report.path}: {report.refusal or report.faults or report.skipped_rows}")


def _each_table(say: Say) -> Callable[[str, str], None]:
    def tell(stage: str, detail: str) -> None:
        if stage == "table":
            say(f"Student data: {detail}")

    return tell


def _put_in_place(work: Path, store: Path) -> None:
    key = store.with_name(f"{store.name}-key")
    shutil.rmtree(key, ignore_errors=True)
    (work / "files" / "key").rename(key)
    for said in (*store.glob("*.yaml"), *store.glob("mappings")):
        shutil.move(said, work / "store" / said.name)  # what somebody has said meanwhile on the pages stays
    shutil.rmtree(store, ignore_errors=True)  # no edition is in it: that was asked before
    (work / "store").rename(store)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the student data of the example network.")
    parser.add_argument("store", type=Path, help="the folder of editions, not there yet")
    store = parser.parse_args().store
    threading.Thread(target=_end_with_input, daemon=True).start()
    os.nice(NICE)
    make_student_data(store, all_students(), say=_say_out)


def _say_out(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(3)


if __name__ == "__main__":
    main()
    # What was written is on disk, and what was said is flushed. An orderly end would take the engine's objects down
    # in an order of its own and note each of them on the visitor's screen.
    os._exit(0)
