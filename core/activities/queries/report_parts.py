"""What hangs on reports: how many photographs and files, and the schools that held it together."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.activities.rules import JointState
from core.activities.tables import ActivityFile, JointSchool
from core.database import within
from core.organisations.tables import Organisation

AT_ONCE = 900
"""Ids in one statement: both databases take as many."""


class FileCount(NamedTuple):
    """Photographs, other files, and photographs on which faces may show and nobody has looked."""

    photos: int = 0
    files: int = 0
    faces_open: int = 0


class JointRow(NamedTuple):
    """A school named as joint organiser; `attendances` are its own people (人次), None where it did not tell them."""

    id: int
    activity_id: int
    school_id: int
    school: str
    state: JointState
    attendances: int | None


def file_counts(session: Session, activity_ids: Collection[int]) -> dict[int, FileCount]:
    """Of activities that were found within the asker's scope before; those without any file are left out."""
    picture, faces = col(ActivityFile.thumb) != "", col(ActivityFile.faces) > 0
    looked = col(ActivityFile.blurred).is_(True) | col(ActivityFile.looked_by).is_not(None)
    told: Any = select(col(ActivityFile.activity_id), _many(picture), _many(~picture), _many(faces & ~looked)).where(
        col(ActivityFile.removed_at).is_(None)
    )
    found: dict[int, FileCount] = {}
    for some in _portions(activity_ids):
        here = told.where(col(ActivityFile.activity_id).in_(some)).group_by(col(ActivityFile.activity_id))
        rows = session.exec(within(SYSTEM_SCOPE, here, ActivityFile))
        found |= {activity: FileCount(*map(int, numbers)) for activity, *numbers in rows}
    return found


def joint_rows(session: Session, activity_ids: Collection[int]) -> dict[int, tuple[JointRow, ...]]:
    """Of activities that were found within the asker's scope before, by school's name; those held alone are left out."""
    told = select(JointSchool, Organisation.name).join(Organisation, col(Organisation.id) == JointSchool.school_id)
    told = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, told, JointSchool), Organisation)
    found: dict[int, tuple[JointRow, ...]] = {}
    for some in _portions(activity_ids):
        here = session.exec(told.where(col(JointSchool.activity_id).in_(some))).all()
        for row, school in sorted(here, key=lambda pair: (pair[1], pair[0].id)):
            joint = JointRow(row.id or 0, row.activity_id, row.school_id, school, row.state, row.attendances)
            found[row.activity_id] = (*found.get(row.activity_id, ()), joint)
    return found


def _portions(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE)]


def _many(test: Any) -> Any:  # a column
    return func.sum(case((test, 1), else_=0))
