"""How a public page answers what a stranger may guess at: one order of checks for all such pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core import clock
from core.web import plain
from core.web.limits import Limit, address_of
from core.web.plain import Field

ELSEWHERE = "请直接打开这一页，再填一次。"


class Guessing(NamedTuple):
    """One page: `form` draws it (what was typed, what is told, the status), `find` answers None for a miss.

    `forgotten` are the fields that are emptied after a miss. Every miss is answered with `refused`, whatever was wrong.
    """

    fields: Sequence[Field]
    limit: Limit
    form: Callable[[Mapping[str, str], str, int], Response]
    find: Callable[[dict[str, str]], Response | None]
    refused: str
    wait: str
    forgotten: tuple[str, ...] = ()


async def answered(request: Request, page: Guessing) -> Response:
    """The form, and what became of it."""
    if request.method != "POST":
        return page.form({}, "", 200)
    if not plain.is_ours(request):
        return page.form({}, ELSEWHERE, 403)
    given = await plain.typed(request, page.fields)
    if given is None:
        return page.form({}, page.refused, 413)
    return await run_in_threadpool(_tried, page, address_of(request), given)


def _tried(page: Guessing, address: str, given: dict[str, str]) -> Response:
    """The limit is asked right before the try, not while many wait for theirs: else all of those would pass."""
    if page.limit.is_reached(address, clock.now()):
        return page.form({}, page.wait, 429)
    found = page.find(given)
    if found is None:
        page.limit.miss(address, clock.now())
        return page.form(given | dict.fromkeys(page.forgotten, ""), page.refused, 200)
    return found
