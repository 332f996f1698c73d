"""合议 and 评估结果 on the screen."""

from decimal import Decimal

from core.access import SYSTEM_SCOPE
from core.database import writing
from core.evaluation.actions.deciding import decide_results
from core.evaluation.actions.loading import loaded_round
from core.evaluation.rules.spec import GradeLine, Item, Kind, Node, RubricSpec
from core.evaluation.rules.states import RoundState
from tests.evaluation.builders import SMALL
from tests.evaluation.rated import Stood, advanced, kept, stood
from tests.evaluation.screens import opened
from tests.evaluation.test_deciding import put_up
from tests.ui.app import words
from tests.ui.screens import field, press
from tests.world import World

NODES = ("组织", "队伍", "课程", "场地")
WIDE = RubricSpec(
    **SMALL.model_dump(include={"purpose", "source", "version"}),
    key="wide",
    title="四项评分表",
    total=Decimal(40),
    nodes=tuple(Node(code=str(at), title=title) for at, title in enumerate(NODES, 1)),
    items=(
        *(
            Item(code=f"{at}.1", parent=str(at), title=f"{title}落实", points=Decimal(10))
            for at, title in enumerate(NODES, 1)
        ),
        Item(code="4.2", parent="4", title="重大事故", kind=Kind.VETO),
    ),
    lines=(GradeLine(title="优秀", at_least=Decimal(36)), GradeLine(title="合格", at_least=Decimal(24))),
)
BEST = {"1.1": 10, "2.1": 9, "3.1": 9, "4.1": 9, "4.2": 0}
FAIR = {"1.1": 8, "2.1": 3, "3.1": 7, "4.1": 6, "4.2": 0}


def in_moderation(world: World) -> Stood:
    sheets = {"a": [BEST, {**BEST, "2.1": 3}], "b": [FAIR, FAIR]}
    round_ = kept(world, sheets, rubric=WIDE, gap_points=Decimal(2), raters=("reviewer", "centre"))
    advanced(world, round_.round_id, RoundState.MODERATION)
    return round_


def published(world: World, **other: object) -> Stood:
    with writing() as session:
        round_ = stood(session, world, {"a": [BEST], "b": [FAIR]}, rubric=WIDE, state=RoundState.PUBLICITY, **other)
        decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    return round_


def test_before_moderation_there_is_nothing_to_see(sqlite_world: World) -> None:
    kept(sqlite_world, {"a": [BEST, FAIR]}, rubric=WIDE)
    assert "还没有进入合议的评估" in words(opened(sqlite_world, "moderation"))


def test_the_manager_sees_the_marks_side_by_side_and_settles_with_a_reason(sqlite_world: World) -> None:
    round_ = in_moderation(sqlite_world)
    test = opened(sqlite_world, "moderation")
    shown = test.dataframe[0].value
    assert [(row["评委甲"], row["评委乙"]) for _, row in shown.iterrows()] == [("9 分", "3 分")]
    assert "评委甲（reviewer的名字）" in words(test)
    field(test.segmented_control, "定为（分）").set_value(Decimal(7))
    press(test, "定下来")
    assert "请写下理由" in words(test)
    field(test.text_area, "理由").input("看了名册和课表")
    press(test, "定下来")
    (row,) = put_up(round_.round_id)
    assert (row.value, row.reason) == ({"": "7"}, "看了名册和课表")
    assert "没有要合议的条目" in words(test)


def test_what_is_settled_is_opened_again(sqlite_world: World) -> None:
    round_ = in_moderation(sqlite_world)
    test = opened(sqlite_world, "moderation")
    field(test.segmented_control, "定为（分）").set_value(Decimal(7))
    field(test.text_area, "理由").input("看了名册")
    press(test, "定下来")
    test.segmented_control(key="moderation.settled").set_value(True).run()
    press(test, "重新打开")
    assert put_up(round_.round_id)[0].settled_at is None


def test_a_rater_sees_their_own_schools_without_names_and_settles_nothing(sqlite_world: World) -> None:
    in_moderation(sqlite_world)
    test = opened(sqlite_world, "moderation", "reviewer")
    assert "评委甲" in words(test)
    assert "的名字" not in words(test).replace("reviewer的名字", "", 1)  # their own, in the frame
    assert not [button for button in test.button if button.label in ("定下来", "重新打开")]


def test_agreement_is_told_in_words_where_it_cannot_be_reckoned(sqlite_world: World) -> None:
    in_moderation(sqlite_world)
    test = opened(sqlite_world, "moderation")
    test.toggle(key="moderation.agreement").set_value(True).run()
    assert not test.exception
    assert [one.value for one in test.metric if one.label == "ICC(2,k)"] == ["算不出"]
    assert "同一组评审共同评过的学校太少" in words(test)


def test_before_publicity_there_are_no_results(sqlite_world: World) -> None:
    in_moderation(sqlite_world)
    for who in ("researcher", "leader", "school_admin_a"):
        assert "还没有公示的评估" in words(opened(sqlite_world, "evaluation_results", who))


def test_a_leader_sees_the_county(sqlite_world: World) -> None:
    published(sqlite_world, target=1)
    test = opened(sqlite_world, "evaluation_results", "leader")
    assert "**2025 年督导**：**2** 所有结果，**2** 所达到等级，完成目标的 **200.0%**" in words(test)
    tiles = {one.label: one.value for one in test.metric}
    assert tiles == {"平均分": "30.5", "达到等级": "2 所", "目标达成率": "200.0%", "覆盖率": "100.0%"}  # (37 + 24) / 2
    board = test.dataframe[0].value
    assert [(row["学校"], row["等级"], row["得分"]) for _, row in board.iterrows()] == [
        ("云溪一小", ["优秀"], "37.00"), ("云溪中学", ["合格"], "24.00"),
    ]  # fmt: skip
    assert not test.get("download_button")


def test_a_school_sees_itself_alone(sqlite_world: World) -> None:
    published(sqlite_world)
    test = opened(sqlite_world, "evaluation_results", "counsellor_b")
    assert "云溪一小" not in words(test)
    assert "云溪中学" in words(test)
    assert "不到 10 所，不显示平均" in words(test)
    (items,) = [table.value for table in test.dataframe]
    assert list(items["得分"]) == ["8.00", "3.00", "7.00", "6.00", "不计分"]


def test_a_veto_is_said_beside_the_result(sqlite_world: World) -> None:
    with writing() as session:
        round_ = stood(session, sqlite_world, {"a": [{**BEST, "4.2": 1}]}, rubric=WIDE, state=RoundState.PUBLICITY)
        decide_results(session, sqlite_world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    test = opened(sqlite_world, "evaluation_results", "school_lead_a")
    assert "一票否决：重大事故" in words(test)
    assert "37.00 / 40.00 分" in words(test)


def test_the_round_before_is_compared(sqlite_world: World) -> None:
    before = published(sqlite_world)
    published(sqlite_world, previous_id=before.round_id, title="2026 年督导")
    test = opened(sqlite_world, "evaluation_results")
    assert "2 所两轮都有结果" in words(test)


def test_the_list_is_offered_to_those_who_hold_the_round(sqlite_world: World) -> None:
    published(sqlite_world)
    assert len(opened(sqlite_world, "evaluation_results").get("download_button")) == 2
    assert not opened(sqlite_world, "evaluation_results", "school_admin_a").get("download_button")
