"""Reports are sent by who made them, and taken back while nobody has decided on them."""

from sqlmodel import Session

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.activities.actions.loading_reports import check_edition, check_part, check_step, loaded_report, moved
from core.activities.queries.facts import facts_of
from core.activities.queries.report_parts import FileCount, file_counts
from core.activities.rules import ReportState
from core.activities.rules.facts import activity_flaw
from core.activities.rules.reports import Step
from core.errors import Refused
from core.organisations.queries import get
from core.organisations.rules import Level


def send_report(
    session: Session, actor: Actor, *, activity_id: int, edition: int, faces_seen: bool = False
) -> ReportState:
    """Send a draft, or what was given back; answers its state: a bureau's own needs nobody's word and is ACCEPTED at once.

    What the item asks for may still be missing: the bureau sees that. The first time of sending decides timeliness, also
    when it is taken back and sent again. Raises Refused for facts that cannot be, for a school that
    takes part no more, and for photographs with faces that nobody has looked at unless `faces_seen` says so; Conflict when
    somebody changed it since `edition` was read.
    """
    row = loaded_report(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    check_step(session, row, Step.SEND)
    check_edition(row, edition)
    check_part(session, row)
    if flaw := activity_flaw(facts_of(row), clock.today()):
        raise Refused(flaw)
    if not faces_seen:
        _check_faces(session, activity_id)
    now, school = clock.now(), get(session, SYSTEM_SCOPE, row.org_id).level is Level.SCHOOL
    row.first_sent_at, row.sent_at, row.decided_at = row.first_sent_at or now, now, None if school else now
    moved(session, actor, row, Step.SEND, to=ReportState.SENT if school else ReportState.ACCEPTED)
    audit.record(session, actor, "activity.report_sent", row, org_id=row.org_id)
    return row.state


def take_back(session: Session, actor: Actor, *, activity_id: int) -> None:
    """Make a report that was sent a draft again, while nobody has decided on it."""
    row = loaded_report(session, require(actor, Capability.RECORD_ACTIVITIES), activity_id)
    check_step(session, row, Step.TAKE_BACK)
    moved(session, actor, row, Step.TAKE_BACK)
    audit.record(session, actor, "activity.report_taken_back", row, org_id=row.org_id)


def _check_faces(session: Session, activity_id: int) -> None:
    faces = file_counts(session, [activity_id]).get(activity_id, FileCount()).faces_open
    if faces:
        raise Refused("activities.faces_open", count=faces)
