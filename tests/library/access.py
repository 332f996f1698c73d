"""Who may submit resources, who keeps the shelves, who uses what lies there.

What is acted on lies on a shelf of school A itself, so that neither neighbours nor schools above see it by right.
"""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from core.access import Capability, Scope
from core.database import files, unowned
from core.library import actions, queries
from core.library.rules import ResourceKind, ResourceState
from core.library.tables import CoursePick, Resource, ResourceFile, ResourceRating
from core.media import Received
from tests.access_cases import Action, Given, Query
from tests.activities.builders import an_activity
from tests.library.builders import EXAM, LONG_AGO, RIGHT, a_file, a_resource
from tests.world import World

USE, SUBMIT, KEEP = Capability.USE_LIBRARY, Capability.SUBMIT_RESOURCES, Capability.KEEP_LIBRARY
READERS = {"a": "leader researcher centre school_admin school_lead counsellor class_teacher"}
SUBMITTERS = {"a": "researcher centre school_admin counsellor"}
EVERYWHERE = SUBMITTERS | {"county": SUBMITTERS["a"]}
KEEPERS = {"a": "researcher centre"}
SENT = Received(b"%PDF-1.7 %%EOF", "pdf", "")


def held(state: ResourceState, **other: Any) -> Given:
    """A resource of school A in a state, with one file whose bytes and small picture are kept."""

    def given(session: Session, world: World) -> None:
        resource_id = a_resource(session, world, shelf="a", state=state, **other)
        kept = files.keep(b"%PDF-1.7 %%EOF")
        a_file(session, world, resource_id, digest=kept, thumb=kept)

    return given


DRAFT, WAITING, SHELVED = held(ResourceState.DRAFT), held(ResourceState.SENT), held(ResourceState.ON_SHELF)


def told(session: Session, world: World) -> None:
    """On the shelf, with what somebody thinks of it, in a course of the school's own."""
    SHELVED(session, world)
    known = {"resource_id": it(session), "org_id": world.orgs["a"], "at": LONG_AGO}
    by = world.accounts["counsellor_a2"]
    session.add(ResourceRating(**known, account_id=by, stars=4))
    session.add(CoursePick(**known, course="emotion", by_id=by))
    session.flush()


def it(session: Session) -> int:
    return session.exec(unowned(select(Resource), Resource)).one().id or 0


def its_file(session: Session) -> int:
    return session.exec(unowned(select(ResourceFile), ResourceFile)).one().id or 0


def row_of(session: Session, world: World) -> queries.ResourceRow:
    return queries.own_resource(session, Scope.at(world.paths["a"]), resource_id=it(session))


def activity(session: Session, world: World) -> None:
    """Nothing but an activity that school A put on record."""
    session.info["activity"] = an_activity(session, world)


