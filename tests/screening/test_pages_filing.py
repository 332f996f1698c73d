"""一生一档, 去向平衡表 and 台账导出 under Streamlit's own test driver."""

import random

from streamlit.testing.v1 import AppTest

from core.cases.rules.states import WarningState
from core.screening.tables import LedgerExport
from core.ui import state
from tests.cases.care import GRAVE, MIDDLE, enrolled, in_care
from tests.cases.screens import labels, opened, pick, press, run
from tests.screening.builders import a_campaign, name_of, number_of
from tests.screening.test_balance import STATES, scattered
from tests.screening.test_ledgers import rows_of
from tests.ui.app import words
from tests.world import World

CLOSED = "这一页不在您的权限里"


def asked_for(world: World, who: str = "counsellor_a") -> tuple[AppTest, int]:
    """The page of a pupil's file with the case that 个案跟进 left."""
    person = enrolled(world)
    case, _ = in_care(world, person, tier=MIDDLE)
    return opened(world, who, "pupil", care_case=case), person


def facts(test: AppTest) -> str:
    """What the tables of labels and values say."""
    return "\n".join(str(table.value) for table in test.table) + words(test)


def is_open(test: AppTest) -> bool:
    return any(toggle.key == "pupil.open" for toggle in test.toggle)


def test_a_file_opens_for_a_purpose_and_closes_when_the_page_is_left(sqlite_world: World) -> None:
    test, person = asked_for(sqlite_world)
    assert not is_open(test)
    assert "近两周情绪低落" not in facts(test)
    press(test, "打开档案")
    assert is_open(test)
    assert "为什么我能看到" in facts(test)
    assert "您是云溪一小的心理教师" in facts(test)
    assert name_of(8000) not in facts(test)
    assert "近两周情绪低落" in facts(test)
    run(test)
    assert is_open(test)
    test.switch_page("pages/care/balance.py")
    run(test)
    test.switch_page("pages/care/pupil.py")
    run(test)
    assert not is_open(test)
    assert "近两周情绪低落" not in facts(test)
    assert state.HELD in test.session_state
    assert person not in [test.session_state[state.HELD].get("pupil.opened")]


def test_the_switch_closes_a_file(sqlite_world: World) -> None:
    test, _ = asked_for(sqlite_world)
    press(test, "打开档案")
    test.toggle(key="pupil.open").set_value(False)
    run(test)
    assert not is_open(test)


def test_nothing_of_a_file_stays_in_the_session(sqlite_world: World) -> None:
    test, person = asked_for(sqlite_world)
    press(test, "打开档案")
    held = test.session_state[state.HELD]
    assert held["pupil.opened"] == person
    assert all(isinstance(value, int | str) for value in held.values())
    kept = str({key: test.session_state[key] for key in test.session_state})
    assert not [secret for secret in (name_of(8000), number_of(8000), "近两周情绪低落") if secret in kept]


def test_a_purpose_without_words_opens_nothing(sqlite_world: World) -> None:
    test, _ = asked_for(sqlite_world)
    next(box for box in test.selectbox if box.label == "打开档案，用来").set_value("other")
    press(test, "打开档案")
    assert not is_open(test)
    assert test.warning


def test_somebody_elses_case_opens_nothing(sqlite_world: World) -> None:
    test, _ = asked_for(sqlite_world, "counsellor_b")
    assert "打开档案" not in labels(test)
    assert test.warning


def test_a_pupil_is_found_by_the_whole_name(sqlite_world: World) -> None:
    enrolled(sqlite_world)
    test = opened(sqlite_world, "counsellor_a", "pupil")
    test.text_input(key="pupil.words").input(name_of(8000)[:1])
    run(test)
    assert "没有找到" in words(test)


def test_printing_asks_what_for(sqlite_world: World) -> None:
    test, _ = asked_for(sqlite_world)
    press(test, "打开档案")
    assert not test.get("download_button")
    next(box for box in test.selectbox if box.label == "打印，用来").set_value("handover")
    run(test)
    assert len(test.get("download_button")) == 1


