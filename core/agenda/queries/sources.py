"""Events as every area keeps them: each question sees what the area's own list shows, and plans only where `plans` covers."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries import SeasonRow, seasons_seen
from core.activities.rules import SeasonState
from core.agenda.rules import Event, EventKind
from core.database import within
from core.evaluation.queries import ContestRow, RoundRow, contests_seen, rounds_seen
from core.evaluation.rules.states import ContestState, RoundState
from core.organisations.rules import Level
from core.organisations.tables import Organisation
from core.screening.queries import campaign_list
from core.screening.rules.states import CampaignState
from core.training.queries import sessions_seen
from core.training.rules import SessionState

NOWHERE = Scope()


def campaign_events(session: Session, scope: Scope, *, plans: Scope = NOWHERE) -> list[Event]:
    """The days on which campaigns (普测) take sheets in; drafts where `plans` covers their organiser."""
    rows = [
        row for row in campaign_list(session, scope) if _told(row.state is CampaignState.DRAFT, row.org_path, plans)
    ]
    levels = _levels(session, (row.org_id for row in rows))
    return [
        Event(
            f"campaign-{row.id}", EventKind.SCREENING, row.title, row.opens_on, row.closes_on, row.org_name,
            levels[row.org_id], planned=row.state is CampaignState.DRAFT,
        )
        for row in rows
    ]  # fmt: skip


def round_events(session: Session, scope: Scope, *, plans: Scope = NOWHERE) -> list[Event]:
    """Self-assessment, review, publicity and rectification of rounds, each on its days."""
    rows = [row for row in rounds_seen(session, scope) if _told(row.state is RoundState.DRAFT, row.org_path, plans)]
    levels = _levels(session, (row.org_id for row in rows))
    return [event for row in rows for event in _of_round(row, levels[row.org_id])]


def session_events(session: Session, scope: Scope, *, plans: Scope = NOWHERE) -> list[Event]:
    """Trainings in their hours, and the last day to enrol; cancelled ones are left out."""
    rows = [
        row
        for row in sessions_seen(
            session, scope, states=[one for one in SessionState if one is not SessionState.CANCELLED]
        )
        if _told(row.state is SessionState.PLANNED, row.org_path, plans)
    ]
    levels, found = _levels(session, (row.org_id for row in rows)), list[Event]()
    for row in rows:
        first, last = clock.local(row.starts_at).date(), clock.local(row.ends_at).date()
        whose, planned = (row.org_name, levels[row.org_id]), row.state is SessionState.PLANNED
        found.append(
            Event(f"session-{row.id}", EventKind.TRAINING, row.title, first, last, *whose, row.place, row.starts_at,
                  row.ends_at, planned=planned)
        )  # fmt: skip
        found.append(
            _by(
                f"session-{row.id}-enrol", EventKind.TRAINING, f"报名截止：{row.title}", row.enrol_until, whose, planned
            )
        )
    return found


def season_events(session: Session, scope: Scope, *, plans: Scope = NOWHERE) -> list[Event]:
    """Seasons (活动月), and the last days for plans and reports; cancelled ones are left out."""
    states = [one for one in SeasonState if one is not SeasonState.CANCELLED]
    rows = [
        row
        for row in seasons_seen(session, scope, states=states)
        if _told(row.state is SeasonState.PLANNED, row.org_path, plans)
    ]
    levels = _levels(session, (row.org_id for row in rows))
    return [event for row in rows for event in _of_season(row, levels[row.org_id])]


def contest_events(session: Session, scope: Scope, *, plans: Scope = NOWHERE) -> list[Event]:
    """The last days of nominating and judging, and the days of publicity; cancelled contests are left out."""
    states = [one for one in ContestState if one is not ContestState.CANCELLED]
    rows = contests_seen(session, scope, plans=plans, states=states)
    levels = _levels(session, (row.org_id for row in rows))
    return [event for row in rows for event in _of_contest(row, levels[row.org_id])]


def _of_round(row: RoundRow, level: Level) -> Iterator[Event]:
    whose, planned, kind = (row.org_name, level), row.state is RoundState.DRAFT, EventKind.EVALUATION
    if row.with_self:
        yield Event(
            f"round-{row.id}-self", kind, f"自评：{row.title}", row.opens_on, row.self_until, *whose, planned=planned
        )
    begins = min(row.self_until, row.review_until) if row.with_self else row.opens_on
    yield Event(f"round-{row.id}-review", kind, f"评审：{row.title}", begins, row.review_until, *whose, planned=planned)
    if row.with_publicity:
        yield _by(f"round-{row.id}-publicity", kind, f"公示截止：{row.title}", row.publicity_until, whose, planned)
    if row.rectify_until:
        yield _by(f"round-{row.id}-rectify", kind, f"整改截止：{row.title}", row.rectify_until, whose, planned)


def _of_season(row: SeasonRow, level: Level) -> Iterator[Event]:
    whose, planned, kind = (row.org_name, level), row.state is SeasonState.PLANNED, EventKind.SEASON
    yield Event(f"season-{row.id}", kind, row.title, row.starts_on, row.ends_on, *whose, planned=planned)
    if row.plan_until:
        yield _by(f"season-{row.id}-plan", kind, f"方案截止：{row.title}", row.plan_until, whose, planned)
    yield _by(f"season-{row.id}-report", kind, f"上报截止：{row.title}", row.report_until, whose, planned)


def _of_contest(row: ContestRow, level: Level) -> Iterator[Event]:
    whose, planned, kind = (row.org_name, level), row.state is ContestState.PLANNED, EventKind.CONTEST
    yield _by(f"contest-{row.id}-nominate", kind, f"推荐截止：{row.title}", row.nominate_until, whose, planned)
    yield _by(f"contest-{row.id}-review", kind, f"评审截止：{row.title}", row.review_until, whose, planned)
    if row.public_from and row.public_until:
        title, days = f"公示：{row.title}", (row.public_from, row.public_until)
        yield Event(f"contest-{row.id}-publicity", kind, title, *days, *whose, planned=planned)


def _by(key: str, kind: EventKind, title: str, day: date, whose: tuple[str, Level], planned: bool) -> Event:
    """A day by which something is to be done."""
    return Event(key, kind, title, day, day, *whose, planned=planned)


def _told(planned: bool, path: str, plans: Scope) -> bool:
    return not planned or plans.covers(path)


def _levels(session: Session, org_ids: Iterable[int]) -> dict[int, Level]:
    """The levels of organisers, which may stand above the reader: a bureau's level is no secret."""
    statement = select(col(Organisation.id), col(Organisation.level)).where(
        col(Organisation.id).in_(sorted(set(org_ids)))
    )
    rows = session.exec(within(SYSTEM_SCOPE, statement, Organisation))
    return {at or 0: level for at, level in rows}
