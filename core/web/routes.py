"""Two tiny pictures that set and delete the session cookie, the product's own icon, and two pages for everybody."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from core import clock, database, settings
from core.accounts import actions
from core.ui import cookie, theme
from core.web.checkin import checkin
from core.web.gate import is_signed_in
from core.web.origin import is_from_our_page, is_secure
from core.web.verify import verify

PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c000000000100010000020144003b"
)  # 1 × 1 GIF


async def give_cookie(request: Request) -> Response:
    """Trade the one-time handoff code for the session cookie: HttpOnly, SameSite=Strict, Secure over https.

    A code that was used already is answered quietly when the browser holds a living session, with 403 otherwise.
    """
    if not is_from_our_page(request):
        return Response(status_code=403)
    token = await run_in_threadpool(_redeem, request.query_params.get("code", ""))
    if token is None:
        return _pixel() if await is_signed_in(request) else Response(status_code=403)
    answer = _pixel()
    answer.set_cookie(
        cookie.NAME,
        cookie.seal(token, now=clock.now()),
        max_age=int(settings.current().absolute.total_seconds()),
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="strict",
    )
    return answer


async def clear_cookie(request: Request) -> Response:
    """End the session behind the cookie and delete the cookie."""
    if not is_from_our_page(request):
        return Response(status_code=403)
    if token := cookie.unseal(request.cookies.get(cookie.NAME)):
        await run_in_threadpool(_end, token)
    answer = _pixel()
    answer.delete_cookie(cookie.NAME, path="/", secure=is_secure(request), httponly=True, samesite="strict")
    return answer


async def icon(_: Request) -> Response:
    """The browser tab's icon, which a stranger may see as well."""
    return FileResponse(theme.ASSETS / "favicon.png", media_type="image/png")


def _redeem(code: str) -> str | None:
    with database.writing() as session:
        return actions.redeem_handoff(session, code, now=clock.now()) if code else None


def _end(token: str) -> None:
    with database.writing() as session:
        actions.sign_out(session, token, now=clock.now())


def _pixel() -> Response:
    return Response(PIXEL, media_type="image/gif", headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/auth/cookie", give_cookie, methods=["GET"]),
    Route("/auth/clear", clear_cookie, methods=["GET"]),
    Route("/favicon.png", icon, methods=["GET"]),
    Route("/checkin", checkin, methods=["GET", "POST"]),
    Route("/verify", verify, methods=["GET", "POST"]),
]
