"""Reports are begun as drafts, written field by field, taken over from earlier ones, and dropped."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities import packs
from core.activities.actions.files import drop_files
from core.activities.actions.loading_reports import check_edition, check_step, loaded_report
from core.activities.queries.facts import columns_of, facts_of
from core.activities.queries.seasons import SeasonRow, season_schools, season_seen
from core.activities.rules import ReportState, SeasonState
from core.activities.rules.checklists import ItemSpec, asked_of
from core.activities.rules.facts import ActivityFacts, kept_flaw, tidied
from core.activities.rules.plans import unpacked
from core.activities.rules.reports import Step, begun, taken_over
from core.activities.tables import Activity, SeasonPlan, SeasonSchool
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import OrgRow, get
from core.organisations.rules import Level


def start_report(session: Session, actor: Actor, *, org_id: int, season_id: int, item: str) -> int:
    """Begin a draft for one item of a season, filled from the school's plan; answers its id.

    A draft of the same item in which nothing was written yet is gone on with. Raises NotFound for an organisation or a
    season out of reach, Refused where the school takes no part, is not asked for the item, or the season is not open.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    org, season, spec = _asked(session, scope, org_id, season_id, item)
    if known := _untouched(session, scope, org.id, season_id, item):
        return known
    facts = _planned(session, scope, org.id, season_id, begun(spec, clock.today()), item)
    return _begin(session, actor, org, season, item, facts)


def copy_report(session: Session, actor: Actor, *, from_id: int, season_id: int, item: str) -> int:
    """Begin a draft with the title, place, paragraph and partners of something the same organisation held before.

    Never its numbers, days or photographs. A draft of the item in which nothing was written yet is filled instead.
    Answers the draft's id; raises as `start_report` does.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    statement = select(Activity).where(Activity.id == from_id, col(Activity.removed_at).is_(None))
    earlier = session.exec(within(scope, statement, Activity)).first()
    if earlier is None:
        raise NotFound
    org, season, spec = _asked(session, scope, earlier.org_id, season_id, item)
    facts = _planned(session, scope, org.id, season_id, begun(spec, clock.today()), item)
    facts = taken_over(facts_of(earlier), facts)
    if known := _untouched(session, scope, org.id, season_id, item):
        save_report(session, actor, activity_id=known, facts=facts, edition=0)
        return known
    return _begin(session, actor, org, season, item, facts)


def save_report(session: Session, actor: Actor, *, activity_id: int, facts: ActivityFacts, edition: int) -> int:
    """Keep what was written so far, complete or not; answers the new edition.

    Raises Conflict when somebody changed it since `edition` was read, Refused for what cannot even be a draft and for a
    report that was sent.
    """
    row = loaded_report(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    check_step(session, row, Step.WRITE)
    check_edition(row, edition)
    given = tidied(facts)
    if flaw := kept_flaw(given):
        raise Refused(flaw)
    if set(given.works) - set(packs.work_kinds()) or set(given.partners) - set(packs.partners()):
        raise Refused("activities.unknown_kind")
    for name, value in columns_of(given).items():
        setattr(row, name, value)
    row.edition += 1
    session.add(row)
    session.flush()
    audit.record(session, actor, "activity.report_saved", row, org_id=row.org_id)
    return row.edition


def remove_report(session: Session, actor: Actor, *, activity_id: int, edition: int | None = None) -> None:
    """Drop a draft, or a report that was given back; its row stays, marked, its files go.

    Raises Refused for one that was sent, Conflict when somebody wrote on it since `edition` was read.
    """
    row = loaded_report(session, scope := require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    check_step(session, row, Step.REMOVE)
    check_edition(row, edition)
    drop_files(session, scope, activity_id)
    row.removed_at = clock.now()
    session.add(row)
    audit.record(session, actor, "activity.report_removed", row, org_id=row.org_id)


def _asked(
    session: Session, scope: Scope, org_id: int, season_id: int, item: str
) -> tuple[OrgRow, SeasonRow, ItemSpec]:
    """Who reports, in which season, which item: the school takes part, and is asked for it."""
    org = get(session, scope, org_id)
    season = season_seen(session, scope, season_id)
    if season.state is not SeasonState.OPEN:
        raise Refused("activities.season_state")
    items = season.checklist.items
    if org.level is Level.SCHOOL:
        _hold_part(session, scope, org_id, season_id)
        mine = season_schools(session, Scope.at(org.path), season_id=season_id)
        if not mine:
            raise Refused("activities.not_taking_part")
        items = asked_of(season.checklist, mine[0].stages)
    elif not org.path.startswith(season.org_path):
        raise Refused("activities.not_taking_part")
    spec = next((one for one in items if one.code == item), None)
    if spec is None:
        raise Refused("activities.item_not_asked")
    return org, season, spec


def _hold_part(session: Session, scope: Scope, org_id: int, season_id: int) -> None:
    """Let two of a school who begin the same item come one after the other: the second goes on with the first's draft."""
    statement = select(SeasonSchool).where(SeasonSchool.season_id == season_id, SeasonSchool.school_id == org_id)
    session.exec(within(scope, statement, SeasonSchool).with_for_update()).first()


def _untouched(session: Session, scope: Scope, org_id: int, season_id: int, item: str) -> int | None:
    statement = select(Activity.id).where(
        Activity.org_id == org_id, Activity.season_id == season_id, Activity.item == item, Activity.edition == 0,
        Activity.state == ReportState.DRAFT, col(Activity.removed_at).is_(None),
    )  # fmt: skip
    return session.exec(within(scope, statement, Activity)).first()


def _planned(
    session: Session, scope: Scope, org_id: int, season_id: int, facts: ActivityFacts, item: str
) -> ActivityFacts:
    """With the day and the place that the school's plan says, unless that day is still to come."""
    statement = select(SeasonPlan).where(SeasonPlan.season_id == season_id, SeasonPlan.school_id == org_id)
    plan = session.exec(within(scope, statement, SeasonPlan)).first()
    slot = unpacked(plan.schedule).get(item) if plan else None
    if slot is None:
        return facts
    held_on = slot.on if slot.on and slot.on <= clock.today() else facts.held_on
    return facts._replace(held_on=held_on, until=held_on, place=slot.where or facts.place)


def _begin(session: Session, actor: Actor, org: OrgRow, season: SeasonRow, item: str, facts: ActivityFacts) -> int:
    row = Activity(
        org_id=org.id, season_id=season.id, item=item, state=ReportState.DRAFT, made_by=actor.user_id,
        made_at=clock.now(), **columns_of(facts),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "activity.report_begun", row, org_id=org.id, season=season.id)
    return row.id or 0
