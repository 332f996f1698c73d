"""A workbook of people to enrol: every row understood or told what is wrong with it, all at once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core import clock
from core.access import Scope
from core.database import reading, writing
from core.errors import Refused
from core.sheets.export import csv_bytes, template
from core.training import actions, queries
from core.training.rules import PartState
from core.training.rules.enrolment import Wish
from core.training.rules.enrolment_sheet import COLUMNS, EnrolmentCheck, Known, Line, recognised
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_part, a_quota, a_session
from tests.training.test_enrolling import NOW, act, person, put, rows
from tests.world import World

HEAD = ["学校", "姓名", "手机后四位"]


def check(
    world: World, here: int, *lines: list[str], who: str = "researcher", head: list[str] = HEAD
) -> EnrolmentCheck:
    found: EnrolmentCheck = act(
        world, who, "check_enrolment", session_id=here, content=csv_bytes(head, lines), filename="报名表.csv"
    )
    return found


def told(found: EnrolmentCheck) -> set[tuple[int, str, str]]:
    return {(one.row, one.title, one.code) for one in found.problems}


def known(staff_id: int, phone: str = "", *, name: str = "林示例", here: bool = True) -> Known:
    return Known(Wish(staff_id, 7, date(2024, 9, 1), None), name, phone, here)


@pytest.mark.parametrize(
    ("people", "tail", "found", "code"),
    [
        ([], "", None, "training.enrol_nobody"),
        ([known(1)], "", 1, ""),
        ([known(1, "13800000001")], "0001", 1, ""),
        ([known(1, "13800000001")], "0002", None, "training.enrol_nobody"),
        ([known(1)], "0001", 1, ""),  # no phone on file, nobody else of that name
        ([known(1, "13800000001"), known(2, "13800000002")], "0002", 2, ""),
        ([known(1, "13800000001"), known(2, "13800000002")], "", None, "training.enrol_two"),
        ([known(1, "13800000001"), known(2)], "0001", 1, ""),  # the one whose digits fit
        ([known(1), known(2)], "0001", None, "training.enrol_two"),
        ([known(1, here=False), known(2)], "", 2, ""),
        ([known(1, here=False)], "", 1, ""),
        ([known(1, name="林 示例")], "", 1, ""),
        ([known(1, name="林示范")], "", None, "training.enrol_nobody"),
    ],
)
def test_who_is_meant(people: list[Known], tail: str, found: int | None, code: str) -> None:
    who, why = recognised(Line(2, "", "林示例", tail), people)
    assert (who and who.wish.staff_id, why) == (found, code)


def test_a_whole_table_is_enrolled_and_the_same_one_changes_nothing(database: str, world: World) -> None:
    here = put(world)
    first, second = person(world, phone="13800000001"), person(world, "b", name="周示例")
    lines = [["云溪一小", "林示例", "0001"], ["云溪中学", " 周 示例", ""]]
    found = check(world, here, *lines)
    assert found.ready
    receipt = act(world, "researcher", "import_enrolment", check=found)
    assert receipt == (2, 2)
    assert {(row.staff_id, row.school) for row in rows(world, here)} == {(first, "云溪一小"), (second, "云溪中学")}
    again = check(world, here, *lines)
    assert (again.ready, again.already, again.wanted) == (False, 2, ())


def test_every_line_that_cannot_be_taken_is_told_at_once(database: str, world: World) -> None:
    with writing() as session:
        here = a_session(session, world)
        a_counsellor(session, world, phone="13800000001")
        a_counsellor(session, world, phone="13800000002")
        a_counsellor(session, world, "b", name="周示例")
        a_counsellor(session, world, "b", name="吴示例", until=date(2026, 3, 1))
        a_counsellor(session, world, "b", name="郑示例", since=date(2026, 3, 13))
        a_counsellor(session, world, "c", name="王示例")
    found = check(
        world, here,
        ["云溪一小", "林示例", ""],
        ["云溪一小", "林示例", "1"],
        ["云溪中学", "周示例", ""],
        ["云溪中学", "周示例", ""],
        ["云溪中学", "吴示例", ""],
        ["云溪中学", "郑示例", ""],
        ["云溪中学", "某示例", ""],
        ["临川中学", "王示例", ""],
        ["", "周示例", ""],
        ["云溪中学", "", "0001"],
    )  # fmt: skip
    assert told(found) == {
        (2, "姓名", "training.enrol_two"),
        (3, "手机后四位", "training.enrol_tail"),
        (5, "姓名", "training.enrol_same"),
        (6, "姓名", "training.left_school"),
        (7, "姓名", "training.not_yet_here"),
        (8, "姓名", "training.enrol_nobody"),
        (9, "学校", "training.enrol_school"),
        (10, "学校", "training.enrol_school_needed"),
        (11, "姓名", "training.name_needed"),
    }
    with pytest.raises(Refused, match="check_first"):
        act(world, "researcher", "import_enrolment", check=found)
    assert rows(world, here) == []


def test_more_people_than_places_are_told_with_what_is_left(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        here = a_session(session, world, seats=3)
        a_quota(session, world, here, "a", 2)
        a_quota(session, world, here, "b", 9)
        a_part(session, world, here, a_counsellor(session, world, name="先示例"))
        for name in ("甲示例", "乙示例", "丙示例"):
            a_counsellor(session, world, name=name)
    found = check(world, here, *[["云溪一小", name, ""] for name in ("甲示例", "乙示例", "丙示例")])
    assert [(one.row, one.code, one.details) for one in found.problems] == [
        (2, "training.quota_used_up", (("left", "1"),)),
        (2, "training.no_seat_left", (("left", "2"),)),
    ]


def test_a_school_need_not_name_itself_and_names_no_other(sqlite_world: World) -> None:
    here = put(sqlite_world)
    person(sqlite_world)
    person(sqlite_world, "b", name="周示例")
    assert check(sqlite_world, here, ["林示例"], who="counsellor_a", head=["姓名"]).ready
    found = check(sqlite_world, here, ["云溪中学", "周示例", ""], who="counsellor_a")
    assert told(found) == {(2, "学校", "training.enrol_school")}


def test_what_changed_since_the_table_was_looked_at_is_found_at_the_import(sqlite_world: World) -> None:
    world = sqlite_world
    here, _, other = put(world, seats=1), person(world), person(world, "b", name="周示例")
    found = check(world, here, ["云溪一小", "林示例", ""])
    act(world, "counsellor_b", "enrol", session_id=here, school_id=world.orgs["b"], staff_ids=[other])
    with pytest.raises(Refused, match="no_seat_left"):
        act(world, "researcher", "import_enrolment", check=found)
    with pytest.raises(Refused, match="register_changed"):
        act(world, "counsellor_b", "import_enrolment", check=found)
    assert [row.staff_id for row in rows(world, here)] == [other]


def test_our_own_template_is_read_back_as_empty(sqlite_world: World) -> None:
    here = put(sqlite_world)
    with clock.stopped_at(NOW), writing() as session:
        found = actions.check_enrolment(
            session, sqlite_world.actor("researcher"), session_id=here, content=template("报名表", COLUMNS),
            filename="报名表.xlsx",
        )  # fmt: skip
    assert (found.wanted, found.problems, found.ready) == ((), (), False)


def test_the_list_to_keep_holds_who_the_reader_may_know(sqlite_world: World) -> None:
    from core.sheets.read import read

    world: Any = sqlite_world
    with writing() as session:
        here = a_session(session, world)
        a_part(session, world, here, a_counsellor(session, world))
        a_part(session, world, here, a_counsellor(session, world, "b", name="周示例"), PartState.WITHDRAWN)
    own = act(world, "counsellor_a", "export_participants", session_id=here, at=datetime(2026, 3, 2, tzinfo=UTC))
    every = act(world, "researcher", "export_participants", session_id=here)
    said = [str(next(iter(read(one, "名单.xlsx").filled)).frame.to_dicts()) for one in (own, every)]
    assert "林示例" in said[0]
    assert "周示例" not in said[0]
    assert "周示例" in said[1]
    with reading() as session:
        assert len(queries.participants(session, Scope.at(world.paths["county"]), session_id=here)) == 2
