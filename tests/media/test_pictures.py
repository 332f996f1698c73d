"""What remains of a photograph: its pixels, upright, and nothing else."""

from io import BytesIO

import pytest
from PIL import Image

from core.media import KEPT_AS, cleaned, received, thumb
from core.media.pictures import LONGEST, MOST_PIXELS, SMALL
from tests.media.builders import (
    GPS,
    PDF,
    PROFILE,
    RIGHTED,
    TOLD,
    album,
    drawing,
    exif,
    heic,
    photo,
    split,
    webp,
)
from tests.media.test_kinds import code_of

RED, BLUE = (254, 0, 0), (0, 0, 254)
TALKING = {"jpeg": photo(), "heic": heic(), "webp": webp(), "png": drawing()}


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def is_near(seen: object, wanted: tuple[int, int, int], most: int = 12) -> bool:
    assert isinstance(seen, tuple)
    return all(abs(one - other) <= most for one, other in zip(seen, wanted, strict=True))


@pytest.mark.parametrize("kind", TALKING)
def test_nothing_of_place_and_camera_remains(kind: str) -> None:
    taken = TALKING[kind]
    assert opened(taken).getexif().get_ifd(GPS), "the test's own photograph tells its place"
    kept = cleaned(taken, kind)
    after = opened(kept)
    assert (after.format or "").lower() == KEPT_AS[kind]
    assert dict(after.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "xmp", "Author", "XML:com.adobe.xmp"} & set(after.info)
    assert [word for word in (*TOLD, b"somebody") if word in kept] == []


def test_the_test_photographs_do_tell_what_is_looked_for() -> None:
    assert all(word in photo() for word in TOLD)
    assert all(word in heic() for word in TOLD if word != b"taken by somebody")
    assert b"somebody" in drawing()


def test_what_was_transparent_in_a_png_stays_so() -> None:
    assert opened(cleaned(drawing(), "png")).mode == "RGBA"


@pytest.mark.parametrize(("content", "kind"), [(album(), "jpeg"), (album("HEIF"), "heic")], ids=["mpo", "live photo"])
def test_of_several_pictures_the_main_one_remains_alone(content: bytes, kind: str) -> None:
    assert getattr(Image.open(BytesIO(content)), "n_frames", 1) == 2
    kept = opened(cleaned(content, kind))
    assert getattr(kept, "n_frames", 1) == 1
    assert is_near(kept.getpixel((32, 24)), RED)


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_a_photograph_taken_sideways_stands_upright(kind: str) -> None:
    buffer = BytesIO()
    split((60, 40)).save(buffer, "JPEG", exif=exif(RIGHTED), quality=95)
    taken = buffer.getvalue() if kind == "jpeg" else heic(split((60, 40)), RIGHTED)
    kept = opened(cleaned(taken, kind))
    assert kept.size == (40, 60)
    assert is_near(kept.getpixel((20, 5)), RED), "what was left is up"
    assert is_near(kept.getpixel((20, 55)), BLUE)


def test_colours_stay_as_they_were_meant() -> None:
    """In the profile of the test, sRGB with two tags exchanged, the first channel is green and the second red."""
    buffer = BytesIO()
    exchanged = PROFILE.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    Image.new("RGB", (8, 8), (200, 100, 50)).save(buffer, "PNG", icc_profile=exchanged)
    assert is_near(opened(cleaned(buffer.getvalue(), "png")).getpixel((4, 4)), (100, 200, 50), 2)


def test_a_profile_that_cannot_be_read_does_no_harm() -> None:
    buffer = BytesIO()
    Image.new("RGB", (8, 8), (200, 100, 50)).save(buffer, "PNG", icc_profile=b"no profile")
    assert opened(cleaned(buffer.getvalue(), "png")).getpixel((4, 4)) == (200, 100, 50)


@pytest.mark.parametrize(("length", "kept"), [(LONGEST - 1, LONGEST - 1), (LONGEST, LONGEST), (LONGEST + 1, LONGEST)])
def test_the_longer_side_has_2400_pixels_at_most(length: int, kept: int) -> None:
    assert opened(cleaned(photo((length, 40)), "jpeg")).width == kept
    assert opened(cleaned(drawing("RGB", (20, length)), "png")).height == kept


@pytest.mark.parametrize("kind", TALKING)
def test_a_small_picture_is_a_jpeg_of_480_pixels_at_most(kind: str) -> None:
    small = opened(thumb(TALKING[kind], kind))
    assert (small.format, small.mode) == ("JPEG", "RGB")
    assert max(opened(thumb(photo((SMALL + 1, 20)))).size) == SMALL


def test_what_is_transparent_is_white_in_the_small_picture() -> None:
    assert opened(thumb(drawing("RGBA"), "png")).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", TALKING)
def test_the_same_photograph_gives_the_same_content(kind: str) -> None:
    assert cleaned(TALKING[kind], kind) == cleaned(TALKING[kind], kind)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(
    ("kind", "content"),
    [("jpeg", photo((800, 600))), ("png", drawing("RGB", (400, 300))), ("heic", heic()), ("webp", webp())],
    ids=["jpeg", "png", "heic", "webp"],
)
def test_a_picture_that_is_cut_off_is_refused(kind: str, content: bytes, share: float) -> None:
    assert code_of(lambda: cleaned(content[: int(len(content) * share)], kind)) == "media.broken"


def test_a_picture_under_a_wrong_name_is_refused() -> None:
    assert code_of(lambda: cleaned(b"\xff\xd8\xff" + drawing(), "jpeg")) == "media.broken"


@pytest.mark.parametrize("kind", TALKING)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    size = opened(TALKING[kind]).size
    monkeypatch.setitem(MOST_PIXELS, kind, size[0] * size[1] - 1)
    assert code_of(lambda: cleaned(TALKING[kind], kind)) == "media.too_many_pixels"
    monkeypatch.setitem(MOST_PIXELS, kind, size[0] * size[1])
    cleaned(TALKING[kind], kind)


def test_a_small_file_that_would_unfold_to_gigabytes_is_refused_at_once() -> None:
    bomb = bytearray(drawing("1", (8, 8)))
    bomb[16:24] = (60_000).to_bytes(4) * 2  # PNG 1.2 § 11.2.2: width and height
    bomb[29:33] = _crc(bytes(bomb[12:29]))
    assert code_of(lambda: cleaned(bytes(bomb), "png")) in ("media.too_many_pixels", "media.broken")


def test_a_photograph_is_received_in_one_go() -> None:
    taken = received(heic(), allowed=("heic",), most=2**20)
    assert (taken.kind, taken.faces, len(taken.source)) == ("jpeg", (), 64)
    assert taken.content == cleaned(heic(), "heic")
    assert opened(taken.thumb).size == (60, 40)


def test_a_document_is_received_as_it_is() -> None:
    taken = received(PDF, allowed=("pdf",), most=2**20)
    assert taken[:2] == (PDF, "pdf")
    assert (taken.thumb, taken.faces) == (b"", ())


def _crc(content: bytes) -> bytes:
    from zlib import crc32

    return crc32(content).to_bytes(4)