def listed(world: World) -> int:
    """A campaign whose list is spread over both schools and every state."""
    enrolled(world, 9999, "b")
    campaign = a_campaign(world)
    chance = random.Random(5)
    scattered(world, campaign, {at: chance.choices(STATES, k=30) for at in ("a", "b")})
    return campaign


def figures(test: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in test.metric}


def test_a_counsellor_reads_the_balance_and_opens_its_rows(sqlite_world: World) -> None:
    listed(sqlite_world)
    test = opened(sqlite_world, "counsellor_b", "balance")
    told = figures(test)
    assert int(told["预警"]) == sum(int(figure) for label, figure in told.items() if label != "预警")
    test.button(key="balance.open.in_care").click()
    run(test)
    assert test.selectbox(key="warnings.state").value is WarningState.IN_CARE
    assert len(test.dataframe[0].value) == min(12, int(told["在管"]))


def test_a_leader_sees_numbers_alone_and_small_ones_hidden(sqlite_world: World) -> None:
    listed(sqlite_world)
    test = opened(sqlite_world, "leader", "balance")
    assert "看名单" not in labels(test)
    assert "已隐去" in str(test.dataframe[0].value.to_dict())
    shown = [int(cell) for row in test.dataframe[0].value.drop(columns="name").values.tolist() for cell in row
             if cell.isdecimal()]  # fmt: skip
    assert not [figure for figure in shown if 0 < figure < 10]
    said = words(test) + str(test.dataframe[0].value.to_dict())
    assert not [name for name in map(name_of, range(10)) if name in said]


def test_a_row_of_the_balance_is_looked_at_by_itself(sqlite_world: World) -> None:
    listed(sqlite_world)
    test = opened(sqlite_world, "researcher", "balance")
    whole = figures(test)["预警"]
    pick(test, "balance.table")
    assert figures(test)["预警"] != whole
    assert "看名单" not in labels(test)


def test_an_empty_balance_says_so(sqlite_world: World) -> None:
    assert "名单是空的" in words(opened(sqlite_world, "counsellor_a", "balance"))


def test_a_class_teacher_has_no_balance(sqlite_world: World) -> None:
    assert CLOSED in words(opened(sqlite_world, "class_teacher_a", "balance"))


def make(test: AppTest, purpose: str = "十月研判会") -> AppTest:
    next(field for field in test.text_input if field.label.startswith("导出用来")).input(purpose)
    return press(test, "生成台账")


def test_a_ledger_is_made_and_its_password_shown_once(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    test = opened(sqlite_world, "counsellor_a", "ledgers")
    make(test)
    (code,) = test.code
    assert len(code.value) == 12
    assert len(test.get("download_button")) == 1
    assert code.value not in str({key: test.session_state[key] for key in test.session_state})
    run(test)
    assert not test.code
    assert len(rows_of(LedgerExport)) == 1


def test_a_ledger_without_a_purpose_is_refused_and_what_was_chosen_stays(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    test = make(opened(sqlite_world, "counsellor_a", "ledgers"), "用")
    assert test.warning
    assert not test.code
    assert rows_of(LedgerExport) == []
    assert next(field for field in test.text_input if field.label.startswith("导出用来")).value == "用"


def test_a_leader_may_choose_the_summary_alone(sqlite_world: World) -> None:
    listed(sqlite_world)
    test = opened(sqlite_world, "leader", "ledgers")
    assert test.selectbox(key="ledgers.kind").options == ["普测情况汇总表"]


def test_the_centre_chooses_among_all(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world), tier=GRAVE)
    test = opened(sqlite_world, "centre", "ledgers")
    assert len(test.selectbox(key="ledgers.kind").options) == 5
    make(test)
    assert test.code


def test_a_stranger_to_people_and_figures_has_no_ledgers(sqlite_world: World) -> None:
    for who in ("admin", "reviewer"):
        assert CLOSED in words(opened(sqlite_world, who, "ledgers"))
