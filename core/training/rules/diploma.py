"""The words of a certificate of completion (结业证书)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.training.rules.codes import spoken

TITLE = "结业证书"


class Completed(NamedTuple):
    """What a certificate tells: who completed what, with the hours credited, issued by whom, verified by what."""

    name: str
    school: str
    session: str
    certificate_title: str
    first: date
    last: date
    hours: Decimal
    issuer: str
    issued_on: date
    number: str
    code: str


class Diploma(NamedTuple):
    """A certificate as it is laid on paper, from the top."""

    title: str
    greeting: str
    body: str
    closing: str
    issuer: str
    day: str
    number: str
    verify: str


def diploma(one: Completed, where: str = "") -> Diploma:
    """The words on the paper; `where` is the address at which it can be verified, "" where that is not known."""
    place = f"{where} " if where else "本系统的“证书查验”页"
    return Diploma(
        title=one.certificate_title.strip() or TITLE,
        greeting=f"{one.name} 老师（{one.school}）：",
        body=f"您于{span(one.first, one.last)}参加“{one.session}”，完成全部要求，记 {hours_words(one.hours)} 学时。",
        closing="特发此证。",
        issuer=one.issuer,
        day=chinese_day(one.issued_on),
        number=f"证书编号　{one.number}",
        verify=f"查验：打开{place}，填编号和校验码 {spoken(one.code)}",
    )


def span(first: date, last: date) -> str:
    """From which day until which, without saying twice what is the same."""
    if first == last:
        return chinese_day(first)
    if first.year != last.year:
        return f"{chinese_day(first)}至{chinese_day(last)}"
    return f"{chinese_day(first)}至{last.month}月{last.day}日"


def chinese_day(day: date) -> str:
    """2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def hours_words(hours: Decimal) -> str:
    """学时 without a needless decimal."""
    return f"{hours.normalize():f}"
