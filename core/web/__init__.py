"""The HTTP side of the same process: the session cookie, security headers, gated routes, faults without details."""

from starlette.middleware import Middleware

from core.web.faults import keep_messages_out_of_the_log, show_fault
from core.web.gate import Gate
from core.web.headers import SecurityHeaders
from core.web.routes import ROUTES

MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Gate)]

__all__ = ["MIDDLEWARE", "ROUTES", "keep_messages_out_of_the_log", "show_fault"]
