"""The session cookie: a signed envelope around the session's token, so that a forged one costs no question to the database."""

from datetime import datetime

import jwt

from core import settings

NAME = "shouwang"
ALGORITHM = "HS256"


def seal(token: str, *, now: datetime) -> str:
    """The cookie's value for a session's token; it ends with the session at the latest."""
    current = settings.current()
    claims = {"sid": token, "iat": now, "exp": now + current.absolute}
    return jwt.encode(claims, current.keys.cookie, algorithm=ALGORITHM)


def unseal(value: str | None) -> str | None:
    """The token inside, or None for what we did not write or what has ended."""
    if not value:
        return None
    options = {"require": ["sid", "iat", "exp"]}
    try:
        claims = jwt.decode(value, settings.current().keys.cookie, algorithms=[ALGORITHM], options=options)  # type: ignore[arg-type]  # a plain dict
    except jwt.PyJWTError:
        return None
    token = claims["sid"]
    return token if isinstance(token, str) else None
