"""What the program does now and then while people are at work, at most every ten minutes a process."""

from datetime import datetime, timedelta
from threading import Lock

from core import clock, database
from core.cases import actions

EVERY = timedelta(minutes=10)

_lock = Lock()
_last: list[datetime] = []


def sweep() -> None:
    """Let what stayed undone go to the next level, when that is due; a look costs two short reads, a run one transaction."""
    now = clock.now()
    if not _is_due(now):
        return
    with database.reading() as session:
        waits = actions.ran_out(session, now=now)
    if waits:
        with database.writing() as session:
            actions.escalate(session, now=now)


def forget() -> None:
    """Let the next call sweep, whenever the last one was."""
    with _lock:
        _last.clear()


def _is_due(now: datetime) -> bool:
    """Whether it is time; whoever asks first does it."""
    with _lock:
        if _last and abs(now - _last[0]) < EVERY:
            return False
        _last[:] = [now]
        return True
