"""Certificates of everybody on file who is in post, for those who check and renew them."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.organisations.queries import schools
from core.training import packs
from core.training.queries.staffing import in_post
from core.training.rules.certificates import FOREVER, band
from core.training.tables import Certificate, StaffMember, StaffPost


class PaperRow(NamedTuple):
    """One certificate of somebody in post; `carries` says whether it is the one of those that count which ends last.

    Only a certificate that carries lapses for its holder: whoever has renewed holds a later one.
    """

    id: int
    staff_id: int
    school_id: int
    school: str
    name: str
    kind: str
    level: str
    number: str
    issuer: str
    issued_on: date
    valid_until: date | None
    has_scan: bool
    checked_at: datetime | None
    carries: bool = False

    def band(self, today: date) -> int | None:
        """Within how many days (7, 30, 90: the nearest) its holder would be left without one; None otherwise."""
        return band(self.valid_until, today) if self.carries else None

    def lapsed(self, today: date) -> bool:
        """Whether its holder is left without one by now."""
        return self.carries and self.valid_until is not None and self.valid_until < today


def papers(session: Session, scope: Scope, *, today: date) -> list[PaperRow]:
    """Certificates of those whose file lies within the scope and who are in post on the day, by school and person.

    `scope` is where the reader may read names (`names_within`).
    """
    places = {row.id: row.name for row in schools(session, scope, closed=True)}
    told: Any = select(Certificate, StaffMember).join(StaffMember, col(StaffMember.id) == Certificate.staff_id)
    here = within(scope, select(col(StaffPost.staff_id)).where(in_post(today)), StaffPost)
    chosen = told.where(col(StaffMember.merged_into).is_(None), col(StaffMember.id).in_(here))
    found = session.exec(within(scope, within(scope, chosen, StaffMember), Certificate)).all()
    last = _last([paper for paper, _ in found], today)
    rows = [_row(paper, person, places, last.get(paper.staff_id) == paper.id) for paper, person in found]
    return sorted(rows, key=lambda row: (row.school, row.staff_id, row.issued_on, row.id))


def _last(found: list[Certificate], today: date) -> dict[int, int]:
    """By person, the certificate of those that count and were issued which ends last."""
    counted = packs.certificates().counted
    last: dict[int, tuple[date, int]] = {}
    for one in found:
        if one.kind in counted and one.issued_on <= today:
            ends = (one.valid_until or FOREVER, one.id or 0)
            last[one.staff_id] = max(last.get(one.staff_id, ends), ends)
    return {staff_id: paper for staff_id, (_, paper) in last.items()}


def _row(paper: Certificate, person: StaffMember, places: dict[int, str], carries: bool) -> PaperRow:
    return PaperRow(
        paper.id or 0, paper.staff_id, person.school_id, places.get(person.school_id, ""), person.name, paper.kind,
        paper.level, paper.number, paper.issuer, paper.issued_on, paper.valid_until, paper.scan is not None,
        paper.checked_at, carries,
    )  # fmt: skip
