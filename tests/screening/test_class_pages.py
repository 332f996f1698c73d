"""班主任评语 and 逐级上报 on the screen."""

from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.cases.queries import Filter, warnings
from core.database import reading, within, writing
from core.organisations.tables import SchoolClass
from core.screening import queries
from core.screening.rules.comments import Concern, Remark
from tests.screening.classes import NOTHING, WATCH, WORRIED, Screened, every_comment, screened, wrote
from tests.screening.test_reports import accepted, own, returned, seen, sent
from tests.ui.app import words
from tests.ui.screens import opened, press
from tests.world import World

REST = "其余都没有特别，一起保存"


def evening(world: World) -> tuple[Screened, AppTest]:
    """A class teacher of the running school year before the class's form."""
    kept = screened(world)
    this_year = update(SchoolClass).values(school_year=clock.school_year(clock.today()))
    with writing() as session:
        session.execute(within(SYSTEM_SCOPE, this_year, SchoolClass))
    return kept, opened(world, "class_teacher_a", "comments")


def line(test: AppTest, person: int) -> tuple[object, object]:
    """The choice and the note of one pupil."""
    choice = next(one for one in test.button_group if str(one.key).endswith(f".concern.{person}"))
    return choice, next(one for one in test.text_input if str(one.key).endswith(f".note.{person}"))


def said(kept: Screened) -> dict[int, tuple[Concern, str]]:
    with reading() as session:
        rows = queries.standing_comments(session, SYSTEM_SCOPE, campaign_id=kept.campaign, people=kept.pupils)
    return {person: (row.concern, row.note) for person, row in rows.items()}


def test_before_a_campaign_there_is_nothing_to_write(sqlite_world: World) -> None:
    assert "还没有要写的评语" in words(opened(sqlite_world, "class_teacher_a", "comments"))
    assert "还没有要上报的批次" in words(opened(sqlite_world, "counsellor_a", "reports"))


def test_a_teacher_writes_what_was_noticed_and_nothing_is_filled_in_beforehand(sqlite_world: World) -> None:
    kept, test = evening(sqlite_world)
    assert all(not one.value for one in test.button_group if ".concern." in str(one.key))
    choice, note = line(test, kept.pupils[1])
    choice.set_value(WATCH)  # type: ignore[attr-defined]  # a button group
    note.input("最近话少")  # type: ignore[attr-defined]  # a text input
    press(test, "保存已写的")
    assert said(kept) == {kept.pupils[1]: (WATCH, "最近话少")}
    assert "评语已保存" in words(test)


def test_that_the_rest_is_fine_is_said_by_a_button_of_its_own(sqlite_world: World) -> None:
    kept, test = evening(sqlite_world)
    line(test, kept.pupils[2])[0].set_value(WORRIED)  # type: ignore[attr-defined]  # a button group
    press(test, REST)
    assert {person: concern for person, (concern, _) in said(kept).items()} == {
        kept.pupils[0]: NOTHING, kept.pupils[1]: NOTHING, kept.pupils[2]: WORRIED, kept.pupils[3]: NOTHING,
    }  # fmt: skip
    assert not [button for button in test.button if button.label == REST]


def test_words_without_a_choice_are_neither_stored_nor_lost(sqlite_world: World) -> None:
    kept, test = evening(sqlite_world)
    line(test, kept.pupils[1])[1].input("最近话少")  # type: ignore[attr-defined]  # a text input
    press(test, REST)
    assert said(kept) == {}
    assert "有 1 名学生写了说明" in words(test)
    assert line(test, kept.pupils[1])[1].value == "最近话少"  # type: ignore[attr-defined]  # a text input


def test_saving_nothing_is_refused_in_words(sqlite_world: World) -> None:
    kept, test = evening(sqlite_world)
    press(test, "保存已写的")
    assert "一次请写 1 到" in words(test)
    assert said(kept) == {}


def test_the_teachers_screen_tells_nobody_apart_and_shows_names_on_request(sqlite_world: World) -> None:
    kept, test = evening(sqlite_world)
    shown = words(test)
    assert shown.count("陈\\*") == 4
    assert not test.dataframe
    assert "PHQ" not in shown
    assert "区级" not in shown
    press(test, "显示全名（会记录）")
    assert "陈\\*" not in words(test)
    assert every_comment(kept, kept.pupils[0]) == []


def test_a_counsellor_sees_the_differences_and_no_form(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    wrote(sqlite_world, kept, Remark(kept.pupils[0], NOTHING), Remark(kept.pupils[1], WORRIED, "哭过"))
    test = opened(sqlite_world, "counsellor_a", "comments")
    differs, progress = (frame.value for frame in test.dataframe)
    assert list(differs["gap"]) == ["班主任担心，名单上没有", "名单上有，班主任没发现"]
    assert list(progress["已写"]) == ["2 / 4"]
    assert not [one for one in test.button_group if ".concern." in str(one.key)]
    assert list(opened(sqlite_world, "counsellor_b", "comments").dataframe[0].value["已写"]) == ["0 / 2"]


def test_what_the_teacher_said_stands_beside_the_decision(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    with reading() as session:
        warned = warnings(session, SYSTEM_SCOPE, Filter(kept.campaign, people=kept.pupils))[0].id

    def shown() -> str:
        return words(opened(sqlite_world, "counsellor_a", "interview", care_warning=warned))

    assert "班主任还没有写" in shown()
    wrote(sqlite_world, kept, Remark(kept.pupils[0], WATCH, "最近话少"))
    assert "**需要留意**　最近话少" in shown()


def test_a_school_sends_its_report_and_reads_what_comes_back(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "reports")
    test.text_area[0].input("已访谈一半")
    press(test, "报送")
    report = own(sqlite_world, kept)
    assert report is not None
    assert (report.state, report.statement) == ("submitted", "已访谈一半")
    assert not [button for button in test.button if button.label == "报送"]
    returned(sqlite_world, report.id or 0)
    again = opened(sqlite_world, "counsellor_a", "reports")
    assert "请补上访谈进度" in words(again)
    assert again.text_area[0].value == "已访谈一半"


def test_a_bureau_accepts_a_report_and_returns_none_without_a_word(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    sent(sqlite_world, kept, "b")
    test = opened(sqlite_world, "centre", "reports")
    listed = test.dataframe[0].value
    assert list(listed["学校"]) == ["云溪一小", "云溪中学"]
    assert list(listed["状态"]) == ["未报", "待审核"]
    assert list(listed["名单合计"]) == ["未报", "1"]


def test_a_leader_reads_sums_with_small_numbers_hidden(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    accepted(sqlite_world, sent(sqlite_world, kept))
    test = opened(sqlite_world, "leader", "reports")
    shown = test.dataframe[0].value
    assert list(shown["单位"]) == ["云溪区", "合计"]
    assert set(shown["名单合计"]) == {"已隐去"}
    assert "少于 10 人的数字已隐去" in words(test)
    assert [row.state for row in seen(sqlite_world, kept)] == [None, "accepted"]
