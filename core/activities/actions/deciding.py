"""Bureaus decide on reports: accepted, given back with a comment, opened again."""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.activities.actions.loading_reports import check_above, check_edition, check_step, loaded_report, moved
from core.activities.rules.reports import COMMENT, Step, comment_flaw
from core.errors import Refused


def accept_reports(
    session: Session, actor: Actor, *, activity_ids: Collection[int], editions: Mapping[int, int] | None = None
) -> int:
    """Accept reports that wait, all of them or none; answers how many. `editions`, by id, are those that were read.

    Raises NotFound unless the actor runs seasons above each, Refused when one waits no more or none was named, Conflict
    when one was taken back, changed and sent anew since it was read.
    """
    scope = require(actor, Capability.RUN_SEASONS)
    if not activity_ids:
        raise Refused("activities.none_chosen")
    for activity_id in sorted(set(activity_ids)):
        row = loaded_report(session, scope, activity_id)
        check_above(session, scope, row)
        check_step(session, row, Step.ACCEPT)
        check_edition(row, (editions or {}).get(activity_id))
        row.decided_at = clock.now()
        moved(session, actor, row, Step.ACCEPT)
        audit.record(session, actor, "activity.report_accepted", row, org_id=row.org_id)
    return len(set(activity_ids))


def return_report(
    session: Session, actor: Actor, *, activity_id: int, comment: str, edition: int | None = None
) -> None:
    """Give a report back to be completed, with words that say what is missing; `edition` is the one that was read.

    Raises NotFound, Refused and Conflict as `accept_reports`, and Refused for a comment that says nothing.
    """
    _give_back(session, actor, activity_id, comment, Step.RETURN, edition)


def reopen_report(
    session: Session, actor: Actor, *, activity_id: int, comment: str, edition: int | None = None
) -> None:
    """Open a report that was accepted again, with words that say why; raises as `return_report`."""
    _give_back(session, actor, activity_id, comment, Step.REOPEN, edition)


def _give_back(session: Session, actor: Actor, activity_id: int, comment: str, step: Step, edition: int | None) -> None:
    scope = require(actor, Capability.RUN_SEASONS)
    row = loaded_report(session, scope, activity_id)
    check_above(session, scope, row)
    check_step(session, row, step)
    check_edition(row, edition)
    if flaw := comment_flaw(comment):
        raise Refused(flaw, most=COMMENT)
    row.decided_at = clock.now()
    moved(session, actor, row, step, comment=comment.strip())
    verb = "activity.report_returned" if step is Step.RETURN else "activity.report_reopened"
    audit.record(session, actor, verb, row, org_id=row.org_id)
