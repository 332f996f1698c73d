"""A screened class for the tests of comments and reports: school A, grade 5, class 1, four pupils, one of them listed."""

from dataclasses import dataclass

from core.access import SYSTEM_SCOPE
from core.cases.queries import Filter, warnings
from core.database import reading, writing
from core.screening import actions, queries
from core.screening.queries import CommentRow
from core.screening.rules.comments import Concern, Remark
from tests.screening.builders import a_campaign, brought, enrol, phq, pupils
from tests.world import World

NOTHING, WATCH, WORRIED = Concern.NOTHING, Concern.WATCH, Concern.WORRIED


@dataclass(frozen=True)
class Screened:
    """The campaign and the pupils of class a5; the first stands on the list, so does the first of school B."""

    campaign: int
    pupils: tuple[int, ...]
    others: tuple[int, ...]


def screened(world: World) -> Screened:
    """Grade 5 and grade 7, everybody tested, the first of each school with a PHQ-9 of 23."""
    rows = [*pupils(4, "a"), *pupils(2, "b", start=50)]
    enrol(world, rows)
    campaign = a_campaign(world, grades=(5, 7))
    brought(world, "city_centre", campaign, [phq(row, 23 if at in (0, 4) else 0) for at, row in enumerate(rows)])
    with reading() as session:
        listed = queries.listed(session, SYSTEM_SCOPE, queries.Chosen(campaign), limit=None)
        warned = {row.person_id for row in warnings(session, SYSTEM_SCOPE, Filter(campaign))}
    at = {school: [row.person_id for row in listed if row.school_id == world.orgs[school]] for school in ("a", "b")}
    first = {school: sorted(ids, key=lambda one: (one not in warned, one)) for school, ids in at.items()}
    assert warned == {first["a"][0], first["b"][0]}
    return Screened(campaign, tuple(first["a"]), tuple(first["b"]))


def wrote(world: World, kept: Screened, *remarks: Remark, who: str = "class_teacher_a") -> int:
    """What a class teacher says, stored."""
    with writing() as session:
        return actions.write_comments(session, world.actor(who), campaign_id=kept.campaign, remarks=remarks)


def every_comment(kept: Screened, person: int) -> list[CommentRow]:
    """All that was ever said about a pupil, newest first."""
    with reading() as session:
        return queries.comments_of(session, SYSTEM_SCOPE, person_ids=[person], campaign_id=kept.campaign)
