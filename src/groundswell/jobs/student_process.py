"""The process in which student data is loaded: beside the site, so that no page waits for it and it may be killed.

It reads one request from its input and writes lines of JSON: {"stage", "detail"} as it goes, and at the end
{"done": ...} or {"refused": ...}. When its input closes, whoever asked is gone, and it ends at once: a load that is
cut short leaves nothing, and one that was through is found again by its moment.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from groundswell.store.engine import EngineLimits
from groundswell.store.publish import editions
from groundswell.store.publish.editions import StoreFault
from groundswell.store.publish.reverting import CannotRevert, take_back
from groundswell.store.read.formats import LoadOptions, load_files
from groundswell.store.read.mapped.mapping_file import BadMapping
from groundswell.store.report import Imbalance

EVERY = 0.25  # seconds between signs within one stage
NICE = 10
Say = Callable[[dict[str, Any]], None]


def main() -> None:
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    os.nice(NICE)
    _say(_answer(request))


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(3)


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"done": WORK[request["do"]](request)}
    except (StoreFault, CannotRevert, Imbalance, BadMapping) as refusal:
        return {"refused": str(refusal)}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"refused": f"This needs more memory than the {request['memory']} it may have. Nothing was changed. "
                "Give it more with GROUNDSWELL_STUDENT_MEMORY, or send the files in parts."}  # fmt: skip
    except OSError as fault:
        return {"refused": f"A file cannot be used: {fault.strerror or fault}. Nothing was changed."}


def _teller() -> Callable[[str, str], None]:
    """Each new stage at once, and within a stage a few signs a second."""
    last: tuple[str, float] = ("", 0.0)

    def tell(stage: str, detail: str) -> None:
        nonlocal last
        now = time.monotonic()
        if stage != last[0] or now - last[1] >= EVERY:
            last = (stage, now)
            _say({"stage": stage, "detail": detail})

    return tell


def _load(request: dict[str, Any]) -> dict[str, Any]:

    store = Path(request["store"])
    limits = EngineLimits(memory=request["memory"], threads=request["threads"])
    options = LoadOptions(engine=limits, **request["options"])
    report = load_files(
        request["format"],
        store,
        Path(request["path"]),
        made_at=request["made_at"],
        options=options,
        tell=_teller(),
    )
    number = report.edition if report.outcome == "published" else 0
    return {"report": asdict(report), "changed": _changed(store, number) if number else {}, "number": number,
            "live": editions.current_number(store)}  # fmt: skip


def _take_back(request: dict[str, Any]) -> dict[str, Any]:

    store = Path(request["store"])
    before = editions.current_number(store)
    now = take_back(store, request["edition"], made_at=request["made_at"], tell=_teller())
    return {"number": now.number, "changed": _changed(store, now.number) if now.number != before else {}}


def _changed(store: Path, number: int) -> dict[str, int]:
    """The tables for readers that an edition changed, and how many rows they have now."""
    now = editions.read(store, number)
    before, after = editions.read(store, now.parent).state(), now.state()
    touched = {
        key.table for key in {**before, **after} if before.get(key) != after.get(key) and key.is_canonical
    }
    return {table: sum(part.rows for part in now.of(table)) for table in sorted(touched)}


def _release(request: dict[str, Any]) -> dict[str, Any]:
    """Make a release of the live edition. What that needs is large, and loaded for it alone."""
    made = import_module("groundswell.jobs.student_release").release_made
    answer: dict[str, Any] = made(
        Path(request["store"]), request["definitions"], request["made_at"], _teller()
    )
    return answer


WORK: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "load": _load,
    "take_back": _take_back,
    "release": _release,
}

if __name__ == "__main__":
    main()
    # What was written is on disk, and what was said is flushed. An orderly end would take the engine's objects down
    # in an order of its own and note each of them on the worker's screen.
    os._exit(0)
