"""The pages of a PDF are drawn, or told to be impossible."""

from io import BytesIO

import pytest
from PIL import Image

from core.media.leaves import leaves
from tests.media.builders import PDF


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
