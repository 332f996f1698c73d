"""Several people at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from core.errors import AppError


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """What each answered or was refused with, begun at the same moment; "broken" for one that met an error."""
    start, answers = Barrier(len(deeds)), ["broken"] * len(deeds)

    def one(at: int, deed: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[at] = deed()
        except AppError as refusal:
            answers[at] = refusal.code

    threads = [Thread(target=one, args=(at, deed)) for at, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
