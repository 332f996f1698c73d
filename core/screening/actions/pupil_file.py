"""Open and print one pupil's file: for a purpose, written down."""

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.accounts import queries as accounts
from core.cases.queries import glass_scope
from core.errors import Refused
from core.screening.actions.pupil_paper import pupil_paper
from core.screening.queries.people import named
from core.screening.queries.pupils import PupilFile, pupil_file
from core.students.rules import Purpose
from core.students.rules.purposes import LEAST_WORDS, purpose_text


def open_pupil_file(session: Session, actor: Actor, *, person_id: int, purpose: Purpose, note: str = "") -> PupilFile:
    """The file of one person on the actor's list, or within reach at every level, or opened in an emergency.

    The record keeps who looked, when and what for. Raises NotFound for anybody else, Refused when 其他 is not explained.
    """
    scope = require(actor, Capability.SEE_SCORES)
    words = _purpose(purpose, note)
    glass = glass_scope(session, actor, person_id, clock.now())
    file = pupil_file(session, scope, person_id=person_id, glass=glass)
    _record(session, actor, "pupil_file.opened", file, words, purpose)
    return file


def print_pupil_file(session: Session, actor: Actor, *, person_id: int, purpose: Purpose, note: str = "") -> bytes:
    """The file as .docx, the name in full where the actor may see it; reader, time and purpose stand on every page."""
    scope = require(actor, Capability.SEE_SCORES)
    words = _purpose(purpose, note)
    now = clock.now()
    file = pupil_file(session, scope, person_id=person_id, glass=glass_scope(session, actor, person_id, now))
    face = named(session, actor.over(Capability.SEE_NAMES), [person_id]).get(person_id)
    colleagues = accounts.names(session, file.writers)
    content = pupil_paper(file, face, colleagues, reader=actor.name, purpose=words, at=now)
    _record(session, actor, "pupil_file.printed", file, words, purpose)
    return content


def _purpose(purpose: Purpose, note: str) -> str:
    words = purpose_text(purpose, note)
    if words is None:
        raise Refused("students.purpose_needed", least=LEAST_WORDS)
    return words


def _record(session: Session, actor: Actor, act: str, file: PupilFile, words: str, purpose: Purpose) -> None:
    doors = ",".join(sorted({why.code for why in file.why_can_i_see(actor)}))
    audit.record(
        session, actor, act, org_id=file.card.school_id, purpose=words, why=purpose.value, door=doors,
        person=file.card.person_id,
    )  # fmt: skip
