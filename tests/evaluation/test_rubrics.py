"""Drafts of rubrics: made, changed by one after the other, published for good."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from core.access import Scope
from core.database import engine, reading, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.evaluation import actions, packs, queries
from core.evaluation.queries import RubricRow
from core.evaluation.rules.editing import rebuilt, with_item, without
from core.evaluation.rules.lint import lint
from core.evaluation.rules.spec import RubricSpec
from tests.world import World

ROOM = "pack:room_standard"


def drafted(world: World, ref: str = ROOM, *, who: str = "researcher", at: str = "county", title: str = "") -> int:
    with writing() as session:
        return actions.make_draft(session, world.actor(who), org_id=world.orgs[at], ref=ref, title=title)


def row_of(world: World, version_id: int) -> RubricRow:
    with reading() as session:
        return queries.rubric_version(session, Scope.at(world.paths["county"]), version_id)


def saved(world: World, version_id: int, spec: RubricSpec, *, edition: int = 0, who: str = "researcher") -> int:
    with writing() as session:
        return actions.save_draft(session, world.actor(who), version_id=version_id, edition=edition, spec=spec)


def published(world: World, version_id: int, *, edition: int = 0, version: str = "1.1", reason: str = "") -> None:
    with writing() as session:
        actions.publish_rubric(
            session, world.actor("researcher"), version_id=version_id, edition=edition, version=version, reason=reason
        )


def broken(world: World) -> tuple[int, int]:
    """A draft whose first item is worth more than its indicator prints; its id and edition."""
    draft = drafted(world)
    spec = row_of(world, draft).spec
    item = spec.items[0].model_copy(update={"points": spec.items[0].points + 1})
    return draft, saved(world, draft, with_item(spec, item, replaces=item.code))


def test_a_copy_is_what_was_copied_under_the_next_version(world: World) -> None:
    row = row_of(world, drafted(world))
    shipped = packs.rubric("room_standard")
    assert row.is_draft
    assert (row.key, row.based_on, row.edition, row.org_name) == ("room_standard", ROOM, 0, "云溪区")
    assert row.version == "1.1"
    assert row.spec == rebuilt(shipped, version="1.1")


def test_a_second_copy_takes_the_version_after(world: World) -> None:
    assert [row_of(world, drafted(world)).version for _ in range(3)] == ["1.1", "1.2", "1.3"]


def test_an_empty_draft_is_a_whole_rubric_with_a_key_of_its_own(world: World) -> None:
    first, second = (row_of(world, drafted(world, "", title="我们的标准")) for _ in range(2))
    assert first.title == first.spec.title == "我们的标准"
    assert first.key != second.key
    assert len(first.spec.items) == 1


def test_an_empty_draft_needs_a_title(world: World) -> None:
    with pytest.raises(Refused, match="title_bad"):
        drafted(world, "", title="  ")


def test_a_school_makes_no_rubric(world: World) -> None:
    with pytest.raises(Refused, match="of_a_bureau"):
        drafted(world, at="a")


def test_what_is_not_there_is_not_copied(world: World) -> None:
    for ref in ("pack:nothing", "own:999", "own:x"):
        with pytest.raises(NotFound):
            drafted(world, ref)


def test_a_saved_draft_keeps_key_and_version_whatever_comes(world: World) -> None:
    draft = drafted(world)
    spec = rebuilt(row_of(world, draft).spec, key="another", version="9", title="区里的辅导室标准")
    assert saved(world, draft, spec) == 1
    row = row_of(world, draft)
    assert (row.key, row.version, row.title, row.spec.title) == (
        "room_standard", "1.1", "区里的辅导室标准", "区里的辅导室标准",
    )  # fmt: skip


def test_of_two_who_save_at_once_the_second_is_told(world: World) -> None:
    draft = drafted(world)
    spec = row_of(world, draft).spec
    mine, theirs = rebuilt(spec, title="我的"), rebuilt(spec, title="她的")
    saved(world, draft, theirs, who="centre")
    with pytest.raises(Conflict, match=r"rubric\.moved_on"):
        saved(world, draft, mine)
    assert row_of(world, draft).title == "她的"
    assert saved(world, draft, mine, edition=1) == 2


def test_a_clean_draft_is_published_without_a_reason(world: World) -> None:
    draft = drafted(world)
    published(world, draft, version="2025")
    row = row_of(world, draft)
    assert (row.is_draft, row.version, row.spec.version, row.findings, row.reason) == (False, "2025", "2025", 0, "")
    with reading() as session:
        assert queries.rubric_of(session, Scope.at(world.paths["a"]), f"own:{draft}") == row.spec


def test_what_the_linter_says_needs_a_reason(world: World) -> None:
    draft, edition = broken(world)
    found = len(lint(row_of(world, draft).spec))
    assert found
    with pytest.raises(Refused, match="reason_needed"):
        published(world, draft, edition=edition, reason="  ")
    published(world, draft, edition=edition, reason="试行一年，年底再改")
    row = row_of(world, draft)
    assert (row.findings, row.reason) == (found, "试行一年，年底再改")


def test_no_reason_is_good_enough_for_a_code_that_stands_twice(world: World) -> None:
    draft = drafted(world)
    spec = row_of(world, draft).spec
    edition = saved(world, draft, rebuilt(spec, items=(*spec.items, spec.items[0])))
    with pytest.raises(Refused, match="codes_twice"):
        published(world, draft, edition=edition, reason="就这样")


def test_an_edition_that_moved_on_is_not_published(world: World) -> None:
    draft = drafted(world)
    saved(world, draft, row_of(world, draft).spec)
    with pytest.raises(Conflict):
        published(world, draft)


@pytest.mark.parametrize(("version", "code"), [("", "version_bad"), (" ", "version_bad"), ("1" * 21, "version_bad"),
                                               ("1.0", "version_taken"), ("1.2", "version_taken")])  # fmt: skip
def test_a_version_is_told_and_its_own(world: World, version: str, code: str) -> None:
    draft = drafted(world)
    drafted(world)  # takes 1.2
    with pytest.raises(Refused, match=code):
        published(world, draft, version=version)
    published(world, draft, version="1" * 20)


def test_what_is_published_is_refused_to_every_act(world: World) -> None:
    draft = drafted(world)
    published(world, draft)
    actor, spec = world.actor("researcher"), row_of(world, draft).spec
    with writing() as session:
        with pytest.raises(Refused, match="published"):
            actions.save_draft(session, actor, version_id=draft, edition=1, spec=spec)
        with pytest.raises(Refused, match="published"):
            actions.drop_draft(session, actor, version_id=draft)
        with pytest.raises(Refused, match="published"):
            actions.publish_rubric(session, actor, version_id=draft, edition=1, version="3")


@pytest.mark.parametrize("statement", [
    "UPDATE rubric_version SET title = 'x' WHERE id = :id", "UPDATE rubric_version SET published_at = NULL WHERE id = :id",
    "DELETE FROM rubric_version WHERE id = :id",
])  # fmt: skip
def test_what_is_published_the_database_itself_keeps(world: World, statement: str) -> None:
    draft, other = drafted(world), drafted(world)
    published(world, draft)
    with pytest.raises(DatabaseError, match="frozen"), engine().begin() as connection:
        connection.execute(text(statement), {"id": draft})
    with engine().begin() as connection:
        assert connection.execute(text(statement), {"id": other}).rowcount == 1


def test_a_draft_is_thrown_away(world: World) -> None:
    draft = drafted(world)
    with writing() as session:
        actions.drop_draft(session, world.actor("researcher"), version_id=draft)
    with pytest.raises(NotFound):
        row_of(world, draft)


def test_a_published_version_is_copied_to_go_on_with(world: World) -> None:
    first = drafted(world)
    published(world, first)
    row = row_of(world, drafted(world, f"own:{first}"))
    assert (row.key, row.version, row.based_on) == ("room_standard", "1.2", f"own:{first}")


@pytest.mark.parametrize(
    ("who", "error"), [("counsellor_a", NotAllowed), ("leader", NotAllowed), ("centre_c", NotFound)]
)
def test_a_draft_is_for_those_who_manage_evaluation_there(world: World, who: str, error: type[Exception]) -> None:
    draft = drafted(world)
    spec = row_of(world, draft).spec
    actor: Any = world.actor(who)
    with writing() as session:
        for act in (
            lambda: actions.save_draft(session, actor, version_id=draft, edition=0, spec=spec),
            lambda: actions.drop_draft(session, actor, version_id=draft),
            lambda: actions.publish_rubric(session, actor, version_id=draft, edition=0, version="2"),
            lambda: actions.make_draft(session, actor, org_id=world.orgs["county"], ref=ROOM),
        ):
            with pytest.raises(error):
                act()


def test_a_variant_of_the_room_rubric_is_made_in_a_few_acts(world: World) -> None:
    draft = drafted(world, title="云溪区辅导室标准")
    spec = row_of(world, draft).spec
    last = spec.items[-1]
    changed = with_item(spec, last.model_copy(update={"title": "改过的一项"}), replaces=last.code)
    edition = saved(world, draft, changed)
    smaller = without(changed, last.code)
    edition = saved(world, draft, smaller, edition=edition)
    found = {one.code: dict(one.details) for one in lint(row_of(world, draft).spec)}
    assert found["rubric.total_sum"] == {"printed": "100", "sum": f"{100 - last.points}"}
    published(world, draft, edition=edition, reason="试行")
