"""材料审核: the queue by waiting time, one report in hand, and what can be decided."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.activities.queries import ReportRow, SeasonRow
from core.activities.rules import ReportState, SeasonState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.reports import COMMENT, STATE_TITLES, Step, steps_open
from core.activities.views import report_facts
from core.activities.views.log_forms import Wish
from core.activities.views.report_list import badge
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.words import count, moment, safe

SIDES = (ReportState.SENT, ReportState.RETURNED, ReportState.ACCEPTED)


def pick_side(many: Mapping[ReportState, int]) -> ReportState:
    """Which of the reports: those that wait, those given back, those accepted; `many` are how many stand how."""
    chosen = st.segmented_control(
        "材料", list(SIDES), default=ReportState.SENT, required=True, key="review.side", label_visibility="collapsed",
        format_func=lambda side: f"{STATE_TITLES[side]} {many.get(side, 0)}",
    )  # fmt: skip
    return chosen or ReportState.SENT


def in_hand(row: ReportRow, season: SeasonRow) -> ReportRow | None:
    """The report that was opened elsewhere, where it is one to review in this season."""
    return row if row.inside and row.season_id == season.id and row.state in SIDES else None


def queue(rows: Sequence[ReportRow], items: Mapping[str, ItemSpec], side: ReportState, *, key: str) -> list[ReportRow]:
    """The reports of one page to tick; answers those ticked."""
    frame = pd.DataFrame([_line(row, items.get(row.item)) for row in rows])
    columns = {
        "org": tables.text_column("学校", 120),
        "item": tables.text_column("事项", 74),
        "title": tables.text_column("活动", 150),
        "missing": tables.text_column("还差", 148),
        "when": tables.text_column("等了多久" if side is ReportState.SENT else "什么时候", 110),
        "people": tables.count_column("场次 / 人次", 90),
        "files": tables.count_column("照片 / 文件", 84),
    }
    return [rows[at] for at in tables.ticking(frame, columns, key=key, alt=f"{len(rows)} 份材料")]


def accept_all(rows: Sequence[ReportRow], season: SeasonState) -> Wish | None:
    """Several reports accepted at once."""
    ready = {row.id: row.edition for row in rows if Step.ACCEPT in steps_open(row.state, season)}
    form = "review.accept"
    if len(ready) < 2 or not st.button(f"通过这 {len(ready)} 份", type="primary", key=form_key(form)):
        return None
    given = {"activity_ids": list(ready), "editions": ready}
    return Wish("accept_reports", given, form, f"{len(ready)} 份已通过")


def one(row: ReportRow, item: ItemSpec | None, season: SeasonRow) -> None:
    """One report, as the school sent it."""
    st.markdown(f"**{safe(row.org)}**　{safe(item.title if item else row.facts.title)}　{badge(row.state)}")
    with st.container(border=True):
        report_facts.facts(row)
    report_facts.notes(row, item, season)
    if row.state is ReportState.RETURNED and row.comment:
        st.caption(f"已请学校补充：{safe(row.comment)}")


def decide(row: ReportRow, item: ItemSpec | None, season: SeasonState) -> Wish | None:
    """通过, or 请补充 with words that are proposed from what is missing."""
    possible, wish = steps_open(row.state, season), None
    if Step.ACCEPT in possible:
        form = f"review.accept.{row.id}.{row.edition}"
        if st.button("通过", type="primary", key=form_key(form), icon=":material/task_alt:"):
            given = {"activity_ids": [row.id], "editions": {row.id: row.edition}}
            wish = Wish("accept_reports", given, form, "已通过")
    back = Step.RETURN if Step.RETURN in possible else Step.REOPEN if Step.REOPEN in possible else None
    return (_give_back(row, item, back) or wish) if back else wish


def _give_back(row: ReportRow, item: ItemSpec | None, step: Step) -> Wish | None:
    verb, form = ("return_report" if step is Step.RETURN else "reopen_report"), f"review.back.{row.id}.{row.edition}"
    lacking = report_facts.missing(row, item)
    proposed = f"还差{'、'.join(lacking)}。" if lacking else ""
    with st.form(form_key(form)):
        words = st.text_area(
            "请学校补充什么（学校看得到）", proposed, max_chars=COMMENT, placeholder="如：请补两张活动现场的照片",
            key=f"{form}.words",
        )  # fmt: skip
        sent = st.form_submit_button("请补充" if step is Step.RETURN else "重新打开，请学校补充")
    if not sent:
        return None
    given = {"activity_id": row.id, "comment": words, "edition": row.edition}
    return Wish(verb, given, form, "已告诉学校要补充什么")


def nothing(side: ReportState) -> None:
    """An empty side."""
    words = {
        ReportState.SENT: ("task_alt", "没有等着看的材料", "学校上报以后，会按等待的时间排在这里。"),
        ReportState.RETURNED: ("undo", "没有请学校补充的材料", "请补充的材料，学校补好再上报，就回到待审核。"),
        ReportState.ACCEPTED: ("inbox", "还没有通过的材料", "通过以后会列在这里，也会算进进度板。"),
    }[side]
    parts.empty(*words, key=f"review.none.{side}")


def _line(row: ReportRow, item: ItemSpec | None) -> dict[str, str]:
    days = report_facts.waited(row)
    waited = f"等了 {days} 天" if days else "今天上报"
    decided = moment(row.decided_at) if row.decided_at else ""
    return {
        "org": row.org,
        "item": item.short if item else "",
        "title": row.facts.title,
        "people": f"{count(row.facts.sessions)} / {count(row.facts.attendances)}",
        "files": f"{row.photos} / {row.files}",
        "missing": "、".join(report_facts.missing(row, item)) or "齐了",
        "when": waited if row.state is ReportState.SENT else decided,
    }
