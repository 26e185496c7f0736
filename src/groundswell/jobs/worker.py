"""The worker: takes tasks from the database's queue, and picks up what a killed worker left."""

import logging
import signal
import threading
import time

from django.db import Error, close_old_connections, connections

from groundswell import clock
from groundswell.jobs.imports import requeue_left_over

log = logging.getLogger(__name__)
PAUSE = 1.0
SWEEP_EVERY = 60.0


def run() -> None:
    """Work until asked to stop (Ctrl+C or SIGTERM); the task in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    _work(stop)


def start_in_background() -> threading.Thread:
    """A worker inside the server's process, for the embedded database."""
    thread = threading.Thread(target=_work, args=(threading.Event(),), name="groundswell-worker", daemon=True)
    thread.start()
    return thread


def _work(stop: threading.Event) -> None:
    """A database that is away for a while ends no worker: it tries again."""
    sweep_at = time.monotonic()
    while not stop.is_set():
        try:
            if time.monotonic() >= sweep_at:
                _sweep()
                sweep_at = time.monotonic() + SWEEP_EVERY
            _do_next_task()
        except Error:
            log.exception("The worker's database did not answer; it tries again")
            connections.close_all()
        if not _more_is_waiting():
            stop.wait(PAUSE)
