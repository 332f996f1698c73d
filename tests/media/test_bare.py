"""Papers and videos tell no place and no device, and say all else as before."""

from io import BytesIO
from struct import pack
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from core.errors import Refused
from core.media import bare, kind_of, received
from core.media.bare import MOST_UNPACKED, XMP_BOX
from tests.media.builders import GPS, ORIENTATION, PDF, RIGHTED, TOLD, boxed, drawing, office, photo

PLACED = [word for word in TOLD if word not in (b"Exif", b"taken by somebody")]
PLACE = b"+30.2504+120.1507/"


def paper(*pictures: bytes) -> bytes:
    """A letter with pictures in it."""
    letter, buffer = Document(), BytesIO()
    letter.add_paragraph("5·25 活动方案")
    for picture in pictures:
        letter.add_picture(BytesIO(picture))
    letter.save(buffer)
    return buffer.getvalue()


def pictures_of(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist()) if "/media/" in name]


def scan(picture: bytes) -> bytes:
    """A PDF of one page that shows a photograph, byte for byte as the phone made it."""
    document = pypdfium2.PdfDocument.new()
    shown = pypdfium2.PdfImage.new(document)
    shown.load_jpeg(BytesIO(picture))
    page = document.new_page(60, 40)
    page.insert_obj(shown)
    page.gen_content()
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return pack(">I", len(body) + 8) + kind + body


def video(*told: bytes) -> bytes:
    """A film of no frames with boxes that tell, in the file and in its track."""
    track = box(b"trak", box(b"tkhd", bytes(84)), *told)
    return box(b"ftyp", b"mp42", bytes(4), b"isom") + box(b"moov", track, *told) + box(b"mdat", b"frames")


def test_the_photographs_in_a_letter_tell_nothing_and_show_the_same() -> None:
    kept = bare(paper(photo(orientation=RIGHTED), drawing("RGB")), "docx")
    shown = pictures_of(kept)
    assert len(shown) == 2
    assert not [word for word in PLACED for one in shown if word in one]
    upright = next(picture for one in shown if (picture := Image.open(BytesIO(one))).format == "JPEG")
    assert (upright.getexif()[ORIENTATION], upright.getexif().get_ifd(GPS)) == (RIGHTED, {})
    assert upright.tobytes() == Image.open(BytesIO(photo())).tobytes()
    assert next(one.text for one in Document(BytesIO(kept)).paragraphs) == "5·25 活动方案"
    assert kind_of(kept, allowed=("docx",), most=10**7) == "docx"


def test_a_photograph_in_a_pdf_tells_nothing_and_nothing_moves() -> None:
    content = scan(photo())
    assert [word for word in TOLD[:2] if word in content], "the test's own paper tells who made it"
    kept = bare(content, "pdf")
    assert len(kept) == len(content)
    assert not [word for word in PLACED if word in kept]
    drawn = [pypdfium2.PdfDocument(one)[0].render().to_numpy().tolist() for one in (content, kept)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(("content", "kind"), [(photo(), "jpeg"), (drawing(), "png")], ids=["photograph", "drawing"])
def test_a_scan_tells_nothing_and_shows_the_same(content: bytes, kind: str) -> None:
    kept = bare(content, kind)
    assert [word for word in PLACED if word in content], "the test's own scan tells something"
    assert not [word for word in PLACED if word in kept]
    assert Image.open(BytesIO(kept)).tobytes() == Image.open(BytesIO(content)).tobytes()


@pytest.mark.parametrize(
    "told",
    [
        box(b"udta", box(b"\xa9xyz", PLACE)),
        box(b"meta", box(b"ilst", PLACE)),
        box(b"uuid", XMP_BOX, PLACE),
        pack(">I", 1) + b"udta" + pack(">Q", 16 + len(PLACE)) + PLACE,
    ],
    ids=["place", "device", "xmp", "long"],
)
def test_a_video_tells_nothing_and_no_frame_moves(told: bytes) -> None:
    content = video(told)
    kept = bare(content, "mp4")
    assert PLACE in content
    assert PLACE not in kept
    assert (len(kept), kept.index(b"frames"), kept.index(b"tkhd")) == (
        len(content), content.index(b"frames"), content.index(b"tkhd"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (PDF + b"\xff\xe1\xff\xffExif\x00\x00cut off", "pdf"),
        (office("word/document.xml"), "docx"),
        (video(), "mp4"),
        (boxed(b"isom"), "mp4"),
        (video(pack(">I", 3) + b"udta"), "mp4"),
        (b"".join(pack(">I", 8 * left) + b"moov" for left in range(2000, 0, -1)), "mp4"),
        (b"ID3 some sound", "mp3"),
    ],
    ids=["pdf", "cut off", "letter", "film", "short film", "broken film", "film without a bottom", "sound"],
)
def test_what_tells_nothing_stays_as_it_was(content: bytes, kind: str) -> None:
    assert bare(content, kind) == content


def test_a_letter_that_unpacks_to_more_than_anybody_writes_is_refused() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("word/media/image1.png", b"x")
        archive.infolist()[0].file_size = MOST_UNPACKED + 1
    with pytest.raises(Refused) as refusal:
        bare(buffer.getvalue(), "docx")
    assert refusal.value.code == "media.too_large"


def test_a_letter_with_a_broken_member_is_refused() -> None:
    whole = office("word/document.xml", "word/media/image1.png")
    with pytest.raises(Refused) as refusal:
        bare(whole[:-40], "docx")
    assert refusal.value.code == "media.broken"


def test_the_same_letter_is_the_same_whenever_it_is_taken_in() -> None:
    first, second = (received(paper(photo()), allowed=("docx",), most=10**7) for _ in range(2))
    again = received(first.content, allowed=("docx",), most=10**7)
    assert b"PhoneMaker" not in b"".join(pictures_of(first.content))
    assert again.content == first.content
    assert pictures_of(second.content) == pictures_of(first.content)
