"""整改: what a school has to put right is written down, said to be done, and looked at again."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import files, within
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation.actions.loading import check_state, held_entry, loaded_entry, loaded_round, round_of
from core.evaluation.actions.school_part import evidence_in, hold_school
from core.evaluation.queries.ties import is_tied
from core.evaluation.rules.appealing import checked_text
from core.evaluation.rules.evidence import Opened
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.rectifying import (
    FINDING,
    MEANWHILE,
    REASON,
    REPLY,
    TO_DO,
    Wanted,
    check_due,
    checked,
)
from core.evaluation.rules.states import EntryState, RectificationState
from core.evaluation.tables import Evidence, Rectification, Round


def raise_rectification(session: Session, actor: Actor, *, entry_id: int, wanted: Sequence[Wanted]) -> int:
    """Write down what a school has to put right, several items in one go; answers how many are new.

    For those who hold the round, once it is recognised. An item that is still to be put right is not written down twice.
    """
    entry, round_ = held_entry(session, require(actor, Capability.MANAGE_EVALUATION), entry_id)
    check_state(round_, *MEANWHILE)
    if entry.state is EntryState.EXEMPT:
        raise Refused("evaluation.exempt_already")
    spec, today, now = thawed(round_.rubric), clock.today(), clock.now()
    told = [checked(spec, one, today) for one in wanted]
    known, new = _open_codes(session, entry_id), list[Rectification]()
    for one in told:
        if one.code not in known:
            known.add(one.code)
            new.append(Rectification(
                round_id=entry.round_id, entry_id=entry_id, school_id=entry.school_id, **one._asdict(),
                made_by=actor.user_id, made_at=now,
            ))  # fmt: skip
    session.add_all(new)
    session.flush()
    for row in new:
        audit.record(session, actor, "rectification.raised", row, org_id=row.school_id, code=row.code)
    return len(new)


def drop_rectification(session: Session, actor: Actor, *, rectification_id: int, reason: str) -> None:
    """Take back what was written down by mistake, before the school has replied."""
    row, round_ = _held(session, require(actor, Capability.MANAGE_EVALUATION), rectification_id)
    check_state(round_, *MEANWHILE)
    if row.state is not RectificationState.OPEN:
        raise Refused("rectification.replied_already")
    said = checked_text(reason, "rectification.reason", REASON)
    audit.record(session, actor, "rectification.dropped", row, org_id=row.school_id, purpose=said, code=row.code)
    session.delete(row)
    session.flush()


def reply_rectification(
    session: Session, actor: Actor, *, rectification_id: int, reply: str, evidence_id: int | None = None
) -> None:
    """Say what the own school has done, with a piece of its evidence; the bureau looks at it again.

    From then on that evidence stays. Raises NotFound for evidence of another school, Refused when nothing is to be done.
    """
    scope = require(actor, Capability.SELF_ASSESS)
    row = _loaded(session, scope, rectification_id)
    check_state(round_of(session, loaded_entry(session, scope, row.entry_id)), *MEANWHILE)
    if row.state not in TO_DO:
        raise Refused("rectification.nothing_to_do")
    hold_school(session, row.school_id)
    found = evidence_in(session, scope, evidence_id) if evidence_id is not None else None
    if evidence_id is not None and (found is None or found.school_id != row.school_id):
        raise NotFound
    row.reply, row.evidence_id = checked_text(reply, "rectification.reply", REPLY), evidence_id
    row.state, row.done_at, row.done_by = RectificationState.DONE, clock.now(), actor.user_id
    session.flush()
    audit.record(session, actor, "rectification.replied", row, org_id=row.school_id, evidence=evidence_id)


def recheck(
    session: Session, actor: Actor, *, rectification_id: int, passed: bool, finding: str, due_on: date | None = None
) -> None:
    """Put down what the re-check found: passed, or to be done again by a new day.

    For those who hold the round and have no tie to the school.
    """
    row, round_ = _held(session, require(actor, Capability.MANAGE_EVALUATION), rectification_id)
    if is_tied(session, school_id=row.school_id, account_id=actor.user_id):
        raise Refused("rectification.tied")
    check_state(round_, *MEANWHILE)
    if row.state is not RectificationState.DONE:
        raise Refused("rectification.not_done")
    row.finding = checked_text(finding, "rectification.finding", FINDING)
    if not passed:
        row.due_on = _new_day(due_on)
    row.state = RectificationState.PASSED if passed else RectificationState.AGAIN
    row.checked_at, row.checked_by = clock.now(), actor.user_id
    session.flush()
    audit.record(session, actor, "rectification.checked", row, org_id=row.school_id, passed=passed)


def open_reply_evidence(session: Session, actor: Actor, *, rectification_id: int) -> Opened:
    """Hand out the evidence of a reply to its own school, or to whoever holds the round; written down."""
    if not actor.can(Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION):
        raise NotAllowed(capability=Capability.SELF_ASSESS.value)
    own = _sought(session, actor.over(Capability.SELF_ASSESS), rectification_id)
    row = own or _held(session, actor.over(Capability.MANAGE_EVALUATION), rectification_id)[0]
    statement = select(Evidence).where(Evidence.id == row.evidence_id)  # of the reply that was found within the scope
    found = session.exec(within(SYSTEM_SCOPE, statement, Evidence)).first()
    if found is None:
        raise NotFound
    content = files.fetch(found.digest)
    audit.record(session, actor, "evidence.opened", found, org_id=row.school_id, rectification=row.id)
    return Opened(content, found.kind)


def _new_day(due_on: date | None) -> date:
    if due_on is None:
        raise Refused("rectification.new_day")
    check_due(due_on, clock.today())
    return due_on


def _open_codes(session: Session, entry_id: int) -> set[str]:
    statement = select(Rectification.code).where(
        Rectification.entry_id == entry_id, Rectification.state != RectificationState.PASSED
    )
    return set(session.exec(within(SYSTEM_SCOPE, statement, Rectification)))


def _sought(session: Session, scope: Scope, rectification_id: int) -> Rectification | None:
    statement = select(Rectification).where(Rectification.id == rectification_id)
    held = within(scope, statement, Rectification).with_for_update().execution_options(populate_existing=True)
    found: Rectification | None = session.exec(held).first()
    return found


def _loaded(session: Session, scope: Scope, rectification_id: int) -> Rectification:
    found = _sought(session, scope, rectification_id)
    if found is None:
        raise NotFound
    return found


def _held(session: Session, scope: Scope, rectification_id: int) -> tuple[Rectification, Round]:
    """What has to be put right and its round, for those who hold the round."""
    statement = select(col(Rectification.round_id)).where(Rectification.id == rectification_id)
    round_id = session.exec(within(scope, statement, Rectification)).first()
    if round_id is None:
        raise NotFound
    round_ = loaded_round(session, scope, round_id, lock=True)
    return _loaded(session, scope, rectification_id), round_
