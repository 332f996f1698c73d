"""The shelf is searched by words and facets, on either engine, and shows what is there for whoever asks."""

from typing import Any

import pytest

from core.access import Scope
from core.database import reading, writing
from core.library import queries
from core.library.rules import ResourceKind, ResourceState, UseKind
from core.library.tables import ResourceRating, ResourceUse
from tests.library.builders import EXAM, LONG_AGO, a_resource
from tests.world import World

PLAY = EXAM._replace(
    kind=ResourceKind.PLAY, title="课间的绰号", summary="演给大家看：起绰号为什么伤人，旁观的人能做什么。", year=2024,
    stages=("primary",), topics=("bullying",), courses=("relations",), licence="cc_by",
)  # fmt: skip


def found(world: World, words: str = "", at: str = "b", **asked: object) -> list[int]:
    with reading() as session:
        return [row.id for row in queries.search(session, Scope.at(world.paths[at]), words=words, **asked).rows]  # type: ignore[arg-type]  # any choice


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("考试焦虑", "exam"),
        ("大考前心慌怎么办", "exam"),
        ("减压", "exam"),
        ("起外号", "play"),
        ("被人欺负", "play"),
        ("剧", "play"),
    ],
)
def test_words_and_sayings_find_what_they_mean(world: World, words: str, first: str) -> None:
    with writing() as session:
        ids = {"exam": a_resource(session, world), "play": a_resource(session, world, draft=PLAY)}
    assert found(world, words)[:1] == [ids[first]]


def test_a_typo_and_a_part_of_a_word_find_it_still(world: World) -> None:
    with writing() as session:
        exam, play = a_resource(session, world), a_resource(session, world, draft=PLAY)
    assert found(world, "考前交虑")[:1] == [exam]
    assert found(world, "绰耗")[:1] == [play]


def test_what_nothing_answers_finds_nothing(world: World) -> None:
    with writing() as session:
        a_resource(session, world)
    assert found(world, "天文望远镜") == []


def test_a_question_that_says_nothing_shows_the_shelf(world: World) -> None:
    with writing() as session:
        ids = [a_resource(session, world), a_resource(session, world, draft=PLAY)]
    assert found(world, "怎么办") == found(world, "？！") == ids[::-1]


@pytest.mark.parametrize(
    "words", ['"', "焦虑 OR", "NEAR(焦虑)", "焦虑:*", "' ; --", "焦虑 & !", "\x00焦虑", "*" * 500, "焦虑" * 200]
)
def test_no_sign_of_an_engines_own_language_breaks_the_search(world: World, words: str) -> None:
    with writing() as session:
        here = a_resource(session, world)
    assert found(world, words) == [here]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"kinds": [ResourceKind.PLAY]}, [PLAY.title]),
        ({"stages": ["junior"]}, [EXAM.title]),
        ({"stages": ["junior", "primary"]}, [PLAY.title, EXAM.title]),
        ({"topics": ["stress"]}, [EXAM.title]),
        ({"courses": ["relations"]}, [PLAY.title]),
        ({"years": [2024]}, [PLAY.title]),
        ({"licences": ["own_shared"]}, [EXAM.title]),
        ({"stages": ["junior"], "kinds": [ResourceKind.PLAY]}, []),
        ({"words": "减压", "kinds": [ResourceKind.PLAY]}, []),
        ({"limit": 1}, [PLAY.title]),
        ({"limit": 1, "offset": 1}, [EXAM.title]),
    ],
)
def test_facets_narrow(sqlite_world: World, asked: dict[str, Any], titles: list[str]) -> None:
    with writing() as session:
        for draft in (EXAM, PLAY):
            a_resource(session, sqlite_world, draft=draft)
    with reading() as session:
        got = queries.search(session, Scope.at(sqlite_world.paths["b"]), **asked)
    assert [row.title for row in got.rows] == titles


def test_a_facet_counts_what_its_own_choice_would_hide(world: World) -> None:
    with writing() as session:
        for draft in (EXAM, PLAY):
            a_resource(session, world, draft=draft)
    with reading() as session:
        got = queries.search(session, Scope.at(world.paths["b"]), kinds=[ResourceKind.PLAY])
    assert got.total == 1
    assert got.facets.kinds == {"lesson": 1, "play": 1}
    assert got.facets.stages == {"primary": 1}
    assert got.facets.years == {2024: 1}


def test_drafts_and_shelves_elsewhere_are_not_found(world: World) -> None:
    with writing() as session:
        for state in ResourceState:
            if state is not ResourceState.ON_SHELF:
                a_resource(session, world, state=state)
        a_resource(session, world, removed_at=LONG_AGO)
        a_resource(session, world, at="c", shelf="other_county")
    assert found(world, "减压", at="a") == found(world, at="a") == []
    assert len(found(world, "减压", at="city")) == 1


def test_the_most_taken_and_the_best_liked_come_first(sqlite_world: World) -> None:
    with writing() as session:
        plain, taken, liked = (a_resource(session, sqlite_world) for _ in range(3))
        known = {"org_id": sqlite_world.orgs["b"], "account_id": sqlite_world.accounts["counsellor_b"], "at": LONG_AGO}
        session.add(ResourceUse(**known, resource_id=taken, kind=UseKind.DOWNLOAD, on=LONG_AGO.date()))
        session.add(ResourceRating(**known, resource_id=liked, stars=5))
    assert found(sqlite_world, sort=queries.Sort.DOWNLOADS) == [taken, liked, plain]
    assert found(sqlite_world, sort=queries.Sort.STARS) == [liked, taken, plain]
    assert found(sqlite_world, "减压", sort=queries.Sort.STARS)[0] == liked
