"""Files that are taken along: never more at once than a server holds in memory, never under the name of who made them."""

from contextlib import nullcontext
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlmodel import select

from core.database import files, unowned, writing
from core.errors import Refused
from core.library import actions
from core.library.rules import ResourceState
from core.library.rules.files import MOST_AT_ONCE, without_names
from core.library.tables import ResourceText
from tests.library.builders import EXAM, a_file, a_resource
from tests.world import World


def test_an_archive_of_many_films_is_refused_before_any_is_read(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        resource_id = a_resource(session, world)
        first = a_file(session, world, resource_id, size=MOST_AT_ONCE, digest=files.keep(b"one"))
        a_file(session, world, resource_id, size=1, digest=files.keep(b"two"))
    with writing() as session, pytest.raises(Refused, match=r"library\.too_large_at_once"):
        actions.download_resource(session, world.actor("counsellor_b"), resource_id=resource_id)
    with writing() as session:
        taken = actions.download_resource(session, world.actor("counsellor_b"), resource_id=resource_id, file_id=first)
    assert taken.content == b"one"


def test_who_made_it_stands_in_no_name_of_a_file_and_not_in_the_index(sqlite_world: World) -> None:
    world = sqlite_world
    titles = ("林示例 教学设计", "课件（林示例）", "林示例")
    with writing() as session:
        resource_id = a_resource(
            session, world, state=ResourceState.DRAFT, draft=EXAM._replace(author="林示例、周示例")
        )
        for at, title in enumerate(titles):
            a_file(session, world, resource_id, title=title, position=at, digest=files.keep(title.encode()))
        sent = actions.send_resource(session, world.actor("counsellor_a"), resource_id=resource_id)
        actions.shelve(
            session, world.actor("researcher"), resource_id=resource_id, edition=sent,
            shelf_id=world.orgs["county"], stages=("junior",), topics=("exam",),
        )  # fmt: skip
        (text,) = session.exec(unowned(select(ResourceText), ResourceText))
        assert "林" not in text.body
        assert "设计" in text.body.split()
        taken = actions.download_resource(session, world.actor("counsellor_b"), resource_id=resource_id)
    assert ZipFile(BytesIO(taken.content)).namelist() == ["01 教学设计.pdf", "02 课件.pdf", "03 文件.pdf"]


@pytest.mark.parametrize(
    ("title", "author", "left"),
    [
        ("林示例-教学设计", "林示例", "教学设计"),
        ("示例初中 林示例、周示例 课件", "林示例、周示例", "示例初中 、 课件"),
        ("呼吸练习", "林", "呼吸练习"),
        ("教学设计（林示例）", "", "教学设计（林示例）"),
        ("林示例", "林示例", "文件"),
        ("C(2)", "林示例", "C(2)"),
    ],
)
def test_the_titles_of_files_lose_the_names_of_authors(title: str, author: str, left: str) -> None:
    assert without_names(title, author) == left


@pytest.mark.parametrize(("kinds", "sent"), [(("docx",), False), (("docx", "pptx"), False), (("docx", "pdf"), True)])
def test_what_may_only_be_looked_at_has_something_to_look_at(
    sqlite_world: World, kinds: tuple[str, ...], sent: bool
) -> None:
    world = sqlite_world
    with writing() as session:
        draft = EXAM._replace(licence="view_only")
        resource_id = a_resource(session, world, state=ResourceState.DRAFT, draft=draft)
        for kind in kinds:
            a_file(session, world, resource_id, kind=kind)
    with writing() as session, nullcontext() if sent else pytest.raises(Refused, match=r"library\.nothing_to_see"):
        actions.send_resource(session, world.actor("counsellor_a"), resource_id=resource_id)
