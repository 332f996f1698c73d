"""Who is due is written down once, from the enrolment of the school year; who comes later is added by name."""

from typing import Any

from sqlalchemy import Boolean, String, insert, literal, select
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from core.access import SYSTEM_SCOPE, Scope
from core.database import bulk, within
from core.screening.rules.states import Mark, SheetStatus
from core.screening.tables import Campaign, Testee
from core.students.rules import Population
from core.students.tables import Enrolment, Person

INTO = ["campaign_id", "person_id", "school_id", "class_id", "grade", "mark", "added", "status", "critical"]


def freeze(session: Session, campaign: Campaign, scope: Scope, *, added: bool = False) -> int:
    """Put everybody enrolled within `scope`, in the campaign's year, population and grades, on its list; one statement.

    Whoever is on it already stays as they are. Answers how many were put on it. `added` marks late comers (补录).
    """
    facts = [getattr(Enrolment, name) for name in INTO[1:5]]
    fixed = (
        literal(Mark.DUE.value, String()),
        literal(added, Boolean()),
        literal(SheetStatus.UNTESTED.value, String()),
        literal(False, Boolean()),
    )
    statement = _asked(campaign, scope, select(literal(campaign.id), *facts, *fixed))
    known = within(SYSTEM_SCOPE, select(col(Testee.person_id)).where(col(Testee.campaign_id) == campaign.id), Testee)
    fresh = insert(Testee).from_select(INTO, statement.where(col(Enrolment.person_id).not_in(known)))
    result = session.execute(fresh, execution_options={"preserve_rowcount": True})
    put = result.rowcount if isinstance(result, CursorResult) else 0
    bulk.look_over(session, Testee, put)
    return put


def _asked(campaign: Campaign, scope: Scope, statement: Any) -> Any:  # a select of enrolments
    statement = statement.join(Person, col(Person.id) == col(Enrolment.person_id)).where(
        col(Enrolment.school_year) == campaign.school_year,
        col(Enrolment.left).is_(False),
        col(Person.population) == campaign.population,
    )
    if campaign.population is Population.STUDENT:
        statement = statement.where(col(Enrolment.grade).in_(campaign.grades))
    return within(scope, within(scope, statement, Enrolment), Person)
