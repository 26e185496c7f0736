"""Each format's loader with what was said on the command line."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli.commands import CannotRun

if TYPE_CHECKING:
    from groundswell.store.engine import EngineLimits
    from groundswell.store.publish.drafts import Tell
    from groundswell.store.report import Report


def load(options: argparse.Namespace, store: Path, made_at: str, tell: "Tell") -> "Report":
    """Run the loader of the format. Raises `CannotRun` when something it needs was not said, or memory is short."""
    import duckdb

    try:
        return _LOADERS[options.format](options, store, made_at, tell)
    except (duckdb.OutOfMemoryException, MemoryError) as fault:
        raise CannotRun(
            f"nothing was changed: this load needs more memory than the {_limits().memory} it may have. Give it "
            "more with GROUNDSWELL_STUDENT_MEMORY (such as 4GB), or load the files in parts."
        ) from fault


def _limits() -> "EngineLimits":
    from groundswell.store.engine import FOR_LOADING, EngineLimits

    return EngineLimits(memory=os.environ.get("GROUNDSWELL_STUDENT_MEMORY", FOR_LOADING.memory))


def _oneroster(options: argparse.Namespace, store: Path, made_at: str, tell: "Tell") -> "Report":
    from groundswell.store.read.oneroster.load import LoadSettings, load_oneroster
    from groundswell.store.read.oneroster.staging import HowRead

    how = HowRead(dates=options.dates, encoding=_codec(options.encoding))
    settings = LoadSettings(how=how, accept_loss=options.accept_loss, words=options.words, engine=_limits())
    return load_oneroster(store, options.path, made_at=made_at, settings=settings, tell=tell)


def _edfi(options: argparse.Namespace, store: Path, made_at: str, tell: "Tell") -> "Report":
    from groundswell.store.read.edfi.load import LoadSettings, load_edfi

    settings = LoadSettings(
        adds=options.add, accept_loss=options.accept_loss, descriptors=options.descriptors, engine=_limits()
    )
    return load_edfi(store, options.path, made_at=made_at, settings=settings, tell=tell)


def _calpads(options: argparse.Namespace, store: Path, made_at: str, tell: "Tell") -> "Report":
    from groundswell.store.read.calpads.load import LoadSettings, load_calpads

    settings = LoadSettings(layout=options.layout, accept_loss=options.accept_loss, engine=_limits())
    return load_calpads(store, options.path, made_at=made_at, settings=settings, tell=tell)


def _table(options: argparse.Namespace, store: Path, made_at: str, tell: "Tell") -> "Report":
    from groundswell.store.read.mapped.load import DEFAULT_SOURCE, LoadSettings, load_table
    from groundswell.store.read.mapped.mapping_file import BadMapping, read_mapping

    if options.mapping is None:
        raise CannotRun(
            "say how to read the file with --mapping MAP.yaml. "
            f"Make one with: groundswell data preview {options.path} --out MAP.yaml"
        )
    try:
        mapping = read_mapping(options.mapping)
    except BadMapping as fault:
        raise CannotRun(f"the mapping cannot be used. {fault}") from fault
    settings = LoadSettings(
        source=options.source or DEFAULT_SOURCE,
        adds=options.add,
        accept_loss=options.accept_loss,
        engine=_limits(),
    )
    return load_table(store, options.path, mapping, made_at=made_at, settings=settings, tell=tell)


def _assessments(options: argparse.Namespace, store: Path, made_at: str, tell: "Tell") -> "Report":
    from groundswell.store.read.assessments.load import NoSuchKind, kinds, load_assessments
    from groundswell.store.read.mapped.load import LoadSettings

    if options.kind in ("", "list"):
        known = "\n".join(f"  {name}: {about}" for name, about in kinds().items())
        raise CannotRun(f"say which vendor's file it is with --kind. We know:\n{known}")
    settings = LoadSettings(
        source=options.source or options.kind,
        adds=options.add,
        accept_loss=options.accept_loss,
        engine=_limits(),
    )
    try:
        return load_assessments(
            store,
            options.path,
            kind=options.kind,
            made_at=made_at,
            settings=settings,
            match=options.match,
            tell=tell,
        )
    except NoSuchKind as fault:
        raise CannotRun(str(fault)) from fault


_LOADERS: dict[str, "Callable[[argparse.Namespace, Path, str, Tell], Report]"] = {
    "oneroster": _oneroster,
    "edfi": _edfi,
    "calpads": _calpads,
    "table": _table,
    "assessments": _assessments,
}


def _codec(name: str) -> str:
    from groundswell.store.read.text import codec_named

    try:
        return codec_named(name) if name else ""
    except LookupError as unknown:
        raise CannotRun(f"there is no encoding called '{name}'. Try cp1252 or utf-8.") from unknown
