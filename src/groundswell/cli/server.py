"""The web server. On the embedded database it is one process, with the worker beside the pages."""

import os

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces


def run(*, address: str, port: int) -> None:
    """Serve until stopped. Static files are collected, hashed and compressed first."""
    os.environ["GROUNDSWELL_COLLECTED_STATIC"] = "1"
    _collect()
    workers = 1 if settings.WORKER_IN_SERVER else max(1, int(os.environ.get("GROUNDSWELL_WEB_WORKERS", "2")))
    print(f"Groundswell is at http://{address}:{port}/  (stop with Ctrl+C)", flush=True)
    Granian(
        "groundswell.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
    ).serve()


def _collect() -> None:
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.COLLECTED_STATIC_BACKEND
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
