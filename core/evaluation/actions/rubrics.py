"""Drafts of rubrics are made, changed and published; what is published is never changed, not even by the database."""

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.evaluation import packs
from core.evaluation.queries.rubrics import rubric_of
from core.evaluation.rules.editing import blank, next_version, rebuilt
from core.evaluation.rules.forms import UNNAMED, RubricCheck
from core.evaluation.rules.freezing import frozen, thawed
from core.evaluation.rules.lint import Finding, Gravity, codes_twice, lint
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.tables import RubricVersion
from core.organisations.queries import get as organisation
from core.organisations.rules import Level

MANAGE = Capability.MANAGE_EVALUATION
MOST_TITLE, MOST_VERSION, MOST_REASON = 100, 20, 400
FIRST, FILE = "1.0", "file"


def make_draft(session: Session, actor: Actor, *, org_id: int, ref: str = "", title: str = "") -> int:
    """Begin a draft of an organisation: a copy of what `rubric_choices` shows under `ref`, an empty one without; its id.

    A copy keeps the key and takes the next free version. Raises NotFound for an unknown `ref`, Refused without a title.
    """
    scope = require(actor, MANAGE)
    base = rubric_of(session, scope, ref) if ref else None
    return _begin(session, actor, scope, org_id, base, title, ref)


def import_rubric(session: Session, actor: Actor, *, org_id: int, check: RubricCheck, title: str = "") -> int:
    """Begin a draft with what `check_rubric` read; answers its id. Raises Refused while the file has problems."""
    scope = require(actor, MANAGE)
    if check.spec is None:
        raise Refused("rubric.check_first")
    return _begin(session, actor, scope, org_id, check.spec, title, FILE)


def _begin(
    session: Session, actor: Actor, scope: Scope, org_id: int, base: RubricSpec | None, title: str, based_on: str
) -> int:
    org = organisation(session, scope, org_id)
    if org.level is Level.SCHOOL:
        raise Refused("rubric.of_a_bureau")
    made = _named(base, _title(title or (base.title if base else "")), org.id, _known(session, org.id))
    row = RubricVersion(
        org_id=org.id, key=made.key, version=made.version, title=made.title, body=frozen(made),
        based_on=based_on, made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "rubric.drafted", row, org_id=org.id, based_on=based_on)
    return row.id or 0


def _named(base: RubricSpec | None, title: str, org_id: int, known: set[tuple[str, str]]) -> RubricSpec:
    """The rubric under a key of its own where it has none, and under a version that is free."""
    if base is None:
        return blank(_free_key(org_id, known), FIRST, title)
    key = _free_key(org_id, known) if base.key == UNNAMED else base.key
    taken = {version for other, version in known if other == key} | _shipped(key)
    version = next_version(base.version, taken) if base.version in taken else base.version
    return rebuilt(base, key=key, version=version, title=title)


def save_draft(session: Session, actor: Actor, *, version_id: int, edition: int, spec: RubricSpec) -> int:
    """Write the whole rubric over a draft; answers the new edition. The key stays.

    Raises Conflict when somebody saved since `edition` was read, Refused for what is published.
    """
    row = _draft(session, require(actor, MANAGE), version_id, edition)
    made = rebuilt(spec, key=row.key, version=row.version)
    row.title, row.body, row.edition = _title(made.title), frozen(made), row.edition + 1
    session.flush()
    audit.record(session, actor, "rubric.saved", row, org_id=row.org_id, items=len(made.items))
    return row.edition


def drop_draft(session: Session, actor: Actor, *, version_id: int) -> None:
    """Throw a draft away. Raises Refused for what is published."""
    row = _draft(session, require(actor, MANAGE), version_id)
    audit.record(session, actor, "rubric.dropped", row, org_id=row.org_id)
    session.delete(row)
    session.flush()


def publish_rubric(
    session: Session, actor: Actor, *, version_id: int, edition: int, version: str, reason: str = ""
) -> None:
    """Publish a draft under a version of its own; from then on nothing changes it.

    Raises Refused for a version that is taken, while the linter still says something and no reason is given, and always
    while a code stands twice; Conflict as `save_draft`.
    """
    row = _draft(session, require(actor, MANAGE), version_id, edition)
    spec = rebuilt(thawed(row.body), version=_version(session, row, version))
    found = lint(spec)
    _insist(spec, found, reason.strip())
    row.version, row.body, row.findings, row.reason = spec.version, frozen(spec), len(found), reason.strip()
    row.published_by, row.published_at, row.edition = actor.user_id, clock.now(), row.edition + 1
    session.flush()
    audit.record(
        session,
        actor,
        "rubric.published",
        row,
        org_id=row.org_id,
        key=row.key,
        version=row.version,
        findings=len(found),
    )


def _insist(spec: RubricSpec, found: tuple[Finding, ...], reason: str) -> None:
    if twice := codes_twice(spec):
        raise Refused("rubric.codes_twice", codes="、".join(twice))
    if len(reason) > MOST_REASON:
        raise Refused("rubric.reason_too_long", most=MOST_REASON)
    if found and not reason:
        errors = sum(one.gravity is Gravity.ERROR for one in found)
        raise Refused("rubric.reason_needed", errors=errors, hints=len(found) - errors)


def _draft(session: Session, scope: Scope, version_id: int, edition: int | None = None) -> RubricVersion:
    """The draft within the scope, locked."""
    statement = select(RubricVersion).where(RubricVersion.id == version_id).with_for_update()
    row: RubricVersion | None = session.exec(within(scope, statement, RubricVersion)).first()
    if row is None:
        raise NotFound
    if row.published_at is not None:
        raise Refused("rubric.published")
    if edition is not None and row.edition != edition:
        raise Conflict("rubric.moved_on")
    return row


def _title(title: str) -> str:
    said = title.strip()
    if not 0 < len(said) <= MOST_TITLE:
        raise Refused("rubric.title_bad", most=MOST_TITLE)
    return said


def _version(session: Session, row: RubricVersion, version: str) -> str:
    said = version.strip()
    if not 0 < len(said) <= MOST_VERSION:
        raise Refused("rubric.version_bad", most=MOST_VERSION)
    others = {known for key, known in _known(session, row.org_id) if key == row.key} - {row.version}
    if said in others | _shipped(row.key):
        raise Refused("rubric.version_taken", version=said)
    return said


def _shipped(key: str) -> set[str]:
    found = packs.rubrics().get(key)
    return {found.version} if found else set()


def _known(session: Session, org_id: int) -> set[tuple[str, str]]:
    """Key and version of everything the organisation has drafted or published."""
    statement = select(RubricVersion.key, RubricVersion.version).where(col(RubricVersion.org_id) == org_id)
    return {(key, version) for key, version in session.exec(within(SYSTEM_SCOPE, statement, RubricVersion))}


def _free_key(org_id: int, known: set[tuple[str, str]]) -> str:
    keys = {key for key, _ in known}
    return next(made for number in range(1, len(keys) + 2) if (made := f"own_{org_id}_{number}") not in keys)
