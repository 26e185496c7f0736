"""The worker: takes tasks from the database's queue, and picks up what a killed worker left."""

import logging
import threading

from django.core.management import call_command

log = logging.getLogger(__name__)


def run() -> None:
    """Work until stopped. One worker takes one task at a time."""
    call_command("db_worker", interval=1, no_reload=True, no_startup_delay=True)


def start_in_background() -> threading.Thread:
    """A worker inside the server's process, for the embedded database."""
    thread = threading.Thread(target=_work, name="groundswell-worker", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="in-server",
        excluded_queue_names=[],
    )
    worker.run()
