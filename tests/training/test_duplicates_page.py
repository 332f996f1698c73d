"""重复人员 on the screen."""

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.training import queries
from tests.training.builders import a_certificate, a_counsellor, some_hours
from tests.ui.app import words
from tests.ui.screens import field, labels, opened, pick, press
from tests.world import World

FACTS = {"birth_month": "1986-04", "phone": "13800010002"}
PAIRS = "duplicates.pairs.0.1"


def put(world: World, at: str, **other: object) -> int:
    with writing() as session:
        staff_id = a_counsellor(session, world, at, **other)
        a_certificate(session, staff_id, number=f"XL202400{staff_id}")
        some_hours(session, staff_id)
    return staff_id


def on_file() -> list[int]:
    with reading() as session:
        return [row.id for row in queries.people(session, SYSTEM_SCOPE, today=clock.today())]


def test_nothing_to_decide_says_what_helps(sqlite_world: World) -> None:
    put(sqlite_world, "a")
    assert "没有发现重复的档案" in words(opened(sqlite_world, "researcher", "duplicates"))


def test_two_files_are_seen_side_by_side_merged_and_parted_again(sqlite_world: World) -> None:
    kept, other = put(sqlite_world, "a", **FACTS), put(sqlite_world, "b", **FACTS)
    test = pick(opened(sqlite_world, "researcher", "duplicates"), PAIRS)
    beside = test.dataframe[1].value.set_index("what")
    assert beside.loc["电话"].tolist() == [FACTS["phone"], FACTS["phone"], "相同"]
    assert beside.loc["证书", "same"] == "不同"
    press(test, "是同一个人")
    assert "请写上理由" in words(test)
    assert on_file() == [kept, other]
    field(test.text_input, "理由").input("电话核实过")
    press(test, "是同一个人")
    assert "已合并" in words(test)
    assert on_file() == [kept]
    test.button_group(key="duplicates.part").set_value("已决定").run()
    pick(test, "duplicates.verdicts")
    test.checkbox[0].check()
    press(test, "撤回这个决定")
    assert on_file() == [kept, other]


def test_two_people_are_kept_apart(sqlite_world: World) -> None:
    put(sqlite_world, "a", **FACTS)
    put(sqlite_world, "b", **FACTS)
    test = pick(opened(sqlite_world, "researcher", "duplicates"), PAIRS)
    field(test.text_input, "理由").input("是堂姐妹")
    press(test, "不是同一个人")
    assert "没有发现重复的档案" in words(test)
    assert len(on_file()) == 2


def test_a_school_is_not_asked_about_another_schools_people(sqlite_world: World) -> None:
    put(sqlite_world, "a", **FACTS)
    put(sqlite_world, "b", **FACTS)
    test = opened(sqlite_world, "school_admin_a", "duplicates")
    assert "没有发现重复的档案" in words(test)
    assert not labels(test)
