"""Rows of one file handed over to another, by table and id: part of a merge, or of taking one back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select, update

from core.access import SYSTEM_SCOPE
from core.database import within
from core.training.rules import Verdict
from core.training.rules.likeness import number_of
from core.training.rules.merging import Exchange, Paper, Part, exchanged, moving
from core.training.tables import (
    Certificate,
    Honour,
    LadderTerm,
    Participation,
    SamePerson,
    StaffMember,
    StaffPost,
    SupervisionSeat,
    TrainingHours,
    TrainingSession,
)

PAPERS: dict[str, Any] = {
    model.__tablename__: model for model in (StaffPost, TrainingHours, Certificate, LadderTerm, Honour, SupervisionSeat)
}
"""What belongs to somebody besides participations, by table."""
PARTS = "participation"


def hold_sessions(session: Session, staff_ids: Collection[int]) -> None:
    """Hold the sessions that people are in, before their files are held: nobody settles one while a place changes hands."""
    here = select(Participation.session_id).where(col(Participation.staff_id).in_(sorted(staff_ids)))
    theirs = col(TrainingSession.id).in_(within(SYSTEM_SCOPE, here, Participation))
    statement = select(TrainingSession.id).where(theirs).order_by(col(TrainingSession.id))
    session.exec(within(SYSTEM_SCOPE, statement, TrainingSession).with_for_update(key_share=True)).all()


def same_in(row: Any) -> Any:
    """What tells that a row means the same as one of another file; None for what is never the same."""
    if isinstance(row, Certificate):
        return (row.kind, number) if (number := number_of(row.number)) else (row.kind, row.number, row.issued_on)
    if isinstance(row, Honour):
        return row.title, row.level, row.awarded_on
    return row.supervision_id if isinstance(row, SupervisionSeat) else None


def worth_of(row: Any) -> int:
    """Which of two certificates that mean the same tells more: the one valid longer, then checked, then with a scan."""
    if not isinstance(row, Certificate):
        return 0
    return (row.valid_until or date.max).toordinal() * 4 + 2 * (row.checked_at is not None) + (row.scan is not None)


def back(name: str) -> str:
    """Under what a verdict keeps the ids of a table that went the other way."""
    return f"{name}.back"


def handed_over(session: Session, kept: StaffMember, other: StaffMember) -> dict[str, list[int]]:
    """Everything of the other file given to the one kept; answers the ids by table.

    What both have is kept once: of two certificates with one number that which is valid longer, one honour, one seat. Of
    two participations in one session the further one is kept with the hours it credited, so that no session counts twice.
    """
    exchange = exchanged(_parts(session, kept), _parts(session, other))
    swap(session, exchange, kept, other)
    staying = {one.id for one in _parts(session, other)}
    moved = {PARTS: list(exchange.along), back(PARTS): list(exchange.back)}
    for name, model in PAPERS.items():
        papers = moving(_papers(session, model, kept, set()), _papers(session, model, other, staying))
        give(session, model, papers.along, whose=other, to=kept)
        give(session, model, papers.back, whose=kept, to=other)
        moved |= {name: list(papers.along), back(name): list(papers.back)}
    follow(session, exchange, kept, other)
    return moved


def handed_back(session: Session, kept: StaffMember, other: StaffMember, moved: dict[str, list[int]]) -> None:
    """What a merge gave returned, as far as it is still where it was given to."""
    exchange = Exchange(tuple(moved[back(PARTS)]), tuple(moved[PARTS]))
    swap(session, exchange, kept, other)
    for name, model in PAPERS.items():
        give(session, model, moved[name], whose=kept, to=other)
        give(session, model, moved.get(back(name), ()), whose=other, to=kept)
    follow(session, exchange, kept, other)


def follow(session: Session, exchange: Exchange, *ends: StaffMember) -> None:
    """Hours that a session credited belong to whose the participation is by now, whenever they were credited."""
    for end in ends:
        theirs = select(col(Participation.id)).where(
            Participation.staff_id == end.id, col(Participation.id).in_((*exchange.along, *exchange.back))
        )
        held = col(TrainingHours.participation_id).in_(within(SYSTEM_SCOPE, theirs, Participation))
        statement = update(TrainingHours).where(held).values(staff_id=end.id)
        told = within(SYSTEM_SCOPE, statement, TrainingHours)
        session.exec(told.execution_options(synchronize_session="fetch"))


def taken_off(session: Session, row: Any) -> None:
    """A row of a file deleted; no merge gives its id back: SQLite hands the id of a deleted row to a later one."""
    merges = select(SamePerson).where(SamePerson.verdict == Verdict.MERGED, col(SamePerson.undone_at).is_(None))
    for verdict in session.exec(within(SYSTEM_SCOPE, merges, SamePerson)):
        held = {name: ids for name, ids in verdict.moved.items() if name.split(".")[0] == row.__tablename__}
        if any(row.id in ids for ids in held.values()):
            verdict.moved = {**verdict.moved, **{name: [i for i in ids if i != row.id] for name, ids in held.items()}}
    session.delete(row)


def give(session: Session, model: Any, ids: Iterable[int], *, whose: StaffMember, to: StaffMember) -> None:
    """Rows by id, those that are still `whose`, given to somebody else."""
    statement = update(model).where(col(model.id).in_(sorted(ids)), model.staff_id == whose.id).values(staff_id=to.id)
    session.exec(within(SYSTEM_SCOPE, statement, model).execution_options(synchronize_session="fetch"))


def swap(session: Session, exchange: Exchange, kept: StaffMember, other: StaffMember) -> None:
    """Participations given both ways; where a session has both, a place between holds one meanwhile."""
    if exchange.back:
        between = StaffMember(
            school_id=kept.school_id, name="", merged_into=kept.id, made_by=kept.made_by, made_at=kept.made_at
        )
        session.add(between)
        session.flush()
        give(session, Participation, exchange.back, whose=kept, to=between)
        give(session, Participation, exchange.along, whose=other, to=kept)
        give(session, Participation, exchange.back, whose=between, to=other)
        session.delete(between)
        session.flush()
    else:
        give(session, Participation, exchange.along, whose=other, to=kept)


def _parts(session: Session, whose: StaffMember) -> list[Part]:
    statement = select(Participation).where(Participation.staff_id == whose.id).order_by(col(Participation.id))
    rows = session.exec(within(SYSTEM_SCOPE, statement, Participation))
    return [Part(row.id or 0, row.session_id, row.state) for row in rows]


def _papers(session: Session, model: Any, whose: StaffMember, staying: set[int]) -> list[Paper]:
    """The rows of somebody, without the hours that participations which stay have credited."""
    statement = within(SYSTEM_SCOPE, select(model).where(model.staff_id == whose.id), model)
    rows: Sequence[Any] = session.exec(statement).all()
    return [
        Paper(row.id, same_in(row), worth_of(row))
        for row in rows
        if getattr(row, "participation_id", None) not in staying
    ]
