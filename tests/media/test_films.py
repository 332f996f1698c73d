"""A picture is drawn of a film, or none."""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.media.films import frame

SIZE, RATE = (96, 64), 5  # px, frames a second
DARK, LIGHT = 20, 200  # grey of the first second and of all others


def film(folder: Path, ending: str, codec: str, *, seconds: int) -> bytes:
    """Dark for a second, then light."""
    path = folder / f"film.{ending}"
    made = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), RATE, SIZE)
    for at in range(seconds * RATE):
        made.write(np.full((SIZE[1], SIZE[0], 3), DARK if at < RATE else LIGHT, np.uint8))
    made.release()
    return path.read_bytes()


def test_a_film_shows_what_comes_after_its_beginning(tmp_path: Path) -> None:
    with Image.open(BytesIO(frame(film(tmp_path, "mp4", "mp4v", seconds=4)))) as picture:
        assert picture.size == SIZE
        assert np.asarray(picture.convert("L")).mean() == pytest.approx(LIGHT, abs=8)


def test_a_film_that_is_cut_off_has_no_picture_and_one_that_takes_too_long_neither(tmp_path: Path) -> None:
    whole = film(tmp_path, "mp4", "mp4v", seconds=1)
    assert frame(whole[: len(whole) // 2]) == b""
    assert frame(whole, seconds=0.001) == b""
