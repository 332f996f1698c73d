"""Where faces may show in a photograph: a hint for the eye, never a judgement, and never who it is.

Haar cascades of OpenCV (P. Viola, M. Jones, "Rapid object detection using a boosted cascade of simple features", 2001;
R. Lienhart, J. Maydt, 2002). They overlook faces that are small, turned or covered.
"""

from functools import cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from core.media.pictures import drawn

FRONTAL, PROFILE = "haarcascade_frontalface_alt2.xml", "haarcascade_profileface.xml"
LONGEST = {FRONTAL: 960, PROFILE: 480}  # px of the longer side that is looked at
LEAST = 24  # px of a face there
STEP = 1.15  # from one size that is looked for to the next
AGREEING = {FRONTAL: 4, PROFILE: 6}  # so many finds on one spot are a face
SAME = 0.3  # of the smaller box: two finds that share more are one face
_one_at_a_time = Lock()  # a cascade keeps its picture while it looks


class Box(NamedTuple):
    """A rectangle within a picture, in shares (0 to 1) of its width and height from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


def faces(content: bytes) -> tuple[Box, ...]:
    """Where faces may show in a picture that was cleaned, the largest first; frontal ones and both profiles."""
    grey = drawn(content).convert("L")
    found = [*_seen(grey, FRONTAL), *_seen(grey, PROFILE), *_mirrored(_seen(grey, PROFILE, mirrored=True))]
    return _apart(sorted(found, key=lambda box: -box.width * box.height))


def _seen(grey: Image.Image, name: str, *, mirrored: bool = False) -> list[Box]:
    import cv2  # 0.4 s and 60 MB, which only an upload needs

    share = min(1.0, LONGEST[name] / max(grey.size))
    width, height = (max(1, round(side * share)) for side in grey.size)
    pixels: Any = np.asarray(grey.resize((width, height)))
    pixels = cv2.equalizeHist(np.ascontiguousarray(pixels[:, ::-1]) if mirrored else pixels)
    given: Any = {"scaleFactor": STEP, "minNeighbors": AGREEING[name], "minSize": (LEAST, LEAST)}
    with _one_at_a_time:
        found = _cascade(name).detectMultiScale(pixels, **given)
    return [Box(x / width, y / height, w / width, h / height) for x, y, w, h in np.asarray(found).tolist()]


@cache
def _cascade(name: str) -> Any:  # made by a package without complete types
    import cv2

    folder: str = cv2.data.haarcascades  # type: ignore[attr-defined]  # the stubs leave this module out
    return cv2.CascadeClassifier(f"{folder}{name}")


def _mirrored(boxes: list[Box]) -> list[Box]:
    return [box._replace(left=1 - box.left - box.width) for box in boxes]


def _apart(boxes: list[Box]) -> tuple[Box, ...]:
    """Each face once: of boxes that lie on one another the first."""
    kept: list[Box] = []
    for box in boxes:
        if not any(_shared(box, other) > SAME for other in kept):
            kept.append(box)
    return tuple(kept)


def _shared(one: Box, other: Box) -> float:
    """The share of the smaller box that lies in the other."""
    width = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    height = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, width) * max(0.0, height) / smaller if smaller else 0.0
