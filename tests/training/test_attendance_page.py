"""签到与结业 on the screen: code, list, scores, the end, certificates, feedback."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import Scope
from core.database import reading, unowned, writing
from core.training import queries
from core.training.queries import PartRow
from core.training.rules import PartState, SessionState, SignInWay
from core.training.tables import SessionFeedback, SignIn, TrainingSession
from tests.training.builders import LONG_AGO, a_counsellor
from tests.training.session_builders import MODULES, a_completion, a_part, a_session
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, press, run
from tests.world import World

DAY = timedelta(days=1)


def running(world: World, **other: Any) -> int:
    """A session of the county that is in its last hours, with 林示例 of school A and 周示例 of school B."""
    now = clock.now()
    times = {"starts_at": now - DAY, "ends_at": now, "state": SessionState.RUNNING}
    with writing() as session:
        here = a_session(session, world, **{**times, **other})
        for name, at in (("林示例", "a"), ("周示例", "b")):
            a_part(session, world, here, a_counsellor(session, world, at, name=name, phone="13900000001"))
    return here


def shown(world: World, part: str = "", who: str = "researcher") -> AppTest:
    test = opened(world, who, "attendance")
    return turned(test, part) if part else test


def turned(test: AppTest, part: str) -> AppTest:
    next(one for one in test.button_group if (one.key or "").startswith("attendance.part.")).set_value(part)
    return run(test)


def people(world: World, session_id: int) -> list[PartRow]:
    with reading() as session:
        return queries.participants(session, Scope.at(world.paths["county"]), session_id=session_id)


def tick(test: AppTest, start: str, *rows: int) -> AppTest:
    """Rows of the table whose key begins so."""
    table = next(one for one in test.dataframe if one.key and one.key.startswith(start))
    test.session_state[table.key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return run(test)


def test_who_has_no_session_yet_is_told_so(sqlite_world: World) -> None:
    assert "还没有进行中或已结业的活动" in words(shown(sqlite_world))


def test_a_school_begins_where_its_certificates_are_and_the_organiser_at_the_newest(sqlite_world: World) -> None:
    with writing() as session:
        old = a_session(session, sqlite_world, title="有证书的一次", state=SessionState.DONE)
        person = a_counsellor(session, sqlite_world, "a")
        a_completion(session, sqlite_world, a_part(session, sqlite_world, old, person, PartState.COMPLETED))
    new = running(sqlite_world)
    box = shown(sqlite_world, who="counsellor_a").selectbox(key="attendance.session")
    assert (box.value, len(box.options)) == (old, 2)
    assert shown(sqlite_world, who="counsellor_b").selectbox(key="attendance.session").value == new
    assert shown(sqlite_world).selectbox(key="attendance.session").value == new


def test_the_code_is_shown_large_with_the_count_and_stopped(sqlite_world: World) -> None:
    here = running(sqlite_world, modules=MODULES)
    test = press(shown(sqlite_world), "显示签到码")
    with reading() as session:
        row = session.exec(unowned(select(TrainingSession), TrainingSession)).one()
    assert (len(row.code), row.code_module) == (6, "m1")
    drawn = "".join(one.proto.body for one in test.get("html"))
    assert f"{row.code[:3]} {row.code[3:]}" in drawn
    assert "已签到 <b>0</b> / 2 人" in drawn
    press(test, "换一个签到码")
    test = press(test, "停用签到码")
    with reading() as session:
        assert queries.hall(session, Scope.at(sqlite_world.paths["county"]), session_id=here).shown.code == ""
    assert "显示签到码" in labels(test)


def test_a_code_that_stopped_says_so(sqlite_world: World) -> None:
    running(sqlite_world, code="123456", code_until=clock.now() + DAY, code_misses=30)
    test = shown(sqlite_world)
    assert "这个签到码已停用" in words(test)
    assert "换一个签到码" in labels(test)


def test_who_is_ticked_is_signed_in_and_taken_off_again(sqlite_world: World) -> None:
    here = running(sqlite_world)
    test = press(tick(shown(sqlite_world, "名单与签到"), "attendance.list", 0, 1), "登记签到（2 人）")
    assert [row.state for row in people(sqlite_world, here)] == [PartState.ATTENDING] * 2
    press(tick(test, "attendance.list", 1), "取消签到（1 人）")
    assert sorted(row.state for row in people(sqlite_world, here)) == [PartState.ATTENDING, PartState.ENROLLED]


def test_a_sheet_is_looked_at_before_it_is_taken_in(sqlite_world: World) -> None:
    here = running(sqlite_world)
    test = shown(sqlite_world, "名单与签到")
    test.file_uploader[0].upload("签到.csv", "姓名\n郑示例\n".encode(), "text/csv")
    assert "报名名单里没有“郑示例”" in words(run(test))
    test.file_uploader[0].upload("签到.csv", "姓名\n林示例\n".encode(), "text/csv")
    run(test).checkbox[0].check()
    press(test, "确认导入")
    assert [bool(row.modules) for row in people(sqlite_world, here)] == [True, False]


def test_a_score_is_given_to_whom_was_picked(sqlite_world: World) -> None:
    here = running(sqlite_world, pass_score=60)
    test = tick(shown(sqlite_world, "考核成绩"), "attendance.scores", 0)
    test.number_input[0].set_value(81.5)
    press(test, "保存成绩")
    assert [row.score for row in people(sqlite_world, here)] == [Decimal("81.5"), None]


def test_the_end_is_seen_promised_and_put_right(sqlite_world: World) -> None:
    here = running(sqlite_world)
    with writing() as session:
        one = people(sqlite_world, here)[0]
        session.add(SignIn(participation_id=one.id, at=LONG_AGO, way=SignInWay.LIST))
    test = shown(sqlite_world, "结业")
    assert list(test.dataframe[0].value["为什么"]) == ["没有签到", "达到结业要求"]
    test.checkbox[0].check()
    test = press(test, "办理结业")
    assert [row.state for row in people(sqlite_world, here)] == [PartState.COMPLETED, PartState.FAILED]
    test = press(turned(test, "结业"), "重新核定")
    assert "请写一句原因" in words(test)
    field(test.text_input, "为什么改").input("核对过一遍")
    press(test, "重新核定")


def finished(world: World) -> int:
    """A session that is over, with a certificate of 林示例 of school A and five answers."""
    with writing() as session:
        here = a_session(session, world, state=SessionState.DONE)
        part = a_part(session, world, here, a_counsellor(session, world), PartState.COMPLETED)
        session.add_all(
            SessionFeedback(session_id=here, useful=4, clear=4, run=5, words="案例很实在") for _ in range(5)
        )
        return a_completion(session, world, part)


def test_a_certificate_is_ticked_to_print_and_revoked_with_a_reason(sqlite_world: World) -> None:
    finished(sqlite_world)
    test = tick(shown(sqlite_world), "attendance.papers", 0)
    assert [one.label for one in test.get("download_button")] == ["下载证书（1 张）"]
    press(test, "撤销证书")
    field(test.text_input, "为什么撤销").input("姓名印错")
    test = press(test, "撤销证书")
    assert test.dataframe[0].value.iloc[0]["证书"] == ["○ 已撤销"]


def test_a_school_sees_its_own_certificates_and_hands_in_slips(sqlite_world: World) -> None:
    finished(sqlite_world)
    test = shown(sqlite_world, who="counsellor_a")
    assert list(test.dataframe[0].value["姓名"]) == ["林示例"]
    assert "撤销证书" not in labels(tick(test, "attendance.papers", 0))
    press(turned(test, "反馈"), "登记反馈")
    assert "案例很实在" not in words(test)
    assert "还没有人" in words(shown(sqlite_world, who="counsellor_b"))


def test_the_organiser_reads_all_answers_together(sqlite_world: World) -> None:
    finished(sqlite_world)
    test = shown(sqlite_world, "反馈")
    assert [(one.label, one.value) for one in test.metric] == [
        ("对工作有用", "4.0"), ("讲得清楚", "4.0"), ("组织得好", "5.0"),
    ]  # fmt: skip
    assert "案例很实在" in words(test)
