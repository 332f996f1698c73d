"""Draw one frame of a film as JPEG; nothing where it has none that can be drawn."""

import sys
from typing import Any

import cv2

AT = 2_000  # ms from the beginning, where a title stands more often than a black picture
MOST_PIXELS = 4096 * 2304  # of a frame
QUALITY = 85  # of the JPEG


def _drawn(path: str) -> bytes:
    film = cv2.VideoCapture(path, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])
    if film.get(cv2.CAP_PROP_FRAME_WIDTH) * film.get(cv2.CAP_PROP_FRAME_HEIGHT) > MOST_PIXELS:
        return b""
    for at in (AT, 0):
        film.set(cv2.CAP_PROP_POS_MSEC, at)
        there, pixels = film.read()
        if there:
            drawn: Any = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
            return bytes(drawn)
    return b""


if __name__ == "__main__":
    sys.stdout.buffer.write(_drawn(sys.argv[1]))
