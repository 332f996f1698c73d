"""Who may draft and publish rubrics, and who sees them."""

from sqlmodel import Session

from core.access import SYSTEM_SCOPE, Actor, Capability, Scope
from core.errors import NotFound
from core.evaluation import actions, packs, queries
from core.evaluation.rules.forms import RubricCheck
from core.evaluation.rules.freezing import frozen
from core.evaluation.tables import RubricVersion
from tests.access_cases import Action, Query
from tests.evaluation.builders import AT
from tests.world import World

MANAGE, VIEW = Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION
MANAGERS = {"county": "researcher centre"}
VIEWERS = {"county": "leader researcher centre school_admin school_lead counsellor"}
"""Whoever may see evaluations at the bureau; that its schools see its versions, too, is in test_rubric_choices."""
REF = "pack:supervision_four"


def a_rubric(session: Session, world: World, *, published: bool = False) -> int:
    """A rubric of the county: a draft, or a version."""
    spec = packs.rubric("supervision_four").model_copy(update={"version": "7"})
    row = RubricVersion(
        org_id=world.orgs["county"], key=spec.key, version=spec.version, title=spec.title, body=frozen(spec),
        made_by=world.accounts["researcher"], made_at=AT, published_at=AT if published else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def draft(session: Session, world: World) -> None:
    a_rubric(session, world)


def version(session: Session, world: World) -> None:
    a_rubric(session, world, published=True)


def _the_one(session: Session) -> int:
    return next(row.id for row in queries.rubrics(session, SYSTEM_SCOPE) if row.version == "7")


def _saved(session: Session, actor: Actor, _world: World, _at: str) -> object:
    return actions.save_draft(
        session, actor, version_id=_the_one(session), edition=0, spec=packs.rubric("supervision_five")
    )


def _checked(session: Session, actor: Actor, world: World, at: str) -> object:
    if actor.can(MANAGE) and not actor.over(MANAGE).covers(world.paths[at]):
        raise NotFound  # a workbook is read without a word about a place; where it goes to is asked by import_rubric
    return actions.check_rubric(session, actor, content="项目,指标\n甲,乙".encode(), filename="x.csv")


def _chosen(session: Session, scope: Scope, world: World, at: str) -> object:
    own = [one for one in queries.rubric_choices(session, scope) if one.ref.startswith("own:")]
    return scope.covers(world.paths[at]) and own


def _read(session: Session, scope: Scope, world: World, at: str) -> object:
    found = queries.rubric_of(session, scope, f"own:{_the_one(session)}")
    return scope.covers(world.paths[at]) and found.items


ACTIONS = {
    "check_rubric": Action(MANAGE, {"county": "researcher centre"}, _checked, audited=False),
    "import_rubric": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.import_rubric(
        s, actor, org_id=w.orgs[at], check=RubricCheck(packs.rubric("supervision_five"), ()))),
    "make_draft": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.make_draft(
        s, actor, org_id=w.orgs[at], ref=REF)),
    "save_draft": Action(MANAGE, MANAGERS, _saved, given=draft),
    "drop_draft": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.drop_draft(
        s, actor, version_id=_the_one(s)), given=draft),
    "publish_rubric": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.publish_rubric(
        s, actor, version_id=_the_one(s), edition=0, version="8"), given=draft),
}  # fmt: skip
QUERIES = {
    "rubrics": Query(MANAGE, MANAGERS, lambda s, scope, w, at: queries.rubrics(s, scope), given=draft),
    "rubric_version": Query(MANAGE, MANAGERS, lambda s, scope, w, at: queries.rubric_version(
        s, scope, _the_one(s)), given=draft),
    "rubric_choices": Query(VIEW, VIEWERS, _chosen, given=version),
    "rubric_of": Query(VIEW, VIEWERS, _read, given=version),
}  # fmt: skip
