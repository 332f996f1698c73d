"""Who judges in a contest, and what each judge puts down: saved whole, counted once every item has its mark."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.evaluation.actions.loading_contests import (
    check_contest,
    check_seen,
    contest_id_of,
    held_contest,
    told_contest,
)
from core.evaluation.queries.judging import JudgeSheet, judge_sheet
from core.evaluation.queries.raters import scorers
from core.evaluation.rules.contests import COMMENT
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import ContestState
from core.evaluation.rules.tally import checked, tally
from core.evaluation.tables import ContestJudge, Judgement

SET_IN = (ContestState.PLANNED, ContestState.NOMINATING, ContestState.REVIEW)


def set_judges(
    session: Session, actor: Actor, *, contest_id: int, account_ids: Collection[int], edition: int | None = None
) -> None:
    """Let these people judge, and nobody else. What somebody wrote who leaves is kept, counts for nothing, and counts
    again when they come back. `edition` is that of the ids as they were read, in order: Conflict if somebody changed them.

    Raises NotFound for somebody new who may not score everything below the organiser, Refused("contests.no_judges") for
    nobody at all while they judge. Whoever lost that right since stays until taken out: the list can be saved with them.
    """
    row, wanted = held_contest(session, actor, contest_id), set(account_ids)
    check_contest(row, *SET_IN)
    here = ContestJudge.contest_id == contest_id
    known = set(session.exec(within(SYSTEM_SCOPE, select(ContestJudge.account_id).where(here), ContestJudge)))
    check_seen(edition, *sorted(known))
    if not wanted - known <= scorers(session, actor.over(Capability.MANAGE_EVALUATION), org_id=row.org_id).keys():
        raise NotFound
    if not wanted and row.state is ContestState.REVIEW:
        raise Refused("contests.no_judges")
    gone = delete(ContestJudge).where(col(ContestJudge.account_id).in_(known - wanted), here)  # type: ignore[arg-type]  # a column's comparison
    session.exec(within(SYSTEM_SCOPE, gone, ContestJudge))
    session.add_all(
        ContestJudge(contest_id=contest_id, account_id=one, at=clock.now()) for one in sorted(wanted - known)
    )
    session.flush()
    audit.record(session, actor, "contest.judges_set", row, org_id=row.org_id, judges=len(wanted))


def judge(
    session: Session, actor: Actor, *, nomination_id: int, marks: Mapping[str, Mark], words: str, edition: int
) -> int:
    """Keep a judge's own sheet; it counts from when every item has its mark. Answers the new edition.

    `edition` is the one the judge saw (0 for none): Conflict if it has grown since, on another device. Raises NotFound for
    what is not theirs to judge, Refused("contests.tied") for somebody with a stake in the school.
    """
    row, sheet = _own(session, actor, nomination_id, edition)
    if sheet.row.tied:
        raise Refused("contests.tied")
    said = words.strip()
    if len(said) > COMMENT:
        raise Refused("contests.words_long", most=COMMENT)
    sound = {code: _checked(sheet.spec, code, mark) for code, mark in marks.items()}
    row.marks, row.words = {code: packed(mark) for code, mark in sound.items()}, said
    row.total = _total(sheet.spec, sound)
    row.done_at = clock.now() if row.total is not None else None
    _kept(session, row)
    audit.record(session, actor, "judgement.kept", row, items=len(sound), done=row.done_at is not None)
    return row.edition


def step_aside(session: Session, actor: Actor, *, nomination_id: int, aside: bool = True) -> None:
    """Tell that one has a stake in a work (回避), or take that back: it is not judged by this person, marks are dropped."""
    row, _ = _own(session, actor, nomination_id, None)
    row.tied, row.marks, row.total, row.done_at = aside, {}, None, None
    _kept(session, row)
    audit.record(session, actor, "judgement.stepped_aside", row, aside=aside)


def _own(session: Session, actor: Actor, nomination_id: int, edition: int | None) -> tuple[Judgement, JudgeSheet]:
    """The actor's sheet for a nomination they judge, made where there is none, and what is known of it; while the review runs."""
    scope = require(actor, Capability.SCORE_SCHOOLS)
    contest = told_contest(session, scope, contest_id_of(session, scope, nomination_id), alone=False)
    sheet = judge_sheet(session, scope, nomination_id=nomination_id, judge_id=actor.user_id)
    check_contest(contest, ContestState.REVIEW)
    statement = select(Judgement).where(Judgement.nomination_id == nomination_id, Judgement.account_id == actor.user_id)
    held = within(scope, statement, Judgement).with_for_update(key_share=True)
    row = session.exec(held.execution_options(populate_existing=True)).first()
    if edition is not None and edition != (row.edition if row else 0):
        raise Conflict("contests.sheet_changed")
    return row or Judgement(nomination_id=nomination_id, account_id=actor.user_id), sheet


def _kept(session: Session, row: Judgement) -> None:
    row.edition += 1
    session.add(row)
    session.flush()


def _total(spec: RubricSpec, marks: Mapping[str, Mark]) -> Decimal | None:
    """What the sheet comes to by the first standard; None while a mark is missing."""
    return tally(spec, marks).standards[spec.standard_keys[0]].total


def _checked(spec: RubricSpec, code: str, mark: Mark) -> Mark:
    if code not in spec.by_code:
        raise Refused("marking.unknown_item")
    return checked(spec, code, mark)
