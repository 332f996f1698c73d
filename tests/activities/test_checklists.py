"""Checklists: published in versions by a bureau, the nearest one counts."""

from typing import Any

import pytest

from core.access import Scope
from core.activities import actions, packs, queries
from core.activities.rules.checklists import ChecklistSpec, Source
from core.database import reading, writing
from core.errors import Refused
from tests.activities.access_seasons import PLAIN
from tests.activities.season_builders import CHECKLIST
from tests.world import World


def act(world: World, verb: Any, who: str = "researcher", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def test_a_checklist_is_published_in_versions_and_the_nearest_counts(world: World) -> None:
    county, city = world.orgs["county"], world.orgs["city"]
    publish = actions.publish_checklist
    act(world, publish, "city_centre", org_id=city, spec=PLAIN.model_copy(update={"title": "市里的"}), note="市里")
    act(world, publish, org_id=county, spec=PLAIN, note=" 按  本区文件 ")
    with pytest.raises(Refused, match="checklist_same"):
        act(world, publish, org_id=county, spec=PLAIN, note="再来")
    act(world, publish, org_id=county, spec=PLAIN.model_copy(update={"title": "第二版"}), note="改名")
    with reading() as session:
        scope = Scope.at(world.paths["county"])
        held = {one.spec.key: one for one in queries.checklists_for(session, scope, org_id=county)}
        told = queries.checklist_history(session, scope, org_id=county)
        above = queries.checklists_for(session, Scope.at(world.paths["city"]), org_id=city)
    assert (held["plain"].spec.title, held["plain"].spec.version, held["plain"].org_id) == ("第二版", "2", county)
    assert set(held) == set(packs.checklists())
    assert {one.org_id for key, one in held.items() if key != "plain"} == {0}
    assert [(row.title, row.version, row.note) for row in told] == [
        ("第二版", "2", "改名"), ("本区 4 个 1", "1", "按 本区文件"), ("市里的", "1", "市里"),
    ]  # fmt: skip
    assert next(one for one in above if one.spec.key == "plain").spec.title == "市里的"


@pytest.mark.parametrize(
    ("spec", "note", "code"),
    [
        (PLAIN, " ", "checklist_note_missing"),
        (PLAIN, "字" * 301, "checklist_note_too_long"),
        (packs.checklists()[packs.PLAIN], "原样", "checklist_same"),
        (
            ChecklistSpec(
                key="own", version="1", title="两项同名", source=Source(document="文件"),
                items=(CHECKLIST.items[0], CHECKLIST.items[0].model_copy(update={"code": "b"})),
            ),
            "新的", "checklist_unsound",
        ),
    ],
)  # fmt: skip
def test_a_checklist_that_cannot_be_is_not_published(
    sqlite_world: World, spec: ChecklistSpec, note: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        act(sqlite_world, actions.publish_checklist, org_id=sqlite_world.orgs["county"], spec=spec, note=note)
    with reading() as session:
        scope = Scope.at(sqlite_world.paths["county"])
        assert queries.checklist_history(session, scope, org_id=sqlite_world.orgs["county"]) == []
