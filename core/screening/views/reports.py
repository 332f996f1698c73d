"""逐级上报: a school's report, the bureau's review, the sums above."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.rules.states import BALANCED
from core.clock import local
from core.screening.queries import ReportRow
from core.screening.rules.policy import TierPolicy
from core.screening.rules.report_sums import Sums
from core.screening.rules.reporting import LONGEST, Figures, ReportState
from core.screening.views.shared import levels
from core.ui import parts, tables
from core.ui.words import Absence, count, coverage, month_day, safe_lines
from core.ui.words.care import WARNING_STATES

STATES = {
    None: "未报",
    ReportState.DRAFT: "草稿，还没有报",
    ReportState.SUBMITTED: "待审核",
    ReportState.RETURNED: "退回修改",
    ReportState.ACCEPTED: "已通过",
}
SLOTS = {ReportState.ACCEPTED: "green", ReportState.SUBMITTED: "yellow", ReportState.RETURNED: "orange"}
SENDABLE = (None, ReportState.DRAFT, ReportState.RETURNED)
RULE = "只算已通过的学校；每个数都是学校报送那一刻的"
ACCEPT, RETURN = "通过", "退回修改"


class Sent(NamedTuple):
    """What a school sent: the statement, and whether it is final."""

    statement: str
    final: bool


class Reviewed(NamedTuple):
    """What a bureau says of a report."""

    accepted: bool
    note: str


def badge(state: ReportState | None) -> None:
    """Where a report stands."""
    st.markdown(f":{SLOTS.get(state, 'gray') if state else 'gray'}-badge[{STATES[state]}]")


def figures_table(found: Figures, policy: TierPolicy, *, key: str) -> None:
    """The balance that is reported: states down, tiers across, with their totals."""
    shown = levels(policy)
    frame = pd.DataFrame(
        [
            {
                "状态": WARNING_STATES[state],
                **{level.text: count(found.of(state=state, severity=severity)) for severity, level in shown.items()},
                "合计": count(found.of(state=state)),
            }
            for state in BALANCED
        ]
        + [
            {
                "状态": "合计",
                **{level.text: count(found.of(severity=severity)) for severity, level in shown.items()},
                "合计": count(found.listed),
            }
        ]
    )
    columns = {"状态": tables.text_column("状态", 110)} | {
        title: tables.count_column(title, 110) for title in (*(level.text for level in shown.values()), "合计")
    }
    tables.listing(frame, columns, key=key, alt=f"名单上共 {found.listed} 名学生，按状态和等级")
    st.caption(
        f"应测 {count(found.due)}，实测 {count(found.tested)}（{coverage(found.tested, found.due)}）；只报人数，不报姓名。"
    )


def school_form(row: ReportRow | None, *, reviewed: bool, key: str) -> Sent | None:
    """The statement and the two ways to go on; None until it was sent."""
    with st.form(key):
        said = st.text_area(
            "情况说明", row.statement if row else "", max_chars=LONGEST, height=150, key=f"{key}.statement",
            placeholder="怎么组织的、访谈做到哪一步、需要上级帮什么。请不要写学生姓名。",
        )  # fmt: skip
        goes = "报送之后由上级审核，退回之前不能再改。" if reviewed else "这套分级标准不要求上级审核，报送即计入汇总。"
        st.caption(goes)
        with st.container(horizontal=True):
            final = st.form_submit_button("报送", type="primary", key=f"{key}.send")
            draft = st.form_submit_button("先存草稿", key=f"{key}.draft")
    return Sent(said, final) if final or draft else None


def told(row: ReportRow, colleagues: Mapping[int | None, str]) -> None:
    """What a report says, and what the bureau said of it."""
    pairs = [parts.Fact("情况说明", row.statement or "没有写")]
    if row.submitted_at:
        pairs.append(parts.Fact("报送", _who(row.submitted_by, colleagues, month_day(local(row.submitted_at).date()))))
    if row.reviewed_at:
        pairs.append(parts.Fact("审核", _who(row.reviewed_by, colleagues, month_day(local(row.reviewed_at).date()))))
    with st.container(border=True):
        parts.facts(pairs)
        if row.review_note:
            st.markdown(f":small[:gray[审核意见]]  \n{safe_lines(row.review_note)}")


def review_table(rows: Sequence[ReportRow], names: Mapping[int, str], policy: TierPolicy) -> ReportRow | None:
    """One row a school, those that sent nothing first; answers the row picked."""
    shown = levels(policy)
    frame = pd.DataFrame(
        [
            {
                "学校": names.get(row.school_id, ""),
                "状态": STATES[row.state],
                "实测": _figure(row, row.figures.tested),
                **{level.text: _figure(row, row.figures.of(severity=each)) for each, level in shown.items()},
                "名单合计": _figure(row, row.figures.listed),
                "报送": month_day(local(row.submitted_at).date()) if row.submitted_at else "",
            }
            for row in rows
        ]
    )
    columns = {"学校": tables.text_column("学校", 190), "状态": tables.text_column("状态", 100)}
    columns |= {
        title: tables.count_column(title, 105) for title in ("实测", *(one.text for one in shown.values()), "名单合计")
    }
    columns["报送"] = tables.text_column("报送", 100)
    alt = f"{len(rows)} 所学校的上报，未报的在前"
    at = tables.listing(frame, columns, key="reports.review", alt=alt, pick=True)
    return None if at is None else rows[at]


def review_form(row: ReportRow, *, key: str) -> Reviewed | None:
    """Accept or return a report; None until one of both was pressed."""
    accepted = False
    with st.form(key):
        note = st.text_area(
            "审核意见（退回时必填）", max_chars=LONGEST, height=110, key=f"{key}.note",
            placeholder="退回时请写清楚要改什么，学校照着改。",
        )  # fmt: skip
        with st.container(horizontal=True):
            if row.state is ReportState.SUBMITTED:
                accepted = st.form_submit_button(ACCEPT, type="primary", key=f"{key}.accept")
            returned = st.form_submit_button(RETURN, key=f"{key}.return")
    return Reviewed(accepted, note) if accepted or returned else None


def tallies(found: Sums) -> None:
    """How the reports stand altogether."""
    filed = found.filed
    parts.tally(
        [
            parts.Tally("应报学校", count(filed.asked, "所"), "这个批次问到学生的学校"),
            parts.Tally("已通过", count(filed.of(ReportState.ACCEPTED), "所"), "计入下面的汇总"),
            parts.Tally("待审核", count(filed.of(ReportState.SUBMITTED), "所"), "学校已经报送"),
            parts.Tally("退回修改", count(filed.of(ReportState.RETURNED), "所"), "学校正在改"),
            parts.Tally("未报", count(filed.missing, "所"), "不计入汇总，不等于没有"),
        ]
    )


def sums_table(found: Sums, names: Mapping[int, str], policy: TierPolicy) -> None:
    """The accepted reports by place, with their total; what is hidden says so."""
    shown = levels(policy)
    titles = [shown[severity].text if severity in shown else str(severity) for severity in found.severities]
    frame = pd.DataFrame([_line(found, at, names, titles) for at in range(len(found.places))] + [_total(found, titles)])
    columns = {"单位": tables.text_column("单位", 180), "学校": tables.text_column("已通过 / 应报", 120)}
    columns |= {title: tables.count_column(title, 110) for title in ("实测", *titles, "名单合计")}
    tables.listing(frame, columns, key="reports.sums", alt=f"{len(found.places)} 个单位的汇总")
    if found.hidden.cells:
        st.caption(":material/visibility_off: 少于 10 人的数字已隐去；为了不让它们被推算出来，旁边的数字也可能隐去。")


def _line(found: Sums, at: int, names: Mapping[int, str], titles: Sequence[str]) -> dict[str, str]:
    place = found.places[at]
    cells = [found.cell(at, column) for column in range(len(titles))]
    listed = found.listed(at)
    return {
        "单位": names.get(place.org_id, ""),
        "学校": f"{place.filed.of(ReportState.ACCEPTED)} / {place.filed.asked}",
        "实测": count(place.figures.tested),
        **{title: _shown(cell) for title, cell in zip(titles, cells, strict=True)},
        "名单合计": _shown(listed),
    }


def _total(found: Sums, titles: Sequence[str]) -> dict[str, str]:
    filed = found.filed
    return {
        "单位": "合计",
        "学校": f"{filed.of(ReportState.ACCEPTED)} / {filed.asked}",
        "实测": count(sum(place.figures.tested for place in found.places)),
        **{title: _shown(found.column(column)) for column, title in enumerate(titles)},
        "名单合计": _shown(found.all_listed),
    }


def _shown(figure: int | None) -> str:
    return count(Absence.SUPPRESSED if figure is None else figure)


def _figure(row: ReportRow, figure: int) -> str:
    return count(Absence.NOT_REPORTED if row.state is None else figure)


def _who(account_id: int | None, colleagues: Mapping[int | None, str], when: str) -> str:
    return f"{colleagues.get(account_id, '同事')}　{when}"
