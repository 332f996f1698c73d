"""Parts of a photograph made unrecognisable for good: a few coarse blocks remain, and nothing that was in them."""

from collections.abc import Iterable
from math import ceil, floor

import numpy as np
from PIL import Image

from core.media.faces import Box
from core.media.pictures import drawn, encoded, kept_kind

BLOCKS = 3  # a side: nine mean colours are all that remains of a face
MARGIN = 0.15  # of a box on each side: hair, ears and chin belong to a face


def blurred(content: bytes, boxes: Iterable[Box]) -> bytes:
    """A picture that was cleaned, in its kind, with each box and its margin as BLOCKS × BLOCKS mean colours.

    What lies within depends on those means alone. Raises Refused for a broken picture, ValueError for a box that lies
    outside of the picture.
    """
    picture = drawn(content)
    for box in boxes:
        _pixelate(picture, _corners(box, picture.size))
    return encoded(picture, kept_kind(content))


def _corners(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box with its margin in pixels: left, top, right, bottom; kept within the picture."""
    right, bottom = box.left + box.width, box.top + box.height
    if not (box.width > 0 and box.height > 0 and box.left < 1 and box.top < 1 and right > 0 and bottom > 0):
        raise ValueError("a box lies within its picture")
    across, down = box.width * MARGIN, box.height * MARGIN
    return (
        max(0, floor((box.left - across) * size[0])),
        max(0, floor((box.top - down) * size[1])),
        min(size[0], ceil((right + across) * size[0])),
        min(size[1], ceil((bottom + down) * size[1])),
    )


def _pixelate(picture: Image.Image, corners: tuple[int, int, int, int]) -> None:
    """By exact means: Pillow's own shrinking rounds in between, and lets a little more through."""
    part = np.array(picture.crop(corners))
    for rows in np.array_split(part, BLOCKS):
        for block in np.array_split(rows, BLOCKS, axis=1):
            if block.size:
                block[:] = block.mean(axis=(0, 1)).round()
    picture.paste(Image.fromarray(part), corners)
