"""佐证材料: a school's files, each piece in one or more versions, kept sealed."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import files, within
from core.errors import NotFound, Refused
from core.evaluation.actions.school_part import evidence_in, frozen_among, hold_school
from core.evaluation.queries.evidence import is_frozen
from core.evaluation.rules.evidence import MOST_BYTES, PROOFS, check_day, checked_title
from core.evaluation.tables import Entry, Evidence, EvidenceLink
from core.media import KEPT_AS, bare, cleaned, kind_of
from core.organisations.queries import get as organisation


class Added(NamedTuple):
    """The id of a piece of evidence, and whether the school had it already: then nothing was kept."""

    id: int
    known: bool


class _Content(NamedTuple):
    """A file as it is kept."""

    content: bytes
    kind: str
    digest: str


def add_evidence(
    session: Session, actor: Actor, *, school_id: int, title: str, taken_on: date, content: bytes
) -> Added:
    """Keep a file of the school, of the day `taken_on`. A file that the school has already is answered instead of a copy.

    Pictures are drawn anew: without the place, and at most 2400 px. Raises Refused for a wrong content, title or day.
    """
    scope = require(actor, Capability.SELF_ASSESS)
    organisation(session, scope, school_id)
    said, kept = checked_title(title), _checked(content, taken_on)
    hold_school(session, school_id)
    known = _of_content(session, scope, school_id, kept.digest)
    if known is not None:
        return Added(known.id or 0, known=True)
    row = _row(actor, school_id, said, taken_on, kept)
    session.add(row)
    session.flush()
    row.piece = row.id
    _store(session, actor, row, kept, "evidence.added")
    return Added(row.id or 0, known=False)


def new_version(
    session: Session, actor: Actor, *, evidence_id: int, taken_on: date, content: bytes, title: str = ""
) -> int:
    """Keep a newer version of a piece; answers its id. Its title stays unless another is told.

    Entries that are not handed in go on with the new version; those handed in keep the one they had.
    """
    scope = require(actor, Capability.SELF_ASSESS)
    kept = _checked(content, taken_on)
    old = _held(session, scope, evidence_id)
    if _of_content(session, scope, old.school_id, kept.digest) is not None:
        raise Refused("evaluation.evidence_known")
    versions = _versions(session, scope, old)
    row = _row(actor, old.school_id, checked_title(title or old.title), taken_on, kept)
    row.piece, row.version = old.piece, max(one.version for one in versions) + 1
    session.add(row)
    session.flush()
    _follow(session, scope, [one.id or 0 for one in versions], row.id or 0)
    _store(session, actor, row, kept, "evidence.renewed")
    return row.id or 0


def remove_evidence(session: Session, actor: Actor, *, evidence_id: int) -> None:
    """Take one version of a piece away, and off the items of entries that are not handed in.

    Raises Refused while it lies beside an entry that was. That it was there stays written down.
    """
    scope = require(actor, Capability.SELF_ASSESS)
    row = _held(session, scope, evidence_id)
    if frozen_among(session, scope, [evidence_id]):
        raise Refused("evaluation.evidence_frozen")
    for link in _links(session, scope, [evidence_id]):
        session.delete(link)
    row.removed_at = clock.now()
    session.flush()
    audit.record(session, actor, "evidence.removed", row, org_id=row.school_id, version=row.version)


def _checked(content: bytes, taken_on: date) -> _Content:
    check_day(taken_on, clock.today())
    kind = kind_of(content, allowed=PROOFS, most=MOST_BYTES)
    kept = cleaned(content, kind) if kind in KEPT_AS else bare(content, kind)
    return _Content(kept, KEPT_AS.get(kind, kind), files.digest_of(kept))


def _row(actor: Actor, school_id: int, title: str, taken_on: date, kept: _Content) -> Evidence:
    return Evidence(
        school_id=school_id, title=title, taken_on=taken_on, digest=kept.digest, kind=kept.kind,
        size=len(kept.content), by_id=actor.user_id, at=clock.now(),
    )  # fmt: skip


def _store(session: Session, actor: Actor, row: Evidence, kept: _Content, act: str) -> None:
    session.flush()
    files.keep(kept.content)
    audit.record(session, actor, act, row, org_id=row.school_id, kind=kept.kind, size=row.size, version=row.version)


def _held(session: Session, scope: Scope, evidence_id: int) -> Evidence:
    """The piece, as it is once nobody else changes the school's evidence. NotFound for a removed one."""
    found = evidence_in(session, scope, evidence_id)
    if found is not None:
        hold_school(session, found.school_id)
        found = evidence_in(session, scope, evidence_id)
    if found is None:
        raise NotFound
    return found


def _of_content(session: Session, scope: Scope, school_id: int, digest: str) -> Evidence | None:
    statement = select(Evidence).where(
        Evidence.school_id == school_id, Evidence.digest == digest, col(Evidence.removed_at).is_(None)
    )
    return session.exec(within(scope, statement, Evidence)).first()


def _versions(session: Session, scope: Scope, one: Evidence) -> list[Evidence]:
    statement = select(Evidence).where(Evidence.piece == one.piece)
    return list(session.exec(within(scope, statement, Evidence)))


def _links(session: Session, scope: Scope, evidence_ids: list[int]) -> list[EvidenceLink]:
    """Links to these versions from entries that are not handed in."""
    statement = select(EvidenceLink).join(Entry, col(Entry.id) == EvidenceLink.entry_id)
    statement = statement.where(col(EvidenceLink.evidence_id).in_(evidence_ids), ~is_frozen())
    statement = statement.order_by(col(EvidenceLink.id))
    return list(session.exec(within(scope, within(scope, statement, EvidenceLink), Entry)))


def _follow(session: Session, scope: Scope, old_ids: list[int], new_id: int) -> None:
    """Lay the new version where any of the old ones lies open to change, once an item."""
    for link in _links(session, scope, old_ids):
        link.evidence_id = new_id
    session.flush()
