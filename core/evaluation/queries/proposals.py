"""What the system already knows of schools, gathered from where it is kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, func, or_
from sqlmodel import Session, col, select

from core import clock
from core.access import Reach, Scope
from core.activities.queries import counts, held_in, public_totals
from core.activities.rules import ActivityKind, Audience
from core.activities.rules.hotline import calls_in
from core.activities.rules.public import NOTHING, PublicTotals, apart, by_kind
from core.cases.rules.states import CaseState
from core.cases.tables import Case, Task
from core.database import within
from core.evaluation.rules.proposals import Proposal
from core.evaluation.rules.proposing import Held, Rhythm, Screened, Sources, proposed
from core.evaluation.tables import Room
from core.organisations.queries import get
from core.screening.queries import campaign_list, counts_by_school
from core.screening.rules.states import CampaignState
from core.students.rules import Population
from core.training.queries import Staffing, staffing

SHOWN = (CampaignState.OPEN, CampaignState.CLOSED)


def proposals(session: Session, scope: Scope, *, school_id: int, school_year: int, today: date) -> dict[str, Proposal]:
    """What is known of one school, by every key of KNOWN, of a closed one nothing; raises NotFound outside the scope."""
    place = Scope.at(get(session, scope, school_id).path)
    found = _gathered(session, place, [school_id], school_year, today)
    return found.get(school_id) or proposed(Sources(), today)


def proposals_for(
    session: Session, scope: Scope, *, school_ids: Collection[int], school_year: int, today: date
) -> dict[int, dict[str, Proposal]]:
    """The same for many schools in the same number of statements; closed schools and those outside the scope are left out."""
    return _gathered(session, scope, school_ids, school_year, today)


def _gathered(
    session: Session, scope: Scope, school_ids: Collection[int], school_year: int, today: date
) -> dict[int, dict[str, Proposal]]:
    """Quantities of whole schools: read with all of their rows, whatever the asker may see of single ones.

    Who fills in a self-assessment need not be somebody who may see cases, staff or pupils. What leaves this module are
    sums and shares of the asker's own schools, and shares of few cases are held back (core.evaluation.rules.proposing).
    Handling levels would cut the sums, so they are left out here; cases of teachers are not counted.
    """
    whole = Scope(tuple(Reach(reach.path) for reach in scope.reaches if reach.classes is None))
    wanted = sorted(set(school_ids))
    only = wanted[0] if len(wanted) == 1 else None
    staffed = staffing(session, whole, today=today, school_year=school_year, school_id=only)
    since, until = clock.year_span(school_year)
    public = apart(public_totals(session, whole, since=since, until=until))
    held = _held(session, whole, since, until, only, public)
    screened = _screened(session, whole, wanted, school_year)
    rhythms, rooms = _rhythms(session, whole, wanted, today), _rooms(session, whole, wanted, today)
    return {
        at: proposed(
            _sources(one, held.get(at), screened.get(at), rhythms.get(at), rooms.get(at), public.get(at, NOTHING)),
            today,
        )
        for one in staffed
        if (at := one.school_id) in wanted
    }


def _sources(
    one: Staffing,
    held: Held | None,
    screened: Screened | None,
    rhythm: Rhythm | None,
    rooms: tuple[int | None, ...] | None,
    public: PublicTotals,
) -> Sources:
    staff = (one.registered, *one.posts, one.certified, one.hours, one.pupils)
    return Sources(*staff, screened, held, rhythm or Rhythm(), rooms, calls_in(public.calls) or None)


def _held(
    session: Session, scope: Scope, since: date, until: date, only: int | None, public: Mapping[int, PublicTotals]
) -> dict[int, Held]:
    """Times held in all, for parents and by kind: an activity for pupils and parents is held once, and is for parents too."""
    by_audience = counts(session, scope, since=since, until=until, school_id=only)
    parents = {row.school_id: row.sessions for row in by_audience if row.audience is Audience.PARENTS}
    everything = held_in(session, scope, since=since, until=until, school_id=only)
    found = dict[int, Held]()
    for row in everything:
        kinds = by_kind(public.get(row.school_id, NOTHING).held)
        three = (kinds[one].sessions for one in (ActivityKind.LECTURE, ActivityKind.COMMUNITY, ActivityKind.VISIT))
        found[row.school_id] = Held(row.sessions, parents.get(row.school_id, 0), *three)
    return found


def _screened(session: Session, scope: Scope, wanted: Sequence[int], school_year: int) -> dict[int, Screened]:
    """The newest screening of pupils that had the school on its list, not later than the school year asked about."""
    found: dict[int, Screened] = {}
    for campaign in campaign_list(session, scope, states=SHOWN) if wanted else ():
        if campaign.population is not Population.STUDENT or campaign.school_year > school_year:
            continue
        running = campaign.state is CampaignState.OPEN
        for group in counts_by_school(session, scope, campaign.id):
            screened = Screened(campaign.title, running, group.completion.tested, group.completion.due)
            found.setdefault(group.group, screened)
        if found.keys() >= set(wanted):
            break
    return found


def _rhythms(session: Session, scope: Scope, wanted: Sequence[int], today: date) -> dict[int, Rhythm]:
    due = col(Case.next_on)
    plan: Any = within(scope, select(col(Task.case_id)).where(col(Task.dropped).is_(False)), Task)
    told: Any = select(
        col(Case.school_id), func.count(), _many(or_(due.is_(None), due >= today)), _many(col(Case.id).in_(plan))
    )
    statement = told.where(col(Case.state) != CaseState.CLOSED, col(Case.school_id).in_(wanted))
    rows = session.exec(within(scope, statement, Case).group_by(col(Case.school_id)))
    return {school: Rhythm(*numbers) for school, *numbers in rows}


def _rooms(session: Session, scope: Scope, wanted: Sequence[int], today: date) -> dict[int, tuple[int | None, ...]]:
    """The areas of the rooms in use; a school all of whose rooms were closed has none, one that registered none no entry."""
    opened, closed = col(Room.opened_on), col(Room.closed_on)
    statement = select(col(Room.school_id), col(Room.area), opened, closed).where(col(Room.school_id).in_(wanted))
    found: dict[int, list[int | None]] = {}
    for school, area, since, until in session.exec(within(scope, statement, Room)):
        known = found.setdefault(school, [])
        known += [area] if (since is None or since <= today) and (until is None or until > today) else []
    return {school: tuple(areas) for school, areas in found.items()}


def _many(test: Any) -> Any:  # a column
    return func.sum(case((test, 1), else_=0))
