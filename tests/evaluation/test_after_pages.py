"""申诉与整改, 薄弱条目, 认定名册 and 辅导室年检 on the screen."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import audit, clock
from core.access import SYSTEM_SCOPE
from core.accounts.tables import RoleGrant
from core.database import reading, writing
from core.evaluation.rules.states import (
    AppealState,
    EntryState,
    Rank,
    RectificationState,
    RoundKind,
    RoundState,
)
from core.evaluation.tables import Appeal, EntryResult, Evidence, EvidenceLink, Recognition, Rectification, Room
from core.sheets.export import csv_bytes
from core.training.tables import TrainingNeed
from tests.evaluation.access_after import a_proof
from tests.evaluation.after import (
    BEST,
    FAIR,
    LATER,
    POOR,
    a_recognition,
    a_rectification,
    an_appeal,
    published,
    rows_of,
)
from tests.evaluation.builders import SMALL, a_room, a_round, an_entry
from tests.evaluation.screens import opened
from tests.evaluation.selfing import PDF
from tests.evaluation.test_recognising import HEADERS, LINE
from tests.ui.app import words
from tests.ui.screens import field, press, run
from tests.world import LONG_AGO, World

TODAY = clock.today()
RECOGNISED = RoundState.RECOGNISED
"""Pages ask the clock, so the rounds of these tests are in publicity until tomorrow."""


def part(test: AppTest, key: str, value: str) -> AppTest:
    test.segmented_control(key=key).set_value(value)
    return run(test)


def in_publicity(world: World, **other: Any) -> Any:
    given = {"publicity_until": TODAY + timedelta(days=1), "raters": ("reviewer",)} | other
    return published(world, {"a": [FAIR], "b": [POOR]}, **given)


def rows_of_audit(action: str) -> list[audit.AuditEvent]:
    with reading() as session:
        return audit.events(session, SYSTEM_SCOPE, action=action)


def filed(world: World, entry_id: int, codes: str = "1.2") -> None:
    with writing() as session:
        an_appeal(session, world, entry_id, codes=codes)


# --- 申诉 ---


def test_before_publicity_there_is_nothing_to_appeal_against(sqlite_world: World) -> None:
    in_publicity(sqlite_world, state=RoundState.MODERATION)
    assert "还没有公示的评估" in words(opened(sqlite_world, "evaluation_after", "counsellor_a"))


def test_a_school_sees_its_result_and_appeals(sqlite_world: World) -> None:
    in_publicity(sqlite_world)
    test = opened(sqlite_world, "evaluation_after", "counsellor_a")
    assert "14.00 / 20.00 分" in words(test)
    assert "云溪中学" not in words(test)
    press(test, "提出申诉")
    assert "请写下申诉的理由" in words(test)
    field(test.multiselect, "对哪几条有异议").set_value(["1.2"])
    field(test.text_area, "理由").input("场地达到了要求")
    press(test, "提出申诉")
    (row,) = rows_of(Appeal)
    assert (row.codes, row.plea, row.state) == ("1.2", "场地达到了要求", AppealState.OPEN)
    assert "申诉已提交" in words(test)
    assert not [one for one in test.multiselect if one.label == "对哪几条有异议"]
    press(test, "撤回申诉")
    assert rows_of(Appeal)[0].state is AppealState.WITHDRAWN


def test_after_the_last_day_there_is_no_form(sqlite_world: World) -> None:
    in_publicity(sqlite_world, publicity_until=TODAY - timedelta(days=1))
    test = opened(sqlite_world, "evaluation_after", "counsellor_a")
    assert not [button for button in test.button if button.label == "提出申诉"]
    assert "没有申诉" in words(test)


def test_the_bureau_answers_with_marks_reasons_and_self_marks_beside_it(sqlite_world: World) -> None:
    round_ = in_publicity(sqlite_world)
    filed(sqlite_world, round_.entries["a"])
    test = opened(sqlite_world, "evaluation_after")
    said = words(test)
    assert "评委甲" in said
    assert "**5 分**" in said
    assert "学校自评" in said
    assert "reviewer的名字" not in said
    field(test.segmented_control, "改为（分）").set_value(Decimal(9))
    field(test.text_area, "答复的理由").input("补充的照片说明问题")
    press(test, "答复")
    assert rows_of(Appeal)[0].state is AppealState.UPHELD
    changed = next(row for row in rows_of(EntryResult) if row.entry_id == round_.entries["a"])
    assert (changed.total, changed.changed_by_appeal) == (Decimal(18), True)
    assert "结果已重新计算" in words(test)


def test_a_rejection_needs_a_reason_and_shows_no_marks(sqlite_world: World) -> None:
    filed(sqlite_world, in_publicity(sqlite_world).entries["a"])
    test = opened(sqlite_world, "evaluation_after")
    (key,) = [one.key for one in test.segmented_control if one.label == "答复"]
    test.segmented_control(key=key).set_value(AppealState.REJECTED).run()
    assert not test.exception
    assert not [one for one in test.segmented_control if one.label.startswith("改为")]
    press(test, "答复")
    assert "请写下答复的理由" in words(test)
    assert rows_of(Appeal)[0].state is AppealState.OPEN
    field(test.text_area, "答复的理由").input("材料里没有")
    press(test, "答复")
    assert rows_of(Appeal)[0].state is AppealState.REJECTED


def test_whoever_rated_meets_words_instead_of_the_form(sqlite_world: World) -> None:
    filed(sqlite_world, in_publicity(sqlite_world, raters=("centre",)).entries["a"])
    test = opened(sqlite_world, "evaluation_after", "centre")
    assert "您评过这所学校，请换一位没有参加过的同事来答复" in words(test)
    assert not [button for button in test.button if button.label == "答复"]


def test_a_stranger_sees_nothing_of_an_appeal(sqlite_world: World) -> None:
    filed(sqlite_world, in_publicity(sqlite_world).entries["a"])
    test = opened(sqlite_world, "evaluation_after", "counsellor_b")
    assert "云溪一小" not in words(test)
    assert "制度是齐全的" not in words(test)
    assert "这一页不在您的权限里" in words(opened(sqlite_world, "evaluation_after", "class_teacher_a"))


def also_of_the_bureau(world: World) -> None:
    """The counsellor of school A holds a role of the county too."""
    with writing() as session:
        session.add(
            RoleGrant(
                account_id=world.accounts["counsellor_a"], role="researcher", org_id=world.orgs["county"],
                granted_at=LONG_AGO,
            )
        )  # fmt: skip


def offered(test: AppTest) -> set[str]:
    return {button.label for button in test.button} & {"答复", "撤回申诉", "回复"}


def test_whoever_is_of_the_school_too_sees_no_marks_on_its_appeal(sqlite_world: World) -> None:
    also_of_the_bureau(sqlite_world)
    filed(sqlite_world, in_publicity(sqlite_world).entries["a"])
    test = opened(sqlite_world, "evaluation_after", "counsellor_a")
    assert "评委甲" not in words(test)
    assert offered(test) == {"撤回申诉"}


def test_whoever_is_of_another_school_too_answers_and_takes_nothing_back(sqlite_world: World) -> None:
    also_of_the_bureau(sqlite_world)
    with writing() as session:
        an_appeal(session, sqlite_world, in_publicity(sqlite_world).entries["b"], "b")
    test = opened(sqlite_world, "evaluation_after", "counsellor_a")
    assert "评委甲" in words(test)
    assert offered(test) == {"答复"}


def test_an_appeal_of_another_school_in_a_round_from_above_is_neither_answered_nor_taken_back(
    sqlite_world: World,
) -> None:
    also_of_the_bureau(sqlite_world)
    with writing() as session:
        an_appeal(session, sqlite_world, in_publicity(sqlite_world, at="city").entries["b"], "b")
    test = opened(sqlite_world, "evaluation_after", "counsellor_a")
    assert "云溪中学" in words(test)
    assert offered(test) == set()


@pytest.mark.parametrize(("school", "buttons"), [("a", {"回复"}), ("b", set())])
def test_a_reply_is_given_for_the_own_school_alone(sqlite_world: World, school: str, buttons: set[str]) -> None:
    also_of_the_bureau(sqlite_world)
    round_ = published(sqlite_world, {"a": [POOR], "b": [POOR]}, state=RoundState.RECTIFYING)
    with writing() as session:
        a_rectification(session, sqlite_world, round_.entries[school], school)
    assert offered(opened(sqlite_world, "evaluation_after", "counsellor_a")) == buttons


def test_an_appeal_against_the_whole_lays_open_what_lost_points(sqlite_world: World) -> None:
    filed(sqlite_world, in_publicity(sqlite_world).entries["a"], "")
    test = opened(sqlite_world, "evaluation_after")
    assert field(test.multiselect, "看哪几条").value == ["1.1", "1.2"]
    assert field(test.multiselect, "改哪几条").value == []
    field(test.text_area, "答复的理由").input("看了全部材料")
    press(test, "答复")
    assert "请至少改一条的打分" in words(test)


def test_evidence_of_an_item_is_opened_beside_it(sqlite_world: World) -> None:
    round_ = in_publicity(sqlite_world)
    filed(sqlite_world, round_.entries["a"])
    with writing() as session:
        proof = a_proof(session, sqlite_world)
        session.add(EvidenceLink(entry_id=round_.entries["a"], code="1.2", evidence_id=proof))
    press(opened(sqlite_world, "evaluation_after"), "制度")
    assert [event.subject_id for event in rows_of_audit("evidence.opened")] == [proof]


# --- 整改 ---


def to_do(world: World, state: RectificationState = RectificationState.OPEN) -> Any:
    round_ = published(world, {"a": [POOR], "b": [FAIR]}, state=RECOGNISED)
    with writing() as session:
        a_rectification(session, world, round_.entries["a"], state=state, due_on=TODAY + timedelta(days=9))
    return round_


def test_a_school_replies_to_what_it_has_to_put_right(sqlite_world: World) -> None:
    to_do(sqlite_world)
    test = opened(sqlite_world, "evaluation_after", "school_admin_a")
    assert "补齐制度" in words(test)
    press(test, "回复")
    assert "请写下做了什么" in words(test)
    field(test.text_area, "做了什么").input("制度已成文")
    press(test, "回复")
    (row,) = rows_of(Rectification)
    assert (row.state, row.reply) == (RectificationState.DONE, "制度已成文")
    assert not [button for button in test.button if button.label == "回复"]


def test_a_new_file_goes_with_the_reply_and_is_opened_by_the_bureau(sqlite_world: World) -> None:
    to_do(sqlite_world)
    test = opened(sqlite_world, "evaluation_after", "counsellor_a")
    field(test.text_area, "做了什么").input("制度已成文")
    test.file_uploader[0].set_value(("制度.pdf", PDF, "application/pdf"))
    press(test, "回复")
    (proof,) = rows_of(Evidence)
    assert (proof.title, proof.taken_on) == ("制度", TODAY)
    assert rows_of(Rectification)[0].evidence_id == proof.id
    bureau = press(opened(sqlite_world, "evaluation_after"), "看佐证")
    assert [event.subject_id for event in rows_of_audit("evidence.opened")] == [proof.id]
    assert bureau.get("download_button")


def test_the_bureau_looks_at_it_again(sqlite_world: World) -> None:
    to_do(sqlite_world, RectificationState.DONE)
    test = opened(sqlite_world, "evaluation_after")
    field(test.radio, "复核").set_value(False)
    field(test.text_area, "看到了什么").input("还差一份")
    press(test, "记下复核")
    (row,) = rows_of(Rectification)
    assert (row.state, row.due_on, row.finding) == (RectificationState.AGAIN, TODAY + timedelta(days=30), "还差一份")


def test_weak_items_are_proposed_and_put_up_in_one_go(sqlite_world: World) -> None:
    published(sqlite_world, {"a": [POOR], "b": [FAIR]}, state=RECOGNISED)
    test = opened(sqlite_world, "weak_items")
    assert field(test.multiselect, "整改哪几条").value == ["1.1"]  # 5 of 10; 6 of 10 is not below 60 %
    field(test.multiselect, "整改哪几条").set_value(["1.1", "1.2"]).run()
    field(test.text_area, "1.2　场地").input("添置沙盘")
    press(test, "提出整改")
    assert "由谁负责" in words(test)
    field(test.text_input, "学校由谁负责").input("德育处")
    press(test, "提出整改")
    assert [(row.code, row.what, row.who) for row in rows_of(Rectification)] == [
        ("1.1", "制度：满分 10，得 5。", "德育处"), ("1.2", "添置沙盘", "德育处"),
    ]  # fmt: skip


def test_nothing_is_put_up_while_schools_may_appeal(sqlite_world: World) -> None:
    in_publicity(sqlite_world)
    test = opened(sqlite_world, "weak_items")
    assert "进入认定以后才能提出整改" in words(test)
    assert not [button for button in test.button if button.label == "提出整改"]


def test_a_training_need_is_raised_for_all_below_a_share_and_says_so(sqlite_world: World) -> None:
    published(sqlite_world, {"a": [POOR], "b": [POOR]}, state=RECOGNISED)
    test = part(opened(sqlite_world, "weak_items"), "weak.part", "提出培训需求")
    assert list(test.dataframe[0].value["培训需求"]) == ["还没有提出", "还没有提出"]
    press(test, "为 2 所学校一起提出")
    assert "请写下需要什么培训" in words(test)
    field(test.text_input, "需要什么培训").input("制度建设")
    press(test, "为 2 所学校一起提出")
    assert {row.topic for row in rows_of(TrainingNeed)} == {"制度建设"}
    assert list(test.dataframe[0].value["培训需求"]) == ["已提出", "已提出"]


# --- 认定名册 ---


def test_a_round_is_entered_in_one_go_and_attainment_is_told(sqlite_world: World) -> None:
    published(sqlite_world, {"a": [FAIR], "b": [BEST]}, state=RECOGNISED, target=1)
    test = part(opened(sqlite_world, "recognition"), "recognition.part", "从一轮评估认定")
    field(test.text_input, "称号").input("标准化心理辅导室")
    field(test.text_input, "起始编号").input("云心室号")
    press(test, "写入名册")
    assert "起始编号里要有数字" in words(test)
    field(test.text_input, "起始编号").input("云心室〔2026〕0001号")
    press(test, "写入名册")
    assert [row.number for row in rows_of(Recognition)] == ["云心室〔2026〕0001号", "云心室〔2026〕0002号"]
    assert list(test.dataframe[0].value["编号"]) == ["云心室〔2026〕0001号", "云心室〔2026〕0002号"]
    assert "其中 0 个还没有写入" in words(test)
    part(test, "recognition.part", "名册")
    tiles = {one.label: one.value for one in test.metric}
    assert (tiles["有效"], tiles["目标达成率"]) == ("2 个", "200.0%")


def test_everybody_reads_the_register_and_schools_their_own(sqlite_world: World) -> None:
    with writing() as session:
        a_recognition(session, sqlite_world, "a", "号1", valid_until=TODAY + timedelta(days=9))
        a_recognition(session, sqlite_world, "b", "号2", valid_until=TODAY - timedelta(days=9))
    test = opened(sqlite_world, "recognition", "leader")
    assert set(test.dataframe[0].value["编号"]) == {"号1", "号2"}
    assert {one.label: one.value for one in test.metric} == {"有效": "1 个", "90 天内到期": "1 个", "已到期": "1 个"}
    assert not [one for one in test.segmented_control if one.key == "recognition.part"]
    own = opened(sqlite_world, "recognition", "counsellor_b")
    assert list(own.dataframe[0].value["编号"]) == ["号2"]
    field(own.multiselect, "级别").set_value([Rank.NATIONAL]).run()
    assert "没有符合的认定" in words(own)


def test_a_recognition_is_entered_by_hand(sqlite_world: World) -> None:
    test = part(opened(sqlite_world, "recognition"), "recognition.part", "登记一条")
    press(test, "登记")
    assert "请写下称号" in words(test)
    field(test.text_input, "称号").input("全国特色校")
    field(test.text_input, "编号").input("国特1")
    press(test, "登记")
    (row,) = rows_of(Recognition)
    assert (row.title, row.number, row.granted_on) == ("全国特色校", "国特1", TODAY)


def test_a_workbook_with_a_mistake_shows_where_and_stores_nothing(sqlite_world: World) -> None:
    test = part(opened(sqlite_world, "recognition"), "recognition.part", "从表格导入")
    wrong = ("没有这所", *LINE[1:])
    test.file_uploader[0].set_value(("名册.csv", csv_bytes(HEADERS, [wrong]), "text/csv")).run()
    assert "找不到“没有这所”这所学校" in words(test)
    assert not test.checkbox
    test.file_uploader[0].set_value(("名册.csv", csv_bytes(HEADERS, [LINE]), "text/csv")).run()
    test.checkbox[0].check()
    press(test, "确认导入")
    assert [row.number for row in rows_of(Recognition)] == ["国示1"]


# --- 辅导室年检 ---


def test_the_inspection_tells_who_is_missing_and_who_is_exempt(sqlite_world: World) -> None:
    year = clock.school_year(TODAY)
    with writing() as session:
        room, other = a_room(session, sqlite_world, "a", "一楼"), a_room(session, sqlite_world, "a", "二楼")
        for at, total in ((year, 18), (year - 1, 12)):
            round_id = a_round(
                session, sqlite_world, rubric=SMALL, kind=RoundKind.INSPECTION, school_year=at, state=RoundState.CLOSED
            )
            entry = an_entry(session, sqlite_world, round_id, "a", EntryState.SUBMITTED, room_id=room)
            session.add(EntryResult(
                round_id=round_id, entry_id=entry, school_id=sqlite_world.orgs["a"], total=Decimal(total),
                most=Decimal(20), grade="合格", decided_by=sqlite_world.accounts["researcher"], decided_at=LATER,
            ))  # fmt: skip
        an_entry(session, sqlite_world, round_id, "a", EntryState.EXEMPT, room_id=other)
    test = opened(sqlite_world, "rooms")
    board = test.dataframe[0].value
    assert [(row["学校"], row["辅导室"], row["今年"], row["去年"]) for _, row in board.iterrows()] == [
        ("云溪一小", "一楼", "合格　18.00 / 20.00", "合格　12.00 / 20.00"),
        ("云溪一小", "二楼", "没有年检", "还没有结果"),
        ("云溪中学", "没有登记", "没有年检", "没有年检"),
    ]
    assert {one.label: one.value for one in test.metric} == {
        "应检": "3 个", "覆盖率": "33.3%", "年检中": "0 个", "还缺": "2 个",
    }  # fmt: skip
    notes = {one.label: one.proto.delta_description for one in test.metric}
    assert notes["还缺"] == "其中没有登记辅导室 1"
    part(test, "rooms.part", "还缺的")
    assert len(test.dataframe[0].value) == 2
    part(test, "rooms.part", "免检")
    assert "没有免检的" in words(test)


def test_a_school_enters_its_room(sqlite_world: World) -> None:
    test = part(opened(sqlite_world, "rooms", "counsellor_a"), "rooms.part", "登记辅导室")
    field(test.text_input, "名称").input("　")
    press(test, "登记")
    assert "请写下辅导室的名称" in words(test)
    field(test.text_input, "名称").input("心理辅导室")
    press(test, "登记")
    assert [(row.name, row.school_id) for row in rows_of(Room)] == [("心理辅导室", sqlite_world.orgs["a"])]


def test_a_leader_enters_no_room(sqlite_world: World) -> None:
    test = opened(sqlite_world, "rooms", "leader")
    assert "登记辅导室" not in str([one.options for one in test.segmented_control])
