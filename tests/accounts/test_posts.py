"""Where somebody works and worked: a role that is taken away stays known as a past post."""

from core.accounts import actions, queries
from core.accounts.queries import Posts
from core.database import reading, writing
from tests.world import World


def posts_of(world: World, who: str) -> Posts:
    with reading() as session:
        return queries.posts(session, [world.accounts[who]])[0]


def test_posts_tell_where_roles_are_held(world: World) -> None:
    found = posts_of(world, "counsellor_a")
    assert (found.held, found.past) == (frozenset({("counsellor", world.orgs["a"])}), frozenset())
    assert found.at(["counsellor"]) == {world.orgs["a"]}
    assert found.at(["reviewer"]) == frozenset()
    assert (found.home, found.is_active) == ("云溪一小", True)


def test_a_role_that_was_taken_away_is_a_past_post(world: World) -> None:
    who = world.accounts["counsellor_a"]
    with writing() as session:
        actions.revoke(session, world.actor("admin"), account_id=who, role="counsellor", org_id=world.orgs["a"])
    found = posts_of(world, "counsellor_a")
    assert (found.held, found.past) == (frozenset(), frozenset({world.orgs["a"]}))


def test_holders_over_a_school_hold_the_role_there_or_above_and_are_active(world: World) -> None:
    def over(*roles: str) -> set[int]:
        with reading() as session:
            return queries.holders_over(session, roles=roles, paths=[world.paths["a"]])

    assert over("counsellor") == {world.accounts["counsellor_a"], world.accounts["counsellor_a2"]}
    assert over("reviewer") == {world.accounts["reviewer"]}
    assert over("centre") == {world.accounts["centre"], world.accounts["city_centre"]}, "not the other county's"
    with writing() as session:
        actions.disable(session, world.actor("admin"), account_id=world.accounts["counsellor_a2"])
    assert over("counsellor") == {world.accounts["counsellor_a"]}
