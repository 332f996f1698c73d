"""The register of staff is kept: who comes, what changes, who leaves."""

from datetime import date

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.errors import NotFound, Refused
from core.organisations.queries import get
from core.organisations.rules import Level
from core.training.actions.loading import in_post_by_name
from core.training.rules.staff import PersonFacts, StaffFacts, leave_flaw, staff_flaw, tidied_staff
from core.training.tables import StaffMember, StaffPost


def add_staff(session: Session, actor: Actor, *, school_id: int, facts: StaffFacts) -> int:
    """Register somebody at a school, with the post there; answers the person's id.

    Raises NotFound for what is no school within the actor's scope; Refused for facts that cannot be, and for a name that
    somebody in post at the school has already ("training.known_already": two people of one name need a mark).
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    school, given = school_at(session, scope, school_id), checked(facts)
    if given.name in in_post_by_name(session, scope, school, clock.today()):
        raise Refused("training.known_already")
    return registered(session, actor, school, given).id or 0


def ended(
    session: Session, actor: Actor, scope: Scope, person: StaffMember, post: StaffPost, until: date | None
) -> None:
    """The last day in a post, or none again: part of an act that asked for the right.

    Raises Refused for a day before the first one, or when somebody else in post has the name by now.
    """
    refuse_ends(post.since, until)
    if until is None:
        refuse_namesake(session, scope, person, person.name, post.school_id)
    post.until = until
    verb = "staff.left" if until else "staff.came_back"
    audit.record(session, actor, verb, person, org_id=post.school_id, post_id=post.id)


def school_at(session: Session, scope: Scope, school_id: int) -> int:
    """The id of a school within the scope; raises NotFound for anything else."""
    school = get(session, scope, school_id)
    if school.level is not Level.SCHOOL:
        raise NotFound
    return school.id


def checked(facts: StaffFacts) -> StaffFacts:
    """The facts tidied; raises Refused for what cannot be."""
    given = tidied_staff(facts)
    if flaw := staff_flaw(given, clock.today()):
        raise Refused(flaw)
    return given


def registered(
    session: Session, actor: Actor, school_id: int, facts: StaffFacts, person: PersonFacts | None = None
) -> StaffMember:
    """Somebody new with a first post, written down: part of an act that asked for the right."""
    told = (person or PersonFacts(facts.name))._replace(name=facts.name)
    row = StaffMember(school_id=school_id, made_by=actor.user_id, made_at=clock.now(), **told._asdict())
    session.add(row)
    session.flush()
    posted(session, actor, row, school_id, facts)
    audit.record(session, actor, "staff.added", row, org_id=school_id, kind=facts.kind.value)
    return row


def posted(session: Session, actor: Actor, person: StaffMember, school_id: int, facts: StaffFacts) -> StaffPost:
    """A post of somebody, written down: part of an act that asked for the right and audits it."""
    post = StaffPost(
        staff_id=person.id or 0, school_id=school_id, kind=facts.kind, subject=facts.subject, since=facts.since,
        made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(post)
    session.flush()
    return post


def refuse_ends(since: date, until: date | None) -> None:
    """Raises Refused for a last day that cannot be."""
    if flaw := leave_flaw(since, until, clock.today()):
        raise Refused(flaw)


def refuse_namesake(session: Session, scope: Scope, person: StaffMember, name: str, school_id: int) -> None:
    """Raises Refused when somebody else in post at the school has the name."""
    other = in_post_by_name(session, scope, school_id, clock.today()).get(name)
    if other and other.id != person.id:
        raise Refused("training.known_already")
