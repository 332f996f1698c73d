"""Where a request comes from: our own pages or elsewhere, over https or not."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from core import settings


def is_from_our_page(request: HTTPConnection) -> bool:
    """Whether one of our own pages asked. Browsers say so in Sec-Fetch-Site, over plain http only in Referer."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return _is_our_host(request, request.headers.get("referer", ""))


def is_foreign(request: HTTPConnection) -> bool:
    """Whether a browser names another origin; a client that names none has no cookie to abuse."""
    origin = request.headers.get("origin")
    return origin is not None and not _is_our_host(request, origin)


def is_secure(request: HTTPConnection) -> bool:
    """Whether the browser speaks https, to us or to the proxy that the settings trust."""
    if request.url.scheme in ("https", "wss"):
        return True
    peer = request.client.host if request.client else None
    trusted = peer is not None and peer == settings.current().trusted_proxy
    return trusted and request.headers.get("x-forwarded-proto", "").split(",")[0].strip() == "https"


def _is_our_host(request: HTTPConnection, address: str) -> bool:
    host = request.headers.get("host", "")
    return bool(host) and urlsplit(address).netloc.casefold() == host.casefold()
