"""活动上报: the way through one report on a phone, step by step, and what can be done with it at its end."""

from collections.abc import Collection, Sequence
from enum import StrEnum

import streamlit as st

from core.activities.queries import ReportRow, SeasonRow, SeasonSchoolRow
from core.activities.rules import ReportState, SeasonState
from core.activities.rules.checklists import ItemSpec, asked_of
from core.activities.rules.reports import Step, steps_open
from core.activities.views import report_facts
from core.activities.views.log_forms import Wish
from core.activities.views.report_list import badge, held
from core.organisations.queries import OrgRow
from core.organisations.rules import Level
from core.ui import parts, state
from core.ui.page import form_key
from core.ui.words import month_day, safe

REPORT, GOTO = "activities.report", "report.goto"


class Part(StrEnum):
    """The steps of a report."""

    FILL = "填一填"
    PHOTOS = "照片"
    CHECK = "看一遍"


NEXT = {Part.FILL: ("下一步：照片", Part.PHOTOS), Part.PHOTOS: ("下一步：看一遍", Part.CHECK)}


def pick_org(orgs: Sequence[OrgRow]) -> OrgRow:
    """Who reports: a school for itself, a bureau for itself first."""
    by_id = {row.id: row for row in orgs}
    if len(by_id) == 1:
        return orgs[0]
    chosen = st.selectbox("谁办的", list(by_id), format_func=lambda one: by_id[one].name, key="report.org")
    return by_id[chosen]


def asked(season: SeasonRow, org: OrgRow, schools: Sequence[SeasonSchoolRow]) -> tuple[ItemSpec, ...]:
    """The items that an organisation may report in a season; () where it takes no part."""
    if org.level is not Level.SCHOOL:
        return season.checklist.items if org.path.startswith(season.org_path) else ()
    mine = next((row for row in schools if row.school_id == org.id), None)
    return asked_of(season.checklist, mine.stages) if mine else ()


def exempt(items: Sequence[ItemSpec], org: OrgRow, schools: Sequence[SeasonSchoolRow]) -> Collection[str]:
    """The items that an organisation need not do."""
    mine = next((row for row in schools if row.school_id == org.id), None)
    if mine is None:
        return ()
    return {item.code for item in items} if mine.exempt_all else mine.exempt_items


def open_report(report_id: int) -> None:
    """Go on with a report from its first step."""
    state.hold(REPORT, report_id)
    state.hold(GOTO, Part.FILL.value)
    st.rerun()


def season_head(season: SeasonRow, rows: Sequence[ReportRow], items: Sequence[ItemSpec], free: Collection[str]) -> None:
    """Which season, until when, and of how many items that must be done enough was sent."""
    owed = [item for item in items if item.required and item.code not in free]
    done = [item for item in owed if held(item, rows) >= item.least]
    parts.section(season.title, f"{month_day(season.report_until)}前上报")
    if owed:
        st.progress(len(done) / len(owed), text=f"必做 {len(owed)} 项，已上报 {len(done)} 项")


def photo_hint(item: ItemSpec | None) -> None:
    """What of photographs and files the item asks for."""
    asked = item.evidence if item else None
    wanted = [f"照片至少 {asked.photos} 张"] * bool(asked.photos) + ["文件一份"] * asked.file if asked else []
    st.caption(f"这一项要：{'、'.join(wanted)}。" if wanted else "这一项不一定要照片，有就放几张。")


def head(row: ReportRow, item: ItemSpec | None) -> bool:
    """Which report, where it stands; answers whether somebody wants back to the items."""
    back = st.button("所有事项", icon=":material/arrow_back:", key="report.back")
    st.markdown(f"**{safe(item.title if item else row.facts.title)}**　{badge(row.state)}　:gray[{safe(row.org)}]")
    report_facts.comment(row)
    return back


def steps(row: ReportRow) -> Part:
    """The steps, one tap each; answers the one in hand."""
    key = f"report.part.{row.id}"
    goto = state.held(GOTO)
    if goto is not None:
        state.preset(key, Part(str(goto)))
        state.drop(GOTO)
    chosen = st.segmented_control(
        "步骤", list(Part), required=True, default=Part.FILL if goto is None else None, key=key,
        label_visibility="collapsed", width="stretch",
    )  # fmt: skip
    return chosen or Part.FILL


def onward(part: Part) -> None:
    """On to the next step."""
    words, following = NEXT[part]
    if st.button(words, type="primary", width="stretch", key=f"report.next.{part}", icon=":material/arrow_forward:"):
        state.hold(GOTO, following.value)
        st.rerun()
    if part is Part.FILL:
        st.caption(":material/cloud_done: 每填一处都马上存好，断网、关掉都不会丢。")


def last_look(row: ReportRow, item: ItemSpec | None, season: SeasonRow) -> Wish | None:
    """The report as the bureau will see it, what may still be missing, and the button that sends it."""
    with st.container(border=True):
        report_facts.facts(row)
    report_facts.notes(row, item, season)
    seen = True
    if row.faces_open:
        words = f"有 {row.faces_open} 张照片可能拍到学生正脸，我看过了，可以这样用"
        seen = st.checkbox(words, key=f"report.faces.{row.id}")
    form = f"report.send.{row.id}"
    if st.button("上报", type="primary", width="stretch", key=form_key(form), icon=":material/send:"):
        given = {"activity_id": row.id, "edition": row.edition, "faces_seen": seen and bool(row.faces_open)}
        return Wish("send_report", given, form, "已上报，辛苦了。")
    return None


def dropped(row: ReportRow) -> Wish | None:
    """A report that is not wanted: a draft, or one that came back."""
    form = f"report.remove.{row.id}.{row.edition}"
    with st.expander("不报了"):
        promise = "删去这份没有上报的材料。" if row.state is ReportState.DRAFT else "不再补充，删去这份材料。"
        agreed = parts.confirm(promise, yes="删去", no="留着", key=form_key(form), lead=False)
    given = {"activity_id": row.id, "edition": row.edition}
    return Wish("remove_report", given, form, "已删去") if agreed else None


def sent(row: ReportRow, season: SeasonState) -> Wish | None:
    """A report that was sent, as it is; it may be taken back while nobody has decided."""
    with st.container(border=True):
        report_facts.facts(row)
    form = f"report.back.{row.id}"
    if Step.TAKE_BACK in steps_open(row.state, season) and st.button(
        "撤回来改", key=form_key(form), width="stretch", icon=":material/undo:"
    ):
        return Wish("take_back", {"activity_id": row.id}, form, "已撤回，改好了请再上报")
    return None


def is_open(row: ReportRow, season: SeasonState) -> bool:
    """Whether the report can be written in now."""
    return Step.WRITE in steps_open(row.state, season)


def closed_draft(row: ReportRow, season: SeasonState) -> Wish | None:
    """Why a draft can be written no further; it may be dropped, and its photographs with it."""
    if row.state is not ReportState.DRAFT or season is not SeasonState.CLOSED:
        return None
    st.info("这个活动月已经结束，草稿不能再上报。需要补报请联系主办单位。", icon=":material/info:")
    return dropped(row)
