"""The web server. On the embedded database it is one process, with the worker beside the pages."""

import os
import socket

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces

from groundswell.cli.static_files import collect_if_changed

SECONDS_TO_STOP = 15


class PortTaken(Exception):
    """Something answers at this address already. Two servers would share its visitors without a word."""


def require_free(*, address: str, port: int) -> None:
    """Raise `PortTaken` when the port is in use. Asked early: the server itself would share the port."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as fault:
            raise PortTaken(
                f"{address}:{port} cannot be used ({fault.strerror}). Choose another with --port or PORT."
            ) from fault


def run(*, address: str, port: int) -> None:
    """Serve until stopped. Static files are collected, hashed and compressed first."""
    os.environ["GROUNDSWELL_COLLECTED_STATIC"] = "1"
    collect_if_changed()
    workers = 1 if settings.WORKER_IN_SERVER else max(1, int(os.environ.get("GROUNDSWELL_WEB_WORKERS", "2")))
    print(f"Groundswell is at http://{address}:{port}/  (stop with Ctrl+C)", flush=True)
    Granian(
        "groundswell.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        # asked to stop while it still loads, a worker process does not hear it
        workers_kill_timeout=SECONDS_TO_STOP,
        log_access=False,
    ).serve()
