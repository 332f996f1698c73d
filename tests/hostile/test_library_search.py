"""What lies on shelves that somebody does not see changes nothing of what they find."""

import pytest

from core.access import Scope
from core.database import reading, writing
from core.library import queries
from tests.library.builders import EXAM, a_resource
from tests.world import World

PLAIN = EXAM._replace(title="绰号的烦恼", summary="演给大家看。", topics=("bullying",), courses=())


def found(world: World, words: str, at: str = "c") -> list[int]:
    with reading() as session:
        return [row.id for row in queries.search(session, Scope.at(world.paths[at]), words=words).rows]


@pytest.mark.parametrize("words", ["绰耗", "绰耗 烦恼", "考前绰耗"])
def test_a_word_that_only_a_neighbours_shelf_has_is_still_taken_for_a_typo(world: World, words: str) -> None:
    with writing() as session:
        for at, title in enumerate(("绰号的烦恼", "呼吸放松", "生涯规划", "同伴冲突")):
            a_resource(session, world, "c", shelf="other_county", draft=PLAIN._replace(title=title, year=2020 + at))
    before = found(world, words)
    assert before
    with writing() as session:
        for _ in range(5):
            a_resource(session, world, draft=PLAIN._replace(title="绰耗", summary="绰耗的烦恼"))
    assert found(world, words) == before
