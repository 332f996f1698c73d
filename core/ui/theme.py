"""How the product looks beyond config.toml: the palette, one Altair theme, one small style block."""

from pathlib import Path

import altair as alt
import streamlit as st

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','HarmonyOS Sans SC','PingFang SC','Microsoft YaHei',sans-serif"

INK, SOFT, LINE, PAPER, PINE = "#1F2D2B", "#56645F", "#DBE3DF", "#F3F6F4", "#1E6558"
SAND, EARTH = "#A08C66", "#7A6A4F"  # below the target; a second scale beside the first
GRID, RULE = "#E9EEEB", "#8A9692"
CATEGORICAL = ["#1E6558", "#8FA6CC", "#A08C66", "#24344F", "#CFC3AB"]
SEQUENTIAL = ["#F0F6F3", "#C3DED5", "#86BBAD", "#438C7B", "#1A5A4E"]
STAGES = {"小学": "#86BBAD", "初中": "#2F8071", "高中": "#14443B"}

WEEKDAYS = "日一二三四五六"
MONTHS = [f"{month}月" for month in range(1, 13)]
CHINESE_TIME: alt.theme.TimeLocaleKwds = {
    "dateTime": "%Y年%-m月%-d日 %H:%M",
    "date": "%Y-%m-%d",
    "time": "%H:%M",
    "periods": ["上午", "下午"],
    "days": [f"星期{day}" for day in WEEKDAYS],
    "shortDays": list(WEEKDAYS),
    "months": MONTHS,
    "shortMonths": MONTHS,
}
AXIS: alt.theme.AxisConfigKwds = {
    "labelColor": SOFT,
    "labelFontSize": 12,
    "labelPadding": 6,
    "labelAngle": 0,
    "labelLimit": 160,
    "titleColor": SOFT,
    "titleFontSize": 12,
    "titleFontWeight": 400,
    "domain": False,
    "ticks": False,
    "grid": False,
    "gridColor": GRID,
}
LEGEND: alt.theme.LegendConfigKwds = {
    "orient": "top",
    "direction": "horizontal",
    "title": None,
    "labelColor": INK,
    "labelFontSize": 12,
    "padding": 0,
}


@alt.theme.register("shouwang", enable=True)
def shouwang() -> alt.theme.ThemeConfig:
    """Quiet charts: horizontal words, no frame, few grid lines, ink text, Chinese dates."""
    return {
        "config": {
            "background": "transparent",
            "font": FONT,
            "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
            "view": {"stroke": None},
            "axis": AXIS,
            "axisQuantitative": {"grid": True, "tickCount": 5},
            "axisBand": {"labelColor": INK},
            "legend": LEGEND,
            "mark": {"tooltip": None},  # a tooltip by itself would name columns, in English
            "bar": {"color": PINE, "cornerRadiusEnd": 3},
            "line": {"color": PINE, "strokeWidth": 2.25},
            "point": {"color": PINE, "filled": True, "size": 70},
            "rule": {"color": RULE},
            "text": {"color": INK, "fontSize": 12},
            "range": {"category": CATEGORICAL, "ordinal": SEQUENTIAL, "ramp": SEQUENTIAL, "heatmap": SEQUENTIAL},
            "locale": {"time": CHINESE_TIME},
        }
    }


def apply_style() -> None:
    """Emit the style block, once a run; st.html wraps a .css file itself."""
    st.html(HERE / "face.css")
