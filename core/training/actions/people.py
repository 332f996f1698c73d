"""What is kept of a person besides the posts, and the account that may read it."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.accounts.tables import Account
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.training.actions.loading import loaded_staff, posts_of
from core.training.actions.staff import refuse_namesake
from core.training.rules.people import edition_of, person_flaw, tidied_person
from core.training.rules.staff import PersonFacts
from core.training.tables import StaffMember


def change_person(
    session: Session, actor: Actor, *, staff_id: int, facts: PersonFacts, seen: int | None = None
) -> None:
    """Write down who somebody is; the posts stay as they are.

    `seen` is the `edition_of` the facts that were looked at before. Raises NotFound outside the actor's scope, Conflict when
    they have changed since; Refused for facts that cannot be, and for a name that somebody else in post at one of the
    person's schools has.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    row, given = loaded_staff(session, scope, staff_id), tidied_person(facts)
    if seen not in (None, edition_of(PersonFacts(*(getattr(row, name) for name in PersonFacts._fields)))):
        raise Conflict("training.person_moved_on")
    if flaw := person_flaw(given, clock.today()):
        raise Refused(flaw)
    if given.name != row.name:
        for school_id in sorted({post.school_id for post in posts_of(session, row)}):
            refuse_namesake(session, SYSTEM_SCOPE, row, given.name, school_id)
    known = sum(getattr(row, name) != value for name, value in given._asdict().items())
    for name, value in given._asdict().items():
        setattr(row, name, value)
    session.flush()
    audit.record(session, actor, "staff.person_changed", row, org_id=row.school_id, facts=known)


def link_account(session: Session, actor: Actor, *, staff_id: int, account_id: int) -> None:
    """Give somebody's own account the right to read the file.

    The account is one whose home lies within the actor's scope. Raises NotFound for a file or an account outside of it;
    Refused for an account that is closed, or that reads another file already; from one that was merged it is taken over.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_staff(session, scope, staff_id)
    account = session.exec(within(scope, select(Account).where(Account.id == account_id), Account)).first()
    if account is None:
        raise NotFound
    if not account.is_active:
        raise Refused("training.account_closed")
    _take_over(session, account_id, row)
    row.account_id = account_id
    session.flush()
    audit.record(session, actor, "staff.account_linked", row, org_id=row.school_id, account_id=account_id)


def unlink_account(session: Session, actor: Actor, *, staff_id: int) -> None:
    """Take that right back. Raises NotFound; Refused where no account reads the file."""
    scope = require(actor, Capability.MANAGE_STAFF)
    row = loaded_staff(session, scope, staff_id)
    if row.account_id is None:
        raise Refused("training.no_account")
    account_id, row.account_id = row.account_id, None
    session.flush()
    audit.record(session, actor, "staff.account_unlinked", row, org_id=row.school_id, account_id=account_id)


def _take_over(session: Session, account_id: int, row: StaffMember) -> None:
    """An account reads one file; whoever had two by mistake keeps both accounts, and nobody can reach the merged file."""
    statement = select(StaffMember).where(StaffMember.account_id == account_id, col(StaffMember.id) != row.id)
    other = session.exec(within(SYSTEM_SCOPE, statement, StaffMember).with_for_update()).first()
    if other is None:
        return
    if other.merged_into is None:
        raise Refused("training.account_taken")
    other.account_id = None
    session.flush()
