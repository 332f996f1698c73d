"""Telling people: the program's own words to one person, read once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from core.cases.rules.notices import NoticeCode
from core.cases.tables import Notice


def notify(
    session: Session, accounts: Iterable[int | None], code: NoticeCode, *, at: datetime, **about: int | None
) -> int:
    """Tell each of these accounts once; answers how many. `about` holds ids and counts alone.

    Part of another act, which asked for the right and writes the audit row; None stands for nobody.
    """
    told = {account for account in accounts if account is not None}
    session.add_all(Notice(account_id=account, at=at, code=code, about=dict(about)) for account in sorted(told))
    session.flush()
    return len(told)


def mark_read(session: Session, *, account_id: int, up_to: int, now: datetime) -> None:
    """The account has read its notices up to the one of id `up_to`."""
    unread = update(Notice).where(col(Notice.account_id) == account_id, col(Notice.read_at).is_(None))
    statement = unread.where(col(Notice.id) <= up_to).values(read_at=now)
    session.execute(statement, execution_options={"synchronize_session": False})
