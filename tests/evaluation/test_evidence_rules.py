"""What may be evidence, and what remains of a photograph."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from core.errors import Refused
from core.evaluation.rules.evidence import MOST_BYTES, TITLE, Opened, check_day, checked_title, kind_of
from core.evaluation.rules.pictures import LONGEST, MOST_PIXELS, cleaned
from core.media.leaves import leaves
from tests.evaluation.selfing import DAY, GPS, PDF, drawing, office, photo


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [(photo(), "jpeg"), (drawing(), "png"), (PDF, "pdf"), (office("word/document.xml"), "docx")],
    ids=["jpeg", "png", "pdf", "docx"],
)
def test_a_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind
    assert Opened(content, kind).mime.partition("/")[0] in ("image", "application")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ program",
        b"<html><script>",
        b"GIF89a",
        office("xl/workbook.xml"),
        office("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 no archive",
    ],
    ids=["empty", "program", "page", "gif", "workbook", "macros", "half a zip"],
)
def test_anything_else_is_refused(content: bytes) -> None:
    assert code_of(lambda: kind_of(content)) == "evaluation.file_kind"


def test_a_pdf_whose_end_is_missing_is_refused() -> None:
    assert code_of(lambda: kind_of(PDF.replace(b"%%EOF", b""))) == "evaluation.file_broken"


@pytest.mark.parametrize(("more", "accepted"), [(-1, True), (0, True), (1, False)])
def test_a_file_has_20_megabytes_at_most(more: int, accepted: bool) -> None:
    content = PDF + b" " * (MOST_BYTES + more - len(PDF))
    if accepted:
        assert kind_of(content) == "pdf"
    else:
        assert code_of(lambda: kind_of(content)) == "evaluation.file_too_large"


@pytest.mark.parametrize("length", [TITLE - 1, TITLE])
def test_a_title_is_kept_on_one_line(length: int) -> None:
    assert checked_title(f"  {'题' * (length - 2)}\n名  ") == f"{'题' * (length - 2)} 名"


@pytest.mark.parametrize("title", ["", " \n ", "题" * (TITLE + 1)])
def test_a_title_is_needed_and_not_too_long(title: str) -> None:
    assert code_of(lambda: checked_title(title)) == "evaluation.evidence_title"


@pytest.mark.parametrize(("days", "accepted"), [(-1, True), (0, True), (1, False)])
def test_evidence_is_not_of_a_day_to_come(days: int, accepted: bool) -> None:
    if accepted:
        check_day(DAY + timedelta(days=days), DAY)
    else:
        assert code_of(lambda: check_day(DAY + timedelta(days=days), DAY)) == "evaluation.evidence_day"


def test_nothing_of_place_and_camera_remains_in_a_photograph() -> None:
    taken = photo()
    with Image.open(BytesIO(taken)) as before:
        assert before.getexif().get_ifd(GPS), "the test's own photograph tells its place"
    kept = cleaned(taken, "jpeg")
    with Image.open(BytesIO(kept)) as after:
        assert dict(after.getexif()) == {}
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(after.info)
    for told in (b"Exif", b"PhoneMaker", b"taken by somebody"):
        assert told in taken
        assert told not in kept


def test_nothing_written_in_a_png_remains() -> None:
    drawn = drawing()
    kept = cleaned(drawn, "png")
    assert b"somebody" in drawn
    assert b"somebody" not in kept
    with Image.open(BytesIO(kept)) as after:
        assert after.mode == "RGBA", "what was transparent stays so"


@pytest.mark.parametrize(("length", "kept"), [(LONGEST - 1, LONGEST - 1), (LONGEST, LONGEST), (LONGEST + 1, LONGEST)])
def test_the_longer_side_has_2400_pixels_at_most(length: int, kept: int) -> None:
    with Image.open(BytesIO(cleaned(photo((length, 40)), "jpeg"))) as picture:
        assert picture.width == kept
    with Image.open(BytesIO(cleaned(drawing("RGB", (20, length)), "png"))) as picture:
        assert picture.height == kept


def test_a_photograph_taken_sideways_stands_upright() -> None:
    rotated_by_a_quarter = 6  # EXIF 2.3, tag 274
    with Image.open(BytesIO(cleaned(photo((60, 40), orientation=rotated_by_a_quarter), "jpeg"))) as picture:
        assert picture.size == (40, 60)


def test_the_same_photograph_gives_the_same_content() -> None:
    assert cleaned(photo(), "jpeg") == cleaned(photo(), "jpeg")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("kind", "content"), [("jpeg", photo((800, 600))), ("png", drawing("RGB", (400, 300)))])
def test_a_picture_that_is_cut_off_is_refused(kind: str, content: bytes, share: float) -> None:
    assert code_of(lambda: cleaned(content[: int(len(content) * share)], kind)) == "evaluation.file_broken"


def test_a_picture_under_a_wrong_name_is_refused() -> None:
    assert code_of(lambda: cleaned(b"\xff\xd8\xff" + drawing(), "jpeg")) == "evaluation.file_broken"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST_PIXELS, "png", 599)
    assert code_of(lambda: cleaned(drawing("RGB", (30, 20)), "png")) == "evaluation.picture_too_large"
    monkeypatch.setitem(MOST_PIXELS, "png", 600)
    cleaned(drawing("RGB", (30, 20)), "png")


def pages(count: int) -> bytes:
    buffer = BytesIO()
    sheets = [Image.new("RGB", (200, 280), "white") for _ in range(count)]
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:])
    return buffer.getvalue()


def test_the_first_pages_of_a_pdf_are_drawn() -> None:
    drawn = leaves(pages(3), most=2)
    assert drawn is not None
    assert (len(drawn.pages), drawn.total) == (2, 3)
    with Image.open(BytesIO(drawn.pages[0])) as page:
        assert page.width / page.height == pytest.approx(200 / 280, rel=0.01)


def test_a_pdf_that_cannot_be_drawn_is_no_error() -> None:
    assert leaves(PDF[:20]) is None
