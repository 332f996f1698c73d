"""What is written down about somebody on a list: by a form, sealed, corrected but never lost."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.cases import packs
from core.cases.actions.loading import case_of_warning, warned
from core.cases.actions.opening import follow_up_day
from core.cases.rules.forms import FormSpec, check
from core.cases.rules.states import CaseState, WarningState
from core.cases.tables import Entry, Warning
from core.database import within
from core.errors import Conflict, NotFound, Refused


def write_entry(
    session: Session, actor: Actor, *, warning_id: int, form: str, held_on: date, content: Mapping[str, Any]
) -> int:
    """Write down what was done with somebody on `held_on`; answers the entry's id.

    `content` answers the form by field; raises InvalidForm with every flaw, Refused for a day that is still to come. A
    form that tells of a follow-up moves the case's next one by the tier's rhythm.
    """
    scope = require(actor, Capability.WORK_CASES)
    warning = warned(session, scope, warning_id)
    spec = packs.form(form)
    if warning.state is WarningState.WITHDRAWN:
        raise Refused("cases.withdrawn")
    if held_on > clock.today():
        raise Refused("cases.held_in_future")
    entry = _entry(session, actor, warning_id, spec, held_on, content)
    warning.touched = True
    session.add(warning)
    if spec.follow_up:
        _followed_up(session, warning, held_on)
    session.flush()
    audit.record(
        session, actor, "entry.written", entry, org_id=warning.school_id, form=form, warning_id=warning_id,
        case_id=warning.case_id,
    )  # fmt: skip
    return entry.id or 0


def correct_entry(session: Session, actor: Actor, *, entry_id: int, content: Mapping[str, Any]) -> int:
    """Write an entry anew, of the same form and day; the old one stays and names the new one, whose id is answered."""
    scope = require(actor, Capability.WORK_CASES)
    old = _loaded(session, scope, entry_id)
    if old.replaced_by is not None:
        raise Conflict("cases.entry_replaced")
    warning = warned(session, scope, old.warning_id)
    new = _entry(session, actor, old.warning_id, packs.form(old.form), old.held_on, content)
    old.replaced_by = new.id
    session.add(old)
    session.flush()
    audit.record(session, actor, "entry.corrected", new, org_id=warning.school_id, replaced_id=entry_id)
    return new.id or 0


def _entry(
    session: Session, actor: Actor, warning_id: int, spec: FormSpec, held_on: date, content: Mapping[str, Any]
) -> Entry:
    told = json.dumps(check(spec, content), ensure_ascii=False)
    entry = Entry(
        warning_id=warning_id, form=spec.key, version=spec.version, held_on=held_on, at=clock.now(), by_id=actor.user_id,
        content=told,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def _followed_up(session: Session, warning: Warning, held_on: date) -> None:
    """A talk moves the next one on; one written down late never moves it back."""
    case = case_of_warning(session, warning)
    if case is None or case.state is CaseState.CLOSED:
        return
    day = follow_up_day(session, case.school_id, case.follow_up, since=held_on)
    case.next_on = max(case.next_on or day, day)
    session.add(case)


def _loaded(session: Session, scope: Scope, entry_id: int) -> Entry:
    statement = within(scope, select(Entry).where(Entry.id == entry_id), Entry)
    found = session.exec(statement.with_for_update(key_share=True)).first()
    if found is None:
        raise NotFound
    return found
