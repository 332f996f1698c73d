"""辅导室年检: this year beside last year, who is missing, who is exempt; a room entered, corrected, closed."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.evaluation.queries import InspectionRow, RoomRow
from core.evaluation.rules.inspecting import MISSING, Inspected, Standing
from core.evaluation.rules.rooms import LARGEST, NAME, PLACE, RoomFacts
from core.evaluation.rules.titles import INSPECTION_STANDINGS
from core.evaluation.views.self_fields import Wish
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.words import Absence, count, coverage, safe

CHIPS = {
    Standing.DONE: "#D8ECE3",
    Standing.UNDER_WAY: "#D3E6F3",
    Standing.NOT_SUBMITTED: "#F3E3C4",
    Standing.NOT_LISTED: "#F3E3C4",
    Standing.NO_ROOM: "#E6ECE9",
    Standing.EXEMPT: "#E6ECE9",
}
SMALLEST_YEAR = date(1980, 1, 1)
RULE = "应检的是还在用的辅导室和没有登记辅导室的学校，不含免检的；覆盖率是已有结果的 ÷ 应检的，不会超过 100%。"


def tiles(rows: Sequence[InspectionRow]) -> None:
    """The year's inspection in plain counts."""
    many = {one: sum(row.standing is one for row in rows) for one in Standing}
    due, missing = len(rows) - many[Standing.EXEMPT], sum(many[one] for one in MISSING)
    told = f"其中没有登记辅导室 {many[Standing.NO_ROOM]:,}" if many[Standing.NO_ROOM] else ""
    parts.tally(
        [
            parts.Tally("应检", count(due, "个"), f"另有免检 {count(many[Standing.EXEMPT], '个')}"),
            parts.Tally("覆盖率", coverage(many[Standing.DONE], due), f"已有结果 {count(many[Standing.DONE], '个')}"),
            parts.Tally("年检中", count(many[Standing.UNDER_WAY], "个"), "提交了，还没有公示"),
            parts.Tally("还缺", count(missing, "个"), told or ("" if missing else "一个也不缺")),
        ]
    )


def table(rows: Sequence[InspectionRow], *, key: str) -> InspectionRow | None:
    """One row a room, or a school without one; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "状态": [INSPECTION_STANDINGS[row.standing]],
                "学校": row.school,
                "辅导室": row.room.name if row.room else "没有登记",
                "面积": f"{row.room.area:,} ㎡" if row.room and row.room.area else Absence.NOT_REPORTED.value,
                "今年": year_words(row.this),
                "去年": year_words(row.last),
            }
            for row in rows
        ]
    )
    chip = st.column_config.MultiselectColumn(
        "状态", width=150, options=[INSPECTION_STANDINGS[one] for one in CHIPS], color=list(CHIPS.values())
    )
    columns = {
        "状态": chip,
        "学校": tables.text_column("学校", 200),
        "辅导室": tables.text_column("辅导室", 170),
        "面积": tables.count_column("面积", 90),
        "今年": tables.text_column("今年", 200),
        "去年": tables.text_column("去年", 200),
    }
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 个辅导室和学校", pick=True)
    return None if at is None else rows[at]


def year_words(found: Inspected | None) -> str:
    """How a year's inspection came out: "合格　17.00 / 20.00"."""
    if found is None:
        return "没有年检"
    if found.total is None:
        return "还没有结果"
    grade = "一票否决" if found.vetoes else found.grade
    return "　".join(filter(None, (grade, f"{found.total:.2f} / {found.most:.2f}")))


def add_form(schools: Mapping[int, str]) -> Wish | None:
    """A room of one of these schools."""
    form = "rooms.add"
    with st.form(at := form_key(form)):
        school = st.selectbox("学校", list(schools), format_func=schools.__getitem__, key=f"{at}.school", width=420)
        facts = _facts(None, key=at)
        if not st.form_submit_button("登记", type="primary"):
            return None
    return Wish("add_room", {"school_id": school, "facts": facts}, form, "已登记")


def room_forms(row: InspectionRow, room: RoomRow, today: date) -> Wish | None:
    """What is told of a room, to be corrected; and that it is none any more."""
    parts.section(row.place, year_words(row.this))
    left, right = parts.halves()
    with left, st.form(at := form_key(f"rooms.change.{room.id}")):
        facts = _facts(room, key=at)
        if st.form_submit_button("保存修改"):
            return Wish("change_room", {"room_id": room.id, "facts": facts}, f"rooms.change.{room.id}", "已修改")
    with right, st.form(at := form_key(f"rooms.close.{room.id}")):
        st.markdown(safe("这间不再用作辅导室了"))
        closed_on = st.date_input("从哪天起停用", today, max_value=today, key=f"{at}.on", width=200)
        if st.form_submit_button("停用"):
            return Wish(
                "close_room", {"room_id": room.id, "closed_on": closed_on}, f"rooms.close.{room.id}",
                "已停用，以前的年检和认定都保留",
            )  # fmt: skip
    return None


def _facts(room: RoomRow | None, *, key: str) -> RoomFacts:
    name = st.text_input("名称", room.name if room else "心理辅导室", max_chars=NAME, key=f"{key}.name")
    place = st.text_input("位置", room.place if room else "", max_chars=PLACE, key=f"{key}.place")
    area = st.number_input(
        "使用面积（平方米，可不填）", 1, LARGEST, room.area if room else None, key=f"{key}.area", width=240
    )
    opened_on = st.date_input(
        "启用日期（可不填）", room.opened_on if room else None, min_value=SMALLEST_YEAR, key=f"{key}.opened", width=240
    )
    return RoomFacts(name, place, int(area) if area else None, opened_on)
