"""The file that belongs to somebody's own account."""

from typing import Any

from sqlmodel import col

from core.access import Reach, Scope
from core.database import within
from core.training.tables import StaffMember


def own_file(scope: Scope, statement: Any, user_id: int) -> Any:
    """`statement`, which reads StaffMember, narrowed to the file of the account `user_id` at the places of the scope.

    Who heads classes reads the own file like everybody else: a file belongs to no class.
    """
    places = Scope(tuple(Reach(reach.path) for reach in scope.reaches))
    mine = statement.where(StaffMember.account_id == user_id, col(StaffMember.merged_into).is_(None))
    return within(places, mine, StaffMember)
