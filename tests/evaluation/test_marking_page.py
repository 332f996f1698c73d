"""评审打分 on the screen: a tap is a mark, and what is shown is what is kept."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core.database import writing
from core.evaluation import actions
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.states import EntryState, RoundState
from core.evaluation.tables import SelfMark
from core.evaluation.views import marking_list
from core.ui.parts import XLSX
from tests.evaluation.builders import AT
from tests.evaluation.marking import EVERY_KIND, Case, a_case
from tests.evaluation.test_offline import exported, put, rewritten
from tests.ui.app import signed_in, words
from tests.world import World

ITEMS = {item.code: item for item in EVERY_KIND.items}


def listed(world: World, who: str = "reviewer") -> AppTest:
    test = signed_in(world, who, "marking").run()
    assert not test.exception
    return test


def opened(case: Case) -> AppTest:
    test = listed(case.world, case.rater)
    return press(test, f"marking.open.{case.id}")


def press(test: AppTest, key: str) -> AppTest:
    test.button(key=key).click().run()
    assert not test.exception
    return test


def at(test: AppTest, case: Case, group: int) -> AppTest:
    test.segmented_control(key=f"marking.group.{case.id}").set_value(group).run()
    assert not test.exception
    return test


def tap(test: AppTest, case: Case, code: str, value: object, number: int = 0) -> AppTest:
    key = f"marking.{case.id}.{code}.{number}"
    test.segmented_control(key=key).set_value(value).run()
    assert not test.exception
    return test


def typed(test: AppTest, case: Case, code: str, value: float | None) -> AppTest:
    test.number_input(key=f"marking.{case.id}.{code}.0").set_value(value).run()
    assert not test.exception
    return test


def marks(case: Case) -> dict[str, Mark]:
    return {code: row.mark for code, row in case.seen().marks.items()}


def test_a_rater_without_schools_is_told_so(sqlite_world: World) -> None:
    assert "现在没有要打分的学校" in words(listed(sqlite_world))


def test_only_the_own_schools_are_listed(sqlite_world: World) -> None:
    a_case(sqlite_world)
    a_case(sqlite_world, school="b", rater="researcher")
    said = words(listed(sqlite_world))
    assert "云溪一小" in said
    assert "云溪中学" not in said
    assert f"已打 0 / {len(ITEMS)}" in said


def test_a_tap_is_saved_at_once(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = opened(case)
    assert "待打分" in words(test)
    tap(test, case, "A.0", "1")
    assert marks(case) == {"A.0": Mark.of(1)}
    assert "已保存" in words(test)


@pytest.mark.parametrize(
    ("group", "code", "value", "mark"),
    [(1, "A1.3", "1", Mark.of(1)), (1, "A1.3", "na", NOT_APPLICABLE), (2, "B.1", "1", Mark.of(1)),
     (2, "B.4", "1", Mark.of(1))],
)  # fmt: skip
def test_every_kind_that_is_chosen_is_one_tap(
    sqlite_world: World, group: int, code: str, value: str, mark: Mark
) -> None:
    case = a_case(sqlite_world)
    tap(at(opened(case), case, group), case, code, value)
    assert marks(case) == {code: mark}


@pytest.mark.parametrize(("group", "code", "value"), [(1, "A1.2", 12.5), (2, "B.2", 3), (2, "B.3", 1), (2, "B.5", 18)])
def test_every_kind_that_is_written_is_a_number(sqlite_world: World, group: int, code: str, value: float) -> None:
    case = a_case(sqlite_world)
    test = typed(at(opened(case), case, group), case, code, value)
    assert marks(case) == {code: Mark.of(str(value))}
    assert test.number_input(key=f"marking.{case.id}.{code}.0").value == value


def test_two_standards_are_marked_side_by_side_each_kept_as_it_comes(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = tap(at(opened(case), case, 1), case, "A1.1", "3")
    assert marks(case) == {"A1.1": Mark((("basic", Decimal(3)),))}
    assert "还差一栏" in words(test)
    tap(test, case, "A1.1", "2", number=1)
    assert marks(case) == {"A1.1": Mark((("basic", Decimal(3)), ("model", Decimal(2))))}
    assert "请写理由" in words(test)


def test_a_number_and_does_not_apply_let_each_other_go(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = typed(at(opened(case), case, 1), case, "A1.2", 12.0)
    test.checkbox(key=f"marking.{case.id}.A1.2.na").check().run()
    assert marks(case) == {"A1.2": NOT_APPLICABLE}
    assert test.number_input(key=f"marking.{case.id}.A1.2.0").value is None
    typed(test, case, "A1.2", 9.0)
    assert marks(case) == {"A1.2": Mark.of(9)}
    assert not test.checkbox(key=f"marking.{case.id}.A1.2.na").value
    test.checkbox(key=f"marking.{case.id}.A1.2.na").check().run()
    test.checkbox(key=f"marking.{case.id}.A1.2.na").uncheck().run()
    assert marks(case) == {}


def test_a_reason_is_asked_for_where_points_are_lost_and_a_phrase_writes_it(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = at(opened(case), case, 1)
    assert not test.text_area
    tap(test, case, "A1.3", "1")
    test.pills(key=f"marking.{case.id}.A1.3.phrase").set_value("材料不全").run()
    assert case.seen().marks["A1.3"].reason == "材料不全"
    test.pills(key=f"marking.{case.id}.A1.3.phrase").set_value("现场没有看到").run()
    assert case.seen().marks["A1.3"].reason == "材料不全；现场没有看到"
    test.text_area(key=f"marking.{case.id}.A1.3.why").input("只有一台电脑").run()
    assert case.seen().marks["A1.3"].reason == "只有一台电脑"
    assert marks(case) == {"A1.3": Mark.of(1)}
    tap(test, case, "A1.3", "0")
    assert case.seen().marks["A1.3"].reason == "只有一台电脑"


def test_what_another_device_changed_is_shown_and_not_overwritten(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = tap(opened(case), case, "A.0", "1")
    case.save("A.0", 0, "没有制度")
    test.run()
    assert marks(case) == {"A.0": Mark.of(0)}
    assert test.segmented_control(key=f"marking.{case.id}.A.0.0").value == "0"
    case.save("A.0", 0, "制度是旧的")
    tap(test, case, "A.0", "1")
    assert (marks(case), case.seen().marks["A.0"].reason) == ({"A.0": Mark.of(1)}, "制度是旧的")


def test_a_choice_that_cannot_be_saved_falls_back_to_what_is_kept(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = tap(opened(case), case, "A.0", "1")
    case.fill("A.0")
    case.submit()
    tap(test, case, "A.0", "0")
    assert marks(case)["A.0"] == Mark.of(1)
    assert test.segmented_control(key=f"marking.{case.id}.A.0.0").value == "1"
    assert "已经提交" in words(test)


def test_a_number_off_the_steps_is_refused_in_words(sqlite_world: World) -> None:
    spec = EVERY_KIND.model_copy(
        update={"items": (ITEMS["B.5"].model_copy(update={"step": Decimal("0.5"), "points": Decimal(30)}),)}
    )
    case = a_case(sqlite_world, rubric=spec)
    test = typed(opened(case), case, "B.5", 12.5)
    typed(test, case, "B.5", 12.3)
    assert marks(case) == {"B.5": Mark.of("12.5")}
    assert test.number_input(key=f"marking.{case.id}.B.5.0").value == 12.5
    assert test.warning


def test_a_mark_is_taken_back(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = tap(opened(case), case, "A.0", "1")
    press(test, "marking.clear.A.0")
    assert marks(case) == {}
    assert test.segmented_control(key=f"marking.{case.id}.A.0.0").value is None


def test_the_way_through_the_sheet_and_the_jump(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = opened(case)
    assert "制度" in words(test)
    press(test, "marking.next")
    assert "面积" in words(test)
    press(test, "marking.back")
    assert "面积" not in words(test)
    test.pills(key=f"marking.jump.{case.id}").set_value("B.3").run()
    assert "迟报" in words(test)
    press(press(test, "marking.swap"), f"marking.open.{case.id}")
    assert not test.exception


def test_a_tap_and_a_step_on_that_arrive_together_lose_nothing(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = opened(case)
    test.segmented_control(key=f"marking.{case.id}.A.0.0").set_value("1")
    press(test, "marking.next")
    assert marks(case) == {"A.0": Mark.of(1)}
    test.segmented_control(key=f"marking.{case.id}.A1.3.0").set_value("2")
    at(test, case, 2)
    assert marks(case)["A1.3"] == Mark.of(2)


def test_a_sheet_is_handed_in_once_nothing_is_left(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.fill("B.5")
    case.save("B.5", 15)
    test = press(at(opened(case), case, 2), "marking.submit")
    assert "还差 **1** 处" in words(test)
    press(test, "marking.mend.B.5")
    test.text_area(key=f"marking.{case.id}.B.5.why").input("少一项").run()
    assert "达标 **41** / 46" in test.get("progress")[0].proto.text  # 2 + 3 + 7 + 5 + 5 + 4 + 15 of 20
    press(test, "marking.submit")
    next(box for box in test.checkbox if "核对" in box.label).check()
    next(button for button in test.button if button.label == "提交").click().run()
    assert not test.exception
    assert not case.seen().row.is_open
    assert "已提交" in words(test)


def test_self_marks_are_beside_the_item_unless_the_round_hides_them(sqlite_world: World) -> None:
    for shows in (True, False):
        case = a_case(sqlite_world, shows_self=shows)
        with writing() as session:
            session.add(
                SelfMark(
                    entry_id=case.entry, code="A.0", value={"": "0"}, note="正在修订", at=AT,
                    by_id=sqlite_world.accounts["school_admin_a"],
                )
            )  # fmt: skip
        said = words(opened(case))
        assert ("学校自评 没达到" in said) is shows
        assert ("正在修订" in said) is shows


def test_the_remark_is_saved_when_the_field_is_left(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = at(opened(case), case, 2)
    test.text_area(key=f"marking.{case.id}.remark").input("整体不错").run()
    assert case.seen().row.remark == "整体不错"


def test_a_sheet_of_a_round_that_has_gone_on_can_be_read_alone(sqlite_world: World) -> None:
    case = a_case(sqlite_world, state=RoundState.MODERATION)
    test = opened(case)
    assert "现在不能打分" in words(test)
    assert all(control.disabled for control in test.segmented_control if ".A.0." in str(control.key))


def test_a_school_that_has_not_submitted_may_be_marked_on_the_spot(sqlite_world: World) -> None:
    case = a_case(sqlite_world, entry=EntryState.DRAFTING)
    test = opened(case)
    assert "学校还没有提交自评" in words(test)
    tap(test, case, "A.0", "1")
    assert marks(case) == {"A.0": Mark.of(1)}


def test_a_mark_sent_twice_is_one_act(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    test = tap(opened(case), case, "A.0", "1")
    edition = case.seen().row.edition
    test.run()
    test.run()
    assert case.seen().row.edition == edition
    with writing() as session:
        actions.clear_mark(session, sqlite_world.actor("reviewer"), assignment_id=case.id, code="A.0")
    tap(test.run(), case, "A.0", "1")
    assert marks(case) == {"A.0": Mark.of(1)}


def test_a_workbook_is_brought_in_after_conflicts_were_chosen(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.fill()
    content = rewritten(exported(case), put(B_5__0=12, B_5__why="文件里", B_2__0=1, B_2__why="只有一场"))
    case.save("B.5", 15, "现场")
    test = press(opened(case), "marking.away")
    test.get("file_uploader")[0].set_value([("评分表.xlsx", content, XLSX)]).run()
    said = words(test)
    assert "B.2　讲座：2 场 → 1 场（只有一场）" in said
    assert "还有 1 项没有选" in said
    test.radio[0].set_value("file").run()
    next(button for button in test.button if button.label == "确认导入").click().run()
    assert not test.exception
    assert (marks(case)["B.5"], marks(case)["B.2"]) == (Mark.of(12), Mark.of(1))
    assert "已导入" in words(test)


def test_a_workbook_of_another_school_is_refused_in_words(sqlite_world: World) -> None:
    case, other = a_case(sqlite_world), a_case(sqlite_world, school="b")
    test = press(opened(case), "marking.away")
    test.get("file_uploader")[0].set_value([("评分表.xlsx", exported(other), XLSX)]).run()
    assert "另一份评分表" in words(test)
    test.get("file_uploader")[0].set_value([("评分表.xlsx", rewritten(exported(case), put(B_5__0=99)), XLSX)]).run()
    assert "0 到 20" in words(test)
    assert marks(case) == {}


def test_schools_still_to_mark_stand_before_those_handed_in() -> None:
    rows = [
        SimpleNamespace(id=at, is_open=is_open, round_state=RoundState.REVIEW)
        for at, is_open in enumerate([False, True])
    ]
    assert [row.id for row in marking_list.to_go_to(rows)] == [1, 0]
