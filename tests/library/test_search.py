"""The shelf is searched by words and facets, on either engine, and shows what is there for whoever asks."""

import pytest

from core.access import Scope
from core.database import reading, writing
from core.library import queries
from core.library.rules import ResourceKind
from tests.library.builders import EXAM, a_resource
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
