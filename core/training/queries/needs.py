"""What schools need to be trained in."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.training.tables import TrainingNeed


class NeedRow(NamedTuple):
    """One need; `source` names what raised it ("evaluation:<round>:<code>").

    `met_at` is None while it stands, `how` tells in words what met it.
    """

    id: int
    school_id: int
    topic: str
    source: str
    raised_at: datetime
    met_at: datetime | None
    how: str


FACTS: Any = [getattr(TrainingNeed, name) for name in NeedRow._fields]


def needs(session: Session, scope: Scope, *, school_id: int | None = None, met: bool = False) -> list[NeedRow]:
    """The needs of the schools within the scope, the newest first; those that are met only with `met`."""
    statement = select(*FACTS).order_by(col(TrainingNeed.raised_at).desc(), col(TrainingNeed.id).desc())
    if school_id is not None:
        statement = statement.where(TrainingNeed.school_id == school_id)
    if not met:
        statement = statement.where(col(TrainingNeed.met_at).is_(None))
    return [NeedRow(*row) for row in session.exec(within(scope, statement, TrainingNeed))]
