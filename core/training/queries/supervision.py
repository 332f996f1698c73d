"""Who had how much supervision in a term, and who lacks what is asked: people by name, schools in numbers."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.clock import Term
from core.database import within
from core.organisations.queries import schools
from core.training import packs
from core.training.queries.own import own_file
from core.training.queries.requirements import requirements_by_path
from core.training.rules import StaffKind, SupervisionKind
from core.training.rules.staff import TENTH
from core.training.rules.supervision import CATEGORY, ZERO, Had, Post, TermStanding, line_of, term_standing
from core.training.tables import StaffMember, StaffPost, Supervision, SupervisionSeat, TrainingHours


class SupervisionRow(NamedTuple):
    """One counsellor in post with the hours of a term; `last_on` is the last meeting up to its end, of whatever term."""

    staff_id: int
    school_id: int
    school: str
    name: str
    kinds: tuple[StaffKind, ...]
    had: Had
    last_on: date | None
    standing: TermStanding


class SchoolSupervision(NamedTuple):
    """One school in a term: of `asked` people `met` have what is asked and `short` lack something; hours of all."""

    school_id: int
    school: str
    people: int
    asked: int
    met: int
    short: int
    individual: Decimal
    group: Decimal


POST: tuple[Any, ...] = (
    StaffPost.staff_id, StaffMember.name, StaffMember.school_id, StaffPost.kind, StaffPost.since, StaffPost.until
)  # fmt: skip


class _Seen(NamedTuple):
    had: Had = Had()
    last_on: date | None = None


def term_span(term: Term) -> tuple[date, date]:
    """The first and the last day of a term."""
    after = Term(term.year, 2) if term.number == 1 else Term(term.year + 1, 1)
    return term.begins, after.begins - timedelta(days=1)


def supervision_rows(
    session: Session, scope: Scope, *, today: date, term: Term | None = None, school_id: int | None = None
) -> list[SupervisionRow]:
    """Counsellors in post whose file lies within the scope, those who lack something first, then by school and name.

    `scope` is where names may be read. `term` None is the current one; of a past term those are listed who were in post on
    its last day. Who is no counsellor is listed where they had supervision.
    """
    rows = _standings(session, scope, today, term or clock.term(today), school_id)
    return sorted(rows, key=lambda row: (not row.standing.overdue, row.school, row.school_id, row.name, row.staff_id))


def overdue(session: Session, scope: Scope, *, today: date, term: Term | None = None) -> list[SupervisionRow]:
    """Those of `supervision_rows` who lack something of what the term asks."""
    return [row for row in supervision_rows(session, scope, today=today, term=term) if row.standing.overdue]


def supervision_figures(
    session: Session, scope: Scope, *, today: date, term: Term | None = None
) -> list[SchoolSupervision]:
    """Every open school within the scope by name, in numbers: nobody's name."""
    found: dict[int, list[SupervisionRow]] = {}
    for row in _standings(session, scope, today, term or clock.term(today), None):
        found.setdefault(row.school_id, []).append(row)
    return [_counted(one.id, one.name, found.get(one.id, [])) for one in schools(session, scope)]


def own_supervision(
    session: Session, scope: Scope, *, user_id: int, today: date, term: Term | None = None
) -> SupervisionRow | None:
    """The row of the asker's own file, which lies within the scope; None without one, or out of post."""
    statement = own_file(scope, select(col(StaffMember.id), col(StaffMember.school_id)), user_id)
    mine = session.exec(statement).first()
    if mine is None:
        return None
    rows = _standings(session, SYSTEM_SCOPE, today, term or clock.term(today), mine[1], staff_id=mine[0])
    return next(iter(rows), None)


def _standings(
    session: Session, scope: Scope, today: date, term: Term, school_id: int | None, staff_id: int | None = None
) -> list[SupervisionRow]:
    first, last = term_span(term)
    places = {row.id: row for row in schools(session, scope) if school_id in (None, row.id)}
    held = requirements_by_path(session, (row.path for row in places.values()))
    pack, day = packs.supervision(), min(today, last)
    seen = _seen(session, scope, first, last, staff_id)
    found = list[SupervisionRow]()
    for who, (name, at, post) in _in_post(session, scope, day, places, staff_id).items():
        line, one = line_of(held[places[at].path].spec.supervision, pack), seen.get(who, _Seen())
        if post.kinds & set(line.kinds) or any(one.had):
            stood = term_standing(line, post, one.had, first=first, last=last, today=today)
            kinds = tuple(kind for kind in StaffKind if kind in post.kinds)
            found.append(SupervisionRow(who, at, places[at].name, name, kinds, one.had, one.last_on, stood))
    return found


