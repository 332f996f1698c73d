"""The responder of a school hears of a same-day review as soon as it opens."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.cases.actions.notices import notify
from core.cases.rules.notices import NoticeCode
from core.cases.tables import Responder, Warning
from core.database import within


def alert(session: Session, by_school: Mapping[int, int], *, at: datetime) -> None:
    """Tell each school's responder how many pupils there are to be seen today; one notice a person."""
    for account, people in per_responder(session, by_school).items():
        notify(session, [account], NoticeCode.URGENT_RAISED, at=at, people=people)


def alert_of_campaign(session: Session, campaign_id: int, *, at: datetime) -> None:
    """Tell of the pupils whom the sheets brought in at `at` put on the list for today; teachers are the centre's alone."""
    fresh = or_(col(Warning.raised_at) == at, col(Warning.revised_at) == at)
    urgent = (Warning.campaign_id == campaign_id, col(Warning.urgent), fresh, ~col(Warning.is_staff))
    counted = select(col(Warning.school_id), func.count()).where(*urgent).group_by(col(Warning.school_id))
    alert(session, dict(iter(session.exec(within(SYSTEM_SCOPE, counted, Warning)))), at=at)


def per_responder(session: Session, by_school: Mapping[int, int]) -> Counter[int]:
    """Counts by school as counts by the account that answers for them; schools without one fall away."""
    known = select(col(Responder.school_id), col(Responder.account_id)).where(col(Responder.school_id).in_(by_school))
    found: Counter[int] = Counter()
    for school, account in session.exec(within(SYSTEM_SCOPE, known, Responder)):
        found[account] += by_school[school]
    return found