ACTIONS = {
    "start_resource": Action(SUBMIT, EVERYWHERE, lambda s, actor, w, at: actions.start_resource(
        s, actor, org_id=w.orgs[at], kind=ResourceKind.LESSON, title="考前减压")),
    "from_activity": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.from_activity(
        s, actor, activity_id=s.info["activity"]), given=activity),
    "save_resource": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.save_resource(
        s, actor, resource_id=it(s), edition=0, draft=EXAM), given=DRAFT),
    "add_resource_file": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.add_resource_file(
        s, actor, resource_id=it(s), title="教案", file=SENT._replace(content=b"%PDF-2 %%EOF")), given=DRAFT),
    "remove_resource_file": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.remove_resource_file(
        s, actor, file_id=its_file(s)), given=DRAFT),
    "move_resource_file": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.move_resource_file(
        s, actor, file_id=its_file(s), to=0), given=DRAFT),
    "send_resource": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.send_resource(
        s, actor, resource_id=it(s)), given=DRAFT),
    "take_back": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.take_back(
        s, actor, resource_id=it(s)), given=WAITING),
    "remove_resource": Action(SUBMIT, SUBMITTERS, lambda s, actor, w, at: actions.remove_resource(
        s, actor, resource_id=it(s)), given=DRAFT),
    "return_resource": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.return_resource(
        s, actor, resource_id=it(s), comment="请补充教案"), given=WAITING),
    "shelve": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.shelve(
        s, actor, resource_id=it(s), edition=0, shelf_id=w.orgs[at], stages=("junior",), topics=("exam",)), given=WAITING),
    "reclassify": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.reclassify(
        s, actor, resource_id=it(s), edition=0, classification=RIGHT), given=SHELVED),
    "take_off": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.take_off(
        s, actor, resource_id=it(s), reason="有新版"), given=SHELVED),
    "put_back": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.put_back(
        s, actor, resource_id=it(s)), given=held(ResourceState.OFF_SHELF)),
    "widen": Action(KEEP, {"county": KEEPERS["a"]}, lambda s, actor, w, at: actions.widen(
        s, actor, resource_id=it(s), shelf_id=w.orgs[at]), given=SHELVED),
    "open_resource_file": Action(USE, READERS, lambda s, actor, w, at: actions.open_resource_file(
        s, actor, file_id=its_file(s)), given=SHELVED),
    "download_resource": Action(USE, READERS, lambda s, actor, w, at: actions.download_resource(
        s, actor, resource_id=it(s)), given=SHELVED),
    "rate": Action(USE, READERS, lambda s, actor, w, at: actions.rate(
        s, actor, resource_id=it(s), stars=5), given=SHELVED),
    "used_in_class": Action(USE, READERS, lambda s, actor, w, at: actions.used_in_class(
        s, actor, resource_id=it(s), on=date(2026, 3, 3)), given=SHELVED),
    "pick_course": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.pick_course(
        s, actor, org_id=w.orgs[at], course="emotion", resource_id=it(s)), given=SHELVED),
    "unpick_course": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.unpick_course(
        s, actor, org_id=w.orgs[at], course="emotion", resource_id=it(s)), given=told),
    "order_course": Action(KEEP, KEEPERS, lambda s, actor, w, at: actions.order_course(
        s, actor, org_id=w.orgs[at], course="emotion", resource_ids=[it(s)]), given=told),
}  # fmt: skip
QUERIES = {
    "search": Query(USE, READERS, lambda s, scope, w, at: queries.search(s, scope, words="减压").rows, SHELVED),
    "resource": Query(USE, READERS, lambda s, scope, w, at: queries.resource(s, scope, it(s)), SHELVED),
    "files": Query(USE, READERS, lambda s, scope, w, at: queries.files(s, scope, resource_id=it(s)), SHELVED),
    "thumbs": Query(USE, READERS, lambda s, scope, w, at: queries.thumbs(s, scope, rows=[row_of(s, w)]), SHELVED),
    "ratings": Query(USE, READERS, lambda s, scope, w, at: queries.ratings(s, scope, resource_id=it(s)), told),
    "courses": Query(USE, READERS, lambda s, scope, w, at: [
        one for one in queries.courses(s, scope) if one.picks], told),
    "laid": Query(KEEP, KEEPERS, lambda s, scope, w, at: queries.laid(s, scope, resource_id=it(s)), told),
    "shelf_figures": Query(USE, READERS, lambda s, scope, w, at: queries.shelf_figures(s, scope).resources, SHELVED),
    "mine": Query(SUBMIT, SUBMITTERS, lambda s, scope, w, at: queries.mine(s, scope), DRAFT),
    "own_resource": Query(SUBMIT, SUBMITTERS, lambda s, scope, w, at: queries.own_resource(
        s, scope, resource_id=it(s)), DRAFT),
    "own_files": Query(SUBMIT, SUBMITTERS, lambda s, scope, w, at: queries.own_files(
        s, scope, resource_id=it(s)), DRAFT),
    "steps": Query(SUBMIT, SUBMITTERS, lambda s, scope, w, at: queries.steps(s, scope, resource_id=it(s)), DRAFT),
    "waiting": Query(KEEP, KEEPERS, lambda s, scope, w, at: queries.waiting(s, scope), WAITING),
    "unread": Query(KEEP, KEEPERS, lambda s, scope, w, at: queries.unread(s, scope).resources, WAITING),
    "given_back": Query(SUBMIT, SUBMITTERS, lambda s, scope, w, at: queries.given_back(
        s, scope, account_id=w.accounts["counsellor_a"]), held(ResourceState.RETURNED)),
    "shelved": Query(KEEP, KEEPERS, lambda s, scope, w, at: queries.shelved(s, scope), SHELVED),
}  # fmt: skip
