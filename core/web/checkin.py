"""Signing in at a session by the code in the hall: a plain page for any phone, without an account and without a cookie."""

from collections.abc import Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from core import clock, database
from core.errors import AppError
from core.training import actions
from core.training.actions import SignedByCode
from core.web import plain
from core.web.guesses import Guessing, answered
from core.web.limits import Limit
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
LIMIT = Limit(60, timedelta(minutes=10))  # a whole hall may share one address


async def checkin(request: Request) -> Response:
    """The form, and what became of it. Every miss is answered alike, whatever was wrong."""
    return await answered(request, PAGE)


def _find(given: dict[str, str]) -> Response | None:
    try:
        done = _sign_in(given)
    except AppError:
        return _form(given, BUSY, 503)
    return _thanks(done) if done else None


def _sign_in(given: dict[str, str]) -> SignedByCode | None:
    with database.writing() as session:
        return actions.sign_in_by_code(session, **given, now=clock.now())


def _form(given: Mapping[str, str], told: str, status: int) -> Response:
    head = plain.note(told) if told else "<p>照着大屏幕上的签到码填，三项都要填。</p>"
    return plain.answer(TITLE, head + plain.form(PATH, FIELDS, given, "签到"), FOOT, status)


def _thanks(done: SignedByCode) -> Response:
    at = clock.local(done.at)
    pairs = [("活动", done.title), ("签到时间", f"{at.month}月{at.day}日 {at:%H:%M}")]
    pairs[1:1] = [("模块", done.module)] if done.module else []
    head = plain.note("✓ 您已经签过到了" if done.again else "✓ 签到成功", "good")
    return plain.answer(TITLE, head + plain.facts(pairs) + plain.again(PATH, "再签一位"), "可以放下手机了。")


PAGE = Guessing(FIELDS, LIMIT, _form, _find, REFUSED, WAIT, forgotten=("tail",))
