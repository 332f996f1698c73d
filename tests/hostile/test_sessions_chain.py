"""The chains to take along are those on the screen: of every school somebody stands for, of no other, without names."""

from dataclasses import replace
from typing import Any

from core import clock
from core.database import writing
from core.evaluation import actions
from core.sheets.read import read
from core.training.rules import PartState
from tests.evaluation.after import LATER
from tests.evaluation.test_chain import needy, seen, trained
from tests.world import World


def taken(world: World, *who: str, **given: Any) -> list[dict[str, Any]]:
    """The lines of the workbook, for one person with the roles of all these."""
    first, *more = (world.actor(one) for one in who)
    actor = replace(first, grants=first.grants + tuple(grant for one in more for grant in one.grants))
    with clock.stopped_at(LATER), writing() as session:
        content = actions.export_chains(session, actor, **given)
    (sheet,) = read(content, "改进链.xlsx").filled
    head, *lines = sheet.frame.rows()
    return [dict(zip(head, line, strict=False)) for line in lines]


def test_who_stands_for_two_schools_takes_both_along_and_a_school_its_own(sqlite_world: World) -> None:
    needy(sqlite_world, schools=("a", "b"))
    names = {row.school_id: row.school for row in seen(sqlite_world, "researcher")}
    one, two = names[sqlite_world.orgs["a"]], names[sqlite_world.orgs["b"]]
    assert {line["学校"] for line in taken(sqlite_world, "school_admin_a", "school_admin_b")} == {one, two}
    assert {line["学校"] for line in taken(sqlite_world, "school_admin_a")} == {one}
    assert {line["学校"] for line in taken(sqlite_world, "researcher", org_id=sqlite_world.orgs["b"])} == {two}


def test_the_leaders_workbook_names_nobody(sqlite_world: World) -> None:
    needy(sqlite_world)
    (row,) = seen(sqlite_world, "researcher")
    with writing() as session:
        trained(session, sqlite_world, row.need_id, a=PartState.COMPLETED)
    (line,) = taken(sqlite_world, "leader")
    assert (line["派出人次"], line["完成人次"]) == ("1", "1")
    assert "林示例" not in str(line)
