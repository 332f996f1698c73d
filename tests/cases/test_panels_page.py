"""研判会 on the screen."""

from tests.cases.test_panels import decide, filled, hold, items, planned, seen, warning_of
from tests.screening.classes import screened
from tests.ui.app import words
from tests.ui.screens import opened, press
from tests.world import World


def test_the_first_panel_is_planned(sqlite_world: World) -> None:
    test = opened(sqlite_world, "counsellor_a", "panels")
    next(field for field in test.text_input if field.label == "名称").input("十月研判会")
    press(test, "安排")
    assert [row.title for row in seen(sqlite_world, "counsellor_a")] == ["十月研判会"]
    assert "已安排" in words(test)


def test_somebody_is_put_on_the_list_and_decided_about(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    panel = planned(sqlite_world, campaign_id=kept.campaign)
    test = opened(sqlite_world, "counsellor_a", "panels")
    assert "名单上还没有人" in words(test)
    test.multiselect[0].set_value([warning_of(kept)])
    press(test, "加进名单")
    assert [row.person_id for row in items(sqlite_world, panel)] == [kept.pupils[0]]
    press(test, "记下决定")
    assert "请写上理由" in words(test)
    next(area for area in test.text_area if area.label == "理由").input("再看两周吧")
    press(test, "记下决定")
    assert [row.rationale for row in items(sqlite_world, panel)] == ["再看两周吧"]


def test_a_panel_is_held_with_enough_people_alone(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    panel = planned(sqlite_world, campaign_id=kept.campaign)
    filled(sqlite_world, panel, warning_of(kept))
    decide(sqlite_world, items(sqlite_world, panel)[0].id)
    test = opened(sqlite_world, "counsellor_a", "panels")
    who = next(field for field in test.text_input if field.label == "到会的人")
    who.input("王老师")
    press(test, "记为已开")
    assert "至少 2 位" in words(test)
    next(field for field in test.text_input if field.label == "到会的人").input("王老师、李老师")
    press(test, "记为已开")
    assert [row.state for row in seen(sqlite_world, "counsellor_a")] == ["held"]
    assert not [button for button in test.button if button.label == "记下决定"]


def test_names_are_masked_and_another_school_sees_nothing(sqlite_world: World) -> None:
    kept = screened(sqlite_world)
    panel = planned(sqlite_world, campaign_id=kept.campaign)
    filled(sqlite_world, panel, warning_of(kept))
    decide(sqlite_world, items(sqlite_world, panel)[0].id)
    hold(sqlite_world, panel)
    shown = opened(sqlite_world, "counsellor_a", "panels").dataframe[0].value
    assert [name.startswith("陈*") for name in shown["name"]] == [True]
    assert "十月研判会" not in words(opened(sqlite_world, "counsellor_b", "panels"))
