"""The sheets of a contest's judges: which there are, which count, who stays away from what."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.activities.rules import JointState
from core.activities.tables import JointSchool
from core.database import within
from core.evaluation.queries.nominations import NominationRow
from core.evaluation.queries.ties import tied_among
from core.evaluation.tables import ContestJudge, Judgement


class Sheets(NamedTuple):
    """Who judges in a contest, what they wrote, and whom a tie keeps away."""

    judges: tuple[int, ...]
    written: Mapping[tuple[int, int], Judgement]
    tied: frozenset[tuple[int, int]]

    def done(self, nomination_id: int) -> list[Decimal]:
        """The totals of the sheets that count."""
        found = (self.written.get((nomination_id, judge)) for judge in self.free(nomination_id))
        return [row.total for row in found if row is not None and row.done_at and row.total is not None]

    def free(self, nomination_id: int) -> list[int]:
        """The judges whom nothing keeps from this nomination."""
        return [judge for judge in self.judges if (nomination_id, judge) not in self.tied]

    def said(self, nomination_id: int) -> tuple[str, ...]:
        """What judges wrote beside their marks, without a name."""
        found = (self.written.get((nomination_id, judge)) for judge in self.free(nomination_id))
        return tuple(row.words for row in found if row is not None and row.words)

    def whole(self, nomination_id: int) -> bool:
        """Whether everybody who may judge it has done so, and somebody may."""
        free = self.free(nomination_id)
        return bool(free) and len(self.done(nomination_id)) == len(free)


def sheets_of(session: Session, contest_id: int, rows: Sequence[NominationRow]) -> Sheets:
    """The sheets for these nominations of a contest that was found within a scope."""
    who: Any = select(ContestJudge.account_id).where(ContestJudge.contest_id == contest_id)
    ids = tuple(sorted(session.exec(within(SYSTEM_SCOPE, who, ContestJudge))))
    written = select(Judgement).where(col(Judgement.nomination_id).in_([row.id for row in rows]))
    kept = {(row.nomination_id, row.account_id): row for row in session.exec(within(SYSTEM_SCOPE, written, Judgement))}
    tied = _tied(session, ids, rows)
    return Sheets(ids, kept, frozenset(tied | {key for key, row in kept.items() if row.tied}))


def _tied(session: Session, judges: Sequence[int], rows: Sequence[NominationRow]) -> set[tuple[int, int]]:
    """Nominations and judges who have a stake in the school, or in one with which the activity was held together."""
    partners = _partners(session, rows)
    made = [(row.id, school) for row in rows for school in (row.school_id, *partners.get(row.activity_id or 0, ()))]
    asked = [(nomination_id, judge, school) for nomination_id, school in made for judge in judges]
    barred = tied_among(session, [(judge, school) for _, judge, school in asked])
    return {(one, judge) for (one, judge, _), is_tied in zip(asked, barred, strict=True) if is_tied}


def _partners(session: Session, rows: Sequence[NominationRow]) -> dict[int, list[int]]:
    """The schools with which activities were held together, by activity; those that declined are none."""
    mine = col(JointSchool.activity_id).in_([row.activity_id for row in rows if row.activity_id])
    statement = select(JointSchool).where(mine, JointSchool.state != JointState.DECLINED)
    found: dict[int, list[int]] = {}
    for one in session.exec(within(SYSTEM_SCOPE, statement, JointSchool)):
        found.setdefault(one.activity_id, []).append(one.school_id)
    return found
