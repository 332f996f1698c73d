"""The entry of a school as its own acts find it: held, and open or closed to change."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.evaluation.actions.loading import loaded_entry, seen_round
from core.evaluation.queries.evidence import is_frozen
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.selfing import Standing, check_fillable
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import EntryState
from core.evaluation.tables import Entry, Evidence, EvidenceLink, Rectification, Round, SelfMark
from core.organisations.tables import Organisation


class Part(NamedTuple):
    """An entry that its school may change now, with its round and the rubric."""

    entry: Entry
    round: Round
    rubric: RubricSpec

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return standing_of(self.entry, self.round)


def open_part(session: Session, actor: Actor, entry_id: int) -> Part:
    """The actor's entry, held. NotFound outside their schools; Refused when it is closed to change."""
    scope = require(actor, Capability.SELF_ASSESS)
    entry = loaded_entry(session, scope, entry_id, lock=True)
    round_ = seen_round(session, scope, entry.round_id)
    part = Part(entry, round_, thawed(round_.rubric))
    check_fillable(part.standing, clock.today())
    return part


def standing_of(entry: Entry, round_: Round) -> Standing:
    """Where an entry stands in its round."""
    return Standing(round_.state, entry.state, round_.self_until, entry.due_on)


def begin(entry: Entry) -> None:
    """The first thing put down makes a waiting entry one that is being filled in."""
    if entry.state is EntryState.WAITING:
        entry.state = EntryState.DRAFTING


def hold_school(session: Session, school_id: int) -> None:
    """Let whoever else changes this school's evidence, or hands in a sheet it lies beside, wait for this unit of work."""
    statement = within(SYSTEM_SCOPE, select(col(Organisation.id)).where(Organisation.id == school_id), Organisation)
    session.exec(statement.with_for_update(key_share=True)).one()


def marks_in(session: Session, scope: Scope, entry_id: int) -> dict[str, Mark]:
    """The marks that a school put down, by code."""
    statement = select(SelfMark).where(SelfMark.entry_id == entry_id)
    return {row.code: unpacked(row.value) for row in session.exec(within(scope, statement, SelfMark))}


def frozen_among(session: Session, scope: Scope, evidence_ids: list[int]) -> set[int]:
    """Those of these pieces of evidence that lie beside an entry that was handed in, or with the reply to a rectification."""
    statement = select(col(EvidenceLink.evidence_id)).join(Entry, col(Entry.id) == EvidenceLink.entry_id)
    statement = statement.where(col(EvidenceLink.evidence_id).in_(evidence_ids), is_frozen())
    replied = select(col(Rectification.evidence_id)).where(col(Rectification.evidence_id).in_(evidence_ids))
    told = {one for one in session.exec(within(scope, replied, Rectification)) if one is not None}
    return told | set(session.exec(within(scope, within(scope, statement, EvidenceLink), Entry)))


def evidence_in(session: Session, scope: Scope, evidence_id: int) -> Evidence | None:
    """A piece of evidence within the scope that was not removed, as it is now."""
    statement = select(Evidence).where(Evidence.id == evidence_id, col(Evidence.removed_at).is_(None))
    return session.exec(within(scope, statement, Evidence).execution_options(populate_existing=True)).first()
