"""Reads of what class teachers say: the class's own sheet, how far it has come, where it differs from the list."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from core.access import Scope
from core.cases.rules.states import OPEN_STATES, WarningState
from core.cases.tables import Warning
from core.database import within
from core.screening.rules.comments import Concern, Gap, gap
from core.screening.tables import Comment, Testee
from core.students.tables import Person


class PupilRemark(NamedTuple):
    """One pupil of a class with what the teacher has said; `concern` None = nothing said yet. No name, no result."""

    person_id: int
    school_id: int
    class_id: int
    grade: int
    concern: Concern | None
    note: str
    at: datetime | None


class ClassProgress(NamedTuple):
    """How many of a class's pupils have been written about, and what was said."""

    class_id: int
    school_id: int
    grade: int
    listed: int
    written: int
    watch: int
    worried: int


class CommentRow(NamedTuple):
    """One comment, a replaced one too."""

    person_id: int
    campaign_id: int
    concern: Concern
    note: str
    at: datetime
    by_id: int
    is_current: bool


class Disagreement(NamedTuple):
    """A pupil about whom teacher and list say different things; without a warning both last fields are None."""

    gap: Gap
    person_id: int
    school_id: int
    class_id: int | None
    grade: int
    note: str
    warning_id: int | None
    severity: int | None


def class_sheet(session: Session, scope: Scope, *, campaign_id: int, class_id: int) -> list[PupilRemark]:
    """Every pupil of the class on the campaign's list, always in the same order, whoever is or is not warned about."""
    facts = (col(Testee.person_id), col(Testee.school_id), col(Testee.grade))
    listed = select(*facts).where(Testee.campaign_id == campaign_id, Testee.class_id == class_id)
    pupils = list(session.exec(within(scope, listed.order_by(col(Testee.id)), Testee)))
    said = standing_comments(session, scope, campaign_id=campaign_id, people=[person for person, _, _ in pupils])
    return [_remark(person, school, class_id, grade, said.get(person)) for person, school, grade in pupils]


def standing_comments(
    session: Session, scope: Scope, *, campaign_id: int, people: Collection[int]
) -> dict[int, CommentRow]:
    """The comment that stands about each of these pupils in the campaign, where the rows lie within the scope."""
    theirs = (col(Comment.person_id).in_(sorted(people)), col(Comment.is_current))
    statement = select(Comment).where(Comment.campaign_id == campaign_id, *theirs)
    return {row.person_id: _row(row) for row in session.exec(within(scope, statement, Comment))}


def comment_progress(
    session: Session, scope: Scope, *, campaign_id: int, school_id: int | None = None
) -> list[ClassProgress]:
    """One row a class with anybody on the list, by school and grade; pupils without a class are nobody's to write about."""
    keys = (col(Testee.class_id), col(Testee.school_id), col(Testee.grade))
    listed: Any = select(*keys, func.count()).where(Testee.campaign_id == campaign_id, keys[0].is_not(None))
    if school_id is not None:
        listed = listed.where(Testee.school_id == school_id)
    said = _said_by_class(session, scope, campaign_id)
    rows = session.exec(within(scope, listed, Testee).group_by(*keys)).all()
    found = [ClassProgress(row[0], row[1], row[2], row[3], *said.get((row[0], row[2]), (0, 0, 0))) for row in rows]
    return sorted(found, key=lambda row: (row.school_id, row.grade, row.class_id))


def comments_of(
    session: Session, scope: Scope, *, person_ids: Collection[int], campaign_id: int | None = None
) -> list[CommentRow]:
    """What class teachers said about these pupils, newest first, replaced ones too; `scope` is where scores may be seen.

    Whoever looks after some handling levels alone reads what was said about those on their own list. Without
    `campaign_id` over all campaigns.
    """
    theirs = col(Comment.person_id).in_(sorted(person_ids))
    statement = within(scope, select(Comment).where(theirs, _readable(scope)), Comment)
    if campaign_id is not None:
        statement = statement.where(Comment.campaign_id == campaign_id)
    return [_row(row) for row in session.exec(statement.order_by(col(Comment.at).desc(), col(Comment.id).desc()))]


def disagreements(
    session: Session, scope: Scope, *, campaign_id: int, school_id: int | None = None
) -> list[Disagreement]:
    """Pupils about whom teacher and list differ: first those worried about and not listed, then by severity.

    `scope` is where scores may be seen. Those not listed are shown to whoever no handling level narrows. Somebody who was
    talked with and excluded, or who is looked after from another campaign or a report, counts as seen.
    """
    rows = [*_unlisted(session, scope.at_every_level, campaign_id), *_unnoticed(session, scope, campaign_id)]
    return [row for row in rows if school_id is None or row.school_id == school_id]


