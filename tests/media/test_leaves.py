"""The pages of a PDF are drawn, or told to be impossible."""

import subprocess
from io import BytesIO

import pytest
from PIL import Image

from core.media.leaves import KEPT, leaves
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


def test_a_pdf_is_drawn_once_and_one_that_cannot_be_drawn_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page runs anew with every click on it: what takes twenty seconds must not take them from everybody each time."""
    tries: list[bytes] = []

    def run(*_: object, **given: bytes) -> None:
        tries.append(given["input"])
        raise subprocess.TimeoutExpired("leaves", 20)

    monkeypatch.setattr(subprocess, "run", run)
    bombs = [b"%%PDF-1.7 bomb %d" % number for number in range(KEPT + 1)]
    assert [leaves(bombs[0]) for _ in range(3)] == [None] * 3
    assert len(tries) == 1
    assert leaves(bombs[0], most=1) is None
    assert len(tries) == 2
    for bomb in bombs:
        leaves(bomb)
    leaves(bombs[0])
    assert tries.count(bombs[0]) == 3  # no more than KEPT are remembered
