"""Photos of the paper: rewritten as a plain JPEG, kept with the uploads, and each opening recorded."""

import hashlib
import io

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record, record_look
from groundswell.domain.cycles import policies
from groundswell.domain.cycles.models import Entry, EntryLink, Photo
from groundswell.domain.refusals import refuse_if

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 2000


class PhotoError(ValueError):
    """The file is no photo we can read, or it is too large. The message says what to do."""


def clean_jpeg(data: bytes) -> bytes:
    """The picture alone, as a JPEG of at most 2000 px a side.

    Decoding and encoding again drops place, camera and anything hidden behind the picture. What the file
    calls itself does not count; what decodes does.
    """
    if len(data) > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise PhotoError(
            _("This photo is larger than %(limit)s MB. Take it again, smaller.") % {"limit": limit}
        )
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return _encoded(picture)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as problem:
        if isinstance(problem, PhotoError):
            raise
        raise PhotoError(_("We could not read this as a photo. A JPEG, PNG or WebP works.")) from problem


def _encoded(picture: Image.Image) -> bytes:
    width, height = picture.size
    if width * height > LARGEST_PIXELS:
        raise PhotoError(_("This photo has more detail than we keep. Take it again, smaller."))
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


@transaction.atomic
def add_photo(by: Actor, *, entry: Entry, data: bytes, caption: str = "") -> Photo:
    """Keep a photo with an entry, as a member of the team. Raises `PhotoError`."""
    require(by, Permission.CYCLE_RECORD, within=entry.cycle.project.path)
    return _keep(by, entry, data, caption)


@transaction.atomic
def add_photo_by_link(by: Actor, *, link: EntryLink, entry: Entry, data: bytes, caption: str = "") -> Photo:
    """Keep a photo with an entry that came through this card."""
    refuse_if(policies.link_refusals(link, today=by.today))
    refuse_if(policies.key_refusals(cycle_id=link.cycle_id, entry_cycle_id=entry.cycle_id))
    return _keep(by, entry, data, caption)


def _keep(by: Actor, entry: Entry, data: bytes, caption: str) -> Photo:
    jpeg = clean_jpeg(data)
    mark = hashlib.sha256(jpeg).hexdigest()
    known = entry.photos.filter(sha256=mark).first()
    if known is not None:
        return known
    refuse_if(policies.photo_refusals(photos=entry.photos.count()))
    made = Photo(entry=entry, sha256=mark, caption=caption.strip()[:200], at=by.now)
    made.file.save(f"{mark[:32]}.jpg", ContentFile(jpeg), save=False)
    made.save()
    record(by, "cycles.photo_added", made, path=entry.cycle.project.path, entry=entry.pk, sha256=mark)
    return made


@transaction.atomic
def open_photo(by: Actor, *, photo: Photo) -> bytes:
    """The picture, after the opening was written down: a photo of paper may show names."""
    path = photo.entry.cycle.project.path
    require(by, Permission.PROJECT_WORK, within=path)
    record_look(by, photo, path=path, purpose="photo of the paper", fields="photo")
    with photo.file.open("rb") as stored:
        return bytes(stored.read())
