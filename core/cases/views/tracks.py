"""休学与复学: where a pupil stands on both tracks, and the next step."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.cases.queries import TrackRow
from core.cases.rules.tracks import POINT_TITLES, POINTS, TRACK_TITLES, Track, TrackPoint, next_points
from core.cases.views.referral_forms import area
from core.cases.views.shared import Key, People, Wish
from core.ui import parts
from core.ui.words import day

RESULT = {True: "通过", False: "不通过"}


def tracks(rows: Sequence[TrackRow], people: People, *, case_id: int, today: date, key: Key) -> Wish | None:
    """The steps so far and the form of the next one."""
    coming = next_points([row.taken for row in rows])
    for track in Track:
        reached = next(
            (POINTS[track].index(point) + 1 for one, point in coming if one is track), len(POINTS[track]) + 1
        )
        if rows and any(row.track is track for row in rows):
            parts.section(TRACK_TITLES[track])
            parts.stepper([POINT_TITLES[point] for point in POINTS[track]], reached)
    wish = _next_step(case_id, coming, today, key)
    with parts.timeline(f"tracks-{case_id}"):
        for row in reversed(rows):
            parts.event(_event(row, people))
    return wish


def _next_step(case_id: int, coming: Sequence[tuple[Track, TrackPoint]], today: date, key: Key) -> Wish | None:
    form = f"tracks.step.{case_id}"
    titles = {one: f"{TRACK_TITLES[one[0]]} · {POINT_TITLES[one[1]]}" for one in coming}
    with st.form(at := key(form)):
        chosen = st.radio("写下这一步", list(titles), format_func=titles.__getitem__, key=f"{at}.point") or coming[0]
        left, right = parts.halves()
        held_on = left.date_input("日期", today, max_value=today, format="YYYY-MM-DD", key=f"{at}.day")
        person = right.text_input("由谁办理", max_chars=80, placeholder="例如：心理教师、班主任", key=f"{at}.person")
        decides, passed = chosen[1] is TrackPoint.DECIDED, None
        if decides:
            passed = st.radio("结果", [True, False], format_func=RESULT.__getitem__, index=None, key=f"{at}.passed")
        note = area("情况", f"{at}.note")
        sent = st.form_submit_button("记下这一步", type="primary", key=f"{at}.send")
    given = {
        "case_id": case_id, "track": chosen[0], "point": chosen[1], "held_on": held_on, "person": person, "note": note,
        "passed": passed,
    }  # fmt: skip
    return Wish("take_track_step", given, form, "已记下") if sent else None


def _event(row: TrackRow, people: People) -> parts.Event:
    result = "" if row.passed is None else f"：{RESULT[row.passed]}"
    title = f"{TRACK_TITLES[row.track]} · {POINT_TITLES[row.point]}{result}"
    return parts.Event(
        day(row.held_on), f"{row.person}（{people.colleague(row.by_id)} 记录）", "task_alt", title, row.note
    )
