"""预警名单 on the screen: a campaign's list beside what was reported by hand."""

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.audit import AuditEvent
from core.cases.rules.states import WarningState
from core.database import reading, unowned, writing
from core.screening.rules.states import CampaignState
from core.screening.views.sought import BY_HAND
from tests.cases.care import enrolled, reported
from tests.cases.screens import labels, opened, pick, press, run
from tests.screening.standing import Standing, write
from tests.ui.app import words
from tests.world import World


def a_list(world: World) -> Standing:
    with writing() as session:
        return write(session, world, CampaignState.OPEN)


def acts(action: str) -> int:
    with reading() as session:
        return len(session.exec(unowned(select(AuditEvent).where(AuditEvent.action == action), AuditEvent)).all())


def choose(test: AppTest, key: str, choice: object) -> AppTest:
    test.selectbox(key=key).set_value(choice)
    return run(test)


def test_the_newest_campaign_is_shown_first_and_reports_by_hand_on_request(sqlite_world: World) -> None:
    a_list(sqlite_world)
    reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "warnings")
    assert len(test.dataframe[0].value) == 2
    assert "2 条都有着落　=　待访谈 2" in words(test)
    test = choose(test, "warnings.campaign", BY_HAND)
    assert test.dataframe[0].value["why"].tolist() == ["上课时一直趴着，说不想上学"]
    assert "导出用来（至少 4 个字）" not in [one.label for one in test.text_input]


def test_the_state_filter_counts_everybody_and_finds_nobody_in_care(sqlite_world: World) -> None:
    a_list(sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "warnings")
    assert "待访谈 2" in test.selectbox(key="warnings.state").options
    assert "这里没有人" in words(choose(test, "warnings.state", WarningState.IN_CARE))


def test_nobody_is_picked_at_first_and_the_side_says_what_to_do(sqlite_world: World) -> None:
    a_list(sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "warnings")
    assert "点一行" in words(test)
    assert "查看全名" not in labels(test)


def test_sheets_are_opened_on_a_click_that_is_written_down(sqlite_world: World) -> None:
    a_list(sqlite_world)
    test = pick(opened(sqlite_world, "counsellor_a", "warnings"), "warnings.table")
    assert acts("sheets.opened") == 0
    press(test, "看作答和分数（会记录）")
    assert acts("sheets.opened") == 1


def test_who_may_not_see_scores_is_offered_no_sheets_and_told_no_reason(sqlite_world: World) -> None:
    a_list(sqlite_world)
    test = pick(opened(sqlite_world, "school_lead_a", "warnings"), "warnings.table")
    assert labels(test) == ["查看全名"]
    assert "总分" not in str(test.dataframe[0].value) + str(test.table[0].value)


def test_a_card_that_another_page_asked_for_is_shown_though_its_row_is_on_no_page(sqlite_world: World) -> None:
    kept = a_list(sqlite_world)
    by_hand = reported(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "warnings", care_warning=by_hand)
    assert kept.campaign
    assert "上课时一直趴着" in str(test.table[0].value)
