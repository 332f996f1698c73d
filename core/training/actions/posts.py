"""Posts: another one beside the first, changes and ends, and the move of a person and the file to another school."""

from datetime import date, timedelta

from sqlmodel import Session

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.errors import Refused
from core.training.actions.loading import loaded_post, loaded_staff, main_post, posts_of
from core.training.actions.staff import ended, posted, refuse_ends, refuse_namesake, school_at
from core.training.rules import StaffKind
from core.training.rules.staff import StaffFacts, leave_flaw, staff_flaw, tidied_staff
from core.training.tables import StaffMember, StaffPost

DAY = timedelta(days=1)


def add_post(
    session: Session, actor: Actor, *, staff_id: int, school_id: int, kind: StaffKind, since: date, subject: str = ""
) -> int:
    """Another post of somebody on file; answers its id. The file stays where it lies.

    Raises NotFound for a file or a school outside the actor's scope; Refused for a day that cannot be, for a post of the
    kind that somebody holds at the school already, and for a name that somebody else there has.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    person, school = loaded_staff(session, scope, staff_id), school_at(session, scope, school_id)
    facts = _checked(StaffFacts(person.name, kind, subject, since))
    if any(_overlaps(post, school, kind, since) for post in posts_of(session, person)):
        raise Refused("training.post_held")
    refuse_namesake(session, scope, person, person.name, school)
    post = posted(session, actor, person, school, facts)
    audit.record(session, actor, "staff.post_added", person, org_id=school, post_id=post.id, kind=kind.value)
    return post.id or 0


def change_post(session: Session, actor: Actor, *, post_id: int, kind: StaffKind, since: date, subject: str) -> None:
    """Put a post right; raises NotFound for one at a school outside the actor's scope, Refused for a day that cannot be."""
    scope = require(actor, Capability.MANAGE_STAFF)
    post, person = loaded_post(session, scope, post_id)
    facts = _checked(StaffFacts(person.name, kind, subject, since))
    refuse_ends(since, post.until)
    post.kind, post.subject, post.since = kind, facts.subject, since
    session.flush()
    audit.record(
        session, actor, "staff.post_changed", person, org_id=post.school_id, post_id=post.id, kind=kind.value
    )  # fmt: skip


def end_post(session: Session, actor: Actor, *, post_id: int, until: date | None) -> None:
    """Write down the last day in a post; None has it go on. Nothing is deleted. Raises as `change_post` does.

    Once a post is over, only where the file lies (and above) can it be taken up again: NotFound for whoever else had it.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    post, person = loaded_post(session, scope, post_id)
    if post.until and post.until < clock.today() and (until is None or until > post.until):
        loaded_staff(session, scope, post.staff_id)
    ended(session, actor, scope, person, post, until)


def move_staff(
    session: Session,
    actor: Actor,
    *,
    staff_id: int,
    school_id: int,
    on: date,
    kind: StaffKind | None = None,
    subject: str | None = None,
) -> int:
    """Somebody goes to another school for good; answers the id of the post there.

    Every post at the old school ends on the eve of `on`, the file with all papers goes along, and a post at the new school
    that is held already becomes the main one. Kind and subject stay unless told. Both schools must lie within the actor's
    scope, so it is a bureau that moves people: raises NotFound otherwise, Refused for the same school and for a day that
    cannot be.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    person, school = loaded_staff(session, scope, staff_id), school_at(session, scope, school_id)
    old = main_post(session, person)
    if school == person.school_id:
        raise Refused("training.moved_nowhere")
    facts = _checked(StaffFacts(person.name, kind or old.kind, old.subject if subject is None else subject, on))
    for post in posts_of(session, person):
        if post.school_id == person.school_id:
            _end_before(post, on)
    refuse_namesake(session, SYSTEM_SCOPE, person, person.name, school)
    left, person.school_id = person.school_id, school
    post = _held_at(session, person, school, on) or posted(session, actor, person, school, facts)
    session.flush()
    audit.record(session, actor, "staff.moved", person, org_id=left, to=school, post_id=post.id)
    return post.id or 0


def _end_before(post: StaffPost, on: date) -> None:
    """A post that lasts ends on the eve of a day; one that has ended stays. Raises Refused for a day before it began."""
    if post.until is not None and post.until < on:
        return
    if leave_flaw(post.since, on - DAY, clock.today()):
        raise Refused("training.moved_before_beginning")
    post.until = on - DAY


def _held_at(session: Session, person: StaffMember, school_id: int, on: date) -> StaffPost | None:
    here = [post for post in posts_of(session, person) if post.school_id == school_id]
    return next((post for post in here if post.since <= on and (post.until is None or post.until >= on)), None)


def _overlaps(post: StaffPost, school_id: int, kind: StaffKind, since: date) -> bool:
    return (post.school_id, post.kind) == (school_id, kind) and (post.until is None or post.until >= since)


def _checked(facts: StaffFacts) -> StaffFacts:
    given = tidied_staff(facts)
    if flaw := staff_flaw(given, clock.today()):
        raise Refused(flaw)
    return given
