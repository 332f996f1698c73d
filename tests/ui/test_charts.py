"""Charts: what travels to the browser, what they say, and what they leave out."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ui import charts
from core.ui.charts import Compared, Completed, Picture, TierCount
from core.ui.words import Absence, Level
from tests.ui.drawn import drawn

GRAVE, MILD = Level(4, "区级跟进"), Level(2, "班级关注")

COMPLETION = [
    Completed("云溪一小", 990, 1000),
    Completed("柳岸小学", 930, 1000),
    Completed("北林学校", Absence.NOT_REPORTED, 800),
    Completed("云溪高中", 3410, 3407),
    Completed("新建小学", 0, 0),
]
CELLS = [
    TierCount("小学", GRAVE, Absence.SUPPRESSED, 8123),
    TierCount("小学", MILD, 64, 8123),
    TierCount("初中", GRAVE, 0, 9619),
    TierCount("初中", MILD, 156, 9619),
]
PICTURES = {
    "completion": charts.completion(COMPLETION, target=0.95),
    "tiers_by_group": charts.tiers_by_group(CELLS, subject="名单"),
    "tier_board": charts.tier_board(CELLS, subject="名单"),
    "year_on_year": charts.year_on_year(
        [Compared("小学", 0.012, 0.0145), Compared("中职", Absence.UNTESTED, 0.03)],
        earlier="2025 春",
        later="2026 春",
        subject="名单占比",
    ),
}


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


def rows(picture: Picture) -> list[dict[str, Any]]:
    """The longest table that travels."""
    return max(picture.chart.to_dict()["datasets"].values(), key=len)


def column(picture: Picture, name: str) -> list[Any]:
    return [row[name] for row in rows(picture)]


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_only_drawn_columns_travel(picture: Picture) -> None:
    spec = picture.chart.to_dict()
    sent = {name for table in spec["datasets"].values() for row in table for name in row}
    encoded = {node["field"] for node in walk(spec) if isinstance(node.get("field"), str)}
    assert sent == encoded


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_every_chart_has_words_and_loads_nothing_from_elsewhere(picture: Picture) -> None:
    assert len(picture.alt) > 10
    spec = picture.chart.to_dict()
    assert not re.search("https?://", json.dumps({key: value for key, value in spec.items() if key != "$schema"}))


@pytest.mark.parametrize("name", ["completion", "tiers_by_group"])
def test_bars_start_at_zero(name: str) -> None:
    domains = [node["domain"] for node in walk(PICTURES[name].chart.to_dict()) if "domain" in node and "nice" in node]
    assert domains
    assert all(domain[0] == 0 for domain in domains)


def test_schools_are_ranked_and_those_without_a_rate_say_why() -> None:
    picture = PICTURES["completion"]
    assert column(picture, "school") == ["云溪一小", "柳岸小学", "新建小学", "北林学校", "云溪高中"]
    assert column(picture, "rate") == ["99.0%", "93.0%", "不适用", "未报", "数据有误"]
    assert column(picture, "kind")[:2] == ["met", "below"]


def test_the_words_of_completion_count_the_schools_that_met_the_target() -> None:
    assert PICTURES["completion"].alt == "5 所学校的普测完成率，1 所达到 95.0%；3 所没有完成率"


@pytest.mark.parametrize(("tested", "kind"), [(949, "below"), (950, "met"), (951, "met")])
def test_the_target_itself_counts_as_met(tested: int, kind: str) -> None:
    assert column(charts.completion([Completed("甲", tested, 1000)], target=0.95), "kind") == [kind]


@settings(max_examples=25)  # each of them draws a chart
@given(st.lists(st.integers(0, 500), min_size=1, max_size=150))
def test_beyond_twenty_schools_the_best_are_folded_and_nobody_is_lost(tested: list[int]) -> None:
    schools = [Completed(f"第{number}小学", done, 500) for number, done in enumerate(tested)]
    drawn_rows = rows(charts.completion(schools, target=0.95))
    assert len(drawn_rows) == min(len(schools), 20) + (len(schools) > 20)
    assert sum(int(row["n"].split(" / ")[0].replace(",", "")) for row in drawn_rows) == sum(tested)
    alone = sorted(row["ratio"] for row in drawn_rows[len(schools) > 20 :])
    assert alone == sorted(done / 500 for done in tested)[:20]


def test_two_schools_of_one_name_keep_their_own_bars() -> None:
    picture = charts.completion([Completed("中心小学", 9, 10), Completed("中心小学", 8, 10)], target=0.95)
    assert column(picture, "school") == ["中心小学", "中心小学（2）"]


def test_no_school_at_all_still_draws() -> None:
    charts.completion([], target=0.95).chart.to_dict()


def test_a_suppressed_count_sends_no_height_and_no_share() -> None:
    bar = rows(PICTURES["tiers_by_group"])[0]
    assert (bar["height"], bar["figure"], bar["share"], bar["sign"]) == (0, "隐", "", "◆")
    cell = rows(PICTURES["tier_board"])[0]
    assert (cell["depth"], cell["figure"], cell["share"]) == (0, "隐", "")


def test_nobody_is_zero_and_not_suppressed() -> None:
    assert rows(PICTURES["tiers_by_group"])[2]["figure"] == "0"


def test_every_bar_of_a_tier_says_its_share_and_its_group_says_n() -> None:
    bar = rows(PICTURES["tiers_by_group"])[3]
    assert (bar["share"], bar["group"]) == ("1.6%", "初中|n = 9,619")  # 156 ÷ 9619 = 1.62 %


def test_cells_of_a_board_are_deeper_where_the_share_is_larger() -> None:
    cells = [TierCount(school, MILD, people, 100) for school, people in (("甲", 1), ("乙", 10), ("丙", 20))]
    depths = column(charts.tier_board(cells, subject="名单"), "depth")
    assert depths == sorted(depths)
    assert depths[0] < depths[-1]


def test_a_change_agrees_with_the_figures_beside_it() -> None:
    picture = charts.year_on_year([Compared("高中", 0.028, 0.0305)], earlier="甲", later="乙", subject="占比")
    row = rows(picture)[0]
    assert (row["before"], row["after"], row["change"]) == ("2.8%", "3.1%", "+0.3")  # 0.25 half up


def test_rates_of_a_whole_are_drawn_from_nothing_to_all() -> None:
    compared = [Compared("城区", 0.6, 0.8)]
    drawn = [
        charts.year_on_year(compared, earlier="甲", later="乙", subject="占比", whole=whole).chart.to_dict()
        for whole in (True, False)
    ]
    whole, part = ([layer["encoding"]["x"]["scale"] for layer in one["layer"][:3]] for one in drawn)
    assert [scale["domain"] for scale in whole] == [[0, 1]] * 3
    assert [scale["zero"] for scale in part] == [False] * 3


def test_a_group_with_one_campaign_shows_no_change() -> None:
    assert column(PICTURES["year_on_year"], "change") == ["+0.3", ""]
    assert column(PICTURES["year_on_year"], "before") == ["1.2%", "未测评"]


def page() -> None:
    from core.ui import charts

    charts.show(charts.completion([charts.Completed("云溪一小", 9, 10)], target=0.95), key="overview.completion")


def test_a_chart_is_drawn_with_its_words() -> None:
    chart = drawn(page).get("vega_lite_chart")[0].proto
    assert chart.theme == ""
    assert "1 所学校的普测完成率" in str(chart)