def _unlisted(session: Session, scope: Scope, campaign_id: int) -> Iterable[Disagreement]:
    known = select(col(Warning.person_id)).where(
        or_(
            and_(col(Warning.campaign_id) == campaign_id, col(Warning.state) != WarningState.WITHDRAWN),
            col(Warning.state).in_(sorted(OPEN_STATES)),
        )
    )
    facts: Any = (Comment.person_id, Comment.concern, Testee.school_id, Testee.class_id, Testee.grade, Comment.note)
    statement = _of_testees(scope, select(*facts), campaign_id, Concern.WORRIED)
    here = within(scope, select(col(Person.id)), Person)  # who has moved is for the other school
    statement = statement.where(
        col(Comment.person_id).not_in(within(scope, known, Warning)), col(Comment.person_id).in_(here)
    )
    for person_id, concern, school, klass, grade, note in session.exec(statement.order_by(col(Testee.id))):
        differs = gap(concern, listed=False)
        if differs:
            yield Disagreement(differs, person_id, school, klass, grade, note, None, None)


def _unnoticed(session: Session, scope: Scope, campaign_id: int) -> Iterable[Disagreement]:
    said: Any = (Comment.person_id, Comment.concern, Comment.note)
    listed: Any = (Warning.school_id, Warning.class_id, Warning.grade, Warning.id, Warning.severity)
    same = (col(Comment.person_id) == Warning.person_id, col(Comment.campaign_id) == Warning.campaign_id)
    statement = select(*said, *listed).join(Comment, and_(*same, col(Comment.is_current)))
    statement = within(scope, within(scope, statement, Warning), Comment).where(
        Warning.campaign_id == campaign_id,
        col(Warning.state).in_(sorted(OPEN_STATES)),
        col(Comment.concern) == Concern.NOTHING,
    )
    order = (col(Warning.severity).desc(), col(Warning.id))
    for person_id, concern, note, school, klass, grade, warning_id, severity in session.exec(
        statement.order_by(*order)
    ):
        differs = gap(concern, listed=True)
        if differs:
            yield Disagreement(differs, person_id, school, klass, grade, note, warning_id, severity)


def _of_testees(scope: Scope, statement: Any, campaign_id: int, concern: Concern) -> Any:
    same = (col(Testee.person_id) == Comment.person_id, col(Testee.campaign_id) == Comment.campaign_id)
    joined = statement.select_from(Comment).join(Testee, and_(*same))
    narrowed = within(scope, within(scope, joined, Comment), Testee)
    return narrowed.where(Comment.campaign_id == campaign_id, col(Comment.is_current), col(Comment.concern) == concern)


def _said_by_class(session: Session, scope: Scope, campaign_id: int) -> dict[tuple[int, int], tuple[int, int, int]]:
    same = (col(Testee.person_id) == Comment.person_id, col(Testee.campaign_id) == Comment.campaign_id)
    keys = (col(Testee.class_id), col(Testee.grade))
    sums = [func.sum(case((col(Comment.concern) == one, 1), else_=0)) for one in (Concern.WATCH, Concern.WORRIED)]
    counted: Any = select(*keys, func.count(), *sums).select_from(Comment).join(Testee, and_(*same))
    counted = within(scope, within(scope, counted, Comment), Testee)
    counted = counted.where(Comment.campaign_id == campaign_id, col(Comment.is_current), keys[0].is_not(None))
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in session.exec(counted.group_by(*keys))}


def _readable(scope: Scope) -> Any:  # a condition
    """About people whose file lies where every level may be seen, or who stand on the reader's own list."""
    files = within(scope.at_every_level, select(col(Person.id)), Person)
    listed = within(scope, select(col(Warning.person_id)), Warning)
    return or_(col(Comment.person_id).in_(files), col(Comment.person_id).in_(listed))


def _remark(person_id: int, school_id: int, class_id: int, grade: int, said: CommentRow | None) -> PupilRemark:
    if said is None:
        return PupilRemark(person_id, school_id, class_id, grade, None, "", None)
    return PupilRemark(person_id, school_id, class_id, grade, said.concern, said.note, said.at)


def _row(row: Comment) -> CommentRow:
    return CommentRow(*(getattr(row, name) for name in CommentRow._fields))
