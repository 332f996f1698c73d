"""A rater's marks: each saved by itself at once, handed in as a whole, given back for changes by whoever holds the round."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.evaluation.actions.loading import check_state, loaded_round
from core.evaluation.actions.own_sheets import Sheet, entry_state, writable_sheet
from core.evaluation.queries.ties import is_tied
from core.evaluation.rules import filling, tally
from core.evaluation.rules.filling import LONGEST_REASON, LONGEST_REMARK, Given
from core.evaluation.rules.marks import Mark, packed, unpacked
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.evaluation.tables import Assignment, ItemMark

LEAST_WHY = 4  # characters of a reason to give a sheet back


def save_mark(
    session: Session,
    actor: Actor,
    *,
    assignment_id: int,
    code: str,
    mark: Mark,
    reason: str | None = None,
    edition: int | None = None,
) -> int:
    """Keep what the rater put down for one item; answers the mark's edition. The last one to write wins, item by item.

    `reason` None leaves the reason that is there. Points lost without a reason are kept nevertheless; only handing in waits
    for it. `edition` is the one the writer saw (0 for none): if it has grown since, Conflict.
    """
    sheet = writable_sheet(session, actor, assignment_id)
    known = _known(session, sheet, code)
    if edition is not None and edition != (known.edition if known else 0):
        raise Conflict("marking.mark_changed")
    row = put_down(session, sheet, known, code, mark, reason)
    audit.record(session, actor, "mark.saved", row, org_id=row.school_id, assignment=assignment_id, code=code)
    return row.edition


def give_reason(session: Session, actor: Actor, *, assignment_id: int, code: str, reason: str) -> int:
    """Keep why an item got its mark, whatever the mark is by now; answers its edition."""
    sheet = writable_sheet(session, actor, assignment_id)
    known = _known(session, sheet, code)
    if known is None:
        raise Refused("marking.mark_first")
    row = put_down(session, sheet, known, code, unpacked(known.value), reason)
    audit.record(session, actor, "mark.reasoned", row, org_id=row.school_id, assignment=assignment_id, code=code)
    return row.edition


def clear_mark(session: Session, actor: Actor, *, assignment_id: int, code: str) -> None:
    """Take the mark and the reason of one item back; where there is none, nothing changes."""
    sheet = writable_sheet(session, actor, assignment_id)
    known = _known(session, sheet, code)
    if known is None:
        return
    session.delete(known)
    sheet.row.edition += 1
    session.flush()
    audit.record(session, actor, "mark.cleared", known, org_id=known.school_id, assignment=assignment_id, code=code)


def remark(session: Session, actor: Actor, *, assignment_id: int, text: str) -> None:
    """Keep what the rater says of the school as a whole."""
    sheet = writable_sheet(session, actor, assignment_id)
    said = text.strip()
    if len(said) > LONGEST_REMARK:
        raise Refused("marking.text_too_long", most=LONGEST_REMARK)
    sheet.row.remark = said
    sheet.row.edition += 1
    _begun(sheet)
    audit.record(session, actor, "mark.remarked", sheet.row, org_id=sheet.row.school_id)


def submit_marks(session: Session, actor: Actor, *, assignment_id: int) -> None:
    """Hand the sheet in: every item marked, a reason wherever points are lost. From then on it is locked.

    Raises Refused("marking.tied") for somebody who got a stake in the school since: whoever holds the round sees it too;
    Refused("marking.entry_returned") while the school is completing its part: what comes back is what is rated.
    """
    sheet = writable_sheet(session, actor, assignment_id)
    if is_tied(session, school_id=sheet.row.school_id, account_id=actor.user_id):
        raise Refused("marking.tied")
    if entry_state(session, sheet) is EntryState.RETURNED:
        raise Refused("marking.entry_returned")
    given = {row.code: Given(unpacked(row.value), row.reason) for row in marks_of(session, sheet.row)}
    left = filling.left(sheet.spec, given)
    if left:
        raise Refused("marking.sheet_incomplete", marks=len(left.marks), reasons=len(left.reasons))
    sheet.row.state, sheet.row.submitted_at = AssignmentState.SUBMITTED, clock.now()
    sheet.row.edition += 1
    session.flush()
    audit.record(session, actor, "mark.submitted", sheet.row, org_id=sheet.row.school_id, items=len(given))


def reopen_marks(session: Session, actor: Actor, *, assignment_id: int, reason: str) -> None:
    """Give a sheet back to its rater, by whoever holds the round, with a reason; before the moderation alone."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    mine = within(scope, select(Assignment).where(Assignment.id == assignment_id), Assignment)
    seen = session.exec(mine).first()
    if seen is None:
        raise NotFound
    round_ = loaded_round(session, scope, seen.round_id, lock=True)
    row = session.exec(mine.with_for_update(key_share=True).execution_options(populate_existing=True)).one()
    check_state(round_, RoundState.REVIEW)
    if row.state is not AssignmentState.SUBMITTED:
        raise Refused("marking.sheet_open")
    if len(reason.strip()) < LEAST_WHY:
        raise Refused("marking.say_why", least=LEAST_WHY)
    row.state, row.submitted_at = AssignmentState.MARKING, None
    row.edition += 1
    session.flush()
    audit.record(session, actor, "mark.reopened", row, org_id=row.school_id, purpose=reason.strip())


def put_down(
    session: Session, sheet: Sheet, known: ItemMark | None, code: str, mark: Mark, reason: str | None
) -> ItemMark:
    """The row of one item, made or changed. It takes the next edition of its sheet: a mark that was taken back and given
    anew does not begin again at one."""
    sound, said = _checked(sheet, code, mark), _said(reason)
    item = sheet.spec.by_code[code]
    sheet.row.edition += 1
    _begun(sheet)
    row = known or ItemMark(
        assignment_id=sheet.row.id or 0, round_id=sheet.row.round_id, school_id=sheet.row.school_id, code=code,
        value={}, at=clock.now(),
    )  # fmt: skip
    row.value = packed(sound)
    row.points = tally.points_of(item, sound, sheet.spec.standard_keys[0])
    row.reason = row.reason if said is None else said
    row.edition, row.at = sheet.row.edition, clock.now()
    session.add(row)
    session.flush()
    return row


def marks_of(session: Session, row: Assignment) -> list[ItemMark]:
    """The marks of an assignment that was found within the actor's scope."""
    statement = select(ItemMark).where(ItemMark.assignment_id == row.id).order_by(col(ItemMark.id))
    return list(session.exec(within(SYSTEM_SCOPE, statement, ItemMark)))


def _known(session: Session, sheet: Sheet, code: str) -> ItemMark | None:
    statement = select(ItemMark).where(ItemMark.assignment_id == sheet.row.id, ItemMark.code == code)
    return session.exec(within(SYSTEM_SCOPE, statement, ItemMark)).first()


def _checked(sheet: Sheet, code: str, mark: Mark) -> Mark:
    if code not in sheet.spec.by_code:
        raise Refused("marking.unknown_item")
    return tally.checked(sheet.spec, code, mark)


def _said(reason: str | None) -> str | None:
    said = None if reason is None else reason.strip()
    if said is not None and len(said) > LONGEST_REASON:
        raise Refused("marking.text_too_long", most=LONGEST_REASON)
    return said


def _begun(sheet: Sheet) -> None:
    if sheet.row.state is AssignmentState.ASSIGNED:
        sheet.row.state = AssignmentState.MARKING
