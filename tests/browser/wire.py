"""A wire between browser and server that can go dead, be cut, and be mended."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Carries every connection to the server; `dead` swallows what is sent and tells nobody, `cut` ends it."""

    def __init__(self, port: int) -> None:
        self._server, self._dead, self._cut = port, False, False
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def go_dead(self) -> None:
        self._dead = True

    def be_cut(self) -> None:
        self._cut = True
        ends, self._ends = self._ends, []
        for end in ends:
            _shut(end)

    def be_mended(self) -> None:
        self._dead = self._cut = False

    def close(self) -> None:
        self.be_cut()
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                end, _ = self._door.accept()
            except OSError:
                return
            if self._cut:
                end.close()
                continue
            other = socket.create_connection(("127.0.0.1", self._server))
            self._ends += [end, other]
            for pair in ((end, other), (other, end)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(65_536):
                if not self._dead:
                    target.sendall(said)
        _shut(source)
        _shut(target)


@contextmanager
def wire_to(address: str) -> Iterator[Wire]:
    """A wire to the app at that address."""
    wire = Wire(int(address.rsplit(":", 1)[1]))
    try:
        yield wire
    finally:
        wire.close()


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
