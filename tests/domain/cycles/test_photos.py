import io

import pytest
from PIL import Image

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Look
from groundswell.domain.cycles.actions import photos
from groundswell.domain.cycles.models import Entry, Photo
from groundswell.domain.refusals import NotNow
from tests.factories import make_actor, make_cycle, make_entry_link, make_membership, make_person
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def picture(
    form: str = "JPEG", *, size: tuple[int, int] = (60, 40), shade: int = 90, **options: object
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 20, 40)).save(out, form, **options)
    return out.getvalue()


@pytest.fixture
def entry(cycle) -> Entry:
    return Entry.objects.create(cycle=cycle, on=NOW.date(), number=5, by_name="Joy", at=NOW)


def test_metadata_is_gone_and_turned_pictures_stand_upright(entry, lead):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Phone of Joy", 6
    photo = photos.add_photo(lead, entry=entry, data=picture(exif=exif), caption="Tally sheet")
    stored = photos.open_photo(lead, photo=photo)
    with Image.open(io.BytesIO(stored)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (40, 60), {})
    assert b"Phone of Joy" not in stored


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04 a zip behind the picture"])
def test_what_hides_behind_a_picture_is_dropped(entry, lead, tail):
    photo = photos.add_photo(lead, entry=entry, data=picture() + tail)
    assert tail not in photos.open_photo(lead, photo=photo)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 40,
        b"<html></html>",
        b"\xff\xd8\xff\xe0 no picture at all",
        b"",
    ],
)
def test_what_does_not_decode_as_a_photo_is_refused(entry, lead, data):
    with pytest.raises(photos.PhotoError, match="JPEG, PNG or WebP"):
        photos.add_photo(lead, entry=entry, data=data)
    assert not Photo.objects.exists()


def test_too_many_bytes_or_pixels_are_refused(entry, lead, settings, monkeypatch):
    settings.PHOTO_MAX_BYTES = 100
    with pytest.raises(photos.PhotoError, match="larger than"):
        photos.add_photo(lead, entry=entry, data=picture())
    settings.PHOTO_MAX_BYTES = 12 * 1024 * 1024
    monkeypatch.setattr(photos, "LARGEST_PIXELS", 1000)
    with pytest.raises(photos.PhotoError, match="more detail"):
        photos.add_photo(lead, entry=entry, data=picture("PNG"))


def test_large_pictures_are_made_smaller(entry, lead):
    photo = photos.add_photo(lead, entry=entry, data=picture(size=(3000, 1500)))
    with Image.open(io.BytesIO(photos.open_photo(lead, photo=photo))) as kept:
        assert kept.size == (2000, 1000)


def test_the_same_photo_twice_is_kept_once_and_three_are_enough(entry, lead):
    assert photos.add_photo(lead, entry=entry, data=picture()) == photos.add_photo(
        lead, entry=entry, data=picture()
    )
    for shade in (1, 200):
        photos.add_photo(lead, entry=entry, data=picture(shade=shade))
    with pytest.raises(NotNow, match="enough"):
        photos.add_photo(lead, entry=entry, data=picture(shade=120))


def test_each_opening_is_recorded_before_anything_is_read(entry, lead):
    photo = photos.add_photo(lead, entry=entry, data=picture())
    photo.file.storage.delete(photo.file.name)
    with pytest.raises(FileNotFoundError):
        photos.open_photo(lead, photo=photo)
    photo = photos.add_photo(lead, entry=entry, data=picture(shade=3))
    photos.open_photo(lead, photo=photo)
    look = Look.objects.get()
    assert (look.subject_kind, look.subject_id, look.person_name) == ("photo", photo.pk, "Marisol Q")


def test_a_sponsor_opens_no_photo(entry, lead, project):
    photo = photos.add_photo(lead, entry=entry, data=picture())
    sponsor = make_person()
    make_membership(project, sponsor, role="sponsor")
    with pytest.raises(Refused):
        photos.open_photo(make_actor(sponsor), photo=photo)
    assert not Look.objects.exists()
    assert not Photo.objects.visible_to(make_actor(sponsor)).exists()
    assert Photo.objects.visible_to(lead).count() == 1


def test_a_card_adds_photos_to_its_own_entries_and_no_others(entry, lead):
    own = make_entry_link(entry.cycle)
    assert photos.add_photo_by_link(lead, link=own, entry=entry, data=picture()).entry == entry
    other = make_entry_link(make_cycle(entry.cycle.ramp))
    with pytest.raises(NotNow, match="another test"):
        photos.add_photo_by_link(lead, link=other, entry=entry, data=picture(shade=7))
