"""Faces are found, and nothing comes back of what was blurred."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sklearn.datasets import load_sample_image

from core.media import Box, blurred, cleaned, covered, faces
from core.media.blur import BLOCKS, MARGIN
from core.media.faces import SAME, _apart, _shared

HOPPER = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"
"""Rear Admiral Grace Hopper, US Navy, in the public domain."""
SIZE = (48, 36)
INSIDE = Box(0.25, 0.25, 0.5, 0.5)


def portrait() -> bytes:
    return cleaned(HOPPER.read_bytes(), "jpeg")


def png(pixels: np.ndarray) -> bytes:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def pixels_of(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(content)).convert("RGB"))


def test_the_face_of_a_portrait_is_found_where_it_is() -> None:
    (box,) = faces(portrait())
    across, down = box.left + box.width / 2, box.top + box.height / 2
    assert 0.45 < across < 0.65
    assert 0.28 < down < 0.48


def test_a_face_among_much_else_is_found() -> None:
    """A portrait of 240 px in a picture of 1600 px, as in a row of people."""
    ground = Image.fromarray(load_sample_image("china.jpg")).resize((1600, 1066))
    person = Image.open(HOPPER)
    ground.paste(person.resize((200, 234)), (1200, 700))
    buffer = BytesIO()
    ground.save(buffer, "JPEG")
    found = faces(buffer.getvalue())
    assert any(_shared(box, Box(1200 / 1600, 700 / 1066, 200 / 1600, 234 / 1066)) > 0.9 for box in found)


@pytest.mark.parametrize("name", ["china.jpg", "flower.jpg"])
def test_no_face_is_seen_where_there_is_none(name: str) -> None:
    buffer = BytesIO()
    Image.fromarray(load_sample_image(name)).save(buffer, "JPEG")
    assert faces(buffer.getvalue()) == ()


def test_a_blurred_face_is_not_found_again() -> None:
    assert faces(blurred(portrait(), faces(portrait()))) == ()


@pytest.mark.parametrize(("shift", "count"), [(0.0, 1), (0.6, 1), (0.8, 2)])
def test_two_finds_on_one_spot_are_one_face(shift: float, count: int) -> None:
    one = Box(0.1, 0.1, 0.2, 0.2)
    other = one._replace(left=0.1 + shift * 0.2)
    assert (_shared(one, other) > SAME) is (count == 1)
    assert len(_apart([one, other])) == count


def _area(size: tuple[int, int] = SIZE) -> tuple[slice, slice]:
    """INSIDE with its margin, in rows and columns."""
    across, down = INSIDE.width * MARGIN, INSIDE.height * MARGIN
    left, right = (INSIDE.left - across) * size[0], (INSIDE.left + INSIDE.width + across) * size[0]
    top, bottom = (INSIDE.top - down) * size[1], (INSIDE.top + INSIDE.height + down) * size[1]
    return slice(int(np.floor(top)), int(np.ceil(bottom))), slice(int(np.floor(left)), int(np.ceil(right)))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_what_is_within_depends_on_a_few_means_alone(seed: int) -> None:
    """Stirring the pixels of each block, which keeps its mean, changes nothing of what comes out."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (90, 90, 3), dtype=np.uint8)
    box = Box(0.0, 0.0, 1.0, 1.0)
    stirred = pixels.copy()
    for row in range(BLOCKS):
        for column in range(BLOCKS):
            block = stirred[row * 30 : row * 30 + 30, column * 30 : column * 30 + 30]
            block[:] = random.permutation(block.reshape(-1, 3)).reshape(30, 30, 3)
    assert not np.array_equal(stirred, pixels)
    assert blurred(png(stirred), [box]) == blurred(png(pixels), [box])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_outside_of_the_boxes_nothing_changes_and_within_few_colours_remain(seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (SIZE[1], SIZE[0], 3), dtype=np.uint8)
    after = pixels_of(blurred(png(pixels), [INSIDE])).copy()
    area = _area()
    assert len(np.unique(after[area].reshape(-1, 3), axis=0)) <= BLOCKS**2
    after[area] = pixels[area]
    assert np.array_equal(after, pixels)


def test_a_picture_stays_of_its_kind_and_size() -> None:
    for content, kind in ((portrait(), "JPEG"), (png(np.zeros((9, 9, 3), np.uint8)), "PNG")):
        after = Image.open(BytesIO(blurred(content, [INSIDE])))
        assert (after.format, after.size) == (kind, Image.open(BytesIO(content)).size)


def test_a_picture_that_was_covered_is_known_by_the_one_before() -> None:
    content = png(np.zeros((9, 9, 3), np.uint8))
    given = covered(content, [INSIDE])
    assert (given.content, given.kind, given.source) == (blurred(content, [INSIDE]), "png", sha256(content).hexdigest())
    with pytest.raises(ValueError, match="somewhere"):
        covered(content, [])


def test_a_box_at_the_edge_is_kept_within() -> None:
    content = png(np.full((10, 10, 3), 200, np.uint8))
    assert pixels_of(blurred(content, [Box(0.9, 0.9, 0.4, 0.4)])).shape == (10, 10, 3)


@pytest.mark.parametrize("box", [Box(1.0, 0, 0.1, 0.1), Box(0, 0, 0, 0.1), Box(-0.2, 0, 0.2, 0.1), Box(0, 0, 0.1, -1)])
def test_a_box_outside_of_the_picture_is_impossible(box: Box) -> None:
    with pytest.raises(ValueError, match="within"):
        blurred(png(np.zeros((9, 9, 3), np.uint8)), [box])
