"""Certificates of a session that is being settled: numbered once, revoked and restored with the result."""

import secrets

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor
from core.database import within
from core.organisations.queries import get
from core.training.rules import PartState
from core.training.rules.codes import certificate_number, new_check
from core.training.tables import Completion, Participation, TrainingSession

RESULT = "结果改正："
"""What a revocation begins with that follows the result; it is taken back with it."""
REASON = 200


class Papers:
    """The certificates of one session, which its caller holds: so no number is given twice."""

    def __init__(self, session: Session, actor: Actor, row: TrainingSession) -> None:
        self._session, self._actor, self._row = session, actor, row
        self._known = self._on_file()
        self._organiser = get(session, SYSTEM_SCOPE, row.org_id).name
        self._last = len(self._known)

    def keep(self, part: Participation, why: str) -> None:
        """Have the certificate that the person's state asks for: a new one, none that is good, or the old one again.

        One that was revoked by itself, while its holder stayed COMPLETED, stays revoked.
        """
        known = self._known.get(part.id or 0)
        if part.state is PartState.COMPLETED and known is None:
            self._issue(part)
        elif known is None:
            return
        elif part.state is PartState.FAILED and known.revoked_at is None:
            known.revoked_by, known.revoked_at = self._actor.user_id, clock.now()
            known.reason = f"{RESULT}{why}"[:REASON]
        elif part.state is PartState.COMPLETED and known.reason.startswith(RESULT):
            known.revoked_by, known.revoked_at, known.reason = None, None, ""

    def _issue(self, part: Participation) -> None:
        self._last += 1
        year = clock.local(self._row.ends_at).year
        number = certificate_number(self._organiser, year, self._row.id or 0, self._last)
        self._session.add(
            Completion(
                participation_id=part.id or 0, number=number, code=new_check(secrets.randbelow),
                issued_by=self._actor.user_id, issued_at=clock.now(),
            )
        )  # fmt: skip

    def _on_file(self) -> dict[int, Completion]:
        here = select(col(Participation.id)).where(Participation.session_id == self._row.id)
        statement = select(Completion).where(
            col(Completion.participation_id).in_(within(SYSTEM_SCOPE, here, Participation))
        )
        rows = self._session.exec(within(SYSTEM_SCOPE, statement, Completion).with_for_update())
        return {row.participation_id: row for row in rows}
