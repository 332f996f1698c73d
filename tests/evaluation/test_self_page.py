"""学校自评 on the screen."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from core import audit, clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.evaluation import packs
from core.evaluation.actions.loading import loaded_round
from core.evaluation.rules.filling import groups
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import EntryState, RoundState
from core.ui.words import safe
from tests.evaluation.builders import a_room
from tests.evaluation.marking import EVERY_KIND
from tests.evaluation.selfing import PDF, School, a_school
from tests.media.builders import photo
from tests.ui.app import signed_in, words
from tests.ui.screens import labels, press, run
from tests.world import World


@pytest.fixture
def school(sqlite_world: World) -> School:
    return during(sqlite_world)


def during(world: World, **other: Any) -> School:
    """School A on the first day of a round's self-assessment, which is today."""
    today = clock.today()
    days = dict(zip(("opens_on", "self_until", "review_until", "publicity_until"), range(0, 28, 7), strict=True))
    facts = {name: today + timedelta(days=after) for name, after in days.items()}
    return a_school(world, **facts, school_year=clock.school_year(today), **other)._replace(at=clock.now())


def opened(school: School, who: str = "", *, side: str = "") -> AppTest:
    test = run(signed_in(school.world, who or school.who, "self"))
    if side:
        test.button_group(key=f"self.part.{school.entry}").set_value(side)
        run(test)
    return test


def group(test: AppTest, school: School, at: int) -> AppTest:
    test.button_group(key=f"self.group.{school.entry}").set_value(at)
    return run(test)


def widget(school: School, code: str, part: str = "0") -> str:
    return f"self.{school.entry}.{code}.{part}"


def marks(school: School) -> dict[str, Mark]:
    return school.sheet().marks


def test_a_school_without_a_round_is_told_so(sqlite_world: World) -> None:
    assert "现在没有要填的自评" in words(run(signed_in(sqlite_world, "counsellor_b", "self")))


def several(world: World, stages: dict[str, RoundState]) -> list[School]:
    """Rounds of these titles in these states, the newest last."""
    rounds = [during(world, title=title) for title in stages]
    for one, stage in zip(rounds, stages.values(), strict=True):
        one.move(stage)
    return rounds


def test_the_newest_round_that_still_assesses_itself_comes_first(sqlite_world: World) -> None:
    stages = {"春季": RoundState.SELF, "夏季": RoundState.SELF, "秋季": RoundState.REVIEW, "冬季": RoundState.CLOSED}
    rounds = several(sqlite_world, stages)
    box = opened(rounds[0]).selectbox(key="self.round")
    assert box.options == ["冬季（结束）", "秋季（评审）", "夏季（自评）", "春季（自评）"]
    assert box.value == rounds[1].round_id


def test_with_no_round_left_to_assess_the_newest_comes_first(sqlite_world: World) -> None:
    rounds = several(sqlite_world, {"春季": RoundState.CLOSED, "夏季": RoundState.REVIEW})
    assert opened(rounds[0]).selectbox(key="self.round").value == rounds[1].round_id


def test_every_tap_is_saved_at_once_and_counts(school: School) -> None:
    test = opened(school)
    assert "目前得分　**0 / 20**　:gray[还差 5 项]" in words(test)
    test.button_group(key=widget(school, "A1")).set_value("1")
    run(test)
    test.number_input(key=widget(school, "A2")).set_value(12.0)
    run(test)
    assert marks(school) == {"A1": Mark.of(1), "A2": Mark.of(12)}
    assert "目前得分　**10 / 20**　:gray[还差 3 项]" in words(test)
    group(test, school, 1)
    test.button_group(key=widget(school, "B1")).set_value("4.5")
    run(test)
    test.number_input(key=widget(school, "B2")).set_value(3)
    run(test)
    test.button_group(key=widget(school, "B3")).set_value("0")
    run(test)
    assert "**19.5 / 20**" in words(test)
    assert "还差" not in words(test)


def test_a_mark_is_taken_back_and_does_not_apply(school: School) -> None:
    school.mark("A1", 1)
    test = opened(school)
    test.button_group(key=widget(school, "A1")).set_value(None)
    run(test)
    assert marks(school) == {}
    test.checkbox(key=widget(school, "A2", "na")).check()
    run(test)
    assert marks(school) == {"A2": NOT_APPLICABLE}
    test.number_input(key=widget(school, "A2")).set_value(9.0)
    run(test)
    assert marks(school) == {"A2": Mark.of(9)}


def test_a_note_is_kept_with_the_mark(school: School) -> None:
    school.mark("A1", 1)
    test = opened(school)
    test.text_area(key=widget(school, "A1", "note")).set_value("有成文的制度")
    run(test)
    assert school.sheet().items["A1"].note == "有成文的制度"
    test.button_group(key=widget(school, "A1")).set_value("0")
    run(test)
    assert (school.sheet().items["A1"].note, marks(school)["A1"]) == ("有成文的制度", Mark.of(0))


