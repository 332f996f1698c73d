"""Measuring one contender in a process of its own: seconds inside, peak memory, the longest freeze of other threads."""

import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

TICK = 0.005  # seconds between two signs of life of the watching thread


class Figures(NamedTuple):
    """What one run cost: seconds, of them on a processor, megabytes at the peak, the longest freeze in milliseconds.

    `machine_ms` is the longest freeze of an idle process meanwhile: what the machine's other work alone would cost.
    """

    seconds: float
    processor: float
    megabytes: float
    freeze_ms: float
    machine_ms: float


@contextmanager
def report(name: str) -> Iterator[None]:
    """Time what is inside and print its figures as one JSON line, for the parent process."""
    beside = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.measure"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    watch = Watch()
    begun, worked = time.perf_counter(), time.process_time()
    yield
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = Figures(seconds, processor, peak, watch.stop(), float(beside.communicate()[0]))
    sys.stdout.write(json.dumps({"name": name, "figures": figures}) + "\n")


class Watch:
    """A thread that wakes every few milliseconds and remembers how late it came: what another session would feel."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The longest gap in milliseconds, beyond the tick itself."""
        self._over.set()
        self._thread.join()
        return self._longest * 1000

    def _tick(self) -> None:
        last = time.perf_counter()
        while not self._over.wait(TICK):
            now = time.perf_counter()
            self._longest = max(self._longest, now - last - TICK)
            last = now


if __name__ == "__main__":
    idle = Watch()
    sys.stdin.read()
    sys.stdout.write(str(idle.stop()))
