"""Where the store of student data lies, as the settings say."""

from pathlib import Path

from django.conf import settings


def store_folder() -> Path:
    """The folder of editions and releases. It may not be there yet."""
    return Path(settings.GROUNDSWELL_STORE)


def is_being_made() -> bool:
    """Whether a first store is being worked out beside the site, as the example's is."""
    store = store_folder()
    return store.with_name(f"{store.name}.making").is_dir()


def own_definitions() -> Path | None:
    """The folder of a district's own indicator definitions, if there is one."""
    named = settings.GROUNDSWELL_DEFINITIONS
    return Path(named) if named and Path(named).is_dir() else None