def _in_post(
    session: Session, scope: Scope, day: date, places: Iterable[int], staff_id: int | None
) -> dict[int, tuple[str, int, Post]]:
    """By person, name, home school and what they are on a day; posts at other schools count too."""
    told: Any = select(*POST).join(StaffMember, col(StaffMember.id) == StaffPost.staff_id)
    chosen = told.where(col(StaffMember.merged_into).is_(None), StaffPost.since <= day)
    if staff_id is not None:
        chosen = chosen.where(StaffPost.staff_id == staff_id)
    among, found = set(places), dict[int, tuple[str, int, Post]]()
    for who, name, at, kind, since, until in session.exec(
        within(SYSTEM_SCOPE, within(scope, chosen, StaffMember), StaffPost)
    ):
        before = found.get(who, (name, at, Post(frozenset(), since)))[2]
        kinds = before.kinds | {kind} if until is None or until >= day else before.kinds
        if at in among:
            found[who] = name, at, Post(kinds, min(since, before.since))
    return {who: one for who, one in found.items() if one[2].kinds}


def _seen(session: Session, scope: Scope, first: date, last: date, staff_id: int | None) -> dict[int, _Seen]:
    """By person, what they had between two days, and when last."""
    kinds = SupervisionKind.INDIVIDUAL, SupervisionKind.GROUP
    found: dict[int, _Seen] = {}
    for who, kind, hours, on in session.exec(_meetings(scope, first, last, staff_id)):
        had, last_on = found.get(who, _Seen())
        had = had._replace(**{kind.value: _tenth(hours)}) if kind in kinds else had
        found[who] = _Seen(had, max(filter(None, (last_on, on))))
    for who, hours, on in session.exec(_trained(scope, first, last, staff_id)):
        had, last_on = found.get(who, _Seen())
        found[who] = _Seen(had._replace(trained=_tenth(hours)), max(filter(None, (last_on, on))))
    return found


def _meetings(scope: Scope, first: date, last: date, staff_id: int | None) -> Any:
    day, whose = col(Supervision.held_on), col(SupervisionSeat.staff_id)
    hours = func.sum(case((day >= first, col(Supervision.hours)), else_=0))
    told: Any = select(whose, col(Supervision.kind), hours, func.max(day)).select_from(SupervisionSeat)
    joined = told.join(Supervision, col(Supervision.id) == SupervisionSeat.supervision_id)
    chosen = _whose(joined.where(day <= last, col(Supervision.removed_at).is_(None)), scope, whose, staff_id)
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, chosen, SupervisionSeat), Supervision).group_by(
        whose, col(Supervision.kind)
    )


def _trained(scope: Scope, first: date, last: date, staff_id: int | None) -> Any:
    day, whose = col(TrainingHours.held_on), col(TrainingHours.staff_id)
    hours = func.sum(case((day >= first, col(TrainingHours.hours)), else_=0))
    told: Any = select(whose, hours, func.max(day)).where(TrainingHours.category == CATEGORY, day <= last)
    return within(SYSTEM_SCOPE, _whose(told, scope, whose, staff_id), TrainingHours).group_by(whose)


def _whose(statement: Any, scope: Scope, column: Any, staff_id: int | None) -> Any:
    """Narrowed to people whose file lies within the scope, or to one of them."""
    if staff_id is not None:
        return statement.where(column == staff_id)
    return statement.where(column.in_(within(scope, select(col(StaffMember.id)), StaffMember)))


def _tenth(hours: object) -> Decimal:
    return Decimal(str(hours)).quantize(TENTH)


def _counted(school_id: int, school: str, rows: list[SupervisionRow]) -> SchoolSupervision:
    stood = [row.standing for row in rows]
    return SchoolSupervision(
        school_id, school, len(rows), sum(one.asked for one in stood),
        sum(one.asked and not one.overdue for one in stood), sum(one.overdue for one in stood),
        sum((row.had.individual for row in rows), ZERO), sum((row.had.in_groups for row in rows), ZERO),
    )  # fmt: skip
