"""Evidence laid beside the items it serves: one piece for as many as it proves."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound
from core.evaluation.actions.school_part import Part, begin, evidence_in, hold_school, open_part
from core.evaluation.tables import Evidence, EvidenceLink


def link_evidence(session: Session, actor: Actor, *, entry_id: int, evidence_id: int, codes: Collection[str]) -> int:
    """Lay a piece of evidence beside these items; answers beside how many it is new.

    Another version of the same piece gives way to this one. NotFound for evidence of another school and items that the
    rubric does not have.
    """
    part, scope = open_part(session, actor, entry_id), require(actor, Capability.SELF_ASSESS)
    hold_school(session, part.entry.school_id)
    row = _of_this_school(session, scope, part, evidence_id)
    if not part.rubric.by_code.keys() >= set(codes):
        raise NotFound
    beside = _beside(session, scope, entry_id, row)
    fresh = [code for code in dict.fromkeys(codes) if beside.get(code) != evidence_id]
    _lay(session, scope, entry_id, row, fresh)
    begin(part.entry)
    session.flush()
    if fresh:
        audit.record(session, actor, "evidence.linked", row, org_id=row.school_id, entry=entry_id, items=len(fresh))
    return len(fresh)


def unlink_evidence(session: Session, actor: Actor, *, entry_id: int, evidence_id: int, codes: Collection[str]) -> int:
    """Take a piece of evidence off these items; it stays with the school. Answers off how many."""
    part, scope = open_part(session, actor, entry_id), require(actor, Capability.SELF_ASSESS)
    hold_school(session, part.entry.school_id)
    row = _of_this_school(session, scope, part, evidence_id)
    statement = select(EvidenceLink).where(
        EvidenceLink.entry_id == entry_id, EvidenceLink.evidence_id == evidence_id, col(EvidenceLink.code).in_(codes)
    )
    found = list(session.exec(within(scope, statement, EvidenceLink)))
    for link in found:
        session.delete(link)
    session.flush()
    if found:
        audit.record(session, actor, "evidence.unlinked", row, org_id=row.school_id, entry=entry_id, items=len(found))
    return len(found)


def _of_this_school(session: Session, scope: Scope, part: Part, evidence_id: int) -> Evidence:
    found = evidence_in(session, scope, evidence_id)
    if found is None or found.school_id != part.entry.school_id:
        raise NotFound
    return found


def _beside(session: Session, scope: Scope, entry_id: int, row: Evidence) -> dict[str, int]:
    """Which version of this piece lies beside which item."""
    return {link.code: link.evidence_id for link in _links(session, scope, entry_id, row)}


def _lay(session: Session, scope: Scope, entry_id: int, row: Evidence, codes: Collection[str]) -> None:
    there = {link.code: link for link in _links(session, scope, entry_id, row)}
    for code in codes:
        link = there.get(code) or EvidenceLink(entry_id=entry_id, code=code, evidence_id=row.id or 0)
        link.evidence_id = row.id or 0
        session.add(link)


def _links(session: Session, scope: Scope, entry_id: int, row: Evidence) -> list[EvidenceLink]:
    versions = within(scope, select(col(Evidence.id)).where(Evidence.piece == row.piece), Evidence)
    statement = select(EvidenceLink).where(
        EvidenceLink.entry_id == entry_id, col(EvidenceLink.evidence_id).in_(versions)
    )
    return list(session.exec(within(scope, statement, EvidenceLink)))
