"""Certificates of completed sessions: printed, revoked, restored."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import NotFound, Refused
from core.sheets.diploma import Sheet, diplomas
from core.training.actions.issuing import RESULT
from core.training.actions.loading_sessions import held_part
from core.training.actions.opening import told
from core.training.queries.completions import CompletionRow, own_papers, papers
from core.training.rules import PartState
from core.training.rules.diploma import Completed, diploma
from core.training.tables import Completion, Participation

MOST = 500
"""Certificates in one file."""


def print_diplomas(session: Session, actor: Actor, *, completion_ids: Collection[int], where: str = "") -> bytes:
    """Certificates of people whom schools in the actor's scope sent, as one .docx, a page each, by number.

    `where` is the address of the page that verifies them. Raises NotFound for one outside the scope, Refused for one that
    was revoked, and for none or too many at once.
    """
    scope = require(actor, Capability.ENROL_STAFF)
    if not 0 < len(completion_ids) <= MOST:
        raise Refused("training.how_many_papers")
    found = papers(session, scope, completion_ids)
    if len(found) != len(set(completion_ids)):
        raise NotFound
    return _printed(session, actor, found, where)


def print_own_diploma(session: Session, actor: Actor, *, completion_id: int, where: str = "") -> bytes:
    """One's own certificate as a .docx. Raises NotFound for anybody else's, Refused for one that was revoked."""
    found = own_papers(session, require(actor, Capability.VIEW_OWN_RECORD), completion_id, actor.user_id)
    if not found:
        raise NotFound
    return _printed(session, actor, found, where)


def revoke_completion(session: Session, actor: Actor, *, completion_id: int, reason: str) -> None:
    """Let a certificate be good no longer, while hours and result stay; whoever verifies it is told.

    Raises NotFound for one of a session that the actor does not hold, Refused without a reason and when it is done.
    """
    row, part, org_id = _held(session, actor, completion_id)
    said = told(reason)
    if row.revoked_at is not None:
        raise Refused("training.certificate_revoked")
    row.revoked_by, row.revoked_at, row.reason = actor.user_id, clock.now(), said.removeprefix(RESULT)
    audit.record(
        session, actor, "completion.revoked", row, org_id=org_id, purpose=said, session_id=part.session_id
    )  # fmt: skip


def restore_completion(session: Session, actor: Actor, *, completion_id: int) -> None:
    """Let a certificate that was revoked by mistake be good again: same number, same code.

    Raises NotFound as `revoke_completion`, Refused when it is good or its holder did not complete the session.
    """
    row, part, org_id = _held(session, actor, completion_id)
    if row.revoked_at is None or part.state is not PartState.COMPLETED:
        raise Refused("training.certificate_stands")
    row.revoked_by, row.revoked_at, row.reason = None, None, ""
    audit.record(session, actor, "completion.restored", row, org_id=org_id, session_id=part.session_id)


def _held(session: Session, actor: Actor, completion_id: int) -> tuple[Completion, Participation, int]:
    """A certificate with its holder's place, for those who hold the session; the session is held first."""
    scope = require(actor, Capability.PLAN_TRAINING)
    statement = within(scope, select(Completion).where(Completion.id == completion_id), Completion)
    known = session.exec(statement).first()
    if known is None:
        raise NotFound
    part, row = held_part(session, scope, known.participation_id)
    again = within(SYSTEM_SCOPE, select(Completion).where(Completion.id == completion_id), Completion)
    held = session.exec(again.with_for_update().execution_options(populate_existing=True)).one()
    return held, part, row.org_id


def _printed(
    session: Session, actor: Actor, found: Sequence[tuple[CompletionRow, Completed]], where: str
) -> bytes:  # fmt: skip
    if any(row.revoked_at for row, _ in found):
        raise Refused("training.certificate_revoked")
    first = found[0][0]
    audit.record(
        session, actor, "completion.printed", org_id=first.issuer_id, papers=len(found), session_id=first.session_id
    )  # fmt: skip
    return diplomas([Sheet(*diploma(told, where)) for _, told in found], at=clock.now())
