"""Whose file it is, why one may read it, and the scores over their bands."""

from collections.abc import Iterator, Mapping

import streamlit as st

from core.access import Actor
from core.screening.queries import PupilFile, Wave, Why
from core.screening.rules.series import Series
from core.screening.views.shared import grade_words
from core.ui import charts, parts
from core.ui.words import count

RESPONDENTS = {"parent": "（家长）", "teacher": "（教师）"}
WHYS = {
    "place": "您是{place}的{role}，这名学生在{place}的范围里。",
    "level": "您是{place}的{role}，这名学生现在由{level}牵头。",
    "glass": "您正在应急查看这名学生，到时间自动关上；负责的老师已收到通知。",
}


def head(file: PupilFile, actor: Actor, places: Mapping[int, str]) -> None:
    """Whose file it is, masked, and why the reader may see it."""
    card = file.card
    with st.container(border=True):
        parts.facts(
            [
                parts.Fact("学生", f"{card.name}　{card.number}"),
                parts.Fact("学校", card.school),
                parts.Fact("在校经历", "；".join(_years(file))),
                parts.Fact("为什么我能看到", " ".join(_why(one, places) for one in file.why_can_i_see(actor))),
            ]
        )


def _years(file: PupilFile) -> Iterator[str]:
    for year in file.card.years:
        yield f"{year.school_year} 学年 {grade_words(year.grade)} {year.class_name or ''}".rstrip()


def _why(one: Why, places: Mapping[int, str]) -> str:
    return WHYS[one.code].format(place=places.get(one.org_id, "本单位"), role=one.role, level=one.level)


def scores(file: PupilFile) -> None:
    """One chart a scale."""
    if not file.series:
        parts.empty("show_chart", "还没有测评", "这名学生还没有交过卷；未测评不等于没有问题。", key="pupil.no_scores")
    for series in file.series:
        title = f"{series.title}{RESPONDENTS.get(series.respondent, '')}"
        parts.section(title, f"{len(series.points)} 次，区间按现行常模")
        drawn = [point for point in series.points if point.total is not None]
        if drawn:
            charts.show(picture(series, file.waves, title), key=f"pupil.chart.{series.scale}.{series.respondent}")
        if len(drawn) < len(series.points):
            st.caption(f"有 {count(len(series.points) - len(drawn))} 次作答不完整，没有总分，没有画出来。")
        if any(not point.valid for point in drawn):
            st.caption("有的卷子效度没有通过，只画出分数，不据此分级。")


def picture(series: Series, waves: Mapping[int, Wave], title: str) -> charts.Picture:
    """The chart of one scale: when and how much, nothing of whom."""
    points = [
        charts.Scored(wave_words(waves[point.campaign_id]), point.total, point.band)
        for point in series.points
        if point.total is not None
    ]
    spans = [charts.Span(one.label, one.low, one.high) for one in series.bands]
    return charts.scores(points, spans, low=series.low, high=series.high, subject=title)


def wave_words(wave: Wave) -> str:
    """2025 秋 for the first term of the school year 2025, 2026 春 for the second."""
    return f"{wave.school_year} 秋" if wave.term == 1 else f"{wave.school_year + 1} 春"
