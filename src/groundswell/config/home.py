"""The data folder: where the embedded database, uploads and the secret key live."""

import os
import secrets
from pathlib import Path


def data_folder() -> Path:
    """The folder named by GROUNDSWELL_HOME, made if missing and readable by its owner alone."""
    folder = Path(os.environ.get("GROUNDSWELL_HOME", Path.home() / ".groundswell")).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """GROUNDSWELL_SECRET_KEY, or a key made once and kept in the data folder."""
    given = os.environ.get("GROUNDSWELL_SECRET_KEY")
    if given:
        return given
    file = folder / "secret_key"
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(50))
    return file.read_text()
