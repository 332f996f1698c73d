"""班主任评语: a class teacher says what was noticed about the own pupils."""

from collections.abc import Mapping, Sequence

from sqlalchemy import update
from sqlmodel import Session, col

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound
from core.screening.actions.locking import locked
from core.screening.queries import Face, TesteeRow, listed_of_people, named
from core.screening.queries import campaign as find
from core.screening.queries.comments import class_sheet, standing_comments
from core.screening.rules.comments import Remark, tidied
from core.screening.tables import Comment


def write_comments(session: Session, actor: Actor, *, campaign_id: int, remarks: Sequence[Remark]) -> int:
    """Say something about pupils of the own classes; answers how many comments are new or changed.

    What was said before stays readable as not current. Raises NotFound when one of the pupils is not on the campaign's
    list within the actor's classes: then nothing is written.
    """
    scope = require(actor, Capability.COMMENT_CLASS)
    said = tidied(remarks)
    campaign = locked(session, find(session, scope, campaign_id))  # two evenings at once keep one comment each
    pupils = _pupils(session, scope, campaign_id, said)
    standing = standing_comments(session, scope, campaign_id=campaign_id, people=list(said))
    known = {person: (row.concern, row.note) for person, row in standing.items()}
    changed = {person: one for person, one in said.items() if known.get(person) != (one.concern, one.note)}
    if changed:
        _replace(session, actor, campaign_id, pupils, changed)
        school_id = next(iter(pupils.values())).school_id
        audit.record(session, actor, "comments.written", campaign, org_id=school_id, people=len(changed))
    return len(changed)


def show_class(session: Session, actor: Actor, *, campaign_id: int, class_id: int) -> dict[int, Face]:
    """Full names of an own class by person, so that a teacher knows whom the line is about; it is written down."""
    scope = require(actor, Capability.COMMENT_CLASS)
    campaign = find(session, scope, campaign_id)
    rows = class_sheet(session, scope, campaign_id=campaign_id, class_id=class_id)
    if not rows:
        raise NotFound
    faces = named(session, actor.over(Capability.SEE_NAMES), [row.person_id for row in rows])
    audit.record(
        session, actor, "comments.class_shown", locked(session, campaign), org_id=rows[0].school_id, people=len(faces),
        class_id=class_id,
    )  # fmt: skip
    return faces


def _pupils(session: Session, scope: Scope, campaign_id: int, said: Mapping[int, Remark]) -> dict[int, TesteeRow]:
    found = listed_of_people(session, scope, campaign_id, sorted(said))
    if found.keys() != said.keys() or any(row.class_id is None for row in found.values()):
        raise NotFound
    return found


def _replace(
    session: Session, actor: Actor, campaign_id: int, pupils: Mapping[int, TesteeRow], changed: Mapping[int, Remark]
) -> None:
    """One comment a pupil stands, whichever class it was written in: the pupils were found within the actor's own."""
    old = update(Comment).where(
        col(Comment.campaign_id) == campaign_id, col(Comment.person_id).in_(sorted(changed)), col(Comment.is_current)
    )
    session.execute(
        within(SYSTEM_SCOPE, old.values(is_current=False), Comment), execution_options={"synchronize_session": False}
    )
    now = clock.now()
    for person, one in changed.items():
        pupil = pupils[person]
        session.add(
            Comment(
                campaign_id=campaign_id, person_id=person, school_id=pupil.school_id, class_id=pupil.class_id or 0,
                by_id=actor.user_id, at=now, concern=one.concern, note=one.note,
            )
        )  # fmt: skip
    session.flush()
