"""What the register says of a day ahead: who leaves by age or by a day on file, in numbers by school."""

from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.tables import Organisation
from core.training.queries.school_posts import narrowed
from core.training.queries.staffing import last_valid
from core.training.rules import COUNSELLORS
from core.training.rules.forecast import Change, Held, expected
from core.training.rules.retirement import last_day
from core.training.tables import StaffMember, StaffPost


def staffing_changes(session: Session, scope: Scope, *, org_id: int, today: date, then: date) -> dict[int, Change]:
    """By open school at or below an organisation, what it has less on the day `then` than on `today`; nobody's name.

    Raises NotFound for an organisation outside the scope.
    Genders and months of birth are opened to reckon the legal day and stay in here.
    """
    here = narrowed(session, scope, org_id)
    carried = last_valid(SYSTEM_SCOPE, today)
    post = (StaffPost.school_id, StaffPost.staff_id, StaffPost.kind, StaffPost.since, StaffPost.until)
    age = (StaffMember.gender, StaffMember.birth_month, StaffMember.retires_on)
    told: Any = select(*post, *age, carried.c.last)  # type: ignore[call-overload]  # over four columns
    joined = told.join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    joined = joined.join(Organisation, col(Organisation.id) == StaffPost.school_id)
    joined = joined.outerjoin(carried, carried.c.staff_id == StaffPost.staff_id)
    until, merged = col(StaffPost.until), col(StaffMember.merged_into)
    chosen = joined.where(col(StaffPost.kind).in_(COUNSELLORS), merged.is_(None))
    chosen = chosen.where(col(StaffPost.since) <= then, or_(until.is_(None), until >= today))
    still = within(here, chosen.where(col(Organisation.closed_on).is_(None)), Organisation)
    rows = session.exec(within(here, within(SYSTEM_SCOPE, still, StaffMember), StaffPost))
    return expected((_held(row, today) for row in rows), today, then)


def _held(row: Any, today: date) -> Held:  # a row of `staffing_changes`
    school_id, staff_id, kind, since, until, *of_age, last = row
    ends = last_day(*of_age)
    return Held(school_id, staff_id, kind, since, until, ends, last is not None and last >= today)
