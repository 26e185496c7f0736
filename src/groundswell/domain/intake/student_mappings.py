"""How a plain table that was sent is to be read: what is known of it so far, and whose word holds for the whole store."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import student_files
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_policies import SPANS_SCHOOLS, place_refusals
from groundswell.domain.intake.student_queries import places_for, places_held, store_folder
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import NotNow
from groundswell.store.read.edfi.descriptors import CODES
from groundswell.store.read.formats import FORMATS, PLAIN
from groundswell.store.read.mapped.kept import Kept, kept
from groundswell.store.read.mapped.load import DEFAULT_SOURCE
from groundswell.store.read.mapped.mapping_file import BadMapping, parse_mapping
from groundswell.store.read.mapped.previewing import Preview, preview
from groundswell.store.read.oneroster.own_words import WORDS
from groundswell.store.read.package import PACKAGE_LIMITS, RefusedFile
from groundswell.store.schema import TABLES

FIRST_BYTES = 4 * 1024 * 1024  # a page waits for the look
LARGEST_WORKBOOK, UNPACKED = 64 * 1024 * 1024, 512 * 1024 * 1024


@dataclass(frozen=True)
class AsRead:
    """Where the columns stand, and which table of ours the person takes it for ("": we propose one)."""

    table: str = ""
    header_line: int = 1
    sheet: str = ""


def first_rows(load: StudentLoad, told: AsRead) -> Preview:
    """The start of the file, with a proposal. Raises `NotNow`, in words for the sender."""
    path = student_files.path_of(load)
    is_workbook = path.suffix.lower() == ".xlsx" and path.is_file()
    if is_workbook and path.stat().st_size > LARGEST_WORKBOOK:
        raise NotNow([_("This workbook is too large to be looked at here. Save it as CSV and send that.")])
    try:
        return preview(
            path,
            table=told.table if told.table in TABLES else "",
            sheet=told.sheet,
            header_line=told.header_line,
            first_bytes=FIRST_BYTES,
            limits=replace(PACKAGE_LIMITS, unpacked_bytes=UNPACKED) if is_workbook else PACKAGE_LIMITS,
        )
    except RefusedFile as refusal:
        fault = refusal.fault
        raise NotNow([f"{fault.message} {fault.fix}".strip()]) from refusal
    except OSError as gone:
        raise NotNow([_("The file cannot be read. Send it again.")]) from gone


def offered(headings: list[str]) -> list[Kept]:
    """The kept mappings that fit a file with these columns."""
    return [each for each in kept(store_folder()) if each.fits(set(headings))]


def feed_used_with(name: str) -> str:
    """The feed of the last load that was read by this mapping, else what a feed is called that nobody named."""
    last = StudentLoad.objects.filter(format=PLAIN, options__kept_as=name).order_by("-id").first()
    return str(last.options.get("source", "")) if last else DEFAULT_SOURCE


def mapping_refusals(load: StudentLoad) -> list[str]:
    """Why a plain table cannot be brought in yet."""
    if load.format != PLAIN:
        return []
    text = load.options.get("mapping", "")
    if not text:
        return [_("Say first which column holds what.")]
    try:
        parse_mapping(text, _("the mapping"))
    except BadMapping as bad:
        return [str(bad)]
    return []


def source_of(load: StudentLoad) -> str:
    """The name that the load's rows have in the store."""
    return str(load.options.get("source") or FORMATS[load.format].source)


def place_for_all(by: Actor) -> Place:
    """A place of the person's that spans all that the store holds: what is said there holds for the whole store.

    Raises `Refused` for who brings no student data in, `NotNow` for who reaches part of it.
    """
    places, others = places_for(by), places_held()
    for place in places:
        if place.kind in SPANS_SCHOOLS and not place_refusals(place, others=others):
            return place
    raise NotNow(place_refusals(places[0], others=others))


def all_kept() -> list[Kept]:
    """Every mapping that is kept, by name."""
    return kept(store_folder())


def own_words_of(kind: str) -> str:
    """What the store keeps of the district's own words: "oneroster" or "edfi"; "" for nothing."""
    return {"oneroster": WORDS.text, "edfi": CODES.text}[kind](store_folder())
