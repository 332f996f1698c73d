"""Asking the school where a person's open case still lies to hand it over."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases.actions.loading import open_case_of, warned
from core.cases.actions.notices import notify
from core.cases.rules.notices import NoticeCode
from core.cases.tables import Case, Responder
from core.database import within
from core.errors import Refused


def ask_for_file(session: Session, actor: Actor, *, warning_id: int) -> int:
    """Tell those who keep the person's open case at another school that this one waits for it; answers how many they are.

    The asker learns that there is a case and nothing of it. Raises Refused("cases.lies_here") where none lies elsewhere.
    """
    scope = require(actor, Capability.WORK_CASES)
    warning = warned(session, scope, warning_id)
    case = open_case_of(session, warning.person_id)
    if case is None or case.school_id == warning.school_id:
        raise Refused("cases.lies_here")
    told = notify(session, _keepers(session, case), NoticeCode.FILE_WANTED, at=clock.now(), case_id=case.id)
    audit.record(session, actor, "case.asked_for", warning, org_id=warning.school_id, told=told)
    return told


def _keepers(session: Session, case: Case) -> set[int | None]:
    named = select(col(Responder.account_id)).where(Responder.school_id == case.school_id)
    return {case.responsible_id, *session.exec(within(SYSTEM_SCOPE, named, Responder))}
