"""合议: items that raters saw too differently are put up, talked over, settled with a reason, opened again."""

from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.actions.loading import loaded_round
from core.evaluation.actions.submitted import rated
from core.evaluation.queries.appealing import SETTLED
from core.evaluation.queries.ties import is_tied
from core.evaluation.rules.filling import is_whole
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.gaps import gaps
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import AssignmentState, ResultRule, RoundState
from core.evaluation.rules.tally import checked
from core.evaluation.tables import Assignment, ItemMark, Moderation, Round

LONGEST = 1000
Key = tuple[int, str]


def raise_moderations(session: Session, actor: Actor, round_: Round) -> int:
    """Put up every item that the raters of an entry saw too differently; part of a round's step to moderation.

    Doing it again changes nothing, but: what no longer differs falls off unless it is settled, and what was settled on
    marks that have changed since is open again. Answers how many are open.
    """
    require(actor, Capability.MANAGE_EVALUATION)
    found = _gaps(session, round_)
    known = {(row.entry_id, row.code): row for row in _known(session, round_)}
    changed = _changed_since(session, round_)
    for key, row in known.items():
        if row.id in changed:
            _open_again(row)
        if key in found:
            row.gap = found[key][1]
        elif row.settled_at is None:
            session.delete(row)
    for key in found.keys() - known.keys():
        school, gap = found[key]
        session.add(Moderation(round_id=round_.id or 0, entry_id=key[0], school_id=school, code=key[1], gap=gap))
    session.flush()
    return sum(1 for key in found if key not in known or known[key].settled_at is None)


def settle(session: Session, actor: Actor, *, moderation_id: int, mark: Mark, reason: str) -> None:
    """Put down what was agreed for an item, and why: by the round's chair, or by a manager where none is named or the
    chair has a tie to the school.

    Raises Refused for a mark that the rubric does not know or that lacks a standard's number, without a reason, for what
    is settled, outside of moderation, and for somebody with a tie to the school.
    """
    row, round_ = _in_hand(session, actor, moderation_id)
    if row.settled_at is not None:
        raise Refused("moderation.settled")
    row.value = packed(_whole(thawed(round_.rubric), row.code, mark))
    row.reason, row.settled_by, row.settled_at = _reason(reason), actor.user_id, clock.now()
    session.flush()
    audit.record(session, actor, SETTLED, row, org_id=row.school_id, code=row.code)


def reopen_moderation(session: Session, actor: Actor, *, moderation_id: int) -> None:
    """Take a settlement back before the results are made public; what was agreed is to be put down anew."""
    row, _ = _in_hand(session, actor, moderation_id)
    if row.settled_at is None:
        raise Refused("moderation.open")
    _open_again(row)
    session.flush()
    audit.record(session, actor, "moderation.reopened", row, org_id=row.school_id, code=row.code)


def _gaps(session: Session, round_: Round) -> dict[Key, tuple[int, Decimal]]:
    spec, by_chair = thawed(round_.rubric), round_.rule is ResultRule.CHAIR
    points, anchors = (Decimal(0), 0) if by_chair else (round_.gap_points, round_.gap_anchors)
    return {
        (one.entry_id, code): (one.school_id, gap)
        for one in rated(session, round_.id or 0)
        for code, gap in gaps(spec, one.sheets, points=points, anchors=anchors).items()
    }


def _known(session: Session, round_: Round) -> list[Moderation]:
    statement = select(Moderation).where(Moderation.round_id == round_.id, col(Moderation.by_appeal).is_(False))
    return list(session.exec(within(SYSTEM_SCOPE, statement, Moderation)))


def _changed_since(session: Session, round_: Round) -> set[int]:
    """Settled ones of which a mark was put down later than they were settled."""
    statement: Any = select(Moderation.id).join(Assignment, col(Assignment.entry_id) == Moderation.entry_id)
    statement = statement.join(ItemMark, col(ItemMark.assignment_id) == Assignment.id)
    statement = statement.where(
        Moderation.round_id == round_.id,
        Assignment.state == AssignmentState.SUBMITTED,
        ItemMark.code == Moderation.code,
        col(ItemMark.at) > Moderation.settled_at,
    )
    for table in (Moderation, Assignment, ItemMark):
        statement = within(SYSTEM_SCOPE, statement, table)
    return set(session.exec(statement.distinct()))


def _open_again(row: Moderation) -> None:
    row.value, row.settled_by, row.settled_at = None, None, None


def _in_hand(session: Session, actor: Actor, moderation_id: int) -> tuple[Moderation, Round]:
    """The item, held, and its round, once the actor is who settles there and it is time to."""
    chairs = _chairs(session, actor, moderation_id)
    manages = require(actor, Capability.MANAGE_EVALUATION) if not chairs else actor.over(Capability.MANAGE_EVALUATION)
    row = _found(session, manages or require(actor, Capability.SCORE_SCHOOLS), moderation_id)
    round_ = _round(session, row) if chairs else loaded_round(session, manages, row.round_id)
    if round_.chair_id is not None and not chairs and not _stays_away(session, row, round_.chair_id):
        raise Refused("moderation.not_the_chair")
    if _stays_away(session, row, actor.user_id):
        raise Refused("moderation.tied")
    if round_.state is not RoundState.MODERATION:
        raise Refused("moderation.not_now")
    return row, round_


def _stays_away(session: Session, row: Moderation, account_id: int) -> bool:
    return is_tied(session, school_id=row.school_id, account_id=account_id)


def _chairs(session: Session, actor: Actor, moderation_id: int) -> bool:
    statement = select(Round.chair_id).join(Moderation, col(Moderation.round_id) == Round.id)
    statement = statement.where(Moderation.id == moderation_id, Round.chair_id == actor.user_id)
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Round), Moderation)
    return session.exec(narrowed).first() is not None


def _round(session: Session, row: Moderation) -> Round:
    return session.exec(within(SYSTEM_SCOPE, select(Round).where(Round.id == row.round_id), Round)).one()


def _found(session: Session, scope: Scope, moderation_id: int) -> Moderation:
    statement = select(Moderation).where(Moderation.id == moderation_id, col(Moderation.by_appeal).is_(False))
    statement = statement.with_for_update().execution_options(populate_existing=True)
    row: Moderation | None = session.exec(within(scope, statement, Moderation)).first()
    if row is None:
        raise NotFound
    return row


def _whole(spec: RubricSpec, code: str, mark: Mark) -> Mark:
    sound = checked(spec, code, mark)
    if not is_whole(spec, spec.by_code[code], sound):
        raise Refused("moderation.mark_incomplete")
    return sound


def _reason(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused("moderation.reason_needed")
    if len(said) > LONGEST:
        raise Refused("moderation.reason_too_long", most=LONGEST)
    return said
