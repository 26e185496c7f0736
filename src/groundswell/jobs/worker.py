"""The worker: takes tasks from the database's queue, and picks up what a killed worker left."""

import logging
import signal
import threading
import time
from datetime import timedelta

from django.db import Error, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from groundswell import clock
from groundswell.domain.intake.actions.queueing import SILENT_FOR
from groundswell.jobs import imports, student_data

log = logging.getLogger(__name__)
PAUSE, SWEEP_EVERY = 1.0, 60.0
# One process is all there is on the embedded database, so whatever runs when it starts was left behind.
# Ages do not tell: the example's clock starts anew with each process.
OF_ANY_AGE = timedelta(days=-36_500)
# A queue has a worker of its own: a load of student data that takes an hour keeps nobody's file waiting.
SWEEPS = {"default": imports.requeue_left_over, student_data.QUEUE: student_data.requeue_left_over}


def run() -> None:
    """Work until asked to stop (Ctrl+C or SIGTERM); the task in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    beside = threading.Thread(target=_work, args=(stop, SILENT_FOR, student_data.QUEUE), name="student-data")
    beside.start()
    _work(stop, left_at_start=SILENT_FOR)
    beside.join()


def start_in_background() -> threading.Thread:
    """The workers inside the server's process, for the embedded database. The first one is handed back."""
    threads = [
        threading.Thread(target=_work, args=(threading.Event(), OF_ANY_AGE, queue), name=name, daemon=True)
        for queue, name in (("default", "groundswell-worker"), (student_data.QUEUE, "student-data"))
    ]
    for thread in threads:
        thread.start()
    return threads[0]


def _work(stop: threading.Event, left_at_start: timedelta, queue: str = "default") -> None:
    """Tasks one after the other. A database that is away for a while ends no worker."""
    sweep_at, silent_for = time.monotonic(), left_at_start
    while not stop.is_set():
        worked = False
        try:
            if time.monotonic() >= sweep_at:
                SWEEPS[queue](clock.now(), silent_for=silent_for)
                sweep_at, silent_for = time.monotonic() + SWEEP_EVERY, SILENT_FOR
            worked = _do_next_task(queue)
        except Error:
            log.exception("The worker's database did not answer; trying again")
            connections.close_all()
        if not worked:
            stop.wait(PAUSE)


def _do_next_task(queue: str) -> bool:
    """Look without a lock first: asking for one each second would hold up the people who write."""
    close_old_connections()
    waiting = DBTaskResult.objects.ready().filter(backend_name="default", queue_name=queue)
    if not waiting.exists():
        return False
    Worker(
        queue_names=[queue],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=f"groundswell-{threading.get_native_id()}",
        interval=PAUSE,
        batch=True,
        max_tasks=1,
        startup_delay=False,
    ).run()
    return True
