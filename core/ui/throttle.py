"""Failed sign-ins by network address, in memory: slows down whoever tries one password on many accounts."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

WINDOW = timedelta(minutes=10)
MOST_FAILURES = 40  # a whole school may share one address
MOST_ADDRESSES = 10_000
HERE = "here"

_failures: OrderedDict[str, list[datetime]] = OrderedDict()
_lock = Lock()


def is_over_limit(address: str | None, *, now: datetime) -> bool:
    """Whether this address has failed so often within the window that it must wait."""
    with _lock:
        return len(_recent(address or HERE, now)) >= MOST_FAILURES


def note_failure(address: str | None, *, now: datetime) -> None:
    """Count one failure."""
    key = address or HERE
    with _lock:
        _failures[key] = [*_recent(key, now), now]
        _failures.move_to_end(key)
        while len(_failures) > MOST_ADDRESSES:
            _failures.popitem(last=False)


def forget() -> None:
    """Start counting anew."""
    with _lock:
        _failures.clear()


def _recent(key: str, now: datetime) -> list[datetime]:
    return [moment for moment in _failures.get(key, []) if moment > now - WINDOW]
