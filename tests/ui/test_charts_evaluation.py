"""Charts of evaluation: radar, heat map, shares: what travels, what they say, what they leave out."""

import json
import re
from math import hypot
from typing import Any

import pytest

from core.ui import charts
from core.ui.charts import HeatRow, Picture, ShareBar, Spoke
from core.ui.words import Absence
from tests.ui.test_charts import column, walk

SPOKES = [
    Spoke("组织管理", 0.82, 0.7),
    Spoke("队伍建设与专业成长保障", 0.55, 0.64),
    Spoke("课程教学", 1.0, 0.81),
    Spoke("心理辅导", Absence.NOT_APPLICABLE, 0.5),
]
HEAT = [
    HeatRow("云溪一小", (0.599, 0.6, 1.0)),
    HeatRow("云溪一小", (0.0, Absence.NOT_APPLICABLE, 0.9)),
]
HEADS = ["组织管理", "队伍建设与专业成长保障", "课程教学"]
BARS = [ShareBar("每年家长培训不少于两次且有签到记录留存", 0.42, "32 所"), ShareBar("场地", 0.6, "31 所")]
PICTURES = {
    "radar": charts.radar(SPOKES, own="云溪一小", mean="平均", subject="得分率"),
    "heat_map": charts.heat_map(HEADS, HEAT, subject="得分率"),
    "share_bars": charts.share_bars(BARS, subject="得分率较低的条目"),
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_only_drawn_columns_travel(picture: Picture) -> None:
    spec = picture.chart.to_dict()
    sent = {name for table in spec["datasets"].values() for row in table for name in row}
    assert sent == {node["field"] for node in walk(spec) if isinstance(node.get("field"), str)}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_every_chart_says_its_facts_and_loads_nothing(picture: Picture) -> None:
    assert "得分率" in picture.alt
    spec = {key: value for key, value in picture.chart.to_dict().items() if key != "$schema"}
    assert not re.search("https?://", json.dumps(spec))


def test_a_polygon_has_a_corner_for_every_share_at_its_distance_from_the_middle() -> None:
    own = corners(PICTURES["radar"], "fill")
    assert sorted(round(hypot(row["x"], row["y"]), 3) for row in own) == [0.55, 0.82, 1.0]
    assert len(corners(PICTURES["radar"], "strokeDash")) == 4


def test_the_first_indicator_points_up_and_the_next_follows_clockwise() -> None:
    means = corners(PICTURES["radar"], "strokeDash")
    assert [(row["x"], row["y"]) for row in means] == [(0.0, 0.7), (0.64, 0.0), (0.0, -0.81), (-0.5, 0.0)]


def test_an_indicator_without_a_share_keeps_its_label_and_says_why() -> None:
    labels = [row["figures"] for row in every_row(PICTURES["radar"]) if "figures" in row]
    assert sorted(labels) == sorted(["82.0%｜70.0%", "55.0%｜64.0%", "100.0%｜81.0%", "不适用｜50.0%"])


def test_two_indicators_make_no_polygon() -> None:
    with pytest.raises(ValueError, match="2 indicators"):
        charts.radar(SPOKES[:2], own="云溪一小", mean="平均", subject="得分率")


@pytest.mark.parametrize(
    ("share", "depth"),
    [(0.5999, 0), (0.6, 1), (0.6999, 1), (0.7, 2), (0.7999, 2), (0.8, 3), (0.8999, 3), (0.9, 4), (1.0, 4)],
)
def test_a_tile_is_as_deep_as_its_band(share: float, depth: int) -> None:
    assert column(charts.heat_map(["一"], [HeatRow("校", (share,))], subject="得分率"), "depth") == [depth]


def test_every_tile_holds_a_figure_or_says_why_not() -> None:
    assert column(PICTURES["heat_map"], "figure") == ["59.9", "60.0", "100.0", "0.0", "不适用", "90.0"]


def test_two_schools_of_one_name_have_rows_of_their_own() -> None:
    assert set(column(PICTURES["heat_map"], "school")) == {"云溪一小", "云溪一小（2）"}


def test_bars_of_shares_start_at_zero_and_end_at_all() -> None:
    domains = [node["domain"] for node in walk(PICTURES["share_bars"].chart.to_dict()) if "domain" in node]
    assert [0, 1] in domains


def every_row(picture: Picture) -> list[dict[str, Any]]:
    return [row for table in picture.chart.to_dict()["datasets"].values() for row in table]


def corners(picture: Picture, look: str) -> list[dict[str, Any]]:
    """The rows of the polygon whose mark has this look, in order."""
    spec = picture.chart.to_dict()
    (layer,) = [one for one in spec["layer"] if look in one["mark"]]
    return sorted(spec["datasets"][layer["data"]["name"]], key=lambda row: row["at"])
