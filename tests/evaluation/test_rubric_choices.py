"""Which rubrics may be chosen, and by whom."""

import pytest

from core import clock
from core.access import Scope
from core.database import reading, writing
from core.errors import NotFound
from core.evaluation import packs, queries
from core.evaluation.rules.freezing import frozen
from core.evaluation.rules.spec import Purpose
from core.evaluation.tables import RubricVersion
from tests.world import World


def kept(world: World, at: str, *, published: bool = True, version: str = "1.1") -> int:
    """A version of the four items, of the organisation `at`."""
    spec = packs.rubric("supervision_four").model_copy(update={"version": version})
    now = clock.now()
    with writing() as session:
        row = RubricVersion(
            org_id=world.orgs[at], key=spec.key, version=version, title=spec.title, body=frozen(spec),
            made_by=world.accounts["researcher"], made_at=now, published_at=now if published else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id or 0


def refs(world: World, at: str) -> list[str]:
    with reading() as session:
        return [choice.ref for choice in queries.rubric_choices(session, Scope.at(world.paths[at]))]


def test_shipped_rubrics_are_there_for_everybody_with_a_scope_examples_last(world: World) -> None:
    found = refs(world, "a")
    assert sorted(found) == sorted(f"pack:{key}" for key in packs.rubrics())
    examples = [packs.rubric(ref.removeprefix("pack:")).purpose is Purpose.EXAMPLE for ref in found]
    assert examples == sorted(examples)
    assert any(examples)
    with reading() as session:
        assert queries.rubric_choices(session, Scope()) == []
        assert queries.rubric_of(session, Scope.at(world.paths["a"]), "pack:supervision_four") is packs.rubric(
            "supervision_four"
        )


def test_what_a_bureau_published_is_seen_at_and_below_it_and_from_above(world: World) -> None:
    own = f"own:{kept(world, 'county')}"
    assert [own in refs(world, at) for at in ("county", "a", "city", "other_county", "c")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_a_draft_is_seen_where_it_is_made_and_above_and_never_chosen(world: World) -> None:
    draft = kept(world, "county", published=False)
    assert f"own:{draft}" not in refs(world, "county")
    with reading() as session:
        for at, seen in (("county", True), ("city", True), ("a", False), ("other_county", False)):
            rows = queries.rubrics(session, Scope.at(world.paths[at]))
            assert [row.id for row in rows] == ([draft] if seen else []), at
        with pytest.raises(NotFound):
            queries.rubric_of(session, Scope.at(world.paths["county"]), f"own:{draft}")


def test_a_published_version_is_read_back_as_it_was(world: World) -> None:
    own = kept(world, "county")
    with reading() as session:
        found = queries.rubric_of(session, Scope.at(world.paths["b"]), f"own:{own}")
        assert found == packs.rubric("supervision_four").model_copy(update={"version": "1.1"})
        row = queries.rubric_version(session, Scope.at(world.paths["b"]), own)
        assert (row.org_name, row.version, row.is_draft) == ("云溪区", "1.1", False)


@pytest.mark.parametrize("ref", ["", "pack:", "pack:no_such", "own:", "own:0", "own:x", "own:１", "1", "own:999999999"])
def test_what_nobody_published_is_not_found(world: World, ref: str) -> None:
    with reading() as session, pytest.raises(NotFound):
        queries.rubric_of(session, Scope.at(world.paths["county"]), ref)


def test_another_bureaus_version_is_not_found(world: World) -> None:
    own = kept(world, "other_county")
    with reading() as session, pytest.raises(NotFound):
        queries.rubric_of(session, Scope.at(world.paths["county"]), f"own:{own}")


def test_drafts_stand_before_what_is_published_and_the_newest_first(world: World) -> None:
    first, second = kept(world, "county", version="1.1"), kept(world, "county", version="1.2")
    draft = kept(world, "county", published=False, version="1.3")
    with reading() as session:
        rows = queries.rubrics(session, Scope.at(world.paths["county"]))
    assert [row.id for row in rows] == [draft, second, first]