def test_a_colleagues_mark_is_shown_and_not_overwritten(school: School) -> None:
    school.mark("A1", 0)
    test = opened(school)
    school._replace(who="school_admin_a").mark("A1", 1)
    run(test)
    assert test.button_group(key=widget(school, "A1")).value == "1"
    assert marks(school)["A1"] == Mark.of(1)


def test_what_the_system_knows_is_taken_with_one_click(school: School) -> None:
    with writing() as session:
        a_room(session, school.world, area=12)
    test = opened(school)
    said = words(test)
    assert "**12 ㎡**" in said
    assert "登记的在用辅导室面积之和" in said
    assert "截至" in said
    press(test, "采用")
    assert marks(school) == {"A2": Mark.of(12)}
    assert "系统提供：辅导室面积 12 ㎡" in words(test)
    assert "已采用" in words(test)
    assert test.number_input(key=widget(school, "A2")).value == 12


def test_what_the_system_knows_does_not_replace_a_mark_unless_asked(school: School) -> None:
    with writing() as session:
        a_room(session, school.world, area=12)
    school.mark("A2", 20)
    test = opened(school)
    assert "采用" not in labels(test)
    press(test, "改用这个数")
    assert marks(school) == {"A2": Mark.of(12)}


def test_several_files_are_laid_beside_an_item_at_once(school: School) -> None:
    test = opened(school)
    uploader(test, "A1").set_value([("制度.pdf", PDF, "application/pdf"), ("照片.jpg", photo(), "image/jpeg")])
    press(test, "放上")
    beside = school.sheet().evidence["A1"]
    assert [(one.row.title, one.row.kind) for one in beside] == [("制度", "pdf"), ("照片", "jpeg")]
    assert [one.row.taken_on for one in beside] == [clock.today()] * 2
    assert "2 份材料已放好" in words(test)


def test_a_file_that_is_no_evidence_keeps_none_of_the_others_out(school: School) -> None:
    test = opened(school)
    uploader(test, "A1").set_value([
        ("制度.pdf", PDF, "application/pdf"), ("假的.pdf", b"MZ program", "application/pdf"), ("照.jpg", photo(), "image/jpeg"),
    ])  # fmt: skip
    press(test, "放上")
    assert [one.row.title for one in school.sheet().evidence["A1"]] == ["制度", "照"]
    assert "这个文件没有收下" in words(test)


def test_a_piece_from_the_library_serves_another_item(school: School) -> None:
    evidence = school.upload()
    school.link(evidence, ["A1"])
    test = opened(school)
    assert [one.options for one in test.multiselect] == [["制度文件（2025年10月10日）"]], "only where it is not yet"
    test.multiselect[0].set_value([evidence])
    next(button for button in test.button if button.label == "放上" and ".A2" in button.form_id).click()
    run(test)
    assert set(school.sheet().evidence) == {"A1", "A2"}


def test_evidence_is_taken_off_an_item_and_stays_in_the_library(school: School) -> None:
    school.link(school.upload(), ["A1"])
    press(opened(school), "从这一项取下")
    assert school.sheet().evidence == {}
    assert len(school.pieces()) == 1


def test_the_library_keeps_versions_and_tells_where_a_piece_is_used(school: School) -> None:
    first = school.upload()
    school.link(first)
    test = opened(school, side="材料库")
    assert "用在：2025 年督导（2 项）" in words(test)
    renew = next(one for one in test.get("file_uploader") if ".renew" in one.key)
    renew.set_value([("制度二.pdf", PDF + b"% newer", "application/pdf")])
    press(test, "收下新版本")
    (piece,) = school.pieces()
    assert [row.version for row in piece.versions] == [2, 1]
    assert [one.row.version for one in school.sheet().evidence["A1"]] == [2]
    assert "第 2 版" in words(test)
    press(test, "拿掉")
    assert school.sheet().evidence == {}


def test_a_piece_is_laid_beside_many_items_from_the_library(school: School) -> None:
    school.upload()
    test = opened(school, side="材料库")
    test.multiselect[0].set_value(["A1", "B2"])
    press(test, "放上")
    assert set(school.sheet().evidence) == {"A1", "B2"}


def test_files_are_kept_before_any_item_asks_for_them(school: School) -> None:
    test = opened(school, side="材料库")
    assert "还没有材料" in words(test)
    next(iter(test.get("file_uploader"))).set_value([("活动照.jpg", photo(), "image/jpeg")])
    press(test, "收进材料库")
    assert [piece.newest.title for piece in school.pieces()] == ["活动照"]
    press(test, "收进材料库")
    assert "请先选文件" in words(test)


