"""Staff put on record by nobody. Everybody in here is fictitious."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from core.database import unowned
from core.training.rules import StaffKind
from core.training.tables import Certificate, StaffMember, StaffPost, TrainingHours
from tests.world import World

TODAY = date(2026, 3, 2)
LONG_AGO = datetime(2025, 9, 1, 8, tzinfo=UTC)


def a_counsellor(session: Session, world: World, at: str = "a", **other: Any) -> int:
    """A full-time counsellor in post since September 2024, unless told otherwise; answers the person's id."""
    of_post = {name: other.pop(name) for name in ("kind", "subject", "since", "until") if name in other}
    made = {"made_by": world.accounts["admin"], "made_at": LONG_AGO}
    known: dict[str, Any] = {"name": "林示例", **other, **made, "school_id": world.orgs[at]}
    staff_id = _kept(session, StaffMember(**known))
    a_post(session, world, staff_id, at, **of_post)
    return staff_id


def a_post(session: Session, world: World, staff_id: int, at: str = "a", **other: Any) -> int:
    """A full-time post since September 2024, unless told otherwise; answers the post's id."""
    usual: dict[str, Any] = {"kind": StaffKind.FULL_TIME, "since": date(2024, 9, 1), "until": None}
    made = {"school_id": world.orgs[at], "made_by": world.accounts["admin"], "made_at": LONG_AGO}
    return _kept(session, StaffPost(staff_id=staff_id, **{**usual, **other, **made}))


def a_certificate(session: Session, staff_id: int, valid_until: date | None = None, **other: Any) -> int:
    usual = {"kind": "心理健康教育教师资格证", "number": "示例001", "issued_on": date(2020, 6, 1)}
    return _kept(session, Certificate(staff_id=staff_id, valid_until=valid_until, **{**usual, **other}))


def some_hours(session: Session, staff_id: int, hours: str = "8", held_on: date = date(2025, 10, 11)) -> int:
    return _kept(session, TrainingHours(staff_id=staff_id, title="岗位培训", held_on=held_on, hours=Decimal(hours)))


def the(session: Session, model: Any) -> int:
    """The id of the only row of a table."""
    return int(session.exec(unowned(select(model.id), model)).one())


def _kept(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)
