"""What the program does now and then while people are at work, at most every ten minutes a process."""

from datetime import datetime, timedelta
from threading import Lock

from core import clock, database
from core.cases import actions
from core.screening import queries
from core.screening.actions import clear_expired_ledgers

EVERY = timedelta(minutes=10)

_lock = Lock()
_last: list[datetime] = []


def sweep() -> None:
    """Let what stayed undone go to the next level, when that is due, and take ledgers away that have expired.

    A look costs three short reads, a run one transaction.
    """
    now = clock.now()
    if not _is_due(now):
        return
    with database.reading() as session:
        waits, over = actions.ran_out(session, now=now), queries.ledgers_over(session)
    if waits:
        with database.writing() as session:
            actions.escalate(session, now=now)
    if over:
        with database.writing() as session:
            clear_expired_ledgers(session)


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