def test_a_picture_is_shown_in_place_and_opening_it_is_written_down(school: School) -> None:
    school.link(school.upload(photo(), "辅导室照片"), ["A1"])
    test = opened(school)
    press(test, "看")
    (shown,) = test.get("dialog")
    assert [type(one).__name__ for one in shown.children[0].children.values()] == ["Image", "DownloadButton"]
    with reading() as session:
        assert len(audit.events(session, SYSTEM_SCOPE, action="evidence.opened")) == 1


def test_what_is_missing_is_named_with_a_way_to_it(school: School) -> None:
    school.fill("B2")
    test = opened(school, side="检查并提交")
    assert "还有 1 项要补" in words(test)
    press(test, "去填")
    assert test.button_group(key=f"self.part.{school.entry}").value == "填写"
    assert test.button_group(key=f"self.group.{school.entry}").value == 1


def test_a_whole_sheet_is_handed_in_and_then_only_read(school: School) -> None:
    school.fill()
    test = opened(school, side="检查并提交")
    press(test, "提交")
    assert "请先在上面打勾" in words(test)
    test.checkbox[0].check()
    press(test, "提交")
    assert school.sheet().entry.state is EntryState.SUBMITTED
    assert "已提交，谢谢您" in words(test)
    assert test.button_group(key=f"self.part.{school.entry}").options == ["自评表", "材料库"]
    assert not test.number_input
    assert "19.5 / 20" in words(test)
    assert next(list(table.value["自评"]) for table in test.table) == ["达到", "12 ㎡"]


def test_the_statement_is_saved_when_the_field_is_left(school: School) -> None:
    test = opened(school, side="检查并提交")
    test.text_area[0].set_value("我校重视")
    run(test)
    assert school.sheet().entry.statement == "我校重视"


def test_too_late_is_said_with_the_day_and_nothing_is_lost(school: School) -> None:
    school.fill()
    with writing() as session:
        loaded_round(session, SYSTEM_SCOPE, school.round_id).self_until = date(2026, 5, 14)
    test = opened(school, side="检查并提交")
    assert "提交日期 5月14日 周四 已过" in words(test)
    test.checkbox[0].check()
    press(test, "提交")
    assert "最晚 2026 年 5 月 14 日提交" in words(test)
    assert school.sheet().entry.state is EntryState.DRAFTING


def test_the_bureau_reads_what_was_handed_in_and_gives_it_back(school: School) -> None:
    assert "还没有学校提交自评" in words(opened(school, "researcher"))
    school.fill()
    school.submit()
    test = opened(school, "researcher")
    assert "云溪一小" in words(test)
    next(area for area in test.text_area if area.label == "要补充什么").set_value("请补上照片")
    press(test, "退回")
    assert (school.sheet().entry.state, school.sheet().entry.return_note) == (EntryState.RETURNED, "请补上照片")
    assert "请补充：请补上照片" in words(opened(school))


def test_the_sheet_is_printed(school: School) -> None:
    school.fill()
    content = school.act("print_self_sheet", entry_id=school.entry)
    said = "\n".join(
        cell.text for table in Document(BytesIO(content)).tables for row in table.rows for cell in row.cells
    )
    for told in ("云溪一小", "19.5 / 20", "12 ㎡", "制度文件（2025-10-10）", "自评中"):
        assert told in said


@pytest.mark.parametrize("rubric", [EVERY_KIND, *packs.rubrics().values()], ids=lambda one: one.key)
def test_every_item_of_every_rubric_can_be_filled_in(sqlite_world: World, rubric: RubricSpec) -> None:
    school = during(sqlite_world, rubric=rubric)
    test = opened(school)
    spoken: set[str] = set()
    for at, one in enumerate(groups(rubric)):
        if at:
            press(test, f"下一组：{safe(one.title)}")
        spoken |= {item.code for item in one.items if f"**{safe(item.code)}　{safe(item.title)}**" in words(test)}
    assert spoken == set(rubric.by_code)
    press(test, "检查并提交")
    assert f"还有 {len(spoken)} 项要补" in words(test)


def test_both_standards_are_marked_in_one_pass(sqlite_world: World) -> None:
    school = during(sqlite_world, rubric=EVERY_KIND)
    test = opened(school)
    group(test, school, 1)
    test.button_group(key=widget(school, "A1.1", "0")).set_value("2")
    run(test)
    assert "还差一栏" in words(test)
    test.button_group(key=widget(school, "A1.1", "1")).set_value("1")
    run(test)
    assert marks(school)["A1.1"] == Mark((("basic", Decimal(2)), ("model", Decimal(1))))
    assert "达标目前得分　**2 / " in words(test)
    assert "示范目前得分　**1 / " in words(test)
    test.button_group(key=widget(school, "A1.3")).set_value("na")
    run(test)
    assert marks(school)["A1.3"] == NOT_APPLICABLE


def uploader(test: AppTest, code: str) -> Any:
    return next(one for one in test.get("file_uploader") if f".{code}." in one.key)
