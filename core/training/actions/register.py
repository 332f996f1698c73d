"""The register as it is now, for a workbook to be held against."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.training.rules.register import Known, KnownPaper, KnownPost, Register
from core.training.rules.staff import CertificateFacts, PersonFacts
from core.training.tables import Certificate, StaffMember, StaffPost

Row = tuple[Any, ...]


def register_now(session: Session, scope: Scope) -> Register:
    """Everybody whose file lies within the scope, with every post and certificate, and who else has a post there.

    Of those the name and the posts within the scope are told, nothing more.
    """
    kept = {row[0]: row for row in session.exec(within(scope, _people(), StaffMember))}
    own: Any = select(col(StaffMember.id)).where(col(StaffMember.merged_into).is_(None))
    filed = within(scope, own, StaffMember)
    theirs = _by_person(
        session.exec(within(SYSTEM_SCOPE, _posts().where(col(StaffPost.staff_id).in_(filed)), StaffPost))
    )
    papers = _papers(session, scope)
    known = [
        Known(row[0], row[1], PersonFacts(*row[2:]), _told(theirs, row[0]), papers.get(row[0], ()))
        for row in kept.values()
    ]
    return Register([*known, *_guests(session, scope, frozenset(kept))])


def _guests(session: Session, scope: Scope, kept: frozenset[int]) -> list[Known]:
    """Who has a post within the scope and the file elsewhere."""
    here = _by_person(row for row in session.exec(within(scope, _posts(), StaffPost)) if row[1] not in kept)
    told: Any = select(col(StaffMember.id), col(StaffMember.school_id), col(StaffMember.name))
    named = told.where(col(StaffMember.id).in_(sorted(here)), col(StaffMember.merged_into).is_(None))
    rows = session.exec(within(SYSTEM_SCOPE, named, StaffMember)) if here else ()
    return [Known(who, home, PersonFacts(name), _told(here, who), kept=False) for who, home, name in rows]


def _people() -> Any:
    facts = [getattr(StaffMember, name) for name in PersonFacts._fields]
    told: Any = select(col(StaffMember.id), col(StaffMember.school_id), *facts)
    return told.where(col(StaffMember.merged_into).is_(None)).order_by(col(StaffMember.id))


def _posts() -> Any:
    told: tuple[Any, ...] = tuple(getattr(StaffPost, name) for name in ("id", "staff_id", *KnownPost._fields[1:]))
    return select(*told).order_by(col(StaffPost.since), col(StaffPost.id))


def _by_person(rows: Iterable[Row]) -> dict[int, list[KnownPost]]:
    found: dict[int, list[KnownPost]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(KnownPost(row[0], *row[2:]))
    return found


def _told(posts: dict[int, list[KnownPost]], staff_id: int) -> tuple[KnownPost, ...]:
    return tuple(posts.get(staff_id, ()))


def _papers(session: Session, scope: Scope) -> dict[int, tuple[KnownPaper, ...]]:
    facts = [getattr(Certificate, name) for name in CertificateFacts._fields]
    told: Any = select(col(Certificate.id), col(Certificate.staff_id), *facts).order_by(col(Certificate.id))
    found: dict[int, tuple[KnownPaper, ...]] = defaultdict(tuple)
    for row in session.exec(within(scope, told, Certificate)):
        found[row[1]] = (*found[row[1]], KnownPaper(row[0], CertificateFacts(*row[2:])))
    return found
