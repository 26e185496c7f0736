"""One door to every loader: what a format is called, how it comes, and what one may say about it.

A new format is one line in `FORMATS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from groundswell.store.engine import FOR_LOADING, EngineLimits
from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.read.assessments.load import kinds, load_assessments
from groundswell.store.read.calpads import load as calpads
from groundswell.store.read.calpads.derive import SOURCE as CALPADS
from groundswell.store.read.edfi import load as edfi
from groundswell.store.read.edfi.derive import SOURCE as EDFI
from groundswell.store.read.mapped.load import DEFAULT_SOURCE, load_table
from groundswell.store.read.mapped.load import LoadSettings as TableSettings
from groundswell.store.read.mapped.mapping_file import parse_mapping
from groundswell.store.read.mapped.sources import SUFFIXES
from groundswell.store.read.oneroster import load as oneroster
from groundswell.store.read.oneroster.derive import SOURCE as ONEROSTER
from groundswell.store.read.oneroster.expressions import DateOrder
from groundswell.store.read.oneroster.staging import HowRead
from groundswell.store.report import Report


@dataclass(frozen=True)
class LoadOptions:
    """What the sender declares. Each format reads those that its line in `FORMATS` names.

    mapping: the YAML text that says how to read a plain table; source: the name of its feed. match: which other
    id of ours the students' ids of a test file are, such as local_id.
    """

    dates: DateOrder = "iso"
    encoding: str = ""
    adds: bool = False
    accept_loss: bool = False
    mapping: str = ""
    source: str = ""
    match: str = ""
    engine: EngineLimits = FOR_LOADING


Loader = Callable[[Path, Path, str, LoadOptions, Tell], Report]


@dataclass(frozen=True)
class Format:
    """One kind of files. `source` is the feed's name in the store, `about` the reader's own words on it.

    `is_package`: it comes as a zip file or folder; else also as one file with one of the `suffixes`.
    """

    source: str
    load: Loader
    options: tuple[str, ...] = ()
    is_package: bool = True
    suffixes: tuple[str, ...] = (".zip",)
    about: str = ""


def load_files(
    name: str, store: Path, path: Path, *, made_at: str, options: LoadOptions, tell: Tell = silent
) -> Report:
    """Load `path` as the format `name` into `store`. Raises KeyError for a format that is not there, `BadMapping`."""
    return FORMATS[name].load(store, path, made_at, options, tell)


def _oneroster(store: Path, path: Path, made_at: str, options: LoadOptions, tell: Tell) -> Report:
    settings = oneroster.LoadSettings(
        how=HowRead(dates=options.dates, encoding=options.encoding),
        accept_loss=options.accept_loss,
        engine=options.engine,
    )
    return oneroster.load_oneroster(store, path, made_at=made_at, settings=settings, tell=tell)


def _edfi(store: Path, path: Path, made_at: str, options: LoadOptions, tell: Tell) -> Report:
    settings = edfi.LoadSettings(adds=options.adds, accept_loss=options.accept_loss, engine=options.engine)
    return edfi.load_edfi(store, path, made_at=made_at, settings=settings, tell=tell)


def _calpads(store: Path, path: Path, made_at: str, options: LoadOptions, tell: Tell) -> Report:
    settings = calpads.LoadSettings(accept_loss=options.accept_loss, engine=options.engine)
    return calpads.load_calpads(store, path, made_at=made_at, settings=settings, tell=tell)


def _table(store: Path, path: Path, made_at: str, options: LoadOptions, tell: Tell) -> Report:
    settings = TableSettings(
        source=options.source or DEFAULT_SOURCE,
        adds=options.adds,
        accept_loss=options.accept_loss,
        engine=options.engine,
    )
    mapping = parse_mapping(options.mapping, "the mapping")
    return load_table(store, path, mapping, made_at=made_at, settings=settings, tell=tell)


def _assessments(
    kind: str, store: Path, path: Path, made_at: str, options: LoadOptions, tell: Tell
) -> Report:
    settings = TableSettings(
        source=kind, adds=options.adds, accept_loss=options.accept_loss, engine=options.engine
    )
    return load_assessments(
        store, path, kind=kind, made_at=made_at, settings=settings, match=options.match, tell=tell
    )


def _of_kind(kind: str, about: str) -> Format:
    return Format(
        kind,
        partial(_assessments, kind),
        ("adds", "accept_loss", "match"),
        is_package=False,
        suffixes=TABLES,
        about=about,
    )


PLAIN = "table"
ASSESSMENTS = "assessments:"
TABLES = (*SUFFIXES, ".zip")
FORMATS: dict[str, Format] = {
    "oneroster": Format(ONEROSTER, _oneroster, ("dates", "encoding", "accept_loss")),
    "edfi": Format(EDFI, _edfi, ("adds", "accept_loss")),
    "calpads": Format(CALPADS, _calpads, ("accept_loss",), is_package=False, suffixes=TABLES),
    PLAIN: Format(
        DEFAULT_SOURCE,
        _table,
        ("adds", "accept_loss", "mapping", "source"),
        is_package=False,
        suffixes=TABLES,
    ),
    **{f"{ASSESSMENTS}{kind}": _of_kind(kind, about) for kind, about in kinds().items()},
}
