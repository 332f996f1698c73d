"""A line between the browser and the product that can be made slow, cut, and mended: everything over it stops at once."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from urllib.parse import urlsplit

PIECE = 16_384  # bytes


class Line:
    """Carries connections to `address`; upwards at most `pace` bytes a second over all of them (None: as fast as it goes)."""

    def __init__(self, address: str) -> None:
        self._to = (urlsplit(address).hostname or "", urlsplit(address).port or 0)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._turn = Lock()
        self.pace: int | None = None
        self.is_cut = False
        Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def cut(self) -> None:
        """Everything under way breaks off, and nothing new gets through."""
        self.is_cut = True
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """As fast as it goes."""
        self.is_cut, self.pace = False, None

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with suppress(OSError), near:
            if self.is_cut:
                return
            with socket.create_connection(self._to) as far:
                self._open |= {near, far}
                back = Thread(target=self._pass, args=(far, near), daemon=True)
                back.start()
                self._pass(near, far, slowly=True)
                back.join()
                self._open -= {near, far}

    def _pass(self, source: socket.socket, target: socket.socket, *, slowly: bool = False) -> None:
        with suppress(OSError):
            while (piece := source.recv(PIECE)) and not self.is_cut:
                if slowly and (pace := self.pace):  # as it was: somebody may mend the line meanwhile
                    with self._turn:
                        time.sleep(len(piece) / pace)
                target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    """A line to the product at `address`, closed afterwards."""
    line = Line(address)
    try:
        yield line
    finally:
        line.close()
