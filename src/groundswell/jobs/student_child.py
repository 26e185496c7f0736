"""Start the process that loads student data, hear what it says, and end it when it is asked to stop."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import IO, Any

log = logging.getLogger(__name__)
SIGN_EVERY = 5.0  # seconds between signs of life while the process says nothing
LOOK_EVERY = 1.0
COMMAND = (sys.executable, "-m", "groundswell.jobs.student_process")


class Ended(Exception):
    """The work ended with nothing done. The message is for the person who asked."""


class Stopped(Ended):
    """It was asked to stop."""


@dataclass(frozen=True)
class Listener:
    """`tell(stage, detail)` hears each sign; `stops()` is asked each second."""

    tell: Callable[[str, str], None]
    stops: Callable[[], bool]


def carry_out(request: Mapping[str, Any], listener: Listener) -> dict[str, Any]:
    """What the process answers to one request. Raises `Ended`."""
    with tempfile.TemporaryFile("w+") as complaints, _started(complaints) as process:
        try:
            assert process.stdin is not None  # noqa: S101  (for the type checker: it is a pipe)
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = _heard(process, listener)
        except BrokenPipeError:
            answer = None
        finally:
            process.kill()
            process.wait()
        if answer is None:
            raise Ended(_gone(process.returncode, complaints))
    if "refused" in answer:
        raise Ended(str(answer["refused"]))
    done: dict[str, Any] = answer["done"]
    return done


def _started(complaints: IO[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603  (our own module)
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        text=True,
        env=dict(os.environ),
    )


def _heard(process: "subprocess.Popen[str]", listener: Listener) -> dict[str, Any] | None:
    """Its last word; None when it ended without one."""
    lines: SimpleQueue[str | None] = SimpleQueue()
    threading.Thread(target=_read_lines, args=(process, lines), daemon=True).start()
    at, silent = ("opening", ""), 0.0
    while True:
        try:
            line = lines.get(timeout=LOOK_EVERY)
        except Empty:
            silent += LOOK_EVERY
            if listener.stops():
                raise Stopped("") from None
            if silent >= SIGN_EVERY:
                listener.tell(*at)
                silent = 0.0
            continue
        if line is None:
            return None
        said = json.loads(line)
        if "stage" not in said:
            return dict(said)
        at, silent = (str(said["stage"]), str(said["detail"])), 0.0
        listener.tell(*at)
        if listener.stops():
            raise Stopped("")


def _read_lines(process: "subprocess.Popen[str]", lines: "SimpleQueue[str | None]") -> None:
    assert process.stdout is not None  # noqa: S101  (for the type checker: it is a pipe)
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _gone(code: int, complaints: IO[str]) -> str:
    complaints.seek(0)
    words = complaints.read().strip()
    if words:
        log.error("The process that loads student data ended with code %s: %s", code, words[-4000:])
    return f"Something stopped on our side (code {code}). Nothing was changed; please try again."
