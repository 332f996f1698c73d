"""Signing in at a session by the code in the hall: a plain page for any phone, without an account and without a cookie."""

from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core import clock, database
from core.errors import AppError
from core.training import actions
from core.training.actions import SignedByCode
from core.web import plain
from core.web.limits import Limit, address_of
from core.web.plain import Field

PATH = "/checkin"
FIELDS = (
    Field("code", "签到码", 12, "figures", "大屏幕上的 6 位数字"),
    Field("name", "姓名", 40, "", "与报名时一致", "name"),
    Field("tail", "手机号后四位", 20, "figures"),
)
TITLE, FOOT = "现场签到", "填的内容只用来核对是不是您本人。不方便用手机，可以请会务在名单上登记。"
REFUSED = "没有对上。请核对签到码、姓名和手机号后四位；都没有错的话，请找会务登记。"
WAIT = "试的次数有点多，请过十分钟再试，或找会务登记。"
BUSY = "现在签到的人多，请再按一次。"
ELSEWHERE = "请直接打开这一页，再填一次。"
LIMIT = Limit(60, timedelta(minutes=10))  # a whole hall may share one address


async def checkin(request: Request) -> Response:
    """The form, and what became of it. Every miss is answered alike, whatever was wrong."""
    if request.method != "POST":
        return _form({})
    if not plain.is_ours(request):
        return _form({}, ELSEWHERE, 403)
    given = await plain.typed(request, FIELDS)
    if given is None:
        return _form({}, REFUSED, 413)
    return await run_in_threadpool(_tried, address_of(request), given)


def _tried(address: str, given: dict[str, str]) -> Response:
    """The limit is asked right before the try, not while many wait for theirs: else all of those would pass."""
    if LIMIT.is_reached(address, clock.now()):
        return _form({}, WAIT, 429)
    try:
        done = _sign_in(given)
    except AppError:
        return _form(given, BUSY, 503)
    if done is None:
        LIMIT.miss(address, clock.now())
        return _form(given | {"tail": ""}, REFUSED)
    return _thanks(done)


def _sign_in(given: dict[str, str]) -> SignedByCode | None:
    with database.writing() as session:
        return actions.sign_in_by_code(session, **given, now=clock.now())


def _form(given: dict[str, str], told: str = "", status: int = 200) -> Response:
    head = plain.note(told) if told else "<p>照着大屏幕上的签到码填，三项都要填。</p>"
    return plain.answer(TITLE, head + plain.form(PATH, FIELDS, given, "签到"), FOOT, status)


def _thanks(done: SignedByCode) -> Response:
    at = clock.local(done.at)
    pairs = [("活动", done.title), ("签到时间", f"{at.month}月{at.day}日 {at:%H:%M}")]
    pairs[1:1] = [("模块", done.module)] if done.module else []
    head = plain.note("✓ 您已经签过到了" if done.again else "✓ 签到成功", "good")
    return plain.answer(TITLE, head + plain.facts(pairs) + plain.again(PATH, "再签一位"), "可以放下手机了。")
