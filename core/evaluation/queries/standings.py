"""How far everything in a round is, counted: never a mark, never a person."""

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.evaluation.queries.ties import tied_among
from core.evaluation.rules.states import AppealState, AssignmentState, EntryState, RectificationState
from core.evaluation.rules.timeline import Standing
from core.evaluation.tables import (
    Appeal,
    Assignment,
    Entry,
    ItemMark,
    Moderation,
    Rectification,
    Round,
)

BEGUN = (EntryState.DRAFTING, EntryState.SUBMITTED, EntryState.RETURNED)
AT_WORK = (AssignmentState.ASSIGNED, AssignmentState.MARKING)


def standing(session: Session, scope: Scope, *, round_id: int) -> Standing:
    """The counts of a round of an organisation within `scope`; raises NotFound for any other."""
    if session.exec(within(scope, select(col(Round.id)).where(Round.id == round_id), Round)).first() is None:
        raise NotFound
    return standing_of(session, round_id)


def standing_of(session: Session, round_id: int) -> Standing:
    """The same for a round that was found within a scope already."""
    states, stood = _by_state(session, round_id), func.coalesce(col(Entry.stood), col(Entry.state))
    return Standing(
        entries=sum(states.values()),
        exempt=states.get(EntryState.EXEMPT, 0),
        submitted=states.get(EntryState.SUBMITTED, 0),
        open_sheets=_open_sheets(session, round_id),
        unrated=_unrated(session, round_id),
        thin=_thin(session, round_id),
        tied=_tied(session, round_id),
        marks=_count(session, ItemMark, ItemMark.round_id == round_id),
        begun=_count(session, Entry, Entry.round_id == round_id, stood.in_(BEGUN)),
        open_moderations=_count(
            session, Moderation, Moderation.round_id == round_id, col(Moderation.settled_at).is_(None)
        ),
        open_appeals=_count(session, Appeal, Appeal.round_id == round_id, Appeal.state == AppealState.OPEN),
        open_rectifications=_count(
            session,
            Rectification,
            Rectification.round_id == round_id,
            Rectification.state != RectificationState.PASSED,
        ),
    )


def _by_state(session: Session, round_id: int) -> dict[EntryState, int]:
    counted: Any = select(col(Entry.state), func.count()).where(Entry.round_id == round_id)
    return dict(iter(session.exec(within(SYSTEM_SCOPE, counted, Entry).group_by(col(Entry.state)))))


def _open_sheets(session: Session, round_id: int) -> int:
    counted: Any = select(func.count()).select_from(Assignment).join(Entry, col(Entry.id) == Assignment.entry_id)
    counted = counted.where(
        Assignment.round_id == round_id, col(Assignment.state).in_(AT_WORK), Entry.state == EntryState.SUBMITTED
    )
    return int(session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, counted, Assignment), Entry)).one())


def _unrated(session: Session, round_id: int) -> int:
    rated = select(col(Assignment.entry_id)).where(
        Assignment.round_id == round_id, Assignment.state != AssignmentState.WITHDRAWN
    )
    rated = within(SYSTEM_SCOPE, rated, Assignment)
    return _count(
        session, Entry, Entry.round_id == round_id, Entry.state == EntryState.SUBMITTED, col(Entry.id).not_in(rated)
    )


def _thin(session: Session, round_id: int) -> int:
    """Submitted entries with raters, but fewer than the round asks for."""
    entry: Any = select(col(Assignment.entry_id)).join(Entry, col(Entry.id) == Assignment.entry_id)
    entry = entry.join(Round, col(Round.id) == Assignment.round_id).where(
        Assignment.round_id == round_id,
        Assignment.state != AssignmentState.WITHDRAWN,
        Entry.state == EntryState.SUBMITTED,
    )
    for table in (Assignment, Entry, Round):
        entry = within(SYSTEM_SCOPE, entry, table)
    grouped = entry.group_by(col(Assignment.entry_id), col(Round.raters)).having(func.count() < col(Round.raters))
    return len(session.exec(grouped).all())


def _tied(session: Session, round_id: int) -> int:
    """Sheets handed in for submitted entries by raters who are known by now to have a tie to the school."""
    facts: Any = (col(Assignment.rater_id), col(Assignment.school_id))
    sheet: Any = select(*facts).join(Entry, col(Entry.id) == Assignment.entry_id)
    sheet = sheet.where(
        Assignment.round_id == round_id,
        Assignment.state == AssignmentState.SUBMITTED,
        Entry.state == EntryState.SUBMITTED,
    )
    sheets = session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, sheet, Assignment), Entry)).all()
    return sum(tied_among(session, sheets))


def _count(session: Session, kind: Any, *where: Any) -> int:
    counted = select(func.count()).select_from(kind).where(*where)
    return int(session.exec(within(SYSTEM_SCOPE, counted, kind)).one())
