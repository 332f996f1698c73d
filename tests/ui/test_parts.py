"""The parts draw what they are given, escape it, and answer what was pressed."""

import pytest

from core.ui.parts.icons import icon
from core.ui.parts.lists import VALUE_SHOWN
from tests.ui.drawn import DISARMED, drawn, texts


def heads() -> None:
    from core.ui import parts
    from tests.ui.drawn import HOSTILE

    parts.section(HOSTILE, HOSTILE, rule=HOSTILE)
    parts.section("没有说明")
    parts.brief("普测完成 {rate}，其余见 {place}。", rate="98.7%", place=HOSTILE)


def test_heads_escape_title_note_rule_and_figures() -> None:
    test = drawn(heads)
    assert test.subheader[0].value.startswith(DISARMED)
    assert test.caption[0].value.startswith(DISARMED)
    assert test.subheader[0].proto.help.startswith(DISARMED)
    assert test.caption[1].value.strip("\u00a0") == ""
    assert test.markdown[0].value.startswith(f"##### 普测完成 **98.7%**，其余见 **{DISARMED}")


def figures() -> None:
    from core.ui import parts
    from tests.ui.drawn import HOSTILE

    rule = parts.Rule("实测 ÷ 应测", "请假", HOSTILE)
    parts.kpis(
        [
            parts.Kpi("完成率", "98.7%", rule, "比上学期", "-0.6", "orange", trend=(1.0, 2.0)),
            parts.Kpi(HOSTILE, HOSTILE, parts.Rule("数一数"), HOSTILE),
        ]
    )
    parts.tally([parts.Tally("必须改", "6 处", HOSTILE)])


def test_a_tile_shows_its_rule_its_comparison_and_the_arrow_of_its_sign() -> None:
    tile, hostile, count = drawn(figures).metric
    assert (tile.label, tile.value, tile.delta) == ("完成率", "98.7%", "-0.6")
    assert tile.proto.help.startswith("**怎么算**：实测 ÷ 应测\n\n**不含**：请假\n\n**另外**：")
    assert tile.proto.delta_description == "比上学期"
    assert hostile.label.startswith(DISARMED)
    assert hostile.value.startswith(DISARMED)
    assert hostile.proto.delta_description.startswith(DISARMED)
    assert hostile.proto.help == "**怎么算**：数一数"
    assert count.proto.delta_description.startswith(DISARMED)


def test_no_tile_can_be_red() -> None:
    from streamlit.proto.Metric_pb2 import Metric

    colours = {tile.proto.color for tile in drawn(figures).metric}
    assert Metric.MetricColor.RED not in colours


def tiers() -> None:
    from core.ui import parts
    from core.ui.words import Level

    level = Level(4, "区级跟进", "区心理中心牵头", "当日联系")
    parts.tier_badge(level)
    parts.tier_legend([level, Level(2, "班级关注")])
    parts.tier_legend([level], brief=True)


def test_a_tier_is_never_drawn_without_its_sign_and_word() -> None:
    badge, legend, brief = (element.value for element in drawn(tiers).markdown)
    assert badge == ":violet-badge[◆ 区级跟进]"
    assert (
        legend == ":small[:violet-badge[◆ 区级跟进] :gray[区心理中心牵头，当日联系]]　:small[:blue-badge[● 班级关注]]"
    )
    assert brief == ":small[:violet-badge[◆ 区级跟进]]"


def nothing_here() -> None:
    import streamlit as st

    from core.ui import parts

    if parts.empty("inbox", "还没有批次", "新建以后在这里看到", "新建批次", key="campaigns.empty"):
        st.write("PRESSED")
    parts.empty("inbox", "还没有记录", "有了会列在这里", key="other.empty")


def test_an_empty_state_says_what_why_and_one_next_step() -> None:
    test = drawn(nothing_here)
    assert "**还没有批次**" in texts(test)
    assert "新建以后在这里看到" in texts(test)
    assert [button.label for button in test.button] == ["新建批次"]
    assert "PRESSED" not in texts(test)
    assert "PRESSED" in texts(test.button[0].click().run())


def steps() -> None:
    from core.ui import parts

    parts.stepper(["选文件", "看问题", "确认"], 2)
    parts.stepper(["选文件"], 2)


def test_a_stepper_tells_done_present_and_coming_apart_without_colour() -> None:
    bars = [element.proto for element in drawn(steps).get("progress")]
    assert [(bar.value, bar.text) for bar in bars] == [
        (100, "✓ 选文件"),
        (50, "**2 看问题**"),
        (0, ":gray[3 确认]"),
        (100, "✓ 选文件"),
    ]


def story() -> None:
    from core.ui import parts
    from tests.ui.drawn import HOSTILE

    with parts.timeline("case"):
        parts.event(parts.Event("5月12日", HOSTILE, "forum", HOSTILE, f"第一行\n{HOSTILE}"))


def test_an_event_keeps_its_lines_and_escapes_them() -> None:
    test = drawn(story)
    assert test.caption[0].value.startswith(f":material/forum: 5月12日　·　{DISARMED}")
    assert test.markdown[0].value.startswith(f"**{DISARMED}")
    assert test.markdown[1].value.startswith(f"第一行  \n{DISARMED}")


