"""Reports of a season as their schools and the bureaus above see them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries.facts import facts_of
from core.activities.queries.report_parts import FileCount, JointRow, file_counts, joint_rows
from core.activities.rules import JointState, ReportState
from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity, JointSchool
from core.database import within
from core.errors import NotFound
from core.organisations.tables import Organisation

TOLD = (ReportState.SENT, ReportState.RETURNED, ReportState.ACCEPTED)


class ReportRow(NamedTuple):
    """One report. `photos`, `files` and `faces_open` are counts; `faces_open` are photographs nobody has looked at yet.

    `inside` is False where who held it lies outside the scope and only a joint school lies in it: then the paragraph is
    left out, and of the joint schools those of the scope alone are told.
    """

    id: int
    org_id: int
    org: str
    path: str
    season_id: int
    item: str
    facts: ActivityFacts
    state: ReportState
    comment: str
    first_sent_at: datetime | None
    sent_at: datetime | None
    decided_at: datetime | None
    edition: int
    photos: int
    files: int
    faces_open: int
    joint: tuple[JointRow, ...]
    inside: bool = True


def reports(
    session: Session,
    scope: Scope,
    *,
    season_id: int | None = None,
    school_id: int | None = None,
    states: Collection[ReportState] = (),
) -> list[ReportRow]:
    """Reports by organisations within `scope`, and what others reported in which a school of the scope says it took part.

    Of one season or (None) of all; `school_id` holds or took part; in the order in which they were begun.
    Removed ones and what was only logged are left out.
    """
    tests: list[Any] = [col(Activity.season_id).is_not(None)]
    tests += [col(Activity.season_id) == season_id] if season_id is not None else []
    tests += [col(Activity.state).in_(list(states))] if states else []
    own, joined = list(tests), list(tests)
    if school_id is not None:
        own.append(col(Activity.org_id) == school_id)
        joined.append(_joined_by(scope, col(JointSchool.school_id) == school_id))
    found = _own(session, scope, own)
    return sorted([*found, *_joined(session, scope, joined, {row.id for row in found})], key=lambda row: row.id)


def report(session: Session, scope: Scope, activity_id: int) -> ReportRow:
    """One report that `reports` shows; raises NotFound for any other."""
    one = [col(Activity.id) == activity_id, col(Activity.season_id).is_not(None)]
    found = _own(session, scope, one) or _joined(session, scope, one, set())
    if not found:
        raise NotFound
    return found[0]


def chosen_reports(session: Session, scope: Scope, ids: Collection[int]) -> list[ReportRow]:
    """Those reports of organisations within `scope`, in no order."""
    return _own(session, scope, [col(Activity.id).in_(ids), col(Activity.season_id).is_not(None)])


def _own(session: Session, scope: Scope, tests: Sequence[Any]) -> list[ReportRow]:
    statement = within(scope, within(scope, _selected(tests), Activity), Organisation)
    return _rows(session, statement, scope, inside=True)


def _joined(session: Session, scope: Scope, tests: Sequence[Any], known: Collection[int]) -> list[ReportRow]:
    """What was told by others and joined by a school of the scope; ids that are `known` stand in the own list."""
    told = [*tests, _joined_by(scope), col(Activity.state).in_(TOLD)]
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, _selected(told), Activity), Organisation)
    return [row for row in _rows(session, statement, scope, inside=False) if row.id not in known]


def _joined_by(scope: Scope, *tests: Any) -> Any:  # a condition
    agreed = select(col(JointSchool.activity_id)).where(JointSchool.state == JointState.AGREED, *tests)
    return col(Activity.id).in_(within(scope, agreed, JointSchool))


def _selected(tests: Sequence[Any]) -> Any:  # a statement
    told: Any = select(Activity, Organisation.name, Organisation.path)
    told = told.join(Organisation, col(Organisation.id) == Activity.org_id)
    return told.where(col(Activity.removed_at).is_(None), *tests)


def _rows(session: Session, statement: Any, scope: Scope, *, inside: bool) -> list[ReportRow]:
    found = session.exec(statement).all()
    ids = [row.id or 0 for row, _, _ in found]
    files, joint = file_counts(session, ids), joint_rows(session, ids)
    seen = None if inside else _schools_within(session, scope, joint)
    return [
        _row(row, org, path, files.get(row.id, FileCount()), _seen(joint.get(row.id, ()), seen), inside)
        for row, org, path in found
    ]


def _schools_within(session: Session, scope: Scope, joint: dict[int, tuple[JointRow, ...]]) -> set[int]:
    named = {row.school_id for rows in joint.values() for row in rows}
    statement = select(col(Organisation.id)).where(col(Organisation.id).in_(named))
    return {one or 0 for one in session.exec(within(scope, statement, Organisation))}


def _seen(rows: tuple[JointRow, ...], schools: set[int] | None) -> tuple[JointRow, ...]:
    return rows if schools is None else tuple(row for row in rows if row.school_id in schools)


def _row(row: Activity, org: str, path: str, files: FileCount, joint: tuple[JointRow, ...], inside: bool) -> ReportRow:
    told = ("season_id", "item", "state", "first_sent_at", "sent_at", "decided_at", "edition")
    facts, comment = facts_of(row), row.comment
    if not inside:
        facts, comment = facts._replace(note=""), ""
    return ReportRow(
        id=row.id or 0, org_id=row.org_id, org=org, path=path, facts=facts, comment=comment, joint=joint, inside=inside,
        **{name: getattr(row, name) for name in told}, **files._asdict(),
    )  # fmt: skip
