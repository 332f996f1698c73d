"""How often a network address may guess at what strangers may ask, kept in this process alone."""

from collections import OrderedDict
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock

from starlette.requests import Request

from core import settings


class Limit:
    """At most so many misses of an address within a window; nothing of it is written down."""

    def __init__(self, most: int, window: timedelta, addresses: int = 10_000) -> None:
        self.most, self.window, self._addresses = most, window, addresses
        self._misses: OrderedDict[str, list[datetime]] = OrderedDict()
        self._lock = Lock()

    def is_reached(self, address: str, now: datetime) -> bool:
        """Whether this address must wait."""
        with self._lock:
            return len(self._recent(address, now)) >= self.most

    def miss(self, address: str, now: datetime) -> None:
        """Count one miss."""
        with self._lock:
            self._misses[address] = [*self._recent(address, now), now]
            self._misses.move_to_end(address)
            while len(self._misses) > self._addresses:
                self._misses.popitem(last=False)

    def forget(self) -> None:
        """Start counting anew."""
        with self._lock:
            self._misses.clear()

    def _recent(self, address: str, now: datetime) -> list[datetime]:
        return [moment for moment in self._misses.get(address, []) if moment > now - self.window]


def address_of(request: Request) -> str:
    """The browser's network address; what a header says of it counts only from the proxy that the settings trust."""
    peer = request.client.host if request.client else ""
    if peer and peer == settings.current().trusted_proxy:
        return _network(request.headers.get("x-real-ip") or peer)
    return _network(peer)


def _network(address: str) -> str:
    """Of IPv6 the first 64 bits: whoever has one such address has all of its network (RFC 4291 § 2.5.4)."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return address
    return str(known.ipv4_mapped or IPv6Network((known.packed[:8] + bytes(8), 64)))
