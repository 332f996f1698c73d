"""What is decided above a school, and not by the school itself."""

from sqlmodel import Session

from core.access import Scope
from core.organisations.queries import get


def refuse_below(session: Session, scope: Scope, school_id: int) -> None:
    """Raises NotFound unless a bureau above the school lies within the scope: for the school itself it is out of reach."""
    get(session, scope, get(session, scope, school_id).parent_id or 0)
