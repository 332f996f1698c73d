"""What stayed undone goes to the next level, once a clock."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, update
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE
from core.cases.actions.alerting import per_responder
from core.cases.actions.notices import notify
from core.cases.actions.steps import OWN_WAY
from core.cases.rules.escalation import GRACE, is_near, latest_missed, next_level
from core.cases.rules.notices import NoticeCode
from core.cases.rules.states import CaseState, WarningState
from core.cases.rules.tiering import LADDER
from core.cases.tables import Case, Warning
from core.database import within
from core.organisations.queries import calendars

OPEN = tuple(state for state in CaseState if state is not CaseState.CLOSED)
FAR = tuple(level for level in LADDER if not is_near(level))


class Escalated(NamedTuple):
    """How many warnings (same-day reviews among them: `urgent`) and cases went to the next level."""

    warnings: int = 0
    urgent: int = 0
    cases: int = 0


class _Late(NamedTuple):
    """A warning that went up."""

    school_id: int
    urgent: bool
    is_staff: bool


def escalate(session: Session, *, now: datetime) -> Escalated:
    """Let the next level look after undecided warnings whose day has passed, and cases whose follow-up is long overdue.

    Run by the program, for nobody in particular. A clock fires once (`escalated_for` keeps its day), so a second run
    changes nothing; whoever is responsible is told, and a run that changed something is written down with its counts.
    """
    today = clock.local(now).date()
    warnings = _warnings(session, today, now)
    cases = [row for group in _groups(session, today) for row in _cases(session, *group, now)]
    found = Escalated(len(warnings), sum(row.urgent for row in warnings), len(cases))
    if cases:
        _mirror(session, now)
    if any(found):
        _tell(session, (row.school_id for row in warnings if not row.is_staff), cases, now)
        audit.record(session, None, "clock.ran_out", None, **found._asdict())
    return found


def ran_out(session: Session, *, now: datetime) -> bool:
    """Whether there may be something to escalate: a cheap look before a run asks to write."""
    today = clock.local(now).date()
    late = select(col(Warning.id)).where(*_late_warning(today)).limit(1)
    missed = select(col(Case.id)).where(*_missed(today - timedelta(days=GRACE + 1))).limit(1)
    return (
        session.exec(within(SYSTEM_SCOPE, late, Warning)).first() is not None
        or session.exec(within(SYSTEM_SCOPE, missed, Case)).first() is not None
    )


def _warnings(session: Session, today: date, now: datetime) -> list[_Late]:
    """What is told of each warning that went up."""
    level = func.coalesce(col(Warning.care_level), col(Warning.level))
    farther = case((col(Warning.urgent), _next(level, urgent=True)), else_=_next(level))
    facts = {"care_level": farther, "escalated_at": now, "escalated_for": Warning.due_on}
    statement = update(Warning).where(*_late_warning(today)).values(**facts)
    told = [getattr(Warning, name) for name in _Late._fields]
    rows = _run(session, within(SYSTEM_SCOPE, statement, Warning).returning(*told))
    return [_Late(*row) for row in rows]


def _late_warning(today: date) -> tuple[ColumnElement[bool], ...]:
    """Undecided past its day, and this clock has not fired; or fired before it became a same-day review."""
    level = func.coalesce(col(Warning.care_level), col(Warning.level))
    unfired = or_(col(Warning.escalated_for).is_(None), col(Warning.escalated_for) < col(Warning.due_on))
    waiting = col(Warning.state) == WarningState.AWAITING_INTERVIEW
    return waiting, col(Warning.due_on) < today, or_(unfired, col(Warning.urgent) & level.not_in(FAR))


def _groups(session: Session, today: date) -> list[tuple[date, list[int]]]:
    """Schools with late follow-ups by the latest day that is too long ago there: school days differ between counties."""
    rough = select(col(Case.school_id)).where(*_missed(today - timedelta(days=GRACE + 1))).distinct()
    schools = sorted(session.exec(within(SYSTEM_SCOPE, rough, Case)))
    held = calendars(session, org_ids=schools)
    days = {one: latest_missed(today, one) for one in set(held.values())}
    groups: dict[date, list[int]] = {}
    for school, its in held.items():
        groups.setdefault(days[its], []).append(school)
    return list(groups.items())


def _missed(day: date) -> tuple[ColumnElement[bool], ...]:
    unfired = or_(col(Case.escalated_for).is_(None), col(Case.escalated_for) < col(Case.next_on))
    return col(Case.state).in_(OPEN), col(Case.next_on) <= day, unfired


def _cases(session: Session, day: date, schools: list[int], now: datetime) -> list[int | None]:
    """Who is responsible for each case that went up."""
    level = func.coalesce(col(Case.care_level), col(Case.level))
    facts = {"care_level": _next(level), "escalated_at": now, "escalated_for": Case.next_on}
    statement = update(Case).where(*_missed(day), col(Case.school_id).in_(schools)).values(**facts)
    rows = _run(session, within(SYSTEM_SCOPE, statement, Case).returning(col(Case.responsible_id)))
    return [responsible for (responsible,) in rows]


def _next(level: ColumnElement[str], *, urgent: bool = False) -> Any:  # a column
    """core.cases.rules.escalation.next_level, said in SQL."""
    return case(
        {one: next_level(one, urgent=urgent) for one in LADDER}, value=level, else_=next_level("", urgent=urgent)
    )


def _mirror(session: Session, now: datetime) -> None:
    """Whoever looks after a case now looks after its warnings."""
    for level in {next_level(one) for one in LADDER}:
        went = select(col(Case.id)).where(col(Case.escalated_at) == now, col(Case.care_level) == level)
        theirs = update(Warning).where(col(Warning.case_id).in_(within(SYSTEM_SCOPE, went, Case)))
        follows = theirs.where(col(Warning.state).not_in(OWN_WAY)).values(care_level=level)
        _run(session, within(SYSTEM_SCOPE, follows, Warning))


def _tell(session: Session, schools: Iterable[int], responsible: Iterable[int | None], now: datetime) -> None:
    """One notice a person: the responsible of cases, and the responders of schools whose first talks are overdue."""
    talks = per_responder(session, Counter(schools))
    of_person = Counter(account for account in responsible if account is not None)
    for account in talks.keys() | of_person.keys():
        notify(session, [account], NoticeCode.RAN_OUT, at=now, warnings=talks[account], cases=of_person[account])


def _run(session: Session, statement: Any) -> Any:  # any update, and its result
    result = session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
    return result
