"""Who judges in a contest and how far they are; a judge's own sheets; what all sheets come to."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, select

from core.access import Scope
from core.database import within
from core.errors import NotFound
from core.evaluation.queries.contest_sheets import Sheets, sheets_of
from core.evaluation.queries.contests import ContestRow, contest_seen, contests_seen
from core.evaluation.queries.nominations import NominationRow, nominations
from core.evaluation.queries.ties import rater_facts
from core.evaluation.rules.contests import Standing
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.ranking import awards_by_rank, forwarded_by_rank, mean_of, ranks
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import ContestState, NominationState
from core.evaluation.tables import ContestJudge


class JudgeRow(NamedTuple):
    """A judge: sheets done, sheets there are to do, and those left out for a tie (回避)."""

    account_id: int
    name: str
    home: str
    done: int
    due: int
    tied: int


class SheetRow(NamedTuple):
    """One nomination as one judge has it before them. `tied` ones are not judged by this judge."""

    nomination_id: int
    contest_id: int
    contest: str
    review_until: date
    school: str
    title: str
    tied: bool
    done_at: datetime | None
    total: Decimal | None
    is_open: bool


class JudgeSheet(NamedTuple):
    """A judge's own sheet for one nomination; `aside` says that the judge stepped aside by themselves."""

    row: SheetRow
    spec: RubricSpec
    marks: Mapping[str, Mark]
    words: str
    edition: int
    aside: bool


class PlaceRow(NamedTuple):
    """What a nomination comes to: `total` and `rank` None until every sheet for it is done, `proposed` an award's key.

    `words` is what judges wrote beside their marks.
    """

    nomination: NominationRow
    sheets: int
    due: int
    tied: int
    total: Decimal | None
    rank: int | None
    proposed: str
    proposed_forward: bool
    words: tuple[str, ...] = ()


def judges(session: Session, scope: Scope, *, contest_id: int) -> list[JudgeRow]:
    """The judges of a contest that is held within `scope`, by home and account; NotFound for any other."""
    rows = _nominated(session, scope, contest_id)
    sheets = sheets_of(session, contest_id, rows)
    found = []
    for who, _ in rater_facts(session, sheets.judges):
        due = [row.id for row in rows if who.id in sheets.free(row.id)]
        done = sum(bool((one := sheets.written.get((row, who.id))) and one.done_at) for row in due)
        found.append(JudgeRow(who.id, who.name, who.home, done, len(due), len(rows) - len(due)))
    return found


def places_of(session: Session, scope: Scope, *, contest_id: int) -> list[PlaceRow]:
    """What the judges' sheets come to, best first, with the awards that the ranks propose; for those who hold the contest."""
    contest, rows = _held(session, scope, contest_id), _nominated(session, scope, contest_id)
    sheets = sheets_of(session, contest_id, rows)
    totals = {row.id: mean_of(sheets.done(row.id)) for row in rows if sheets.whole(row.id)}
    known = {key: total for key, total in totals.items() if total is not None}
    rank, award = ranks(known), awards_by_rank(known, contest.awards)
    up = forwarded_by_rank(known, contest.forward)
    found = [
        PlaceRow(
            row, len(sheets.done(row.id)), len(sheets.free(row.id)),
            len(sheets.judges) - len(sheets.free(row.id)), known.get(row.id), rank.get(row.id),
            award.get(row.id, ""), row.id in up, sheets.said(row.id),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.rank or len(rows) + 1, one.nomination.school, one.nomination.id))


def contest_standing(session: Session, scope: Scope, *, contest_id: int) -> Standing:
    """How far a contest is that is held within `scope`; NotFound for any other."""
    rows = _nominated(session, scope, contest_id)
    sheets = sheets_of(session, contest_id, rows)
    open_sheets = sum(len(sheets.free(row.id)) - len(sheets.done(row.id)) for row in rows)
    unjudged = sum(not sheets.free(row.id) for row in rows) if sheets.judges else 0
    return Standing(len(rows), len(sheets.judges), open_sheets, unjudged, sum(not row.is_in for row in rows))


def judging(session: Session, scope: Scope, *, judge_id: int) -> list[SheetRow]:
    """What a judge has to judge within `scope`, contest by contest, and what is done; nothing before the review."""
    found: list[SheetRow] = []
    for contest in _judged_by(session, scope, judge_id):
        rows = _nominated(session, scope, contest.id)
        sheets = sheets_of(session, contest.id, rows)
        found += [_sheet_row(contest, row, sheets, judge_id) for row in rows]
    return found


def judge_sheet(session: Session, scope: Scope, *, nomination_id: int, judge_id: int) -> JudgeSheet:
    """A judge's own sheet; NotFound for a nomination that `judging` does not list."""
    for contest in _judged_by(session, scope, judge_id):
        rows = [row for row in _nominated(session, scope, contest.id) if row.id == nomination_id]
        if rows:
            sheets = sheets_of(session, contest.id, rows)
            kept = sheets.written.get((nomination_id, judge_id))
            marks = {code: unpacked(mark) for code, mark in (kept.marks if kept else {}).items()}
            row = _sheet_row(contest, rows[0], sheets, judge_id)
            words, edition, aside = (kept.words, kept.edition, kept.tied) if kept else ("", 0, False)
            return JudgeSheet(row, contest.spec, marks, words, edition, aside)
    raise NotFound


def _sheet_row(contest: ContestRow, row: NominationRow, sheets: Sheets, judge_id: int) -> SheetRow:
    kept, tied = sheets.written.get((row.id, judge_id)), (row.id, judge_id) in sheets.tied
    return SheetRow(
        row.id, contest.id, contest.title, contest.review_until, row.school, row.title, tied,
        kept.done_at if kept else None, kept.total if kept else None,
        contest.state is ContestState.REVIEW and not tied,
    )  # fmt: skip


def _held(session: Session, scope: Scope, contest_id: int) -> ContestRow:
    found = contest_seen(session, scope, contest_id)
    if not scope.covers(found.org_path):
        raise NotFound
    return found


def _judged_by(session: Session, scope: Scope, judge_id: int) -> list[ContestRow]:
    mine: Any = select(ContestJudge.contest_id).where(ContestJudge.account_id == judge_id)
    ids = set(session.exec(within(scope, mine, ContestJudge)))
    shown = (ContestState.REVIEW, ContestState.PUBLICITY)
    return [row for row in contests_seen(session, scope, states=shown) if row.id in ids] if ids else []


def _nominated(session: Session, scope: Scope, contest_id: int) -> list[NominationRow]:
    _held(session, scope, contest_id)
    found = nominations(session, scope, contest_id=contest_id)
    return [row for row in found if row.state is NominationState.NOMINATED]
