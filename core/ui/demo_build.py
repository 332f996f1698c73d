"""Building the demo beside the page that shows its progress: leaving the page does not break it off halfway."""

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import NamedTuple

LOG = logging.getLogger("shouwang.demo")


class Progress(NamedTuple):
    """How far the build is (0 to 1), what it is at, and how it ended."""

    share: float = 0.0
    words: str = "正在准备…"
    is_done: bool = False
    has_failed: bool = False


Build = Callable[[Callable[[float, str], None]], None]

_lock = Lock()
_state: dict[str, Progress] = {}
KEY = "demo"


def start(build: Build) -> None:
    """Begin building unless it is under way; a failed build may be begun again."""
    with _lock:
        known = _state.get(KEY)
        if known and not known.has_failed:
            return
        _state[KEY] = Progress()
    Thread(target=_run, args=(build,), name="demo", daemon=True).start()


def is_begun() -> bool:
    """Whether somebody has begun."""
    return KEY in _state


def look() -> Progress:
    """How far it is."""
    return _state.get(KEY) or Progress()


def _run(build: Build) -> None:
    try:
        build(_note)
    except Exception as error:  # the thread's edge: whatever went wrong, the page must learn that it ended
        LOG.error("building the demo failed: %s", type(error).__qualname__)
        _state[KEY] = look()._replace(has_failed=True)
    else:
        _state[KEY] = Progress(1.0, "演示数据已装好。", is_done=True)


def _note(share: float, words: str) -> None:
    _state[KEY] = Progress(min(max(share, 0.0), 1.0), words)
