"""A picture of a film for its card, drawn on the server in a process of its own: a small file can ask for hours or break
the library, and takes nothing else down with it."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

SECONDS = 20
MEMORY = 2**30  # bytes
AT = 2_000  # ms from the beginning, where a title stands more often than a black picture
MOST_PIXELS = 4096 * 2304  # of a frame
QUALITY = 85  # of the JPEG
CALM = {
    "OPENCV_FFMPEG_CAPTURE_OPTIONS": "protocol_whitelist;file",  # whatever a file names, nothing else is opened
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENBLAS_NUM_THREADS": "1",  # each thread of it sets memory aside
}
_one_at_a_time = Lock()  # one core is enough for pictures


def frame(content: bytes, *, seconds: float = SECONDS) -> bytes:
    """A frame of an MP4 or WebM as JPEG; b"" where none can be drawn: broken, too large, too slow, an unknown codec."""
    with _one_at_a_time, TemporaryDirectory() as folder, suppress(subprocess.TimeoutExpired):
        film = Path(folder) / "film"  # taken away again even where the process had to be stopped
        film.write_bytes(content)
        command, told = [sys.executable, "-I", __file__, str(film)], {**CALM, **_needed()}
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, env=told)  # noqa: S603  # our own file
        return done.stdout if done.returncode == 0 else b""
    return b""


def _needed() -> dict[str, str]:
    """What a process cannot start without; the keys of the product, which stand there too, stay here."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}


def _main() -> None:
    _confine()
    sys.stdout.buffer.write(_drawn(sys.argv[1]))


def _confine() -> None:
    with suppress(ImportError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _drawn(path: str) -> bytes:
    import cv2  # only here: the process that asks needs none of it

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
    _main()
