"""Who may see hours by name, who the numbers alone, and who may publish requirements."""

from datetime import date

from sqlmodel import Session

from core.access import Capability
from core.training import actions, packs, queries
from core.training.rules.requirements import RequirementSpec
from core.training.tables import StaffPolicy
from tests.access_cases import Action, Query
from tests.training.builders import LONG_AGO, TODAY, a_counsellor, some_hours
from tests.world import World

MANAGE, VIEW, PUBLISH = Capability.MANAGE_STAFF, Capability.VIEW_STAFF, Capability.PUBLISH_POLICY
KEEPERS = {"a": "researcher centre school_admin"}
READERS = {"a": "leader researcher centre school_admin school_lead counsellor"}
PUBLISHERS = {"county": "researcher centre"}


def requirements() -> RequirementSpec:
    """Something else than what is shipped as basic, in a bureau's own words."""
    return packs.in_own_words(packs.requirement_packs()["certified"])


def trained(session: Session, world: World) -> None:
    some_hours(session, a_counsellor(session, world), held_on=date(2025, 10, 11))


def published(session: Session, world: World, at: str = "county", spec: RequirementSpec | None = None) -> int:
    """A version of an organisation, put there by nobody; answers its id."""
    content = (spec or requirements()).model_dump_json()
    made = {"published_at": LONG_AGO, "by_id": world.accounts["researcher"], "note": "测试"}
    row = StaffPolicy(org_id=world.orgs[at], version="1", title="测试要求", content=content, **made)  # type: ignore[arg-type]
    session.add(row)
    session.flush()
    return row.id or 0


def the_version(session: Session, world: World) -> int:
    return queries.requirement_versions(session, world.actor("researcher").scope, org_id=world.orgs["a"])[0].id


def having_published(session: Session, world: World) -> None:
    published(session, world)


ACTIONS = {
    "publish_requirements": Action(PUBLISH, PUBLISHERS, lambda s, actor, w, at: actions.publish_requirements(
        s, actor, org_id=w.orgs[at], spec=requirements(), note="按本地文件")),
    "export_hours": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.export_hours(s, actor, org_id=w.orgs[at])),
    "export_hour_figures": Action(VIEW, READERS, lambda s, actor, w, at: actions.export_hour_figures(
        s, actor, org_id=w.orgs[at])),
}  # fmt: skip
QUERIES = {
    "hour_rows": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.hour_rows(s, scope, today=TODAY), trained),
    "hour_figures": Query(VIEW, READERS, lambda s, scope, w, at: queries.hour_figures(
        s, scope, today=TODAY, school_id=w.orgs[at]), trained),
    "requirements_for": Query(VIEW, READERS, lambda s, scope, w, at: queries.requirements_for(
        s, scope, org_id=w.orgs[at])),
    "requirement_versions": Query(VIEW, READERS, lambda s, scope, w, at: queries.requirement_versions(
        s, scope, org_id=w.orgs[at]), having_published),
    "requirement_version": Query(VIEW, READERS, lambda s, scope, w, at: queries.requirement_version(
        s, scope, org_id=w.orgs[at], version_id=the_version(s, w)), having_published),
}  # fmt: skip
INTERNAL = {"queries.own_hours": "answers the row of the account that asks, and no other"}
