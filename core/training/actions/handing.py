"""Rows of one file handed over to another, by table and id: part of a merge, or of taking one back."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select, update

from core.access import SYSTEM_SCOPE
from core.database import within
from core.training.rules.likeness import number_of
from core.training.rules.merging import Exchange, Paper, Part, exchanged, moving
from core.training.tables import (
    Certificate,
    Honour,
    LadderTerm,
    Participation,
    StaffMember,
    StaffPost,
    SupervisionSeat,
    TrainingHours,
)

PAPERS: dict[str, Any] = {
    model.__tablename__: model for model in (StaffPost, TrainingHours, Certificate, LadderTerm, Honour, SupervisionSeat)
}
"""What belongs to somebody besides participations, by table."""
PARTS, BACK = "participation", "participation.back"


def same_in(row: Any) -> Any:
    """What tells that a row means the same as one of another file; None for what is never the same."""
    if isinstance(row, Certificate):
        return (number_of(row.number),) if number_of(row.number) else (row.kind, row.number, row.issued_on)
    if isinstance(row, Honour):
        return row.title, row.level, row.awarded_on
    return row.supervision_id if isinstance(row, SupervisionSeat) else None


def handed_over(session: Session, kept: StaffMember, other: StaffMember) -> dict[str, list[int]]:
    """Everything of the other file given to the one kept; answers the ids by table.

    What both have stays where it is: a certificate of one number, one honour, one seat. Of two participations in one
    session the further one is kept with the hours it credited, so that no session counts twice.
    """
    exchange = exchanged(_parts(session, kept), _parts(session, other))
    swap(session, exchange, kept, other)
    staying = {one.id for one in _parts(session, other)}
    moved = {PARTS: list(exchange.along), BACK: list(exchange.back)}
    for name, model in PAPERS.items():
        ids = moving(_papers(session, model, kept, set()), _papers(session, model, other, staying))
        give(session, model, ids, whose=other, to=kept)
        moved[name] = list(ids)
    returned = _credited(session, kept, exchange.back)
    give(session, TrainingHours, returned, whose=kept, to=other)
    return {**moved, "training_hours.back": returned}


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
    return [Paper(row.id, same_in(row)) for row in rows if getattr(row, "participation_id", None) not in staying]


def _credited(session: Session, whose: StaffMember, part_ids: Sequence[int]) -> list[int]:
    """The hours that these participations have credited to somebody."""
    told = select(col(TrainingHours.id)).where(
        TrainingHours.staff_id == whose.id, col(TrainingHours.participation_id).in_(part_ids)
    )
    return [row or 0 for row in session.exec(within(SYSTEM_SCOPE, told, TrainingHours))]
