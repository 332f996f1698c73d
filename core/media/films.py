"""A picture of a film for its card, drawn on the server."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from core.media.apart import apart

SECONDS = 20
CALM = {
    "OPENCV_FFMPEG_CAPTURE_OPTIONS": "protocol_whitelist;file",  # whatever a file names, nothing else is opened
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENBLAS_NUM_THREADS": "1",  # each thread of it sets memory aside
}
_one_at_a_time = Lock()  # one core is enough for pictures


def frame(content: bytes, *, seconds: float = SECONDS) -> bytes:
    """A frame of an MP4 or WebM as JPEG; b"" where none can be drawn: broken, too large, too slow, an unknown codec."""
    with _one_at_a_time, TemporaryDirectory() as folder:
        film = Path(folder) / "film"  # taken away again even where the process had to be stopped
        film.write_bytes(content)
        return apart("frame", str(film), seconds=seconds, settings=CALM) or b""
