"""The balance sheet of an organisation and what stands directly below it."""

from typing import NamedTuple

from sqlmodel import Session

from core.access import Scope
from core.cases.queries import balances
from core.errors import NotFound
from core.organisations.queries import OrgRow, get, tree
from core.organisations.rules import Level
from core.screening.rules.balance import Sheet, gathered, sheet


class BalanceSheet(NamedTuple):
    """The figures, one row an organisation directly below `org` (a school stands for itself), and the names of the rows."""

    org: OrgRow
    sheet: Sheet
    names: dict[int, str]
    schools: frozenset[int]


def balance_sheet(
    session: Session, scope: Scope, *, org_id: int, campaign_id: int | None, hide: bool = True
) -> BalanceSheet:
    """Where the warnings of a campaign (None: those reported by hand) stand, below one organisation within `scope`.

    With `hide`, small numbers are suppressed, and only the tops of the scope are answered for: two tables at different
    heights would give away what each of them hides. Raises NotFound otherwise.
    """
    org = get(session, scope, org_id)
    if hide and org.path not in {reach.path for reach in scope.reaches}:
        raise NotFound
    below = [row for row in tree(session, scope) if row.path.startswith(org.path)]
    of = {row.id: _group(org, row) for row in below}
    counted = gathered(balances(session, scope, campaign_id=campaign_id), of)
    made = sheet(counted, hide=hide)
    names = {row.id: row.name for row in below if row.id in counted}
    schools = frozenset(row.id for row in below if row.level is Level.SCHOOL and row.id in names)
    return BalanceSheet(org, made, names, schools)


def _group(org: OrgRow, row: OrgRow) -> int:
    """The organisation directly below `org` that holds `row`; `org` itself for itself."""
    rest = [int(step) for step in row.path.removeprefix(org.path).split("/") if step]
    return rest[0] if rest else org.id
