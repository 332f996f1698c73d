"""Two files that may be one person's: merged, kept apart, and either taken back. What is decided stays written down."""

from datetime import date

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.training.actions.handing import PAPERS, PARTS, handed_back, handed_over, hold_sessions
from core.training.actions.loading import loaded_staff, posts_of
from core.training.rules import Verdict
from core.training.rules.merging import emptied, filled, may_be_undone, reason_flaw
from core.training.rules.staff import PersonFacts
from core.training.tables import SamePerson, StaffMember

ACCOUNT, FILLED, HOME = "account", "filled", "home"


def merge_people(session: Session, actor: Actor, *, keep_id: int, other_id: int, reason: str) -> int:
    """Make two files one: posts, hours, papers, participations and the account go along; answers the verdict's id.

    The other file is shown nowhere from now on. What the kept file does not tell is filled in from it. Raises NotFound
    unless both files lie within the actor's scope; Refused without a reason, or for a file and itself.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    hold_sessions(session, (keep_id, other_id))
    kept, other = _both(session, scope, keep_id, other_id, reason)
    for row in _standing(session, keep_id, other_id):
        row.undone_by, row.undone_at = actor.user_id, clock.now()  # what was kept apart before is one by now
    moved = {**_facts(session, kept, other), **_home(session, kept, other), **handed_over(session, kept, other)}
    other.merged_into = kept.id
    verdict = _decided(session, actor, kept, other, Verdict.MERGED, reason)
    verdict.moved = moved
    session.flush()
    session.expire_all()
    told = sum(len(moved[name]) for name in (*PAPERS, PARTS))
    audit.record(session, actor, "staff.merged", kept, org_id=kept.school_id, other_id=other_id, rows=told)
    return verdict.id or 0


def keep_apart(session: Session, actor: Actor, *, left_id: int, right_id: int, reason: str) -> int:
    """Write down that two files are two people's, so that nobody is asked again; answers the verdict's id.

    Raises as `merge_people` does; Refused where that is written down already.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    left, right = _both(session, scope, left_id, right_id, reason)
    if _standing(session, left_id, right_id):
        raise Refused("training.apart_already")
    verdict = _decided(session, actor, left, right, Verdict.APART, reason)
    session.flush()
    audit.record(session, actor, "staff.kept_apart", left, org_id=left.school_id, other_id=right_id)
    return verdict.id or 0


def undo_verdict(session: Session, actor: Actor, *, verdict_id: int) -> None:
    """Take a verdict back: a merge gives everything back that it brought and that is still there.

    What was written into the kept file since stays in it. Raises NotFound unless both files lie within the actor's scope;
    Refused for what was taken back already, and while the kept file is itself merged into another one.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    statement = select(SamePerson).where(SamePerson.id == verdict_id)
    verdict = session.exec(within(scope, statement, SamePerson).with_for_update()).first()
    if verdict is None:
        raise NotFound
    hold_sessions(session, (verdict.kept_id, verdict.other_id))
    kept, other = (_any(session, scope, staff_id) for staff_id in (verdict.kept_id, verdict.other_id))
    undone, merged = verdict.undone_at is not None, kept.merged_into is not None
    if flaw := may_be_undone(verdict.verdict, undone=undone, kept_merged=merged):
        raise Refused(flaw)
    if verdict.verdict is Verdict.MERGED:
        _given_back(session, kept, other, verdict.moved)
    verdict.undone_by, verdict.undone_at = actor.user_id, clock.now()
    session.flush()
    session.expire_all()
    audit.record(session, actor, "staff.verdict_undone", kept, org_id=kept.school_id, other_id=other.id)


def _both(session: Session, scope: Scope, one_id: int, other_id: int, reason: str) -> tuple[StaffMember, StaffMember]:
    """Both files, held in one order whoever asks."""
    if flaw := reason_flaw(reason):
        raise Refused(flaw)
    if one_id == other_id:
        raise Refused("training.one_file")
    held = {staff_id: loaded_staff(session, scope, staff_id) for staff_id in sorted((one_id, other_id))}
    return held[one_id], held[other_id]


def _any(session: Session, scope: Scope, staff_id: int) -> StaffMember:
    """A file within the scope, merged or not."""
    statement = select(StaffMember).where(StaffMember.id == staff_id)
    row = session.exec(within(scope, statement, StaffMember).with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def _standing(session: Session, one_id: int, other_id: int) -> list[SamePerson]:
    """What is decided of two files and was not taken back."""
    ends = (one_id, other_id)
    pair = select(SamePerson).where(col(SamePerson.kept_id).in_(ends), col(SamePerson.other_id).in_(ends))
    statement = pair.where(col(SamePerson.undone_at).is_(None)).order_by(col(SamePerson.id))
    return list(session.exec(within(SYSTEM_SCOPE, statement, SamePerson)))


def _decided(
    session: Session, actor: Actor, kept: StaffMember, other: StaffMember, verdict: Verdict, reason: str
) -> SamePerson:
    row = SamePerson(
        kept_id=kept.id or 0, other_id=other.id or 0, verdict=verdict, reason=reason.strip(),
        decided_by=actor.user_id, decided_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    return row


def _facts(session: Session, kept: StaffMember, other: StaffMember) -> dict[str, list[int]]:
    """Fills in what the kept file lacks, the account too; answers which facts, by their place in PersonFacts."""
    given = filled(_told(kept), _told(other))
    for name, value in given.items():
        setattr(kept, name, value)
    account = other.account_id if kept.account_id is None else None
    if account is not None:
        other.account_id = None
        session.flush()  # an account reads one file alone
        kept.account_id = account
    places = [PersonFacts._fields.index(name) for name in given]
    return {FILLED: places, ACCOUNT: [] if account is None else [account]}


def _home(session: Session, kept: StaffMember, other: StaffMember) -> dict[str, list[int]]:
    """The file lies where a post lasts; answers where it lay before, where that is another school."""
    today = clock.today()

    def lasts(person: StaffMember) -> bool:
        here = (post for post in posts_of(session, person) if post.school_id == person.school_id)
        return any((post.until or date.max) >= today for post in here)

    if kept.school_id == other.school_id or lasts(kept) or not lasts(other):
        return {HOME: []}
    before, kept.school_id = kept.school_id, other.school_id
    return {HOME: [before, other.school_id]}


def _given_back(session: Session, kept: StaffMember, other: StaffMember, moved: dict[str, list[int]]) -> None:
    other.merged_into = None
    names = [PersonFacts._fields[place] for place in moved[FILLED]]
    for name, value in emptied(_told(kept), _told(other), names).items():
        setattr(kept, name, value)
    if moved[ACCOUNT] and kept.account_id == moved[ACCOUNT][0]:
        kept.account_id = None
        session.flush()
        other.account_id = moved[ACCOUNT][0]
    if moved[HOME] and kept.school_id == moved[HOME][1]:
        kept.school_id = moved[HOME][0]
    session.flush()
    handed_back(session, kept, other, moved)
    session.expire_all()
    for person in (kept, other):
        _at_home(session, person)


def _at_home(session: Session, person: StaffMember) -> None:
    """A file lies where there is a post: whoever was moved while two files were one may have none there any more."""
    posts = posts_of(session, person)
    if posts and person.school_id not in {post.school_id for post in posts}:
        person.school_id = max(posts, key=lambda post: (post.until or date.max, post.since)).school_id


def _told(row: StaffMember) -> PersonFacts:
    return PersonFacts(*(getattr(row, name) for name in PersonFacts._fields))
