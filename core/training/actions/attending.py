"""That somebody was there is written down, once a sitting: parts of acts that asked for the right and held the session."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound, Refused
from core.training.actions.parts import stepped
from core.training.rules import PartState, SessionState, SignInWay
from core.training.rules.completing import WHOLE
from core.training.rules.sessions import unpacked_modules
from core.training.tables import Participation, SignIn, StaffMember, TrainingSession

KEPT = (SessionState.RUNNING, SessionState.DONE)
"""States in which sign-ins and scores are kept: afterwards too, to put right what was missed; then it is settled anew."""
REASONS: Mapping[SignInWay, str] = {
    SignInWay.LIST: "名单上签到",
    SignInWay.SHEET: "签到表导入",
    SignInWay.CODE: "现场签到码签到",
}


def check_module(row: TrainingSession, module: str) -> None:
    """Raise NotFound for what is no sitting of the session: one of its modules, or WHOLE where it has none."""
    if module not in ([one.code for one in unpacked_modules(row.modules)] or [WHOLE]):
        raise NotFound


def parts_of(
    session: Session, scope: Scope, row: TrainingSession, ids: Collection[int] | None = None
) -> list[Participation]:
    """Who takes part in a session, all or some, held until the act is done; files that were merged away are left out.

    Raises NotFound for an id that is not among them, Refused for somebody who was withdrawn.
    """
    statement: Any = select(Participation).join(StaffMember, col(StaffMember.id) == Participation.staff_id)
    statement = statement.where(Participation.session_id == row.id, col(StaffMember.merged_into).is_(None))
    if ids is not None:
        statement = statement.where(col(Participation.id).in_(sorted(ids)))
    statement = within(SYSTEM_SCOPE, within(scope, statement, Participation), StaffMember)
    held = statement.order_by(col(Participation.id)).with_for_update(of=Participation)
    found = list(session.exec(held.execution_options(populate_existing=True)).all())
    if ids is None:
        return [part for part in found if part.state is not PartState.WITHDRAWN]
    if len(found) != len(set(ids)):
        raise NotFound
    if any(part.state is PartState.WITHDRAWN for part in found):
        raise Refused("training.part_withdrawn")
    return found


def signed_modules(session: Session, row: TrainingSession, part_id: int | None = None) -> dict[int, set[str]]:
    """By participation (all, or one), the sittings that people signed in for."""
    statement: Any = select(col(SignIn.participation_id), col(SignIn.module)).join(
        Participation, col(Participation.id) == SignIn.participation_id
    )
    if part_id is not None:
        statement = statement.where(Participation.id == part_id)
    chosen = within(SYSTEM_SCOPE, statement.where(Participation.session_id == row.id), Participation)
    found: dict[int, set[str]] = {}
    for part, module in session.exec(within(SYSTEM_SCOPE, chosen, SignIn)):
        found.setdefault(part, set()).add(module)
    return found


def written_down(
    session: Session, by_id: int | None, parts: Iterable[tuple[Participation, str]],
    known: Mapping[int, Collection[str]], way: SignInWay,
) -> int:  # fmt: skip
    """Sign-ins by person and sitting, those that are `known` left out; who was only enrolled attends from then on."""
    now, new = clock.now(), 0
    for part, module in parts:
        if module in known.get(part.id or 0, ()):
            continue
        session.add(SignIn(participation_id=part.id or 0, module=module, at=now, way=way, by_id=by_id))
        if part.state is PartState.ENROLLED:
            stepped(session, by_id, part, PartState.ATTENDING, REASONS[way])
        new += 1
    session.flush()
    return new
