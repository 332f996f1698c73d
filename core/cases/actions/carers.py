"""Who may look after a case, and who may walk beside somebody."""

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Capability, Scope
from core.accounts import queries as accounts
from core.accounts.tables import Account
from core.cases.tables import Case
from core.database import unowned, within
from core.errors import Refused
from core.organisations.tables import Organisation


def check_carer(session: Session, account_id: int, case: Case) -> None:
    """Raise Refused("cases.not_a_carer") unless the account is active, works on cases, and reaches this very one."""
    grants = accounts.grants_of(session, account_id, now=clock.now())
    works = Scope(tuple(one.reach() for one in grants if Capability.WORK_CASES in one.role.capabilities))
    reached = within(works, select(col(Case.id)).where(Case.id == case.id), Case)
    if session.exec(reached).first() is None or not _is_active(session, account_id):
        raise Refused("cases.not_a_carer")


def check_colleague(session: Session, account_id: int, *, org_id: int) -> None:
    """Raise Refused("cases.not_a_colleague") unless the account is active and holds any role at the school itself."""
    path = _path(session, org_id)
    grants = accounts.grants_of(session, account_id, now=clock.now())
    if not any(one.path.startswith(path) for one in grants) or not _is_active(session, account_id):
        raise Refused("cases.not_a_colleague")


def hold_account(session: Session, account_id: int) -> None:
    """Let whoever else counts what this person carries wait until the unit of work ends."""
    statement = unowned(select(col(Account.id)).where(Account.id == account_id), Account)
    session.exec(statement.with_for_update(key_share=True)).one()


def _path(session: Session, org_id: int) -> str:
    statement = select(col(Organisation.path)).where(Organisation.id == org_id)
    return session.exec(within(SYSTEM_SCOPE, statement, Organisation)).one()


def _is_active(session: Session, account_id: int) -> bool:
    statement = unowned(select(col(Account.is_active)).where(Account.id == account_id), Account)
    return bool(session.exec(statement).first())