@pytest.mark.parametrize("name", ["", "a b", "delete: :red[", "Forum"])
def test_an_icon_is_a_name_and_nothing_else(name: str) -> None:
    with pytest.raises(ValueError, match="icon"):
        icon(name)


def waiting() -> None:
    import streamlit as st

    from core.ui import parts
    from tests.ui.drawn import HOSTILE

    rows = [
        parts.Todo("forum", HOSTILE, HOSTILE, "今天 16:00 前", "去安排", "now"),
        parts.Todo("rule", "打分", "还剩 6 所", "周六", "继续打分"),
    ]
    st.write(f"PRESSED {parts.todos(rows, key='desk.today', lead=True)}")


def test_things_to_do_answer_the_row_pressed_and_lead_with_one_filled_button() -> None:
    test = drawn(waiting)
    assert "PRESSED None" in texts(test)
    assert [button.proto.type for button in test.button] == ["primary", "secondary"]
    assert f"**{DISARMED}" in texts(test)
    assert ":orange-badge[:material/schedule: 今天 16:00 前]" in texts(test)
    assert "PRESSED 1" in texts(test.button(key="desk.today.1").click().run())


def mending() -> None:
    from core.ui import parts
    from core.ui.words import ProblemRow
    from tests.ui.drawn import HOSTILE

    parts.problem_list([ProblemRow("作答表 · C18", HOSTILE, HOSTILE, HOSTILE)], key="must")
    parts.problem_list([ProblemRow("作答表 · C19", "长" * 99, "太长", "改短")], key="check")
    parts.facts([parts.Fact("文件", HOSTILE)])


def test_what_stands_in_a_faulty_cell_is_shown_short_and_harmless() -> None:
    where, what, long, _ = (element.value for element in drawn(mending).markdown)
    assert where.startswith(f"作答表 · C18  \n:small[:gray[现在写的　]{DISARMED}")
    assert what.startswith(f"**{DISARMED}")
    assert "长" * VALUE_SHOWN + "…" in long
    assert "长" * (VALUE_SHOWN + 1) not in long


def test_facts_escape_label_and_value() -> None:
    frame = drawn(mending).table[0].value
    assert frame.iloc[0, 0] == ":gray[文件]"
    assert frame.iloc[0, 1].startswith(DISARMED)


def said() -> None:
    from core.errors import Conflict
    from core.ui import parts, state
    from tests.ui.drawn import HOSTILE

    parts.refusal(Conflict())
    parts.flashes([state.Flash(HOSTILE, "success"), state.Flash("请留意", "info")])
    parts.flashes([])
    with parts.receipt("导入好了", "新增 17 人。", [parts.Fact("回执号", "YX-1")]):
        parts.download("下载回执", b"x", "回执.txt", mime="text/plain", key="upload.receipt")


def test_notices_speak_calmly_and_escape() -> None:
    test = drawn(said)
    assert "没有保存" in test.warning[0].value
    assert test.success[0].value.startswith(DISARMED)
    assert test.info[0].value == "请留意"
    assert test.success[1].value == "新增 17 人。"
    assert len(test.error) == 0


def test_a_download_does_not_run_the_page_again() -> None:
    button = drawn(said).get("download_button")[0].proto
    assert button.ignore_rerun
    assert button.label == "下载回执"


def promising() -> None:
    import streamlit as st

    from core.ui import parts

    st.write(f"DECIDED {parts.confirm('我已核对', yes='确认导入', no='先不导入', key='token')}")


@pytest.mark.parametrize(
    ("ticked", "pressed", "decided"),
    [(True, "token.yes", True), (False, "token.yes", None), (False, "token.no", False), (True, "token.no", False)],
)
def test_a_promise_needs_its_tick(ticked: bool, pressed: str, decided: bool | None) -> None:
    test = drawn(promising)
    assert "DECIDED None" in texts(test)
    if ticked:
        test.checkbox[0].check()
    assert f"DECIDED {decided}" in texts(test.button(key=pressed).click().run())


def test_a_forgotten_tick_is_asked_for() -> None:
    test = drawn(promising).button(key="token.yes").click().run()
    assert "打勾" in texts(test)


def promising_beside_another_act() -> None:
    from core.ui import parts

    parts.confirm("连同学校和评审", yes="删去", no="留着", key="token", lead=False)


def test_a_promise_fills_its_button_unless_the_page_has_a_weightier_one() -> None:
    filled = [drawn(promise).button[0].proto.type for promise in (promising, promising_beside_another_act)]
    assert filled == ["primary", "secondary"]


def panels() -> None:
    import streamlit as st

    from core.ui import parts

    for left, right in (parts.wide_and_side(), parts.halves()):
        left.markdown("左")
        right.markdown("右")
    st.markdown("下")


def test_panels_take_content_side_by_side() -> None:
    assert [element.value for element in drawn(panels).markdown] == ["左", "右", "左", "右", "下"]
