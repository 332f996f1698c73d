"""我的资源 and 上架审核 on the screen: begun in two fields, saved as it is typed, sent, asked to be mended, shelved."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.library import actions, queries
from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import ResourceDraft
from core.library.views.preview import cover_of
from core.ui.tables import PAGE
from tests.activities.builders import an_activity
from tests.activities.report_builders import a_photo
from tests.library.builders import EXAM, a_resource
from tests.library.screens import PAPER, one, put
from tests.media.test_films import DARK, SIZE, film
from tests.ui.app import words
from tests.ui.screens import field, opened, press, run
from tests.world import World

BARE = ResourceDraft(ResourceKind.LESSON, "还没写完的课", year=2026)


def drawn() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (320, 200), "green").save(buffer, "JPEG")
    return buffer.getvalue()


def desk(world: World, here: int, who: str = "counsellor_a") -> AppTest:
    """One of the own resources, in hand."""
    return opened(world, who, "my_resources", library_mine=here)


def kinds(here: int) -> list[str]:
    with reading() as session:
        return [file.kind for file in queries.own_files(session, SYSTEM_SCOPE, resource_id=here)]


def test_a_resource_is_begun_with_a_name_alone_and_an_empty_name_is_refused(sqlite_world: World) -> None:
    test = opened(sqlite_world, "counsellor_a", "my_resources")
    assert "还没有提交过资源" in words(test)
    press(test, "新建，接着填")
    assert "请写上名字" in words(test)
    field(test.text_input, "叫什么名字").input("考前放松三分钟")
    press(test, "新建，接着填")
    (row,) = mine()
    assert (row.title, row.state, row.org_id) == ("考前放松三分钟", ResourceState.DRAFT, sqlite_world.orgs["a"])
    assert field(test.text_input, "名字").value == "考前放松三分钟"


def test_many_resources_stand_on_pages_with_what_waits_for_the_submitter_first(sqlite_world: World) -> None:
    evening = datetime(2026, 3, 1, 23, tzinfo=UTC)  # the next morning here
    with writing() as session:
        back = a_resource(session, sqlite_world, state=ResourceState.RETURNED, comment="请补上任务单", sent_at=evening)
        for _ in range(PAGE):
            a_resource(session, sqlite_world, state=ResourceState.SENT)
    test = opened(sqlite_world, "counsellor_a", "my_resources")
    listed = [one.key for one in test.button if str(one.key).startswith("mine.open.")]
    assert (len(listed), listed[0]) == (PAGE, f"mine.open.{back}")
    assert "3月2日提交" in words(test)


def mine() -> list[queries.ResourceRow]:
    with reading() as session:
        return queries.mine(session, SYSTEM_SCOPE)


def test_every_field_is_kept_as_soon_as_it_is_filled_and_what_is_missing_is_said(sqlite_world: World) -> None:
    here = put(sqlite_world, files=0, draft=BARE, state=ResourceState.DRAFT)
    test = desk(sqlite_world, here)
    assert "还差简介" in words(test)
    field(test.text_area, "简单说说：讲什么、怎么用、用了效果怎样").input("一节课学会给情绪量体温")
    run(test)
    test.button_group(key=f"mine.{here}.stages").set_value(["primary"])
    run(test)
    field(test.selectbox, "别人可以怎样使用").set_value("cc_by")
    run(test)
    now = one(here)
    assert (now.summary, now.stages, now.licence) == ("一节课学会给情绪量体温", ("primary",), "cc_by")
    assert "还差作者" in words(test)
    assert field(test.button, "提交审核").disabled


def test_a_colleagues_change_appears_and_is_not_overwritten(sqlite_world: World) -> None:
    here = put(sqlite_world, files=0, draft=BARE, state=ResourceState.DRAFT)
    test = desk(sqlite_world, here)
    with writing() as session:
        draft = BARE._replace(author="林示例")
        actions.save_resource(
            session, sqlite_world.actor("counsellor_a2"), resource_id=here, edition=one(here).edition, draft=draft
        )
    field(test.text_input, "名字").input("情绪温度计")
    run(test)
    assert (one(here).title, one(here).author) == ("情绪温度计", "林示例")
    assert field(test.text_input, "作者").value == "林示例"


def test_files_are_kept_but_for_those_that_are_refused_in_words(sqlite_world: World) -> None:
    here = put(sqlite_world, files=0, state=ResourceState.DRAFT)
    test = desk(sqlite_world, here)
    sent = [("照片.jpg", drawn(), "image/jpeg"), ("假的.pdf", b"MZ not a document", "application/pdf")]
    test.file_uploader[0].set_value([*sent, ("教案.pdf", PAPER, "application/pdf")])
    press(test, "放上")
    assert kinds(here) == ["jpeg", "pdf"]
    assert "“假的”没有收下" in words(test)
    assert "2 个文件已放好" in words(test)
    assert words(test).count("**照片**") == 1


def test_a_resource_goes_out_comes_back_with_a_word_and_is_shelved(sqlite_world: World) -> None:
    here = put(sqlite_world, draft=EXAM, state=ResourceState.DRAFT)
    press(desk(sqlite_world, here), "提交审核")
    assert one(here).state is ResourceState.SENT
    review = opened(sqlite_world, "researcher", "shelving")
    assert "共 2 页" in words(review)
    press(review, "请补充")
    assert "请写一句话说明" in words(review)
    field(review.text_area, "请提交人补充什么").input("请补一段使用效果")
    press(review, "请补充")
    test = opened(sqlite_world, "counsellor_a", "my_resources")
    assert "请补充：请补一段使用效果" in words(test)
    press(test, "去补充")
    press(test, "提交审核")
    assert "被别人改过" not in words(run(review))
    press(review, "上架")
    assert (one(here).state, one(here).shelf) == (ResourceState.ON_SHELF, "云溪区")


def test_what_was_sent_can_be_taken_back_and_is_nobody_elses(sqlite_world: World) -> None:
    here = put(sqlite_world, state=ResourceState.SENT)
    assert EXAM.title not in words(desk(sqlite_world, here, "counsellor_b"))
    press(desk(sqlite_world, here), "拿回来改")
    assert one(here).state is ResourceState.DRAFT
    assert "现在没有待审核的资源" in words(opened(sqlite_world, "researcher", "shelving"))


@pytest.mark.parametrize("who", ["researcher", "centre_c"])
def test_a_review_desk_holds_what_schools_below_it_sent_and_nothing_else(sqlite_world: World, who: str) -> None:
    put(sqlite_world, state=ResourceState.SENT)
    assert (EXAM.title in words(opened(sqlite_world, who, "shelving"))) is (who == "researcher")


def test_an_activity_that_was_held_becomes_a_draft_with_its_words_and_only_photographs_without_open_faces(
    sqlite_world: World,
) -> None:
    with writing() as session:
        held = an_activity(session, sqlite_world, held_on=clock.today(), title="操场上的心灵集市", note="十二个摊位。")
        a_photo(session, sqlite_world, held)
        a_photo(session, sqlite_world, held, faces=1)
    test = opened(sqlite_world, "counsellor_a", "my_resources")
    field(test.selectbox, "哪一次活动").set_value(held)
    run(test)
    assert "有 1 张照片可能拍到学生正脸" in words(test)
    press(test, "建一份草稿")
    (row,) = mine()
    assert (row.kind, row.title, row.summary, row.files, row.activity_id) == (
        ResourceKind.ACTIVITY, "操场上的心灵集市", "十二个摊位。", 1, held
    )  # fmt: skip


def test_a_paper_gets_its_first_page_as_a_picture_for_the_card(sqlite_world: World) -> None:
    here = put(sqlite_world, files=0, state=ResourceState.DRAFT)
    test = desk(sqlite_world, here)
    test.file_uploader[0].set_value([("教案.pdf", PAPER, "application/pdf")])
    press(test, "放上")
    with reading() as session:
        thumbs = queries.thumbs(session, SYSTEM_SCOPE, rows=[one(here)])
    assert thumbs[here].startswith(b"\xff\xd8\xff")
    test.button(key=next(str(b.key) for b in test.button if str(b.key).startswith("mine.see."))).click()
    run(test)
    assert "共 2 页" in words(test)


def test_a_short_film_gets_its_beginning_as_a_picture_for_the_card_and_a_broken_one_none(tmp_path: Path) -> None:
    whole = film(tmp_path, "webm", "VP80", seconds=1)
    with Image.open(BytesIO(cover_of(whole, "webm"))) as picture:
        assert (picture.format, picture.size) == ("JPEG", SIZE)
        assert picture.convert("L").getpixel((0, 0)) == pytest.approx(DARK, abs=8)
    assert cover_of(whole[: len(whole) // 20], "webm") == b""


def test_a_bureau_sees_its_own_resources_and_not_those_of_its_schools(sqlite_world: World) -> None:
    put(sqlite_world, state=ResourceState.DRAFT)
    put(sqlite_world, "county", draft=BARE, state=ResourceState.DRAFT)
    test = opened(sqlite_world, "researcher", "my_resources")
    assert BARE.title in words(test)
    assert EXAM.title not in words(test)
