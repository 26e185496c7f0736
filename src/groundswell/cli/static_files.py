"""Static files, collected, hashed and compressed once: again after they changed, not at every start."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MAKERS = ("Django", "whitenoise", "groundswell")
STAMP = ".collected"


def collect_if_changed() -> bool:
    """Collect into the data folder; False when what is there was made from these very files."""
    stamp, now = Path(settings.STATIC_ROOT) / STAMP, _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    stamp.unlink(missing_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.COLLECTED_STATIC_BACKEND
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    stamp.write_text(now)
    return True


def _fingerprint() -> str:
    """Names, sizes and times of the source files, and the versions of what makes the rest."""
    digest = hashlib.sha256(repr([version(maker) for maker in MAKERS]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
