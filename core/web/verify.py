"""Whether a certificate of completion is true: a plain page for whoever holds the paper."""

from collections.abc import Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from core import database
from core.errors import AppError
from core.training import queries
from core.training.queries import Verified
from core.training.rules.diploma import chinese_day, hours_words, span
from core.web import plain
from core.web.guesses import Guessing, answered
from core.web.limits import Limit
from core.web.plain import Field

PATH = "/verify"
FIELDS = (
    Field("number", "证书编号", 40, "", "如 云溪区-2026-0007-012"),
    Field("code", "校验码", 24, "signs", "证书左下角的 10 位"),
)
TITLE, FOOT = "证书查验", "这里只能查验本系统颁发的结业证书。姓名只显示姓氏。"
UNKNOWN = "没有查到这张证书。请核对编号和校验码；还是查不到，请联系颁发单位。"
WAIT = "查的次数有点多，请过十分钟再试。"
LIMIT = Limit(30, timedelta(minutes=10))


async def verify(request: Request) -> Response:
    """The form, and what is known of the certificate. A wrong number and a wrong code are answered alike."""
    return await answered(request, PAGE)


def _find(given: dict[str, str]) -> Response | None:
    try:
        with database.reading() as session:
            found = queries.verified(session, **given)
    except AppError:
        return None
    return _told(found) if found else None


def _form(given: Mapping[str, str], told: str, status: int) -> Response:
    head = plain.note(told) if told else "<p>照着证书填编号和校验码，就能知道它是不是真的。</p>"
    return plain.answer(TITLE, head + plain.form(PATH, FIELDS, given, "查验"), FOOT, status)


def _told(found: Verified) -> Response:
    head = plain.note("这张证书已经撤销", "gone") if found.revoked_on else plain.note("✓ 证书有效", "good")
    pairs = [
        ("证书编号", found.number),
        ("姓名", found.name),
        ("活动", found.title),
        ("时间", span(found.first, found.last)),
        *([("学时", hours_words(found.hours))] if found.hours else []),
        ("颁发单位", found.issuer),
        ("颁发日期", chinese_day(found.issued_on)),
    ]
    if found.revoked_on:
        pairs.append(("撤销日期", chinese_day(found.revoked_on)))
    return plain.answer(TITLE, head + plain.facts(pairs) + plain.again(PATH, "再查一张"), FOOT)


PAGE = Guessing(FIELDS, LIMIT, _form, _find, UNKNOWN, WAIT)
